"""Periods: every day in exactly one, one after the other without a gap, keys that lead back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiben.core.errors import Invalid
from zhiben.core.periods import PeriodKind, between, label, parse_key, period_of

DAYS = st.dates(date(1990, 1, 1), date(2120, 12, 31))
KINDS = st.sampled_from(list(PeriodKind))


@given(DAYS, KINDS)
def test_every_day_of_a_period_has_that_period(day: date, kind: PeriodKind) -> None:
    period = period_of(day, kind)
    assert day in period
    assert period_of(period.start, kind) == period == period_of(period.end, kind)


@given(DAYS, KINDS)
def test_neighbours_adjoin_and_keys_sort(day: date, kind: PeriodKind) -> None:
    period = period_of(day, kind)
    following = period.next()
    assert following.start == period.end + timedelta(days=1)
    assert following.previous() == period
    assert following.key > period.key


@given(DAYS, KINDS)
def test_a_key_leads_back_to_its_period(day: date, kind: PeriodKind) -> None:
    period = period_of(day, kind)
    assert parse_key(period.key) == period


@given(DAYS, st.integers(0, 900), KINDS)
def test_between_covers_the_range_without_gap_or_overlap(first: date, length: int, kind: PeriodKind) -> None:
    last = first + timedelta(days=length)
    periods = list(between(first, last, kind))
    assert first in periods[0] and last in periods[-1]
    assert sum(p.days for p in periods) == (periods[-1].end - periods[0].start).days + 1


@pytest.mark.parametrize(
    ("kind", "key", "start", "end", "chinese", "english"),
    [
        ("day", "2026-11-21", (2026, 11, 21), (2026, 11, 21), "2026年11月21日", "21 November 2026"),
        ("week", "2026-W47", (2026, 11, 16), (2026, 11, 22), "2026年第47周", "week 47 of 2026"),
        (
            "ten_days",
            "2026-11-T3",
            (2026, 11, 21),
            (2026, 11, 30),
            "2026年11月下旬",
            "November 2026, days 21–30",
        ),
        (
            "half_month",
            "2026-11-H2",
            (2026, 11, 16),
            (2026, 11, 30),
            "2026年11月下半月",
            "second half of November 2026",
        ),
        ("month", "2026-11", (2026, 11, 1), (2026, 11, 30), "2026年11月", "November 2026"),
        ("two_months", "2026-B6", (2026, 11, 1), (2026, 12, 31), "2026年11—12月", "November–December 2026"),
        ("quarter", "2026-Q4", (2026, 10, 1), (2026, 12, 31), "2026年第四季度", "Q4 2026"),
        ("half_year", "2026-H2", (2026, 7, 1), (2026, 12, 31), "2026年下半年", "second half of 2026"),
        ("year", "2026", (2026, 1, 1), (2026, 12, 31), "2026年", "2026"),
        ("three_years", "2024-2026", (2024, 1, 1), (2026, 12, 31), "2024—2026年", "2024–2026"),
    ],
)
def test_keys_ends_and_labels(
    kind: str, key: str, start: tuple, end: tuple, chinese: str, english: str
) -> None:
    period = period_of(date(2026, 11, 21), kind)
    assert (period.key, period.start, period.end) == (key, date(*start), date(*end))
    assert label(period) == label(period, "zh-hans") == chinese
    assert label(period, "en") == english


def test_an_iso_week_belongs_to_the_year_of_its_thursday() -> None:
    assert period_of(date(2027, 1, 1), "week").key == "2026-W53"


def test_ten_days_of_february_end_with_the_month() -> None:
    assert period_of(date(2028, 2, 29), "ten_days").end == date(2028, 2, 29)
    assert period_of(date(2026, 2, 20), "ten_days").key == "2026-02-T2"


def test_three_years_follow_the_anchor_both_ways() -> None:
    assert period_of(date(2020, 5, 1), "three_years", anchor=2020).key == "2020-2022"
    assert period_of(date(2023, 5, 1), "three_years").key == "2021-2023"
    assert period_of(date(2027, 5, 1), "three_years").key == "2027-2029"


def test_between_of_a_reversed_range_is_empty() -> None:
    assert list(between(date(2026, 2, 1), date(2026, 1, 1), "month")) == []


def test_between_ends_with_the_last_year() -> None:
    assert [p.key for p in between(date(2199, 6, 1), date(2200, 12, 31), "year")] == ["2199", "2200"]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "2026-13",
        "2026-W54",
        "2026-02-30",
        "2026-00-T1",
        "2024-2027",
        "0001",
        "9999-Q5",
        "２０２６",
        "2026\n",
    ],
)
def test_period_key_refused(key: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_key(key)
    assert refused.value.findings[0].code == "period-key"


def test_period_out_of_range() -> None:
    with pytest.raises(Invalid) as refused:
        period_of(date(9999, 12, 31), "week")
    assert refused.value.findings[0].code == "period-out-of-range"
