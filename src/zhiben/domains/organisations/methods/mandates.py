"""Which of several mandates holds: the most particular one, and all that are equally particular."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """A mandate that applies to a unit: over its site, over itself, or by default over a range and a sector."""

    id: int
    body_id: int
    site_id: int | None
    unit_id: int | None
    low: int | None
    high: int | None
    sector: str | None


def particularity(claim: Claim) -> tuple[int, int, int]:
    """Smaller is more particular: site, unit, then the narrowest range, then a named sector."""
    if claim.site_id is not None:
        return (0, 0, 0)
    if claim.unit_id is not None:
        return (1, 0, 0)
    width = (claim.high or 0) - (claim.low or 0)
    return (2, width, 0 if claim.sector is not None else 1)


def holding(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that hold, oldest first; empty when nobody claims."""
    ranked = sorted(claims, key=lambda claim: (particularity(claim), claim.id))
    return [claim for claim in ranked if particularity(claim) == particularity(ranked[0])]
