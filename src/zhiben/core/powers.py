"""Powers of law: core asks, the organisations domain answers. Core knows no mandates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhiben.core.actors import Actor


@dataclass(frozen=True, slots=True)
class PowerSubject:
    """Over whom or what a power is claimed: a unit or an area, in a sector and a matter."""

    area: int
    unit_id: int | None = None
    site_id: int | None = None
    sector: str = ""
    matter: str = ""


Checker = Callable[[Actor, str, PowerSubject, date], bool]
_CHECKERS: list[Checker] = []


def register(checker: Checker) -> None:
    """The one checker of powers; registering another replaces it."""
    _CHECKERS[:] = [checker]


def has_power(actor: Actor, power: str, subject: PowerSubject, day: date) -> bool:
    """Whether the actor's body holds the power on that day; no without a checker."""
    if actor.system:
        return True
    return bool(_CHECKERS) and _CHECKERS[0](actor, power, subject, day)
