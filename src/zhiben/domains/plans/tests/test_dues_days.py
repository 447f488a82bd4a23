"""When reports fall due: terms as packs write them, holidays, the reminder before them."""

from datetime import date

import pytest

from zhiben.core.calendar.days import Kind, Snapshot
from zhiben.domains.plans.methods.dues import Term, due_days, moved, reminder, term_of

YEAR = date(2026, 1, 1), date(2026, 12, 31)
HOLIDAY = {date(2026, 10, day): Kind.HOLIDAY for day in range(1, 8)}
CALENDAR = Snapshot({**HOLIDAY, date(2026, 9, 27): Kind.MAKE_UP_WORK}, frozenset({2026}), date(2025, 1, 1))


def days(term: Term, first: date = YEAR[0], last: date = YEAR[1]) -> list[str]:
    return [f"{one.period} {one.due:%m-%d}" for one in due_days(term, first, last)]


def test_the_second_of_each_month() -> None:
    found = days(Term(day=2, per="month"))
    assert len(found) == 12
    assert found[:2] == ["2026-01 01-02", "2026-02 02-02"]


def test_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert days(Term(day=31, per="month"), date(2026, 2, 1), date(2026, 2, 28)) == ["2026-02 02-28"]


def test_the_25th_of_the_last_month_of_each_quarter() -> None:
    expected = ["2026-Q1 03-25", "2026-Q2 06-25", "2026-Q3 09-25", "2026-Q4 12-25"]
    assert days(Term(day=25, month=3, per="quarter")) == expected
    assert days(Term(day=25, per="quarter")) == expected


def test_an_earlier_month_of_the_period() -> None:
    assert days(Term(day=10, month=1, per="half_year")) == ["2026-H1 01-10", "2026-H2 07-10"]


def test_every_year_on_a_date_and_once() -> None:
    assert days(Term(date="12-10", per="year")) == ["2026 12-10"]
    assert days(Term(date="02-29")) == ["2026 02-28"]
    assert days(Term(date="2026-11-30")) == ["2026-11-30 11-30"]
    assert days(Term(date="2027-11-30")) == []


def test_a_period_without_a_day_ends_it() -> None:
    assert days(Term(per="quarter"))[0] == "2026-Q1 03-31"
    assert days(Term(per="ten_days"), date(2026, 2, 1), date(2026, 2, 28)) == [
        "2026-02-T1 02-10",
        "2026-02-T2 02-20",
        "2026-02-T3 02-28",
    ]
    assert days(Term(day=5, per="week"), date(2026, 11, 16), date(2026, 11, 22)) == ["2026-W47 11-20"]


def test_a_report_owed_after_an_event_has_no_days() -> None:
    term = term_of({"event": "incident.grave", "within": 0})
    assert not term.is_scheduled
    assert days(term) == []
    assert term_of(None).data() == {}
    assert [Term(date=day).is_scheduled for day in ("02-29", "02-30", "2026-13-01")] == [True, False, False]


@pytest.mark.parametrize(
    ("due", "expected"),
    [(date(2026, 10, 2), date(2026, 10, 8)), (date(2026, 10, 9), date(2026, 10, 9))],
)
def test_a_due_day_on_a_holiday_moves_where_the_rule_says_so(due: date, expected: date) -> None:
    assert moved(due, CALENDAR) == expected


def test_the_reminder_comes_before_the_holiday() -> None:
    assert reminder(date(2026, 10, 2), 0, CALENDAR) == date(2026, 9, 30)
    assert reminder(date(2026, 10, 2), 1, CALENDAR) == date(2026, 9, 30)
    assert reminder(date(2026, 10, 2), 4, CALENDAR) == date(2026, 9, 27)
    assert reminder(date(2026, 10, 8), 1, CALENDAR) == date(2026, 9, 30)
