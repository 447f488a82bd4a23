"""The fields one may filter by. Each reads its parameters from the URL and refuses what does not fit."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence

BIGGEST = 2**63 - 1
LONGEST = 100

sentence("filter-value", N_("“%(value)s” is not a value of this filter."))
sentence("filter-days", N_("The first day lies after the last."))

Labels = Mapping[str, str | Promise]


def refuse(field: str, value: str) -> Invalid:
    """The refusal of a value that does not fit."""
    return Invalid(Finding("filter-value", {"value": value[:40].replace("\x00", "")}, field))


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its parameter, its label and how it is drawn. `is_needed`: a choice that cannot be left open."""

    key: str
    label: str | Promise
    kind = "search"
    is_needed = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names it has in the URL."""
        return (self.key,)

    def read(self, params: Mapping[str, str]) -> dict[str, Any]:
        """The values set, by name; raises Invalid."""
        raw = params.get(self.key, "").strip()
        return {self.key: self.value(raw)} if raw else {}

    def value(self, raw: str) -> Any:
        """The value of a text that is not empty."""
        if len(raw) > LONGEST or "\x00" in raw:
            raise refuse(self.key, raw)
        return raw

    def label_of(self, raw: str) -> str:
        """The label of a value that is not among the choices offered."""
        return raw


@dataclass(frozen=True, slots=True)
class Search(Filter):
    """Free text."""


@dataclass(frozen=True, slots=True)
class Choice(Filter):
    """One of a closed list; `choices` is a mapping or a function that gives one when it is drawn."""

    choices: Labels | Callable[[], Labels]
    kind = "choice"

    def labels(self) -> Labels:
        """Value -> label."""
        return self.choices() if callable(self.choices) else self.choices

    def options(self) -> Iterable[tuple[str, str | Promise]]:
        """Value and label of each choice."""
        return self.labels().items()

    def value(self, raw: str) -> str:
        """The choice, if there is such a one."""
        if raw not in self.labels():
            raise refuse(self.key, raw)
        return raw


@dataclass(frozen=True, slots=True)
class Whole(Filter):
    """A whole number or an id."""

    kind = "whole"

    def value(self, raw: str) -> int:
        """The number."""
        if not raw.isascii() or not raw.isdigit() or len(raw) > 19 or int(raw) > BIGGEST:
            raise refuse(self.key, raw)
        return int(raw)


@dataclass(frozen=True, slots=True)
class Picker(Whole):
    """An id or area code found by name through a picker; `url_name` answers its searches."""

    url_name: str = "places:pick"
    kind = "picker"


@dataclass(frozen=True, slots=True)
class Flag(Filter):
    """Yes, or not asked."""

    kind = "flag"

    def value(self, raw: str) -> bool:
        """True."""
        if raw != "1":
            raise refuse(self.key, raw)
        return True


@dataclass(frozen=True, slots=True)
class DayRange(Filter):
    """From a day to a day; gives `<key>_from` and `<key>_to`."""

    kind = "days"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The two names."""
        return (f"{self.key}_from", f"{self.key}_to")

    def read(self, params: Mapping[str, str]) -> dict[str, Any]:
        """The days set."""
        found = {name: self._day(name, params.get(name, "").strip()) for name in self.parameters}
        days = {name: day for name, day in found.items() if day is not None}
        if len(days) == 2 and days[self.parameters[0]] > days[self.parameters[1]]:
            raise Invalid(Finding("filter-days", {}, self.parameters[0]))
        return days

    def _day(self, name: str, raw: str) -> date | None:
        if not raw:
            return None
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise refuse(name, raw) from None
