"""Named parts: what higher domains declare at start so that lower ones can check and find it by name."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Registry:
    """Names of one kind (indicators, activity kinds, parameter keys …), each declared once."""

    kind: str
    _parts: dict[str, Any] = field(default_factory=dict)

    def declare(self, name: str, part: Any) -> None:
        """Register `part` under `name`; the same part may be declared again."""
        if self._parts.get(name, part) != part:
            raise ValueError(f"{self.kind} {name} is declared twice")
        self._parts[name] = part

    def get(self, name: str) -> Any:
        """The part; KeyError when nobody declared it."""
        return self._parts[name]

    def find(self, name: str) -> Any | None:
        """The part, or None."""
        return self._parts.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._parts))

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def items(self) -> list[tuple[str, Any]]:
        """All names and parts, sorted by name."""
        return sorted(self._parts.items())


parameters = Registry("parameter key")
parameter_words = Registry("parameter key with words")
"""Key of a parameter that lists codes -> code -> its word, lazily translated."""
indicators = Registry("indicator")
permissions = Registry("permission")
"""Permission name -> the roles that carry it."""
operations = Registry("operation")
"""Operation of an act -> its words, lazily translated: what a person reads where the ledger holds the code."""
powers = Registry("power")
"""Power of law -> its word, lazily translated."""
