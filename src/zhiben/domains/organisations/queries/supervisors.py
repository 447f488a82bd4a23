"""Who holds a power over each of many units, by one statement."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from zhiben.domains.organisations.methods.mandates import Claim, holding
from zhiben.domains.organisations.models import Mandate
from zhiben.domains.organisations.queries.bodies import on_day
from zhiben.domains.organisations.queries.units import UnitBrief

_REASON = "who holds a power is decided over all mandates, not over those one sees"


def holders_by_unit(units: Iterable[UnitBrief], matter: str, power: str, day: date) -> dict[int, int | None]:
    """The body holding a power over each unit in a matter (the longest standing one of several), by one statement."""
    asked = list({unit.id: unit for unit in units}.values())
    if not asked:
        return {}
    areas = [unit.area for unit in asked]
    default = Q(unit__isnull=True, site__isnull=True, low__lte=max(areas), high__gte=min(areas))
    rows = Mandate.objects.unscoped(reason=_REASON).filter(
        on_day(day),
        default | Q(unit_id__in=[unit.id for unit in asked], site__isnull=True),
        matter=matter,
        power=power,
    )
    columns = ("id", "body_id", "site_id", "unit_id", "low", "high", "sector")
    claims = [Claim(*row) for row in rows.values_list(*columns)]
    own: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.unit_id is not None:
            own.setdefault(claim.unit_id, []).append(claim)
    general = [claim for claim in claims if claim.unit_id is None]
    of_place: dict[tuple[int, str], list[Claim]] = {}
    found: dict[int, int | None] = {}
    for unit in asked:
        place = unit.area, unit.sector
        if place not in of_place:
            of_place[place] = [claim for claim in general if _is_over(claim, *place)]
        held = holding([*own.get(unit.id, []), *of_place[place]])
        found[unit.id] = held[0].body_id if held else None
    return found


def _is_over(claim: Claim, area: int, sector: str) -> bool:
    inside = claim.low is not None and claim.high is not None and claim.low <= area <= claim.high
    return inside and claim.sector in (None, sector)
