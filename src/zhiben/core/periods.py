"""Periods of the calendar: every day lies in exactly one period of each kind. Pure.

Keys sort in time within a kind: 2026-11-21 · 2026-W47 · 2026-11-T3 · 2026-11-H2 · 2026-11 · 2026-B6 · 2026-Q4 ·
2026-H2 · 2026 · 2024-2026.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence

DEFAULT_ANCHOR = 2024
"""First year of the three-year action now under way; three_years counts from the anchor handed in."""
FIRST_YEAR, LAST_YEAR = 1900, 2200

BAD_KEY = sentence("period-key", N_("“%(key)s” names no period."))
OUT_OF_RANGE = sentence("period-out-of-range", N_("%(day)s lies outside of the years that can be handled."))


class PeriodKind(StrEnum):
    """The words packs use for `per`."""

    DAY = "day"
    WEEK = "week"
    TEN_DAYS = "ten_days"
    HALF_MONTH = "half_month"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    THREE_YEARS = "three_years"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included."""

    kind: PeriodKind
    key: str
    start: date
    end: date
    anchor: int = DEFAULT_ANCHOR

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.key

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def next(self) -> "Period":
        """The period right after it."""
        return period_of(self.end + timedelta(days=1), self.kind, anchor=self.anchor)

    def previous(self) -> "Period":
        """The period right before it."""
        return period_of(self.start - timedelta(days=1), self.kind, anchor=self.anchor)


def period_of(day: date, kind: str, *, anchor: int = DEFAULT_ANCHOR) -> Period:
    """The period of that kind in which the day lies; `anchor`: a first year of three_years."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid(Finding(OUT_OF_RANGE, {"day": day.isoformat()}, field="day"))
    known = PeriodKind(kind)
    key, start, end = _CUTS[known](day, anchor)
    return Period(known, key, start, end, start.year if known is PeriodKind.THREE_YEARS else DEFAULT_ANCHOR)


def between(first: date, last: date, kind: str, *, anchor: int = DEFAULT_ANCHOR) -> Iterator[Period]:
    """Every period that has a day from first to last, in order; the outer ones may reach beyond."""
    if first > last:
        return
    period = period_of(first, kind, anchor=anchor)
    yield period
    while period.end < last:
        period = period.next()
        yield period


def parse_key(key: str) -> Period:
    """The period a key names; raises Invalid for anything else."""
    for pattern, kind, day_of in _KEYS:
        match = re.fullmatch(pattern, key, re.ASCII)
        if match:
            return _named(key, kind, day_of, [int(group) for group in match.groups()])
    raise Invalid(Finding(BAD_KEY, {"key": key[:40]}, field="period"))


def label(period: Period, language: str = "zh-hans") -> str:
    """The name of a period for people, in Chinese or English."""
    chinese = language.lower().startswith("zh")
    return _LABELS[period.kind][0 if chinese else 1](period)


def _named(key: str, kind: PeriodKind, day_of: Callable[..., date], numbers: list[int]) -> Period:
    try:
        day = day_of(*numbers)
        period = period_of(day, kind, anchor=day.year if kind is PeriodKind.THREE_YEARS else DEFAULT_ANCHOR)
    except (ValueError, OverflowError, Invalid) as error:
        raise Invalid(Finding(BAD_KEY, {"key": key[:40]}, field="period")) from error
    if period.key != key:
        raise Invalid(Finding(BAD_KEY, {"key": key[:40]}, field="period"))
    return period


Cut = tuple[str, date, date]


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _day(day: date, anchor: int) -> Cut:
    return day.isoformat(), day, day


def _week(day: date, anchor: int) -> Cut:
    year, week, weekday = day.isocalendar()
    start = day - timedelta(days=weekday - 1)
    return f"{year}-W{week:02d}", start, start + timedelta(days=6)


def _ten_days(day: date, anchor: int) -> Cut:
    third = min((day.day - 1) // 10, 2)
    end = date(day.year, day.month, third * 10 + 10) if third < 2 else _month_end(day.year, day.month)
    return f"{day:%Y-%m}-T{third + 1}", day.replace(day=third * 10 + 1), end


def _half_month(day: date, anchor: int) -> Cut:
    if day.day <= 15:
        return f"{day:%Y-%m}-H1", day.replace(day=1), day.replace(day=15)
    return f"{day:%Y-%m}-H2", day.replace(day=16), _month_end(day.year, day.month)


def _months(length: int, letter: str) -> Callable[[date, int], Cut]:
    """Cuts a year into stretches of so many months."""

    def cut(day: date, anchor: int) -> Cut:
        index = (day.month - 1) // length
        end = _month_end(day.year, index * length + length)
        return f"{day.year}-{letter}{index + 1}", date(day.year, index * length + 1, 1), end

    return cut


def _month(day: date, anchor: int) -> Cut:
    return f"{day:%Y-%m}", day.replace(day=1), _month_end(day.year, day.month)


def _year(day: date, anchor: int) -> Cut:
    return f"{day.year}", date(day.year, 1, 1), date(day.year, 12, 31)


def _three_years(day: date, anchor: int) -> Cut:
    first = day.year - (day.year - anchor) % 3
    return f"{first}-{first + 2}", date(first, 1, 1), date(first + 2, 12, 31)


_CUTS: dict[PeriodKind, Callable[[date, int], Cut]] = {
    PeriodKind.DAY: _day,
    PeriodKind.WEEK: _week,
    PeriodKind.TEN_DAYS: _ten_days,
    PeriodKind.HALF_MONTH: _half_month,
    PeriodKind.MONTH: _month,
    PeriodKind.TWO_MONTHS: _months(2, "B"),
    PeriodKind.QUARTER: _months(3, "Q"),
    PeriodKind.HALF_YEAR: _months(6, "H"),
    PeriodKind.YEAR: _year,
    PeriodKind.THREE_YEARS: _three_years,
}

_KEYS: tuple[tuple[str, PeriodKind, Callable[..., date]], ...] = (
    (r"(\d{4})-(\d\d)-(\d\d)", PeriodKind.DAY, date),
    (r"(\d{4})-W(\d\d)", PeriodKind.WEEK, lambda year, week: date.fromisocalendar(year, week, 1)),
    (r"(\d{4})-(\d\d)-T([123])", PeriodKind.TEN_DAYS, lambda y, m, third: date(y, m, third * 10 - 9)),
    (r"(\d{4})-(\d\d)-H([12])", PeriodKind.HALF_MONTH, lambda y, m, half: date(y, m, half * 15 - 14)),
    (r"(\d{4})-(\d\d)", PeriodKind.MONTH, lambda year, month: date(year, month, 1)),
    (r"(\d{4})-B([1-6])", PeriodKind.TWO_MONTHS, lambda year, part: date(year, part * 2, 1)),
    (r"(\d{4})-Q([1-4])", PeriodKind.QUARTER, lambda year, part: date(year, part * 3, 1)),
    (r"(\d{4})-H([12])", PeriodKind.HALF_YEAR, lambda year, part: date(year, part * 6, 1)),
    (r"(\d{4})", PeriodKind.YEAR, lambda year: date(year, 1, 1)),
    (r"(\d{4})-(\d{4})", PeriodKind.THREE_YEARS, lambda first, last: date(first, 1, 1)),
)

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _month_zh(day: date) -> str:
    return f"{day.year}年{day.month}月"


def _month_en(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _part(period: Period) -> int:
    """The number at the end of the key: which part of the month or year it is."""
    return int(re.split(r"\D", period.key)[-1])


_LABELS: dict[PeriodKind, tuple[Callable[[Period], str], Callable[[Period], str]]] = {
    PeriodKind.DAY: (
        lambda p: f"{_month_zh(p.start)}{p.start.day}日",
        lambda p: f"{p.start.day} {_month_en(p.start)}",
    ),
    PeriodKind.WEEK: (
        lambda p: f"{p.key[:4]}年第{_part(p)}周",
        lambda p: f"week {_part(p)} of {p.key[:4]}",
    ),
    PeriodKind.TEN_DAYS: (
        lambda p: f"{_month_zh(p.start)}{'上中下'[_part(p) - 1]}旬",
        lambda p: f"{_month_en(p.start)}, days {p.start.day}–{p.end.day}",
    ),
    PeriodKind.HALF_MONTH: (
        lambda p: f"{_month_zh(p.start)}{'上下'[_part(p) - 1]}半月",
        lambda p: f"{('first', 'second')[_part(p) - 1]} half of {_month_en(p.start)}",
    ),
    PeriodKind.MONTH: (lambda p: _month_zh(p.start), lambda p: _month_en(p.start)),
    PeriodKind.TWO_MONTHS: (
        lambda p: f"{p.start.year}年{p.start.month}—{p.end.month}月",
        lambda p: f"{_MONTHS[p.start.month - 1]}–{_month_en(p.end)}",
    ),
    PeriodKind.QUARTER: (
        lambda p: f"{p.start.year}年第{'一二三四'[_part(p) - 1]}季度",
        lambda p: f"Q{_part(p)} {p.start.year}",
    ),
    PeriodKind.HALF_YEAR: (
        lambda p: f"{p.start.year}年{'上下'[_part(p) - 1]}半年",
        lambda p: f"{('first', 'second')[_part(p) - 1]} half of {p.start.year}",
    ),
    PeriodKind.YEAR: (lambda p: f"{p.start.year}年", lambda p: f"{p.start.year}"),
    PeriodKind.THREE_YEARS: (
        lambda p: f"{p.start.year}—{p.end.year}年",
        lambda p: f"{p.start.year}–{p.end.year}",
    ),
}
