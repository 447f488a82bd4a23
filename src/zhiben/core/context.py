"""What the present request is called, for acts and log lines; and what it has read already."""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_REQUEST: ContextVar[str] = ContextVar("request", default="")
_MEMORY: ContextVar[dict[Hashable, Any] | None] = ContextVar("memory", default=None)


def request_id() -> str:
    """The id of the request being answered; empty outside of one."""
    return _REQUEST.get()


def set_request_id(value: str) -> None:
    """Name the request being answered; it remembers nothing yet."""
    _REQUEST.set(value[:64])
    _MEMORY.set({})


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gave for the key earlier in this request; outside of a request it is made each time."""
    memory = _MEMORY.get()
    if memory is None:
        return make()
    if key not in memory:
        memory[key] = make()
    found: T = memory[key]
    return found


def forget() -> None:
    """Drop what the request remembers: what it read may have changed; when it has ended, it keeps nothing."""
    if _MEMORY.get() is not None:
        _MEMORY.set({})


def end_request() -> None:
    """The request is answered (its log lines keep its name): what runs from now on remembers nothing."""
    _MEMORY.set(None)
