"""Lists of hazards: one queryset of plain values for page, fragment, export and API."""

from collections.abc import Callable, Container
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, ExpressionWrapper, F, Max, Q, QuerySet

from zhiben.core.actors import Actor
from zhiben.core.fixed import Fixed
from zhiben.core.scoped import GRANTED, OWN, TERRITORY, ScopedQuerySet, Widths, within
from zhiben.core.search import matching
from zhiben.domains.hazards.models import Hazard, InterimMeasure, Participant
from zhiben.domains.hazards.models.case import CITY, COUNTY
from zhiben.domains.hazards.queries.treatment import progress_missing
from zhiben.domains.hazards.vocabulary import OPEN
from zhiben.domains.organisations import queries as organisations
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


WIDTHS = (COUNTY, CITY)
NEWEST, ENOUGH = 2_500, 10
"""With so many finds among the newest hazards, the next page of finds is near (ten times as many in one city)."""


def hazards(actor: Actor, *, tab: str | None = None, today: date, **filters: Any) -> QuerySet:
    """Hazards within reach (or in one tab of it) that meet the filters, as a queryset of values.

    Filters: q, state, grade, channel, sector, matter, unit, area (a code: everything under it), found_from, found_to,
    overdue, open, interim_expired, progress_missing.
    """
    rows: QuerySet = _tab(actor, tab or None, widths=WIDTHS)
    for name in _EQUAL:
        if filters.get(name):
            rows = rows.filter(**{name: filters[name]})
    rows = rows.filter(_ranges(filters), _standing(filters, today))
    low, high = _span(actor, tab, filters)
    words = filters.get("q")
    rows = _found(rows, words, is_wide=high - low >= CITY) if words else _narrow(rows, low, high)
    return rows.values(*COLUMNS)


_PLAIN = frozenset({*_EQUAL, "found_from", "found_to"})
"""Filters whose values do not change the shape of the statement."""


def newest(
    actor: Actor, *, tab: str, today: date, limit: int, before: int | None = None, **filters: Any
) -> list[dict[str, Any]]:
    """The newest `limit` of `hazards()`, those with an id under `before` only, if given."""
    asked = {name: value for name, value in sorted(filters.items()) if value}
    if not asked.keys() <= _PLAIN:
        rows = hazards(actor, tab=tab, today=today, **filters)
        rows = rows if before is None else rows.filter(pk__lt=before)
        return list(rows.order_by("-id")[:limit])
    is_open = asked.get("state") in OPEN
    values = [*asked.values(), *([] if before is None else [before])]
    return _newest(actor, tab, tuple(asked), is_open, before is not None, limit)(*values)


@lru_cache(maxsize=1024)
def _newest(
    actor: Actor, tab: str, names: tuple[str, ...], is_open: bool, is_further: bool, limit: int
) -> Fixed:
    """The statement for one reach and these filters: a list asked again and again is compiled once."""

    def make(*values: Any) -> QuerySet:
        asked = dict(zip(names, values, strict=False))
        rows = hazards(actor, tab=tab, today=date.min, open=is_open, **asked)
        rows = rows.filter(pk__lt=values[-1]) if is_further else rows
        return rows.order_by("-id")[:limit]

    return Fixed(make, is_planned=False)


def _tab(actor: Actor, tab: str | None, condition: Q | None = None, widths: Widths = ()) -> ScopedQuerySet:
    """What the actor sees, or one tab of it; what is granted by way of two indexes, not by a look at every row."""
    rows = Hazard.objects.visible_to(actor, tab, widths).filter(condition or Q())
    if tab != GRANTED or actor.body_id is None:
        return rows
    named = Q(person_id=actor.person_id) | Q(body_id=actor.body_id)
    parts = Participant.objects.unscoped(reason="the actor's own part in cases").filter(named).order_by()
    ours = rows.filter(body_id=actor.body_id).order_by()
    return rows.filter(pk__in=ours.values("pk").union(parts.values("hazard_id"), all=True))


def _found(rows: QuerySet, q: str, *, is_wide: bool) -> QuerySet:
    """Those with the words. Walking from the newest soon finds common words; for rare ones the words come first.

    The database cannot tell which of the two it is where words and reach depend on each other (no lift is a
    matter of fire), and would walk past every hazard there is.
    """
    rows = rows.filter(matching(q))
    top = Hazard.objects.unscoped(reason="the newest id there is").aggregate(top=Max("id"))["top"] or 0
    window = NEWEST if is_wide else 10 * NEWEST
    if top <= window or rows.filter(id__gt=top - window).order_by()[:ENOUGH].count() == ENOUGH:
        return rows
    ids = list(rows.order_by().values_list("pk", flat=True))
    return Hazard.objects.unscoped(reason="found within reach a moment ago").filter(pk__in=ids)


def _span(actor: Actor, tab: str | None, filters: dict[str, Any]) -> tuple[int, int]:
    """First and last area that can be meant; everything where that is not one stretch."""
    if filters.get("area"):
        return places.range_of(int(filters["area"]))
    spans = set(actor.ranges) if tab == TERRITORY else set()
    return spans.pop() if len(spans) == 1 else (0, 10**12)


def _narrow(rows: QuerySet, low: int, high: int) -> QuerySet:
    """Say it once more in the words of an index where everything lies in one county or one city.

    Not where the whole of one is asked, which the reach or the filter says in these words already: said twice, the
    planner takes it for rarer than it is and sorts a whole county.
    """
    for width in WIDTHS:
        if low % width == 0 and high == low + width - 1:
            return rows
        if low // width == high // width:
            within = ExpressionWrapper(F("area") / width, output_field=BigIntegerField())
            return rows.alias(within=within).filter(within=low // width)
    return rows


def _ranges(filters: dict[str, Any]) -> Q:
    condition = Q()
    if filters.get("unit"):
        condition &= Q(unit_id=filters["unit"])
    if filters.get("area"):
        condition &= within("area", *places.range_of(int(filters["area"])), WIDTHS)
    if filters.get("found_from"):
        condition &= Q(found_day__gte=filters["found_from"])
    if filters.get("found_to"):
        condition &= Q(found_day__lte=filters["found_to"])
    return condition


def _standing(filters: dict[str, Any], today: date) -> Q:
    condition = Q()
    if filters.get("overdue"):
        condition &= Q(ended_day=None, limit_day__lt=today)
    if filters.get("interim_expired"):
        condition &= Q(ended_day=None, pk__in=_expired(today))
    if filters.get("progress_missing"):
        condition &= progress_missing(today)
    if filters.get("open") or filters.get("state") in OPEN:
        condition &= Q(ended_day=None)
    return condition


def _expired(today: date) -> QuerySet:
    """Hazards with an interim measure that has run out and was neither renewed nor ended."""
    rows = InterimMeasure.objects.unscoped(reason="narrows a list that is within reach already")
    return rows.filter(ended_day=None, until__lt=today).values("hazard_id")


@lru_cache(maxsize=2048)
def _counting(actor: Actor) -> tuple[tuple[str, ...], str, tuple[Any, ...]]:
    """The tabs of a reach, and the one statement that counts them: every list asks it, so it is compiled once."""
    tabs = (OWN,) if actor.unit_id is not None else (TERRITORY, GRANTED)
    asked: list[ScopedQuerySet] = [_tab(actor, tab, Q(ended_day=None)).order_by() for tab in tabs]
    made = [rows.only("pk").statement() for rows in asked]
    counts = [f"(SELECT count(*) FROM ({part}) counted)" for part, _ in made]  # noqa: S608 - made above
    sql = f"SELECT {', '.join(counts)}"
    return tabs, sql, tuple(value for _, values in made for value in values)


def tab_counts(actor: Actor) -> dict[str, int]:
    """Open hazards in each tab that makes sense for the actor."""
    tabs, sql, values = _counting(actor)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(zip(tabs, cursor.fetchone() or (), strict=True))


def overdue_count(actor: Actor, today: date, tab: str | None = None) -> int:
    """Open hazards past their limit within reach, or in one tab of it."""
    return Hazard.objects.visible_to(actor, tab).filter(ended_day=None, limit_day__lt=today).count()


def units_reported(actor: Actor, unit_id: int) -> int:
    """How many hazards the unit found itself, ended ones included."""
    return Hazard.objects.visible_to(actor).filter(unit_id=unit_id, channel="self_report").count()


def with_names(rows: list[dict[str, Any]], wanted: Container[str] | None = None) -> list[dict[str, Any]]:
    """Units, bodies and areas by name, in one query each; of the columns `wanted` only, if given."""
    names: dict[str, Callable[[], dict[int, str]]] = {
        "unit": lambda: organisations.unit_names([row["unit_id"] for row in rows]),
        "body": lambda: organisations.body_names([row["body_id"] for row in rows if row["body_id"]]),
        "area_name": lambda: places.names([row["area"] for row in rows]),
    }
    keys = {"unit": "unit_id", "body": "body_id", "area_name": "area"}
    known = {column: names[column]() for column in keys if wanted is None or column in wanted}
    return [
        row
        | {column: known[column].get(row[keys[column]], "") for column in known}
        | {"is_ended": row["ended_day"] is not None}
        for row in rows
    ]
