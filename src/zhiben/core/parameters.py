"""Numbers the law can change: core asks, the instruments domain answers. Domains below it read them here."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol


class Parameter(Protocol):
    """A number, term or list as in force on a day, with where it comes from and how sure we are of it."""

    key: str
    value: Any
    unit: str
    source: str
    cite: str
    mark: str

    @property
    def title(self) -> str:
        """Its name in the reader's language."""


Reader = Callable[..., Mapping[str, Any]]
_READERS: list[Reader] = []


def register(reader: Reader) -> None:
    """The one reader of parameters, `reader(keys, on=day, **when)`; registering another replaces it."""
    _READERS[:] = [reader]


def read(keys: Iterable[str], *, on: date, **when: str) -> Mapping[str, Parameter]:
    """Parameters by key; LookupError where one is missing."""
    wanted = list(keys)
    found = _READERS[0](wanted, on=on, **when) if _READERS else {}
    for key in wanted:
        if key not in found:
            raise LookupError(f"no pack gives the parameter {key} on {on}")
    return found
