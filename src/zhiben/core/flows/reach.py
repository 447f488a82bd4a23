"""An actor's territory as stretches of areas, and a stretch as few blocks that counters are kept of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zhiben.core.actors import Actor, Territory
from zhiben.core.flows.grains import LEVELS, Level

EVERYWHERE = (0, 999_999_999_999)
_NAMED = 100

Limit = tuple[frozenset[str] | None, frozenset[str] | None]
"""Sectors and matters of one territory; None means all of them."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Areas from `low` to `high` in which the actor counts cases of any of these sectors and matters."""

    low: int
    high: int
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Areas that counters of a level cover exactly; without a level the flow rows themselves are summed."""

    low: int
    high: int
    level: Level | None

    def within(self, column: str) -> tuple[str, list[Any]]:
        """The condition on the code of a counter's area: by name where they are few."""
        assert self.level is not None
        codes = range(self.low, self.high + 1, self.level.unit)
        if len(codes) <= _NAMED:
            return f"{column} = ANY(%s)", [list(codes)]
        return f"{column} BETWEEN %s AND %s", [self.low, self.high]


def stretches(actor: Actor, low: int | None = None, high: int | None = None) -> list[Stretch]:
    """The territory as stretches that do not overlap, so that nothing is counted twice; cut to `low`..`high`."""
    territories = (Territory((EVERYWHERE,)),) if actor.system else actor.territories
    spans = [
        (
            max(start, EVERYWHERE[0] if low is None else low),
            min(end, EVERYWHERE[1] if high is None else high),
            t,
        )
        for t in territories
        for start, end in t.ranges
    ]
    spans = [span for span in spans if span[0] <= span[1]]
    edges = sorted({start for start, _, _ in spans} | {end + 1 for _, end, _ in spans})
    made: list[Stretch] = []
    for start, after in zip(edges, edges[1:], strict=False):
        limits = _limits([t for first, last, t in spans if first <= start and after - 1 <= last])
        if not limits:
            continue
        if made and made[-1].high + 1 == start and made[-1].limits == limits:
            made[-1] = Stretch(made[-1].low, after - 1, limits)
        else:
            made.append(Stretch(start, after - 1, limits))
    return made


def _limits(territories: list[Territory]) -> tuple[Limit, ...]:
    found = {(t.sectors, t.matters) for t in territories}
    if (None, None) in found:
        return ((None, None),)
    return tuple(sorted(found, key=lambda one: (sorted(one[0] or ()), sorted(one[1] or ()))))


def blocks(low: int, high: int, coarsest: int, face: str) -> Iterator[Block]:
    """The stretch as blocks of levels that count this face, their unit at most `coarsest`, the coarsest first."""
    levels = [level for level in LEVELS if level.unit <= coarsest and face in level.lengths]
    return _cut(low, high, levels)


def _cut(low: int, high: int, levels: list[Level]) -> Iterator[Block]:
    if low > high:
        return
    if not levels:
        yield Block(low, high, None)
        return
    unit, finer = levels[0].unit, levels[1:]
    first, after = -(-low // unit) * unit, (high + 1) // unit * unit
    if first >= after:
        yield from _cut(low, high, finer)
        return
    yield from _cut(low, first - 1, finer)
    yield Block(first, after - 1, levels[0])
    yield from _cut(after, high, finer)
