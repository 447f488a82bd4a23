"""Facts announced between domains. A reaction is *inside* (same transaction, set-based) or *later* (a job)."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_INSIDE: dict[type, list[Callable[[Any, Any], None]]] = defaultdict(list)
_LATER: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def inside(event: type, reaction: Callable[[Any, Any], None]) -> None:
    """React within the announcing transaction: `reaction(event, act)`."""
    if reaction not in _INSIDE[event]:
        _INSIDE[event].append(reaction)


def later(event: type, defer: Callable[[Any], None]) -> None:
    """React in a job: `defer(event)` is called in the transaction and puts the job into the queue."""
    if defer not in _LATER[event]:
        _LATER[event].append(defer)


def announce(event: Any, act: Any) -> None:
    """Tell everybody who asked, in the order of registration."""
    for reaction in _INSIDE[type(event)]:
        reaction(event, act)
    for defer in _LATER[type(event)]:
        defer(event)
