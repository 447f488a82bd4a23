"""Facts that hazards announce."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HazardReported:
    """A hazard came to light in a unit."""

    hazard_id: int
    unit_id: int
