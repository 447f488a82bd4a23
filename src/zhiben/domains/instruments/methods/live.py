"""How items stand where data exist: counts of one item, summed by kind; whether a clause is on course. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Course(StrEnum):
    """Whether what a clause demands is on course: nothing overdue, or something."""

    ON_COURSE = "on_course"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Live:
    """How an item stands on a day: of `expected`, how many `done`, `overdue`, `excused`.

    `kind`: the kind of figure, in whose words it is said; `first`, `last`: the days counted; `said`: what a target
    stands at; `url`: the list behind it, None where there is none or where several are summed.
    """

    kind: str
    expected: int
    done: int
    overdue: int = 0
    excused: int = 0
    first: date | None = None
    last: date | None = None
    said: str = ""
    url: str | None = None

    @property
    def open(self) -> int:
        """Neither done nor excused, and not overdue yet."""
        return self.expected - self.done - self.overdue - self.excused


def summed(lines: Iterable[Live]) -> list[Live]:
    """One figure for each kind, in the order of their first line; a single line stays as it is."""
    found: dict[str, Live] = {}
    for line in lines:
        known = found.get(line.kind)
        found[line.kind] = line if known is None else _both(known, line)
    return list(found.values())


def _both(one: Live, other: Live) -> Live:
    same_days = (one.first, one.last) == (other.first, other.last)
    return replace(
        one,
        expected=one.expected + other.expected,
        done=one.done + other.done,
        overdue=one.overdue + other.overdue,
        excused=one.excused + other.excused,
        first=one.first if same_days else None,
        last=one.last if same_days else None,
        said="",
        url=one.url if one.url == other.url else None,
    )


def course(lines: Iterable[Live]) -> Course | None:
    """On course or behind; None where there are no data."""
    found = list(lines)
    if not found:
        return None
    return Course.BEHIND if any(line.overdue for line in found) else Course.ON_COURSE


@dataclass(frozen=True, slots=True)
class CourseShare:
    """How many clauses with data are on course and how many are behind."""

    on_course: int = 0
    behind: int = 0

    @property
    def clauses(self) -> int:
        """Clauses with data."""
        return self.on_course + self.behind

    @property
    def percent(self) -> float | None:
        """The share on course in per cent; None where no clause has data."""
        return 100 * self.on_course / self.clauses if self.clauses else None


def course_share(courses: Iterable[Course | None]) -> CourseShare:
    """The clauses counted; those without data count in no share."""
    found = list(courses)
    return CourseShare(found.count(Course.ON_COURSE), found.count(Course.BEHIND))
