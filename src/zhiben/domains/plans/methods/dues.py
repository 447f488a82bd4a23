"""When reports fall due: the days a term names, the move off a holiday, the day of the reminder. Pure."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhiben.core.calendar.days import Snapshot
from zhiben.core.deadlines import add_months
from zhiben.core.periods import Period, PeriodKind, between

MARGIN = timedelta(days=60)
"""How far outside of the days asked for the calendar must reach."""
_BY_MONTHS = frozenset({"month", "two_months", "quarter", "half_year", "year", "three_years"})
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """When a report is due, as packs say it: a day of each period (in a month of it), a date, a date each year.

    `date` is 2026-11-30 (once) or 12-10 (every year); without `day` it is the last day of the period.
    """

    day: int | None = None
    month: int | None = None
    per: str = ""
    date: str = ""

    @property
    def is_scheduled(self) -> bool:
        """Whether it names days that exist; reports owed after an event name none."""
        if not self.date:
            return bool(self.per)
        try:
            date.fromisoformat(self.date if len(self.date) == len("2026-11-30") else f"2024-{self.date}")
        except ValueError:
            return False
        return True

    def data(self) -> dict[str, Any]:
        """As packs write it, without what is not set."""
        named = {"day": self.day, "month": self.month, "per": self.per, "date": self.date}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day on which a report is due, and the key of the period it stands for."""

    period: str
    due: date


def term_of(data: Mapping[str, Any] | None) -> Term:
    """The term of an item's `when`; one without days where it names none."""
    given = data or {}
    return Term(
        given.get("day"), given.get("month"), str(given.get("per") or ""), str(given.get("date") or "")
    )


def due_days(term: Term, first: date, last: date) -> list[DueDay]:
    """The days due from first to last, both included, in order."""
    return [one for one in _days(term, first, last) if first <= one.due <= last]


def _days(term: Term, first: date, last: date) -> Iterator[DueDay]:
    if len(term.date) == len("2026-11-30"):
        day = date.fromisoformat(term.date)
        yield DueDay(term.date, day)
    elif term.date:
        month, day_of_month = (int(part) for part in term.date.split("-"))
        for year in range(first.year, last.year + 1):
            yield DueDay(str(year), _capped(year, month, day_of_month))
    elif term.per and first <= last:
        for period in between(first, last, PeriodKind(term.per)):
            yield DueDay(period.key, _within(term, period))


def _within(term: Term, period: Period) -> date:
    """The day within a period: of its last month unless another is named; its end where no day is named."""
    if term.per not in _BY_MONTHS:
        return period.start + timedelta(days=min(term.day or period.days, period.days) - 1)
    if term.month:
        base = add_months(period.start, term.month - 1)
        base = min(base, period.end.replace(day=1))
    else:
        base = period.end.replace(day=1)
    return _capped(base.year, base.month, term.day or 31)


def _capped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def moved(due: date, calendar: Snapshot) -> date:
    """The due day itself where it is worked, otherwise the next working day."""
    while not calendar.answer(due).working:
        due += _ONE
    return due


def reminder(due: date, before: int, calendar: Snapshot) -> date:
    """The working day that lies so many working days before the due day: never on or after a holiday it ends.

    With `before` 0 the due day, or the last working day before it.
    """
    day = due
    for _ in range(before):
        day = _worked(day - _ONE, calendar)
    return _worked(day, calendar)


def _worked(day: date, calendar: Snapshot) -> date:
    """The day, or the last working day before it."""
    while not calendar.answer(day).working:
        day -= _ONE
    return day
