"""When a subject is asked for what it still owes: some working days before the end of the period. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

from zhiben.core.calendar.days import Snapshot

_ONE = timedelta(days=1)
LONGEST = {
    "day": 1,
    "week": 7,
    "ten_days": 11,
    "half_month": 16,
    "month": 31,
    "two_months": 62,
    "quarter": 92,
    "half_year": 184,
    "year": 366,
    "three_years": 1096,
}
"""The days of the longest period of each kind: what is shorter is reminded of as a period of that kind."""


def reminder(due: date, before: int, calendar: Snapshot) -> date:
    """The working day so many working days before the last one; with 0 the last day, or the working day before it."""
    day = due
    for _ in range(before):
        day = _worked(day - _ONE, calendar)
    return _worked(day, calendar)


def horizon(today: date, before: int, calendar: Snapshot) -> date:
    """The latest last day of which a subject is reminded by today, so many working days before."""
    day = today
    while reminder(day + _ONE, before, calendar) <= today:
        day += _ONE
    return day


def horizons(today: date, before: Mapping[str, int], calendar: Snapshot) -> list[tuple[int, date]]:
    """(days a period has at most, latest last day to be reminded of), the shortest first."""
    return [(days, horizon(today, before[per], calendar)) for per, days in LONGEST.items() if per in before]


def _worked(day: date, calendar: Snapshot) -> date:
    """The day, or the last working day before it."""
    while not calendar.answer(day).working:
        day -= _ONE
    return day
