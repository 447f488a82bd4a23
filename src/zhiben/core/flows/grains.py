"""What counters are kept of: movements, levels of areas, lengths of time. Docs: decision 0006."""

from dataclasses import dataclass

INS = ("found", "reopened", "unmerged")
OUTS = ("closed", "withdrawn", "merged", "handed_over")
BETWEEN = ("moved", "regraded", "changed")
"""Two rows each: out of one cell, into another. `changed` stands for every other change, a new limit among them."""
MOVEMENTS = (*INS, *OUTS, *BETWEEN)
COLUMNS = (*MOVEMENTS, "overdue")

ALL = "*"
"""The channel of the cells that count all channels together."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of areas: codes are multiples of `unit`; `lengths`: stretches of time counted, longest first."""

    name: str
    unit: int
    lengths: tuple[str, ...]
    has_all: bool = True


TOWN = Level("town", 1_000, ("year",), has_all=False)
COUNTY = Level("county", 1_000_000, ("year", "month"))
CITY = Level("city", 100_000_000, ("year", "month", "day"))
PROVINCE = Level("province", 10_000_000_000, ("year", "month", "day"))
LEVELS = (PROVINCE, CITY, COUNTY, TOWN)

GRAINS: dict[tuple[str, str], int] = {
    ("town", "year"): 1,
    ("county", "year"): 2,
    ("county", "month"): 3,
    ("city", "year"): 4,
    ("city", "month"): 5,
    ("city", "day"): 6,
    ("province", "year"): 7,
    ("province", "month"): 8,
    ("province", "day"): 9,
}
"""The number of each kind of counter in the table."""
