"""Facts about organisations, announced."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class UnitMoved:
    """A unit now lies in another area; rows that keep their present area follow."""

    unit_id: int
    before: int
    area: int


@dataclass(frozen=True, slots=True)
class UnitClosed:
    """A unit closed; `day` is its last day."""

    unit_id: int
    day: date


@dataclass(frozen=True, slots=True)
class MandateGranted:
    """A body was given a power in a matter; rows that wait for a holder of it may go on."""

    body_id: int
    matter: str
    power: str


@dataclass(frozen=True, slots=True)
class SubjectsChanged:
    """What selectors read of these units or bodies changed, as from a day: a fact, a column, opened, closed."""

    units: tuple[int, ...]
    bodies: tuple[int, ...]
    since: date
