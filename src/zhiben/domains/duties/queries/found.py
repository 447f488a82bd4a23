"""What was found at an activity: higher domains that keep cases of it say so by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from zhiben.core.actors import Actor
from zhiben.domains.duties.queries.due import ActivityLine

Reader = Callable[[Actor, int], Iterable[tuple[str, str]]]
"""(actor, activity) -> what each case opened from it is called, and its address; only those the actor sees."""
_READERS: dict[str, Reader] = {}


def declare_found(domain: str, read: Reader) -> None:
    """A domain that keeps cases opened from activities says how to read them."""
    _READERS[domain] = read


@dataclass(frozen=True, slots=True)
class Found:
    """A case that was opened from an activity."""

    label: str
    url: str


def found_at(actor: Actor, activity: ActivityLine) -> list[Found]:
    """The cases opened from an activity that the actor may see."""
    return [Found(label, url) for read in _READERS.values() for label, url in read(actor, activity.id)]
