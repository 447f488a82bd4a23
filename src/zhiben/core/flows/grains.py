"""What counters are kept of: movements, levels of areas, lengths of time, values apart. Docs: decision 0006."""

from dataclasses import dataclass

INS = ("found", "reopened", "unmerged")
OUTS = ("closed", "withdrawn", "merged", "handed_over")
BETWEEN = ("moved", "regraded", "changed")
"""Two rows each: out of one cell, into another. `changed` stands for every other change, a new limit among them."""
MOVEMENTS = (*INS, *OUTS, *BETWEEN)
COLUMNS = (*MOVEMENTS, "overdue")

ALL = "*"
"""A sector, matter or channel of cells that count all of them together."""

FACES: dict[str, frozenset[str]] = {
    "x": frozenset({"matter"}),
    "w": frozenset({"sector"}),
    "c": frozenset({"channel"}),
    "m": frozenset({"sector", "matter"}),
    "j": frozenset({"sector", "matter", "channel"}),
}
"""Which values the cells of a face keep apart, besides the grade; the first that suffices is read."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of areas: codes are multiples of `unit`; `lengths`: stretches of time counted for a face, longest first.

    Where cells hardly ever hold two cases, counting them saves nothing and the flow rows are read instead.
    """

    name: str
    unit: int
    lengths: dict[str, tuple[str, ...]]


_YEAR, _MONTH, _DAY = ("year",), ("year", "month"), ("year", "month", "day")
LEVELS = (
    Level("province", 10_000_000_000, {"x": _DAY, "w": _DAY, "c": _DAY, "m": _DAY, "j": _MONTH}),
    Level("city", 100_000_000, {"x": _DAY, "w": _DAY, "c": _MONTH, "m": _MONTH, "j": _YEAR}),
    Level("county", 1_000_000, {"x": (*_MONTH, "part"), "w": _MONTH, "c": _MONTH, "m": _YEAR}),
    Level("town", 1_000, {"x": ("year", "quarter")}),
)
LENGTHS = ("year", "quarter", "month", "part", "day")
"""Stretches of time, of which counters name the first day; the parts of a month begin on its 1st, 11th and 21st."""

_NUMBERS = {"town": 100, "county": 200, "city": 300, "province": 400}


def grain(level: str, length: str, face: str) -> int:
    """The number of a kind of counter in the tables."""
    return _NUMBERS[level] + 10 * LENGTHS.index(length) + tuple(FACES).index(face)


def face_of(apart: frozenset[str]) -> str:
    """The first face that keeps these values apart."""
    return next(face for face, kept in FACES.items() if apart <= kept)
