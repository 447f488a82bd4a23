"""Which periods a duty has: cut to its season, on its fixed day, in force for half of it."""

from datetime import date

from zhiben.domains.duties.methods.periods import Terms, first_monday, windows


def never(day: date) -> bool:
    return False


def spans(terms: Terms, first: date, last: date) -> list[tuple[date, date]]:
    return [(w.first, w.last) for w in windows(terms, first, last, never)]


def test_each_calendar_period_is_one() -> None:
    assert spans(Terms("quarter"), date(2026, 2, 1), date(2026, 4, 1)) == [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
    ]


def test_a_season_leaves_out_and_cuts() -> None:
    flood = Terms("month", season=(5, 9))
    assert [first.month for first, _ in spans(flood, date(2026, 4, 1), date(2026, 10, 31))] == [5, 6, 7, 8, 9]
    june = Terms("year", season=(6, 6))
    assert spans(june, date(2026, 1, 1), date(2026, 1, 1)) == [(date(2026, 6, 1), date(2026, 6, 30))]


def test_a_season_over_the_turn_of_the_year_begins_in_its_period() -> None:
    winter = Terms("year", season=(11, 3))
    assert spans(winter, date(2026, 5, 1), date(2026, 5, 1)) == [(date(2026, 11, 1), date(2027, 3, 31))]
    months = spans(Terms("month", season=(11, 3)), date(2026, 1, 1), date(2026, 12, 31))
    assert [first.month for first, _ in months] == [1, 2, 3, 11, 12]


def test_the_theme_day_is_the_first_monday_that_is_no_holiday() -> None:
    assert first_monday(date(2026, 10, 9), lambda day: day == date(2026, 10, 5)) == date(2026, 10, 12)
    fixed = Terms("month", fixed="first_monday")
    assert spans(fixed, date(2026, 11, 1), date(2026, 11, 30)) == [(date(2026, 11, 2), date(2026, 11, 2))]


def test_a_period_in_force_for_less_than_half_is_not_owed() -> None:
    late = Terms("quarter", runs_from=date(2026, 5, 17))
    assert spans(late, date(2026, 4, 1), date(2026, 6, 30)) == []
    half = Terms("quarter", runs_from=date(2026, 5, 16))
    assert spans(half, date(2026, 4, 1), date(2026, 6, 30)) == [(date(2026, 4, 1), date(2026, 6, 30))]


def test_an_edition_owns_the_periods_that_end_in_its_time() -> None:
    old = Terms("month", until=date(2026, 3, 14))
    new = Terms("month", since=date(2026, 3, 15))
    whole = (date(2026, 1, 1), date(2026, 5, 31))
    assert [first.month for first, _ in spans(old, *whole)] == [1, 2]
    assert [first.month for first, _ in spans(new, *whole)] == [3, 4, 5]
