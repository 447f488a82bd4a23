"""Lists of hazards: one queryset of plain values for page, fragment, export and API."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from zhiben.core.actors import Actor
from zhiben.core.scoped import GRANTED, OWN, TERRITORY
from zhiben.core.search import matching
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.places import queries as places

COLUMNS = (
    "id",
    "number",
    "title",
    "unit_id",
    "body_id",
    "area",
    "sector",
    "matter",
    "state",
    "grade",
    "channel",
    "found_day",
    "limit_first",
    "limit_day",
    "ended_day",
    "version",
)
_EQUAL = ("state", "grade", "channel", "sector", "matter")


def hazards(actor: Actor, *, tab: str | None = None, today: date, **filters: Any) -> QuerySet:
    """Hazards within reach (or in one tab of it) that meet the filters, as a queryset of values.

    Filters: q, state, grade, channel, sector, matter, unit, area (a code: everything under it), found_from, found_to,
    overdue, open.
    """
    rows = Hazard.objects.visible_to(actor, tab or None)
    for name in _EQUAL:
        if filters.get(name):
            rows = rows.filter(**{name: filters[name]})
    if filters.get("q"):
        rows = rows.filter(matching(filters["q"]))
    return rows.filter(_ranges(filters), _standing(filters, today)).values(*COLUMNS)


def _ranges(filters: dict[str, Any]) -> Q:
    condition = Q()
    if filters.get("unit"):
        condition &= Q(unit_id=filters["unit"])
    if filters.get("area"):
        condition &= Q(area__range=places.range_of(int(filters["area"])))
    if filters.get("found_from"):
        condition &= Q(found_day__gte=filters["found_from"])
    if filters.get("found_to"):
        condition &= Q(found_day__lte=filters["found_to"])
    return condition


def _standing(filters: dict[str, Any], today: date) -> Q:
    condition = Q()
    if filters.get("overdue"):
        condition &= Q(ended_day=None, limit_day__lt=today)
    if filters.get("open"):
        condition &= Q(ended_day=None)
    return condition


def tab_counts(actor: Actor) -> dict[str, int]:
    """Open hazards in each tab that makes sense for the actor."""
    tabs = (OWN,) if actor.unit_id is not None else (TERRITORY, GRANTED)
    return {tab: Hazard.objects.visible_to(actor, tab).filter(ended_day=None).count() for tab in tabs}


def overdue_count(actor: Actor, today: date, tab: str | None = None) -> int:
    """Open hazards past their limit within reach, or in one tab of it."""
    return Hazard.objects.visible_to(actor, tab).filter(ended_day=None, limit_day__lt=today).count()


def units_reported(actor: Actor, unit_id: int) -> int:
    """How many hazards the unit found itself, ended ones included."""
    return Hazard.objects.visible_to(actor).filter(unit_id=unit_id, channel="self_report").count()
