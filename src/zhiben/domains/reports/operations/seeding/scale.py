"""How much is made at each scale, and under which area."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers of units, hazards and accounts, and the code of the area that everything lies in."""

    units: int
    hazards: int
    users: int
    area: int


SCALES = {
    "tiny": Scale(units=200, hazards=600, users=60, area=410102000000),
    "county": Scale(units=5_000, hazards=10_000, users=100, area=410102000000),
    "city": Scale(units=40_000, hazards=80_000, users=400, area=410100000000),
    "province": Scale(units=500_000, hazards=1_000_000, users=2_000, area=410000000000),
}
"""The areas are real, of Henan; bodies, units, persons and cases are invented and say so in their names."""

STAFFED_EVERY = 20
"""Every so manieth unit has people; what is being treated lies in such units."""
STEPS_OF_CASE = 12
"""Step numbers kept for one case, so that a signature knows its step's."""
