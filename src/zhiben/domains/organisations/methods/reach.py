"""How a place stands to what somebody works for."""

from dataclasses import dataclass

from zhiben.core.actors import Actor


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Where something is to stand, and whether the actor reaches that place, in any sector and in this one."""

    area: int
    reached: bool
    sector: str | None = None
    sector_reached: bool = True


def place_facts(actor: Actor, area: int, sector: str | None = None) -> PlaceFacts:
    """How a place, and a sector in it, stand to what the actor works for."""
    around = [part for part in actor.territories if any(low <= area <= high for low, high in part.ranges)]
    fits = sector is None or any(part.sectors is None or sector in part.sectors for part in around)
    return PlaceFacts(area, actor.system or bool(around), sector, actor.system or fits)
