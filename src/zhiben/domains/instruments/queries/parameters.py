"""Numbers the law can change: read from the packs by key, as in force on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from zhiben.core.context import remembered
from zhiben.core.fixed import Fixed
from zhiben.domains.instruments.models import Item


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A parameter as in force on a day, with where it comes from and how sure we are of it."""

    key: str
    value: Any
    unit: str
    title_zh: str
    title_en: str
    source: str
    cite: str
    mark: str

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return self.title_zh if (get_language() or "zh").startswith("zh") else self.title_en


class NoParameter(LookupError):
    """No pack gives this parameter for that day: the packs are not loaded or incomplete."""


def parameters_for(keys: Iterable[str], *, on: date, **when: str) -> dict[str, ParameterValue]:
    """Parameters by key; the item whose conditions fit best wins, then the latest in force.

    They are few: one query reads them all, and a request reads them once.
    """
    wanted_keys = set(keys)
    best: dict[str, tuple[tuple[int, date], dict[str, Any]]] = {}
    for item in remembered(("parameters", on), lambda: _IN_FORCE(on)):
        key = item["key"]
        if key not in wanted_keys:
            continue
        conditions = item["data"].get("when") or {}
        if any(when.get(name) != wanted for name, wanted in conditions.items()):
            continue
        rank = (len(conditions), item["valid_from"] or date.min)
        if key not in best or rank > best[key][0]:
            best[key] = (rank, item)
    return {key: _value(item) for key, (_, item) in best.items()}


def _in_force(on: date) -> QuerySet[Item, dict[str, Any]]:
    """Every parameter in force on a day."""
    rows = Item.objects.filter(kind="parameter", is_current=True).filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
    )
    return rows.values(*_COLUMNS)


_COLUMNS = (
    *("key", "data", "valid_from", "valid_to", "title_zh", "title_en", "cite", "mark"),
    *("instrument__title_zh", "instrument__number"),
)
_IN_FORCE = Fixed(_in_force)


def parameter(key: str, *, on: date, **when: str) -> ParameterValue:
    """One parameter; NoParameter when no pack gives it."""
    found = parameters_for([key], on=on, **when).get(key)
    if found is None:
        raise NoParameter(key)
    return found


def _value(item: dict[str, Any]) -> ParameterValue:
    named = (item["instrument__title_zh"], item["instrument__number"])
    return ParameterValue(
        key=item["key"],
        value=item["data"]["value"],
        unit=item["data"]["unit"],
        title_zh=item["title_zh"],
        title_en=item["title_en"],
        source=" ".join(part for part in named if part),
        cite="、".join(item["cite"]),
        mark=item["mark"],
    )


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A parameter with the case it is for (`when`: grade, sector … -> value)."""

    parameter: ParameterValue
    when: dict[str, str]
    valid_from: date | None
    valid_to: date | None


def all_parameters(on: date) -> list[ParameterLine]:
    """Every parameter in force on a day, by key and condition. Open to everybody signed in."""
    return [
        ParameterLine(_value(item), item["data"].get("when") or {}, item["valid_from"], item["valid_to"])
        for item in _in_force(on).order_by("key", "id")
    ]
