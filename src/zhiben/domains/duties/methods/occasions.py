"""Events that come by themselves: a holiday ahead. Pure."""

from collections.abc import Iterator, Mapping
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
