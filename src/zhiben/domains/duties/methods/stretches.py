"""The stretches of days an office asks for: the running month, quarter, half-year and year, and past ones. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from zhiben.core.periods import Period, PeriodKind, period_of

REPORTING = timedelta(days=10)
"""So long after the end of a quarter the office still asks for that one: it is entered late, and reported on."""
SHOWN: dict[PeriodKind, int] = {
    PeriodKind.QUARTER: 12,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.MONTH: 24,
    PeriodKind.YEAR: 3,
}
"""How many of each kind are offered, the running one the first."""


def usual(today: date) -> Period:
    """What an office asks for by itself: the running quarter; in its first ten days the one that just ended."""
    running = period_of(today, PeriodKind.QUARTER)
    return running.previous() if today - running.start < REPORTING else running


def offered(today: date) -> Iterator[tuple[PeriodKind, list[Period]]]:
    """The running period of each kind and those before it, the latest first."""
    for kind, count in SHOWN.items():
        period = period_of(today, kind)
        found = [period]
        for _ in range(count - 1):
            period = period.previous()
            found.append(period)
        yield kind, found


_LAST = {"day": 6, "quarter": 8, "half_year": 4, "year": 3, "two_months": 6, "three_years": 2}
_MANY = 12


def span(per: str, today: date) -> tuple[date, date]:
    """The days in which the last periods of a duty end, the running one included; `per` empty: after events."""
    if not per:
        return period_of(today, PeriodKind.YEAR).previous().start, period_of(today, PeriodKind.YEAR).end
    kind = PeriodKind.MONTH if per == PeriodKind.DAY else PeriodKind(per)
    period = period_of(today, kind)
    end = period.end
    for _ in range(_LAST.get(per, _MANY) - 1):
        period = period.previous()
    return period.start, end
