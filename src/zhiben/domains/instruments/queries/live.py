"""How the items of a document stand, as the domains say that carry them out.

A domain above declares its reader when it starts, `declare_live(kinds, read)`: `read(actor, items, day)` gives what
is known of these items by their number, in one or two statements; an item of which nothing is known is left out.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from zhiben.core.actors import Actor
from zhiben.domains.instruments.methods.live import Live

LiveReader = Callable[[Actor, Collection[int], date], Mapping[int, list[Live]]]


@dataclass(frozen=True, slots=True)
class LiveKind:
    """The words of a kind of figure: its name, and a sentence into which its counts are put by name."""

    label: Promise
    words: Promise


LIVE_KINDS: dict[str, LiveKind] = {}
_READERS: list[LiveReader] = []


def declare_live(kinds: Mapping[str, LiveKind], read: LiveReader) -> None:
    """Make figures known; the coverage page shows them beside the clauses."""
    LIVE_KINDS.update(kinds)
    if read not in _READERS:
        _READERS.append(read)


def live_of(actor: Actor, items: Collection[int], day: date) -> dict[int, list[Live]]:
    """What is known of these items within reach, by item, in the order the kinds were declared."""
    found: dict[int, list[Live]] = defaultdict(list)
    for read in _READERS if items else ():
        for item, lines in read(actor, items, day).items():
            found[item] += lines
    return dict(found)
