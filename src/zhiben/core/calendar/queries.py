"""Reading the calendar: a snapshot for the pure functions, one day, one deadline, a year for the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhiben.core import deadlines
from zhiben.core.calendar.days import DayAnswer, Kind, Snapshot, days_between, out_of_range, weekday_kind
from zhiben.core.deadlines import Deadline, FirstDay, Roll, Standing, Unit
from zhiben.core.errors import Invalid
from zhiben.core.models import CalendarDay, CalendarYear


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of the year's page. `differs`: there is a row for it; `known`: announced or entered."""

    day: date
    kind: Kind
    working: bool
    known: bool
    differs: bool
    name_zh: str
    name_en: str
    source: str


@dataclass(frozen=True, slots=True)
class YearView:
    """A year: whether it is announced, its days, and how many there are of each kind."""

    year: int
    announced: bool
    source: str
    days: tuple[DayView, ...]
    counts: dict[str, int]

    @property
    def months(self) -> tuple[tuple[DayView, ...], ...]:
        """The days by month."""
        return tuple(tuple(d for d in self.days if d.day.month == month) for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year in the list of years."""

    year: int
    announced: bool
    source: str


def snapshot(first: date, last: date | None = None) -> Snapshot:
    """The calendar of a range (`last` None: without end) in two statements, for as many deadlines as wanted."""
    rows = CalendarDay.objects.filter(day__gte=first)
    if last is not None:
        rows = rows.filter(day__lte=last)
    kinds = {day: Kind(kind) for day, kind in rows.values_list("day", "kind")}
    years = CalendarYear.objects.filter(announced=True, year__gte=first.year)
    return Snapshot(kinds, frozenset(years.values_list("year", flat=True)), first, last)


def is_workday(day: date) -> DayAnswer:
    """Whether the day is worked: `.working`, and `.known` False with a warning where nobody knows yet."""
    return snapshot(day, day).answer(day)


def deadline(
    start: date, count: int, unit: Unit, *, first_day: FirstDay = "excluded", roll: Roll = "none"
) -> Deadline:
    """One deadline by the calendar as it stands; for many take one snapshot() and deadlines.compute()."""
    return deadlines.compute(start, count, unit, calendar=snapshot(start), first_day=first_day, roll=roll)


def standing(due: date, on: date) -> Standing:
    """Days left or overdue by the calendar as it stands."""
    return deadlines.standing(due, on, calendar=snapshot(min(due, on), max(due, on)))


def years() -> tuple[YearLine, ...]:
    """Every year the calendar knows of, and the one after the last announced."""
    rows = CalendarYear.objects.order_by("year").values_list("year", "announced", "source")
    lines = [YearLine(*row) for row in rows]
    announced = [line.year for line in lines if line.announced]
    following = max(announced) + 1 if announced else None
    if following is not None and following not in {line.year for line in lines}:
        lines.append(YearLine(following, False, ""))
    return tuple(sorted(lines, key=lambda line: line.year))


def year_overview(year: int) -> YearView:
    """Everything about a year, day by day; raises Invalid for a year the calendar is not kept for."""
    if out_of_range(year, "year"):
        raise Invalid(*out_of_range(year, "year"))
    row = CalendarYear.objects.filter(year=year).values_list("announced", "source").first()
    announced, source = row or (False, "")
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = {r.day: r for r in CalendarDay.objects.filter(day__range=(first, last))}
    days = tuple(_view(day, rows.get(day), announced) for day in days_between(first, last))
    return YearView(year, announced, source, days, _counts(days))


def _view(day: date, row: CalendarDay | None, announced: bool) -> DayView:
    if row is None:
        kind = weekday_kind(day)
        return DayView(day, kind, kind.working, announced, False, "", "", "")
    kind = Kind(row.kind)
    return DayView(day, kind, kind.working, True, True, row.name_zh, row.name_en, row.source)


def _counts(days: Iterable[DayView]) -> dict[str, int]:
    counts = {kind.value: 0 for kind in Kind}
    for day in days:
        counts[day.kind.value] += 1
    return counts
