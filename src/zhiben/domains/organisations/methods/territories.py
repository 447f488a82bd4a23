"""Joining single stretches (range, sector, matter) to few territories that cover exactly the same."""

from collections import defaultdict
from collections.abc import Iterable

from zhiben.core.actors import Range, Territory

Stretch = tuple[int, int, str | None, str | None]
"""low, high, sector (None: all), matter (None: all)."""

Some = frozenset[str] | None


def _united(values: Iterable[str | None]) -> Some:
    found = set(values)
    return None if None in found else frozenset(str(value) for value in found)


def joined(stretches: Iterable[Stretch]) -> tuple[Territory, ...]:
    """Sectors are joined per range and matter, ranges per sectors and matter, then matters; nothing is added."""
    sectors: dict[tuple[Range, str | None], list[str | None]] = defaultdict(list)
    for low, high, sector, matter in stretches:
        sectors[((low, high), matter)].append(sector)
    ranges: dict[tuple[Some, str | None], set[Range]] = defaultdict(set)
    for (span, matter), found in sectors.items():
        ranges[(_united(found), matter)].add(span)
    matters: dict[tuple[tuple[Range, ...], Some], list[str | None]] = defaultdict(list)
    for (some, matter), spans in ranges.items():
        matters[(tuple(sorted(spans)), some)].append(matter)
    return tuple(
        Territory(ranges=spans, sectors=some, matters=_united(found))
        for (spans, some), found in sorted(matters.items(), key=lambda item: repr(item[0]))
    )
