"""Shortfalls: what ended unfulfilled, and what was entered late beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from zhiben.core.actors import Actor, Range
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.core.scoped import OWN, TERRITORY
from zhiben.domains.duties.models import Duty, DutyPeriod, DutyShortfall
from zhiben.domains.duties.queries.duties import reader
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.places import queries as places


@dataclass(frozen=True, slots=True)
class ShortfallLine:
    """How a period stood when it was found unfulfilled. `late`: what was done since; `left`: what is still missing.

    `void`: the day on which its event was withdrawn; `period_id`: the period as it stands now.
    """

    id: int
    duty_id: int
    variant: int
    unit_id: int | None
    body_id: int | None
    name: str
    area: int
    sector: str
    first_day: date
    last_day: date
    event: int
    expected: int
    done: int
    excused: int
    found_day: date
    void: date | None
    late: int = 0
    left: int = 0
    period_id: int | None = None

    @property
    def missing(self) -> int:
        """What was missing when the period had ended."""
        return self.expected - self.done - self.excused


_FIELDS = (
    *("id", "duty_id", "variant", "unit", "body", "area", "sector", "first_day", "last_day", "event"),
    *("expected", "done", "excused", "found_day", "void"),
)
_COLUMNS = {
    "duty": "duty_id",
    "sector": "sector",
    "unit": "unit",
    "body": "body",
    "ended_from": "last_day__gte",
    "ended_to": "last_day__lte",
    "found": "found_day",
}


def shortfall_rows(actor: Actor, **filters: Any) -> QuerySet[DutyShortfall, dict[str, Any]]:
    """Shortfalls within reach for a list: a unit's own, else those of the territory, or the body's own (`own`)."""
    reader(actor)
    tab = None if actor.system or filters.get("own") else OWN if actor.unit_id is not None else TERRITORY
    wanted = {name: filters[key] for key, name in _COLUMNS.items() if filters.get(key) not in (None, "")}
    rows = DutyShortfall.objects.visible_to(actor, tab).filter(**wanted)
    if filters.get("own"):
        rows = rows.filter(body=actor.body_id) if actor.unit_id is None else rows.filter(unit=actor.unit_id)
    if filters.get("area"):
        rows = rows.filter(area__range=places.range_of(filters["area"]))
    if filters.get("q"):
        duties = Duty.objects.filter(title_zh__icontains=filters["q"])
        duties |= Duty.objects.filter(title_en__icontains=filters["q"])
        rows = rows.filter(duty_id__in=list(duties.values_list("pk", flat=True)))
    if not filters.get("void"):
        rows = rows.filter(void=None)
    return rows.values(*_FIELDS)


def shortfalls(
    actor: Actor, *, area: Range | None = None, after: int = 0, limit: int = 50, **filters: Any
) -> list[ShortfallLine]:
    """Shortfalls within reach in the order they were found; the next page begins after the last `id`."""
    rows = shortfall_rows(actor, **filters).filter(pk__gt=after)
    if area is not None:
        rows = rows.filter(area__range=area)
    return shortfall_lines(list(rows.order_by("pk")[:limit]))


def shortfall_lines(found: Sequence[Mapping[str, Any]]) -> list[ShortfallLine]:
    """Such rows with the names of their subjects and what came late, in three statements."""
    if not found:
        return []
    units = organisations.unit_names(_present(row["unit"] for row in found))
    bodies = organisations.body_names(_present(row["body"] for row in found))
    now = _as_they_stand(found)
    return [_line(dict(row), units, bodies, now) for row in found]


def get_shortfall(actor: Actor, shortfall_id: int) -> ShortfallLine:
    """One shortfall within reach."""
    reader(actor)
    rows = list(DutyShortfall.objects.visible_to(actor).filter(pk=shortfall_id).values(*_FIELDS))
    if not rows:
        raise NotFound(Finding("not-found"))
    return shortfall_lines(rows)[0]


_Key = tuple[Any, ...]
_KEYS = ("duty_id", "variant", "unit", "body", "first_day", "event")


def _as_they_stand(found: Sequence[Mapping[str, Any]]) -> dict[_Key, tuple[int, int, int]]:
    """(id, done, left) of the periods of these shortfalls as they are now; a page's rows in one statement."""
    units, bodies = _present(row["unit"] for row in found), _present(row["body"] for row in found)
    rows = DutyPeriod.objects.unscoped(reason="periods of shortfalls that are visible themselves").filter(
        duty_id__in={row["duty_id"] for row in found}, last_day__in={row["last_day"] for row in found}
    )
    mine = rows.filter(unit__in=units) if units else rows.none()
    theirs = rows.filter(unit__isnull=True, body__in=bodies) if bodies else rows.none()
    left = F("expected") - F("done") - F("excused")
    return {
        key: (period, done, rest)
        for part in (mine, theirs)
        for *key_, period, done, rest in part.values_list(*_KEYS, "pk", "done", left)
        if (key := tuple(key_))
    }


def _present(keys: Iterable[int | None]) -> set[int]:
    return {key for key in keys if key is not None}


def _line(
    row: dict[str, Any], units: dict[int, str], bodies: dict[int, str], now: dict[_Key, tuple[int, int, int]]
) -> ShortfallLine:
    period, done, left = now.get(tuple(row[key] for key in _KEYS), (None, row["done"], 0))
    unit, body = row.pop("unit"), row.pop("body")
    name = units.get(unit, "") if unit is not None else bodies.get(body, "")
    late = max(done - row["done"], 0)
    return ShortfallLine(unit_id=unit, body_id=body, name=name, late=late, left=left, period_id=period, **row)
