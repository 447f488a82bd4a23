"""Behind a figure: who did, who did not, who was excused; and who × period of a place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from zhiben.core.actors import Actor, Range
from zhiben.domains.duties.models import DutyPeriod
from zhiben.domains.duties.queries.duties import reader
from zhiben.domains.duties.queries.figures import Figure, ended
from zhiben.domains.duties.vocabulary import Standing
from zhiben.domains.organisations import queries as organisations

_STANDINGS = {
    Standing.MISSING: Q(expected__gt=F("done") + F("excused")),
    Standing.EXCUSED: Q(expected=F("done") + F("excused"), excused__gt=0),
    Standing.DONE: Q(expected=F("done"), excused=0),
}
HAVING: dict[str, Q] = {
    "done": Q(done__gt=0),
    "missing": _STANDINGS[Standing.MISSING],
    "excused": Q(excused__gt=0),
}
"""Rows that add to a part of a figure: who did two patrols of four is behind what is done and what is missing."""


_BODIES = 10**15
"""Added to a body's number where units and bodies stand in one order."""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One subject in one period of a duty. `days`, `due`: bits of a daily duty, bit 0 the first of the month.

    `gathered`: activities, or hundredths of hours or heads that add up; progress_of() reads it.
    """

    id: int
    duty_id: int
    unit_id: int | None
    body_id: int | None
    name: str
    area: int
    sector: str
    first_day: date
    last_day: date
    expected: int
    done: int
    excused: int
    days: int
    due: int | None
    off: int
    event: int
    gathered: int = 0

    @property
    def standing(self) -> Standing:
        """Done, missing or excused."""
        if self.expected > self.done + self.excused:
            return Standing.MISSING
        return Standing.EXCUSED if self.excused else Standing.DONE

    @property
    def missing(self) -> int:
        """How often it is still owed."""
        return self.expected - self.done - self.excused


_FIELDS = (
    *("id", "duty_id", "unit", "body", "area", "sector", "first_day", "last_day"),
    *("expected", "done", "excused", "days", "due", "off", "event", "gathered"),
)


def who(
    actor: Actor,
    *,
    duty_id: int | None = None,
    first: date,
    last: date,
    standing: str | None = None,
    area: Range | None = None,
    sector: str | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[PeriodLine]:
    """The subjects behind a figure, in the order of their rows; the next page begins after the last `id`.

    The same conditions as completeness() gives the figure: the lines add up to it.
    """
    duties = None if duty_id is None else [duty_id]
    rows = behind(actor, first=first, last=last, duties=duties, area=area, sector=sector, has=standing)
    return lines(rows.filter(pk__gt=after).order_by("pk")[:limit])


def behind(
    actor: Actor,
    *,
    first: date,
    last: date,
    duties: Sequence[int] | None = None,
    area: Range | None = None,
    sector: str | None = None,
    has: str | None = None,
) -> QuerySet[DutyPeriod]:
    """The periods behind a figure of completeness(); `has`: those that add to what is done, missing or excused."""
    reader(actor)
    rows = ended(actor, first, last, area=area, sector=sector, duties=duties)
    return rows if has is None else rows.filter(HAVING[has])


def sum_of(rows: QuerySet[DutyPeriod]) -> Figure:
    """What these periods add up to, in one statement."""
    found = rows.aggregate(expected=Sum("expected"), done=Sum("done"), excused=Sum("excused"))
    return Figure(None, None, None, **{name: value or 0 for name, value in found.items()})


def lines(rows: QuerySet[DutyPeriod]) -> list[PeriodLine]:
    """Periods as plain values, with the names of their subjects, in three statements."""
    return period_lines(list(period_values(rows)))


def period_values(rows: QuerySet[DutyPeriod]) -> QuerySet[DutyPeriod, dict[str, Any]]:
    """Periods as a queryset of values for the list pattern."""
    return rows.values(*_FIELDS)


def period_lines(found: Sequence[dict[str, Any]]) -> list[PeriodLine]:
    """Such values with the names of their subjects, in two statements."""
    units = organisations.unit_names(_present(row["unit"] for row in found))
    bodies = organisations.body_names(_present(row["body"] for row in found))
    return [_line(row, units, bodies) for row in found]


def _present(keys: Iterable[int | None]) -> set[int]:
    return {key for key in keys if key is not None}


def _line(row: dict[str, Any], units: dict[int, str], bodies: dict[int, str]) -> PeriodLine:
    row = dict(row)
    unit, body = row.pop("unit"), row.pop("body")
    name = units.get(unit, "") if unit is not None else bodies.get(body, "")
    return PeriodLine(unit_id=unit, body_id=body, name=name, **row)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One subject and its periods, by their first day."""

    unit_id: int | None
    body_id: int | None
    name: str
    area: int
    cells: dict[date, PeriodLine]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who × period of one duty: the periods' (first day, last day) in order, the rows, where the next page begins."""

    columns: list[tuple[date, date]]
    rows: list[MatrixRow]
    after: int | None


def matrix(
    actor: Actor,
    *,
    duty_id: int,
    first: date,
    last: date,
    area: Range | None = None,
    sector: str | None = None,
    standing: str | None = None,
    after: int = 0,
    limit: int = 50,
) -> Matrix:
    """Subjects of a place and how they stand in each period that ends from `first` to `last`.

    `standing`: only subjects of which at least one period stands so. Paged by subject, units before bodies.
    """
    reader(actor)
    rows = ended(actor, first, last, area=area, sector=sector, duties=[duty_id])
    met = rows if standing is None else rows.filter(_STANDINGS[Standing(standing)])
    keyed = met.annotate(key=Coalesce("unit", F("body") + _BODIES)).filter(key__gt=after)
    page = list(keyed.order_by("key").values_list("key", flat=True).distinct()[: limit + 1])
    shown = page[:limit]
    subjects = Q(unit__in=[key for key in shown if key < _BODIES])
    bodies = [key - _BODIES for key in shown if key > _BODIES]
    by_subject: dict[int, dict[date, PeriodLine]] = defaultdict(dict)
    for line in lines(rows.filter(subjects | Q(unit=None, body__in=bodies) if bodies else subjects)):
        by_subject[line.unit_id or _BODIES + (line.body_id or 0)][line.first_day] = line
    columns = sorted({(c.first_day, c.last_day) for cells in by_subject.values() for c in cells.values()})
    return Matrix(
        columns=columns,
        rows=[_matrix_row(by_subject[key]) for key in shown],
        after=shown[-1] if len(page) > limit else None,
    )


def _matrix_row(cells: dict[date, PeriodLine]) -> MatrixRow:
    any_cell = next(iter(cells.values()))
    return MatrixRow(any_cell.unit_id, any_cell.body_id, any_cell.name, any_cell.area, cells)
