"""What units keep inside, as counts: nobody but the unit opens a case before it is drawn or overdue."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from zhiben.core.actors import Actor
from zhiben.core.scoped import TERRITORY, Scope, reach_q
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.organisations import queries as organisations

_COUNTED = Scope(area="area", sector="sector", matter="matter")
"""Territory as for figures: hazards kept inside are counted, not shown."""
_YEAR = 365
_MOST = 200


@dataclass(frozen=True, slots=True)
class UnitInside:
    """Items a unit keeps inside: open now, closed in the last twelve months, and how many of those in time."""

    unit_id: int
    unit: str
    open: int
    closed: int
    in_time: int


def kept_inside(actor: Actor) -> QuerySet:
    """Hazards that units of the territory keep to themselves: to count and to draw from, not to show."""
    rows = Hazard.objects.unscoped(reason="counted within the territory; cases stay with the unit")
    return rows.filter(reach_q(_COUNTED, actor, TERRITORY), internal=True)


def inside(actor: Actor, today: date) -> list[UnitInside]:
    """Units of the territory with hazards they handle themselves, most first (200 at most)."""
    rows = Hazard.objects.unscoped(reason="counts by unit within the territory; cases stay with the unit")
    short = rows.filter(
        reach_q(_COUNTED, actor, "territory"), Q(internal=True), found_day__gte=today - timedelta(_YEAR)
    )
    ended = Q(ended_day__isnull=False)
    counted = (
        short.values("unit_id")
        .annotate(
            n_open=Count("pk", filter=~ended),
            n_closed=Count("pk", filter=ended),
            n_in_time=Count("pk", filter=ended & Q(ended_day__lte=F("limit_day"))),
        )
        .order_by("-n_open", "-n_closed", "unit_id")[:_MOST]
    )
    lines = list(counted)
    names = organisations.unit_names([line["unit_id"] for line in lines])
    return [
        UnitInside(
            unit_id=line["unit_id"],
            unit=names.get(line["unit_id"], ""),
            open=line["n_open"],
            closed=line["n_closed"],
            in_time=line["n_in_time"],
        )
        for line in lines
    ]
