"""The periods of a duty: calendar periods, cut to its season or to its fixed day. Pure."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zhiben.core import periods

FAR_PAST, FAR_FUTURE = date(1900, 1, 1), date(2200, 12, 31)
WEEK = timedelta(days=7)
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Terms:
    """When a duty runs. It owns the periods whose last day lies from `since` to `until`.

    `season`: first and last month, may pass over the turn of the year; `fixed`: `first_monday` or empty.
    """

    per: str
    season: tuple[int, int] | None = None
    fixed: str = ""
    runs_from: date | None = None
    runs_to: date | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one period on which a duty can be fulfilled (`first` to `last`), in its calendar period.

    `run_first` to `run_last`: those of them on which the duty is in force.
    """

    start: date
    end: date
    first: date
    last: date
    run_first: date
    run_last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """The day on which a subject must be of the kind: the middle one, the earlier of two."""
        return self.first + timedelta(days=(self.days - 1) // 2)


def windows(terms: Terms, first: date, last: date, is_holiday: Callable[[date], bool]) -> Iterator[Window]:
    """Every period of the duty that has a day from first to last.

    A period of which the duty itself is in force for less than half the days is not owed by anybody.
    """
    per = "month" if terms.per == "day" else terms.per
    for period in periods.between(first, last, per):
        span = _span(terms, (period.start, period.end), is_holiday)
        if span is None or not (terms.since or FAR_PAST) <= span[1] <= (terms.until or FAR_FUTURE):
            continue
        run = overlap(span, (terms.runs_from or FAR_PAST, terms.runs_to or FAR_FUTURE))
        if run is None or (terms.per != "day" and 2 * days_of(run) < days_of(span)):
            continue
        yield Window(period.start, period.end, *span, *run)


def days_of(span: Span) -> int:
    """How many days, both ends included."""
    return (span[1] - span[0]).days + 1


def overlap(one: Span, other: Span) -> Span | None:
    """The days both have."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def first_monday(month: date, is_holiday: Callable[[date], bool]) -> date:
    """The first Monday of a month, moved on a week as long as it is a holiday."""
    day = month.replace(day=1)
    day += timedelta(days=-day.weekday() % 7)
    while is_holiday(day):
        day += WEEK
    return day


def _span(terms: Terms, period: Span, is_holiday: Callable[[date], bool]) -> Span | None:
    """The part of a calendar period in which the duty can be fulfilled."""
    if terms.season is not None:
        cut = _in_season(terms.season, period)
        if cut is None:
            return None
        period = cut
    if terms.fixed == "first_monday":
        day = first_monday(period[0], is_holiday)
        return (day, day) if period[0] <= day <= period[1] else None
    return period


def _in_season(season: tuple[int, int], period: Span) -> Span | None:
    """The stretch of the season in the period; of two, the one that begins there, in full."""
    stretches = [_stretch(season, year) for year in range(period[0].year - 1, period[1].year + 1)]
    found = [(stretch, cut) for stretch in stretches if (cut := overlap(stretch, period))]
    if len(found) > 1:
        return next((whole for whole, _ in found if whole[0] >= period[0]), found[0][1])
    return found[0][1] if found else None


def _stretch(season: tuple[int, int], year: int) -> Span:
    first, last = season
    ends = year if first <= last else year + 1
    return date(year, first, 1), date(ends, last, monthrange(ends, last)[1])
