"""Deadlines: what is counted, what is not, and why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiben.core.calendar import shipped
from zhiben.core.calendar.days import Kind, Snapshot
from zhiben.core.deadlines import add_months, compute, days_left, grouped, standing, working_days
from zhiben.core.errors import Invalid

SHIPPED = Snapshot(
    {given.day: given.kind for year in shipped.years() for given in shipped.days_of(year)},
    frozenset(shipped.years()),
)
DAYS = st.dates(date(2024, 1, 1), date(2026, 11, 30))


def test_working_days_over_national_day_and_a_make_up_saturday() -> None:
    deadline = compute(date(2026, 9, 29), 5, "working_days", calendar=SHIPPED)
    assert deadline.due == date(2026, 10, 12)
    assert deadline.warnings == ()
    said = [(line.day.isoformat(), line.counted, line.reason, line.number) for line in deadline.lines]
    assert said[:3] == [
        ("2026-09-29", False, "deadline-first-day", 0),
        ("2026-09-30", True, "deadline-workday", 1),
        ("2026-10-01", False, "deadline-holiday", 1),
    ]
    assert said[-3:] == [
        ("2026-10-10", True, "deadline-make-up-work", 4),
        ("2026-10-11", False, "deadline-rest", 4),
        ("2026-10-12", True, "deadline-workday", 5),
    ]


def test_the_first_day_counts_when_asked() -> None:
    deadline = compute(date(2026, 11, 16), 5, "working_days", calendar=SHIPPED, first_day="included")
    assert deadline.due == date(2026, 11, 20)
    assert deadline.lines[0].number == 1


def test_calendar_days_need_no_calendar() -> None:
    deadline = compute(date(2026, 12, 20), 15, "calendar_days", calendar=Snapshot())
    assert deadline.due == date(2027, 1, 4)
    assert deadline.warnings == ()
    assert [line.number for line in deadline.lines] == list(range(16))
    included = compute(date(2026, 12, 20), 15, "calendar_days", calendar=Snapshot(), first_day="included")
    assert included.due == date(2027, 1, 3)


@pytest.mark.parametrize(
    ("start", "months", "first_day", "due", "reason"),
    [
        ("2026-01-15", 1, "excluded", "2026-02-15", "deadline-month-same-number"),
        ("2026-01-31", 1, "excluded", "2026-02-28", "deadline-month-end"),
        ("2023-12-31", 2, "excluded", "2024-02-29", "deadline-month-end"),
        ("2026-08-31", 3, "excluded", "2026-11-30", "deadline-month-end"),
        ("2026-03-01", 1, "included", "2026-03-31", "deadline-month-day-before"),
        ("2026-01-31", 1, "included", "2026-02-28", "deadline-month-end"),
    ],
)
def test_months_end_on_the_same_number_or_with_the_month(
    start: str, months: int, first_day: str, due: str, reason: str
) -> None:
    deadline = compute(date.fromisoformat(start), months, "months", calendar=Snapshot(), first_day=first_day)
    assert deadline.due == date.fromisoformat(due)
    assert deadline.lines[-1].reason == reason


def test_an_end_on_a_rest_day_stays_unless_moved() -> None:
    start = date(2026, 9, 26)
    assert compute(start, 7, "calendar_days", calendar=SHIPPED).due == date(2026, 10, 3)
    moved = compute(start, 7, "calendar_days", calendar=SHIPPED, roll="next_workday")
    assert moved.due == date(2026, 10, 8)
    assert [line.reason for line in moved.lines[-2:]] == ["deadline-passed-over", "deadline-moved-to"]
    assert moved.lines[-1].number == 7


def test_calendar_not_announced() -> None:
    deadline = compute(date(2026, 12, 28), 5, "working_days", calendar=SHIPPED)
    assert deadline.due == date(2027, 1, 4)
    assert [(f.code, f.params) for f in deadline.warnings] == [("calendar-not-announced", {"year": 2027})]
    reasons = {line.day: line.reason for line in deadline.lines}
    assert reasons[date(2026, 12, 31)] == "deadline-workday"
    assert reasons[date(2027, 1, 1)] == "deadline-weekday-not-announced"
    assert reasons[date(2027, 1, 2)] == "deadline-weekend-not-announced"


def test_calendar_not_announced_is_not_said_where_it_does_not_matter() -> None:
    assert compute(date(2026, 12, 24), 4, "working_days", calendar=SHIPPED).warnings == ()
    assert compute(date(2026, 12, 24), 2, "months", calendar=SHIPPED).warnings == ()
    moved = compute(date(2026, 12, 24), 2, "months", calendar=SHIPPED, roll="next_workday")
    assert moved.warnings[0].params == {"year": 2027}


def test_a_day_entered_for_an_unannounced_year_is_known() -> None:
    calendar = Snapshot({**SHIPPED.kinds, date(2027, 1, 1): Kind.HOLIDAY}, SHIPPED.announced)
    answer = calendar.answer(date(2027, 1, 1))
    assert (answer.known, answer.working, answer.warnings) == (True, False, ())


def test_nothing_to_count_is_due_the_same_day() -> None:
    deadline = compute(date(2026, 10, 3), 0, "working_days", calendar=SHIPPED)
    assert deadline.due == date(2026, 10, 3)
    moved = compute(date(2026, 10, 3), 0, "working_days", calendar=SHIPPED, roll="next_workday")
    assert moved.due == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("count", "unit", "start"),
    [
        (-1, "working_days", date(2026, 1, 1)),
        (10**30, "calendar_days", date(2026, 1, 1)),
        (121, "months", date(2026, 1, 1)),
        (1, "weeks", date(2026, 1, 1)),
        (1, "months", date(9999, 12, 31)),
    ],
)
def test_deadline_out_of_range(count: int, unit: str, start: date) -> None:
    with pytest.raises(Invalid) as refused:
        compute(start, count, unit, calendar=SHIPPED)
    assert refused.value.findings[0].code == "deadline-out-of-range"


def test_a_snapshot_does_not_answer_beyond_its_range() -> None:
    with pytest.raises(ValueError, match="outside"):
        Snapshot(last=date(2026, 1, 1)).answer(date(2026, 1, 2))


@given(DAYS, st.integers(1, 60))
def test_working_days_agree_with_a_plain_count(start: date, count: int) -> None:
    deadline = compute(start, count, "working_days", calendar=SHIPPED)
    assert working_days(start, deadline.due, SHIPPED)[0] == count
    assert SHIPPED.answer(deadline.due).working
    assert [line.day for line in deadline.lines] == [
        start + timedelta(days=n) for n in range((deadline.due - start).days + 1)
    ]


@given(DAYS, st.integers(0, 40))
def test_months_keep_order(start: date, months: int) -> None:
    assert add_months(start, months) <= add_months(start + timedelta(days=1), months)


def test_standing_before_on_and_after_the_due_day() -> None:
    due = date(2026, 10, 9)
    before = standing(due, date(2026, 9, 30), calendar=SHIPPED)
    assert (before.days_left, before.working_days_left, before.overdue) == (9, 2, False)
    same = standing(due, due, calendar=SHIPPED)
    assert (same.days_left, same.working_days_left, same.overdue) == (0, 0, False)
    after = standing(due, date(2026, 10, 12), calendar=SHIPPED)
    assert (after.days_overdue, after.working_days_overdue, after.overdue) == (3, 2, True)
    assert days_left(due, date(2026, 10, 12)) == -3


def test_neighbouring_lines_of_one_reason_are_said_together() -> None:
    deadline = compute(date(2026, 9, 30), 1, "working_days", calendar=SHIPPED)
    stretches = [(first.day, line.day.day, line.reason) for first, line in grouped(deadline.lines)]
    assert stretches == [
        (30, 30, "deadline-first-day"),
        (1, 7, "deadline-holiday"),
        (8, 8, "deadline-workday"),
    ]
