"""Kinds of days and a snapshot of the calendar. Pure: what is not announced is said, never guessed silently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from zhiben.core.findings import N_, Finding, sentence

NOT_ANNOUNCED = sentence(
    "calendar-not-announced",
    N_("The holidays of %(year)s are not announced yet: counted by weekdays, the day may still change."),
)
OUT_OF_RANGE = sentence(
    "calendar-out-of-range", N_("The calendar is kept for the years %(first)s to %(last)s.")
)
SATURDAY = 5
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Kind(StrEnum):
    """What a day is in the calendar; make_up_work is a Saturday or Sunday that is worked (调休上班)."""

    WORKDAY = "workday"
    REST = "rest"
    HOLIDAY = "holiday"
    MAKE_UP_WORK = "make_up_work"

    @property
    def working(self) -> bool:
        """Whether work is done on such a day."""
        return self in (Kind.WORKDAY, Kind.MAKE_UP_WORK)


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """What a day is. `known` False: its year is not announced, `kind` follows the weekday only."""

    day: date
    kind: Kind
    known: bool

    @property
    def working(self) -> bool:
        """Whether it is worked, as far as is known."""
        return self.kind.working

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """A warning when the answer is by the weekday only."""
        return () if self.known else (not_announced(self.day.year),)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The calendar from `first` to `last` (None: no end): exceptions by day, and the years announced.

    A day without an exception follows its weekday; an exception of a year not announced counts as known.
    """

    kinds: Mapping[date, Kind] = field(default_factory=lambda: MappingProxyType({}))
    announced: frozenset[int] = frozenset()
    first: date = date.min
    last: date | None = None

    def answer(self, day: date) -> DayAnswer:
        """What the day is; ValueError outside of the snapshot."""
        if day < self.first or (self.last is not None and day > self.last):
            raise ValueError(f"{day} is outside of the calendar snapshot")
        kind = self.kinds.get(day)
        if kind is not None:
            return DayAnswer(day, kind, True)
        return DayAnswer(day, weekday_kind(day), day.year in self.announced)


def weekday_kind(day: date) -> Kind:
    """What the weekday alone says."""
    return Kind.REST if day.weekday() >= SATURDAY else Kind.WORKDAY


def not_announced(year: int) -> Finding:
    """The warning that a year's holidays are not announced."""
    return Finding(NOT_ANNOUNCED, {"year": year})


def out_of_range(year: int, field: str) -> list[Finding]:
    """What is wrong with a year the calendar is not kept for; empty when it is."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return []
    return [Finding(OUT_OF_RANGE, {"first": FIRST_YEAR, "last": LAST_YEAR}, field=field)]


def warnings_of(answers: Iterable[DayAnswer]) -> tuple[Finding, ...]:
    """One warning for each year that was needed and is not announced."""
    return tuple(not_announced(year) for year in sorted({a.day.year for a in answers if not a.known}))


def days_between(first: date, last: date) -> Iterable[date]:
    """Every day from first to last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
