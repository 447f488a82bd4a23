"""What people does when something happens below."""

from zhiben.core.ledger.book import OpenAct
from zhiben.domains.organisations.events import UnitMoved
from zhiben.domains.people.models import Membership


def follow_unit(event: UnitMoved, a: OpenAct) -> None:
    """Memberships in a unit lie where the unit lies."""
    rows = Membership.objects.unscoped(reason="the unit moved, whoever is in it")
    keys = list(rows.filter(unit_id=event.unit_id).values_list("pk", flat=True))
    a.change_many(Membership, keys, area=event.area)
