"""What a hazard means for duties: events from which its unit and the responsible body owe something."""

from zhiben.core.ledger.book import OpenAct
from zhiben.domains.duties import operations as duties
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.operations.steps import today_of
from zhiben.domains.hazards.vocabulary import GRAVE

MAJOR_FOUND, MAJOR_FIXED, FIXED = "hazard.major_found", "hazard.major_fixed", "hazard.fixed"


def tell_found(a: OpenAct, row: Hazard) -> None:
    """A hazard was confirmed, or graded anew: a grave one is an event, once."""
    if row.grade in GRAVE:
        _tell(a, row, MAJOR_FOUND)


def tell_fixed(a: OpenAct, row: Hazard) -> None:
    """A hazard was closed: put right."""
    _tell(a, row, MAJOR_FIXED if row.grade in GRAVE else FIXED)


def _tell(a: OpenAct, row: Hazard, kind: str) -> None:
    duties.note_event(
        a,
        kind=kind,
        day=today_of(a),
        area=row.area,
        origin=f"hazard:{kind}:{row.pk}:{today_of(a)}",
        sector=row.sector or "",
        unit_id=row.unit_id,
        body_id=row.body_id,
        title=row.number,
    )
