"""Who acts, and what they reach. Core knows ranges, sectors and ids, not the business behind them."""

from dataclasses import dataclass, field

Range = tuple[int, int]
"""First and last area code of a stretch of areas, both included."""


@dataclass(frozen=True, slots=True)
class Territory:
    """A set of area ranges × sectors × matters; None means all of them."""

    ranges: tuple[Range, ...]
    sectors: frozenset[str] | None = None
    matters: frozenset[str] | None = None

    def covers(self, area: int, sector: str | None = None, matter: str | None = None) -> bool:
        """Whether this place, sector and matter lie in the territory."""
        return (
            any(low <= area <= high for low, high in self.ranges)
            and (self.sectors is None or sector in self.sectors)
            and (self.matters is None or matter in self.matters)
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting under one membership (in a body or a unit), or the system itself (person 0)."""

    person_id: int
    membership_id: int | None
    role: str
    permissions: frozenset[str] = frozenset()
    body_id: int | None = None
    unit_id: int | None = None
    territories: tuple[Territory, ...] = ()
    area: int | None = None
    system: bool = False
    name: str = field(default="", compare=False)

    def may(self, permission: str) -> bool:
        """Whether the role carries the permission."""
        return self.system or permission in self.permissions

    @property
    def ranges(self) -> list[Range]:
        """The stretches of areas of all territories, whatever their sectors and matters."""
        return [one for territory in self.territories for one in territory.ranges]

    def covers(self, area: int, sector: str | None = None, matter: str | None = None) -> bool:
        """Whether any territory covers this place, sector and matter."""
        return any(territory.covers(area, sector, matter) for territory in self.territories)

    def reaches(self, area: int, last: int | None = None) -> bool:
        """Whether the area (or all from it to `last`) lies in one range, whatever its sectors and matters."""
        end = area if last is None else last
        return self.system or any(low <= area and end <= high for low, high in self.ranges)


def system_actor(name: str) -> Actor:
    """The platform acting by itself: a job, an import adopted, a migration."""
    return Actor(person_id=0, membership_id=None, role="system", system=True, name=name)
