"""Coverage: what the platform carries out of a document, clause by clause. Reckoned from items and features; pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Cover(StrEnum):
    """How far a clause is carried out: by all features of its items, by some, by none."""

    CARRIED = "carried"
    PARTLY = "partly"
    NOT_YET = "not_yet"


@dataclass(slots=True)
class ClauseCover:
    """One clause that has items. `working`, `planned`: its features; `items`: how many items cite it."""

    address: str
    items: int = 0
    working: set[str] = field(default_factory=set)
    planned: set[str] = field(default_factory=set)

    @property
    def cover(self) -> Cover:
        """By all features of its items, by some, by none."""
        if not self.planned:
            return Cover.CARRIED
        return Cover.PARTLY if self.working else Cover.NOT_YET


@dataclass(frozen=True, slots=True)
class Share:
    """How many clauses with items are carried out, partly, not yet; clauses without items count in no share."""

    carried: int = 0
    partly: int = 0
    not_yet: int = 0

    @property
    def clauses(self) -> int:
        """Clauses with items."""
        return self.carried + self.partly + self.not_yet

    @property
    def percent(self) -> float | None:
        """The share carried out in per cent; None where no clause has items."""
        return 100 * self.carried / self.clauses if self.clauses else None


def covers(items: Iterable[tuple[Iterable[str], str]], works: frozenset[str]) -> dict[str, ClauseCover]:
    """Cover by address. `items`: (addresses it cites, its feature); `works`: the features that work."""
    found: dict[str, ClauseCover] = {}
    for cite, feature in items:
        for address in dict.fromkeys(cite):
            clause = found.setdefault(address, ClauseCover(address))
            clause.items += 1
            (clause.working if feature in works else clause.planned).add(feature)
    return found


def share(clauses: Iterable[ClauseCover]) -> Share:
    """The clauses counted by how far they are carried out."""
    counted = dict.fromkeys(Cover, 0)
    for clause in clauses:
        counted[clause.cover] += 1
    return Share(counted[Cover.CARRIED], counted[Cover.PARTLY], counted[Cover.NOT_YET])
