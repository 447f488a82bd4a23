"""How many hazards are open at a subject, for who hands over and takes over a seat there."""

from datetime import date

from zhiben.domains.duties.queries import SeatSubject
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.vocabulary import OPEN


def open_hazards(subject: SeatSubject, on: date) -> int:
    """Hazards of the unit, or in the hands of the body, that are open now; the number only."""
    rows = Hazard.objects.unscoped(reason="how many are open, for who hands over and takes over a seat")
    mine = {"unit_id": subject.id} if subject.kind == "unit" else {"body_id": subject.id}
    return rows.filter(state__in=OPEN, **mine).count()
