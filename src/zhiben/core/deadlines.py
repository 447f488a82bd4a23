"""Deadlines that explain themselves line by line. Pure: the calendar is handed in as a snapshot.

Convention unless asked otherwise: the first day is not counted; months end on the same day number, or on the
last day of the month where there is none (as in the Civil Code, articles 201 and 202); an end on a rest day
stays there (`roll="next_workday"` moves it).
"""

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from zhiben.core.calendar.days import DayAnswer, Kind, Snapshot, days_between, warnings_of
from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence

Unit = Literal["working_days", "calendar_days", "months"]
FirstDay = Literal["excluded", "included"]
Roll = Literal["none", "next_workday"]
UNITS: tuple[Unit, ...] = ("working_days", "calendar_days", "months")
MOST = {"working_days": 2500, "calendar_days": 3660, "months": 120}
LAST_YEAR = 2200

HEADS = {
    "working_days": sentence(
        "deadline-in-working-days", N_("%(count)s working days from %(start)s: the last day is %(due)s.")
    ),
    "calendar_days": sentence(
        "deadline-in-calendar-days", N_("%(count)s calendar days from %(start)s: the last day is %(due)s.")
    ),
    "months": sentence("deadline-in-months", N_("%(count)s months from %(start)s: the last day is %(due)s.")),
}
OUT_OF_RANGE = sentence(
    "deadline-out-of-range", N_("A time limit of %(count)s from %(start)s is out of range.")
)
FIRST_DAY = sentence("deadline-first-day", N_("%(days)s: the first day, not counted"))
SAME_DAY = sentence("deadline-same-day", N_("%(days)s: due on the day itself"))
COUNTED = sentence("deadline-day", N_("%(days)s: counted, %(number)s so far"))
WORKDAY = sentence("deadline-workday", N_("%(days)s: working day, counted, %(number)s so far"))
MAKE_UP = sentence("deadline-make-up-work", N_("%(days)s: make-up working day, counted, %(number)s so far"))
REST = sentence("deadline-rest", N_("%(days)s: weekend, not counted"))
HOLIDAY = sentence("deadline-holiday", N_("%(days)s: holiday, not counted"))
WEEKDAY_GUESS = sentence(
    "deadline-weekday-not-announced",
    N_("%(days)s: weekday, calendar not announced yet, counted, %(number)s so far"),
)
WEEKEND_GUESS = sentence(
    "deadline-weekend-not-announced", N_("%(days)s: weekend, calendar not announced yet, not counted")
)
SAME_NUMBER = sentence("deadline-month-same-number", N_("%(days)s: same day number, month %(number)s"))
MONTH_END = sentence(
    "deadline-month-end", N_("%(days)s: the month has no such day, so its last day, month %(number)s")
)
DAY_BEFORE = sentence(
    "deadline-month-day-before", N_("%(days)s: the day before the same day number, month %(number)s")
)
PASSED_OVER = sentence("deadline-passed-over", N_("%(days)s: no working day, the end moves on"))
MOVED_TO = sentence("deadline-moved-to", N_("%(days)s: the next working day, the end is moved here"))

_REASONS = {Kind.WORKDAY: WORKDAY, Kind.MAKE_UP_WORK: MAKE_UP, Kind.REST: REST, Kind.HOLIDAY: HOLIDAY}


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the count. `reason` is the code of its sentence; `number` runs over what was counted."""

    day: date
    counted: bool
    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day in time, why, and what is not certain about it."""

    start: date
    count: int
    unit: Unit
    due: date
    lines: tuple[Line, ...]
    warnings: tuple[Finding, ...]
    first_day: FirstDay = "excluded"
    roll: Roll = "none"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a deadline stands on a day: left (0 on the due day itself) or overdue, one of them 0."""

    due: date
    on: date
    days_left: int
    days_overdue: int
    working_days_left: int
    working_days_overdue: int
    warnings: tuple[Finding, ...]

    @property
    def overdue(self) -> bool:
        """Whether the due day has passed."""
        return self.on > self.due


def compute(
    start: date,
    count: int,
    unit: Unit,
    *,
    calendar: Snapshot,
    first_day: FirstDay = "excluded",
    roll: Roll = "none",
) -> Deadline:
    """The deadline `count` units after `start`; raises Invalid for what cannot be counted."""
    _countable(start, count, unit)
    if count == 0:
        lines, used = [Line(start, False, SAME_DAY, 0)], list[DayAnswer]()
    else:
        lines, used = _COUNTERS[unit](start, count, first_day, calendar)
    if roll == "next_workday":
        moved, asked = _rolled(lines[-1], calendar)
        lines, used = lines + moved, used + asked
    return Deadline(start, count, unit, lines[-1].day, tuple(lines), warnings_of(used), first_day, roll)


def add_months(day: date, months: int) -> date:
    """The same day number so many months later, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def working_days(after: date, until: date, calendar: Snapshot) -> tuple[int, tuple[Finding, ...]]:
    """How many working days lie after `after` up to and including `until`, and the warnings."""
    answers = [calendar.answer(day) for day in days_between(after + timedelta(days=1), until)]
    return sum(answer.working for answer in answers), warnings_of(answers)


def days_left(due: date, on: date) -> int:
    """Calendar days left: 0 on the due day, negative when overdue."""
    return (due - on).days


def standing(due: date, on: date, *, calendar: Snapshot) -> Standing:
    """Days left or overdue on a day, in calendar and in working days."""
    left = days_left(due, on)
    number, warnings = working_days(min(due, on), max(due, on), calendar)
    if left >= 0:
        return Standing(due, on, left, 0, number, 0, warnings)
    return Standing(due, on, 0, -left, 0, number, warnings)


def _countable(start: date, count: int, unit: Unit) -> None:
    if unit not in UNITS or not 0 <= count <= MOST[unit] or not 1900 <= start.year <= LAST_YEAR:
        raise Invalid(
            Finding(OUT_OF_RANGE, {"count": count, "unit": unit, "start": start.isoformat()}, field="count")
        )


Counted = tuple[list[Line], list[DayAnswer]]


def _opening(start: date, first_day: FirstDay) -> list[Line]:
    return [Line(start, False, FIRST_DAY, 0)] if first_day == "excluded" else []


def _from(start: date, first_day: FirstDay) -> date:
    return start + timedelta(days=1) if first_day == "excluded" else start


def _by_working_days(start: date, count: int, first_day: FirstDay, calendar: Snapshot) -> Counted:
    lines, used = _opening(start, first_day), []
    day, number = _from(start, first_day), 0
    while number < count:
        answer = calendar.answer(day)
        number += answer.working
        lines.append(Line(day, answer.working, _reason(answer), number))
        used.append(answer)
        day += timedelta(days=1)
    return lines, used


def _by_calendar_days(start: date, count: int, first_day: FirstDay, calendar: Snapshot) -> Counted:
    first = _from(start, first_day)
    lines = [Line(first + timedelta(days=n), True, COUNTED, n + 1) for n in range(count)]
    return _opening(start, first_day) + lines, []


def _by_months(start: date, count: int, first_day: FirstDay, calendar: Snapshot) -> Counted:
    lines = [_month_line(start, number, first_day) for number in range(1, count + 1)]
    return _opening(start, first_day) + lines, []


def _month_line(start: date, number: int, first_day: FirstDay) -> Line:
    day = add_months(start, number)
    if day.day < start.day:
        return Line(day, True, MONTH_END, number)
    if first_day == "included":
        return Line(day - timedelta(days=1), True, DAY_BEFORE, number)
    return Line(day, True, SAME_NUMBER, number)


_COUNTERS: dict[Unit, Callable[[date, int, FirstDay, Snapshot], Counted]] = {
    "working_days": _by_working_days,
    "calendar_days": _by_calendar_days,
    "months": _by_months,
}


def _reason(answer: DayAnswer) -> str:
    if answer.known:
        return _REASONS[answer.kind]
    return WEEKDAY_GUESS if answer.working else WEEKEND_GUESS


def _rolled(last: Line, calendar: Snapshot) -> tuple[list[Line], list[DayAnswer]]:
    """The lines that move an end on a rest day to the next working day."""
    answer = calendar.answer(last.day)
    lines: list[Line] = []
    used = [answer]
    while not answer.working:
        if lines:
            lines[-1] = Line(lines[-1].day, False, PASSED_OVER, last.number)
        answer = calendar.answer(answer.day + timedelta(days=1))
        used.append(answer)
        lines.append(Line(answer.day, False, MOVED_TO, last.number))
    return lines, used


def grouped(lines: Iterable[Line]) -> list[tuple[date, Line]]:
    """Neighbouring lines of one reason as one stretch: its first day, and its last line."""
    stretches: list[tuple[date, Line]] = []
    for line in lines:
        if stretches and stretches[-1][1].reason == line.reason and _adjoins(stretches[-1][1], line):
            stretches[-1] = (stretches[-1][0], line)
        else:
            stretches.append((line.day, line))
    return stretches


def _adjoins(before: Line, after: Line) -> bool:
    return after.day - before.day == timedelta(days=1)
