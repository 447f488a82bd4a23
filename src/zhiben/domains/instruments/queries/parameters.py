"""Numbers the law can change: read from the packs by key, as in force on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from zhiben.core.context import remembered
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
    best: dict[str, tuple[tuple[int, date], Item]] = {}
    for item in remembered(("parameters", on), lambda: _in_force(on)):
        if item.key not in wanted_keys:
            continue
        conditions = item.data.get("when") or {}
        if any(when.get(name) != wanted for name, wanted in conditions.items()):
            continue
        rank = (len(conditions), item.valid_from or date.min)
        if item.key not in best or rank > best[item.key][0]:
            best[item.key] = (rank, item)
    return {key: _value(item) for key, (_, item) in best.items()}


def _in_force(on: date) -> list[Item]:
    """Every parameter in force on a day."""
    rows = Item.objects.filter(kind="parameter", is_current=True).filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
    )
    return list(rows.select_related("instrument"))


def parameter(key: str, *, on: date, **when: str) -> ParameterValue:
    """One parameter; NoParameter when no pack gives it."""
    found = parameters_for([key], on=on, **when).get(key)
    if found is None:
        raise NoParameter(key)
    return found


def _value(item: Item) -> ParameterValue:
    instrument = item.instrument
    return ParameterValue(
        key=item.key,
        value=item.data["value"],
        unit=item.data["unit"],
        title_zh=item.title_zh,
        title_en=item.title_en,
        source=" ".join(part for part in (instrument.title_zh, instrument.number) if part),
        cite="、".join(item.cite),
        mark=item.mark,
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
    rows = (
        Item.objects.filter(kind="parameter", is_current=True)
        .filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))
        .select_related("instrument")
        .order_by("key", "id")
    )
    return [
        ParameterLine(_value(item), item.data.get("when") or {}, item.valid_from, item.valid_to)
        for item in rows
    ]
