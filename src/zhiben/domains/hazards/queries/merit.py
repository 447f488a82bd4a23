"""Finding oneself pays: what a unit found itself and put right as promised counts as merit, never against it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from zhiben.core.actors import Actor
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.vocabulary import Channel, State


@dataclass(frozen=True, slots=True)
class Merit:
    """Items a unit found itself since a day: all, closed, closed in time, and open with the promise kept."""

    found: int
    closed: int
    in_time: int
    promised: int


def promise_kept(channel: str, limit_day: date | None, ended_day: date | None, today: date) -> bool:
    """Whether the unit found it itself and is (or was) within its limit: no order, no exposure, no worse figure."""
    if channel != Channel.SELF_REPORT:
        return False
    return limit_day is None or (ended_day or today) <= limit_day


def merit(actor: Actor, unit_id: int, since: date, today: date) -> Merit:
    """What the unit found itself since that day, of what the actor may see."""
    rows = Hazard.objects.visible_to(actor).filter(
        unit_id=unit_id, channel=Channel.SELF_REPORT, found_day__gte=since
    )
    counted = rows.exclude(state__in=[State.UNFOUNDED, State.MERGED]).aggregate(
        found=Count("pk"),
        closed=Count("pk", filter=Q(state=State.CLOSED)),
        in_time=Count("pk", filter=Q(state=State.CLOSED, ended_day__lte=F("limit_day"))),
        promised=Count("pk", filter=Q(ended_day=None) & (Q(limit_day=None) | Q(limit_day__gte=today))),
    )
    return Merit(**counted)
