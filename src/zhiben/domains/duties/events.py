"""Facts that duties announces."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ShortfallsFound:
    """Periods ended unfulfilled: `count` shortfalls were found on `day`, to be read with queries.shortfalls."""

    day: date
    count: int
