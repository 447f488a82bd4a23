"""Events that come by themselves: a holiday ahead, the months and days of campaigns. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zhiben.core.calendar.days import Kind

_ONE = timedelta(days=1)
HOLIDAY = "holiday.ahead"


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event of a kind that opens on a day, with the last day for what follows, and where it comes from."""

    kind: str
    day: date
    until: date | None
    origin: str
    title: str = ""


def holidays(
    today: date, ahead: int, kinds: Mapping[date, Kind], names: Mapping[date, str]
) -> Iterator[Occasion]:
    """Stretches of public holidays that begin within so many days: what is owed before each is done the day before."""
    for distance in range(1, ahead + 1):
        day = today + distance * _ONE
        if kinds.get(day) == Kind.HOLIDAY and kinds.get(day - _ONE) != Kind.HOLIDAY:
            yield Occasion(HOLIDAY, today, day - _ONE, f"holiday:{day.isoformat()}", names.get(day, ""))


def campaigns(today: date, ahead: int, lines: Iterable[str]) -> Iterator[Occasion]:
    """Campaigns of each year that run or begin within so many days; a line: event, first and last day, name.

    The last day may lie in the next year.
    """
    for line in lines:
        kind, first, last, title = line.split(maxsplit=3)
        for year in (today.year - 1, today.year, today.year + 1):
            begins = _on(year, first)
            ends = _on(year if last >= first else year + 1, last)
            if begins - ahead * _ONE <= today <= ends:
                yield Occasion(kind, begins, ends, f"campaign:{kind}:{begins.isoformat()}", title)


def _on(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")
