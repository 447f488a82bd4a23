"""Lists of hazards: one queryset of plain values for page, fragment, export and API."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, Max, Q, QuerySet

from zhiben.core.actors import Actor
from zhiben.core.scoped import GRANTED, OWN, TERRITORY
from zhiben.core.search import matching
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.models.case import CITY, COUNTY
from zhiben.domains.hazards.vocabulary import OPEN
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


NEWEST = 4_000
"""How many of the newest hazards are looked through before a search goes by its words alone."""
ENOUGH = 51


def hazards(actor: Actor, *, tab: str | None = None, today: date, **filters: Any) -> QuerySet:
    """Hazards within reach (or in one tab of it) that meet the filters, as a queryset of values.

    Filters: q, state, grade, channel, sector, matter, unit, area (a code: everything under it), found_from, found_to,
    overdue, open.
    """
    rows = Hazard.objects.visible_to(actor, tab or None)
    for name in _EQUAL:
        if filters.get(name):
            rows = rows.filter(**{name: filters[name]})
    rows = rows.filter(_ranges(filters), _standing(filters, today))
    if filters.get("q"):
        rows = _found(rows, filters["q"])
    return _narrow(rows, actor, tab, filters).values(*COLUMNS)


def _found(rows: QuerySet, q: str) -> QuerySet:
    """Those with the words. Newest first is soon found for common words; for rare ones the words come first.

    The database cannot tell which of the two it is where words and reach depend on each other (no lift is a
    matter of fire), and would walk past every hazard there is.
    """
    rows = rows.filter(matching(q))
    top = Hazard.objects.unscoped(reason="the newest number there is").aggregate(top=Max("id"))["top"] or 0
    newest = rows.filter(id__gt=top - NEWEST).order_by()[:ENOUGH].count()
    if newest >= ENOUGH or top <= NEWEST:
        return rows
    return rows.model.objects.unscoped(reason="ids found within reach").filter(
        pk__in=list(rows.order_by().values_list("pk", flat=True))
    )


def _narrow(rows: QuerySet, actor: Actor, tab: str | None, filters: dict[str, Any]) -> QuerySet:
    """Say it once more in the words of an index where everything lies in one county or one city."""
    spans = (
        {span for territory in actor.territories for span in territory.ranges} if tab == TERRITORY else set()
    )
    if filters.get("area"):
        spans = {places.range_of(int(filters["area"]))}
    if len(spans) != 1:
        return rows
    low, high = spans.pop()
    for name, width in (("county", COUNTY), ("city", CITY)):
        if low // width == high // width:
            within = ExpressionWrapper(F("area") / width, output_field=BigIntegerField())
            return rows.alias(**{f"in_{name}": within}).filter(**{f"in_{name}": low // width})
    return rows


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
    if filters.get("open") or filters.get("state") in OPEN:
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
