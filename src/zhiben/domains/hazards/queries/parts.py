"""Parts of a case that most hazards do not have: read only where they exist, so that a page costs few queries.

A part is declared by the module that reads it, `declare_part(name, model, read)` at import; the module is
imported in `queries/__init__.py`. `read(actor, row, today)` gives plain values for `hazards/<name>_part.html`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from zhiben.core.actors import Actor
from zhiben.domains.hazards.models import Hazard

Reader = Callable[[Actor, Hazard, date], Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its model hangs on the hazard by `key`."""

    model: Any
    read: Reader
    key: str = "hazard"
    when: Callable[[Hazard], bool] | None = None


PARTS: dict[str, Part] = {}


def declare_part(
    name: str, model: Any, read: Reader, key: str = "hazard", when: Callable[[Hazard], bool] | None = None
) -> None:
    """Make a part known; the page and the API show it where a hazard has any."""
    PARTS[name] = Part(model, read, key, when)


def parts_of(actor: Actor, row: Hazard, today: date) -> dict[str, Any]:
    """The parts this hazard has, by name: one query tells which there are."""
    if not PARTS:
        return {}
    asked = {f"has_{name}": Exists(_rows(part)) for name, part in PARTS.items()}
    there = Hazard.objects.visible_to(actor).filter(pk=row.pk).values(**asked)[0]
    return {
        name: part.read(actor, row, today)
        for name, part in PARTS.items()
        if there[f"has_{name}"] or (part.when and part.when(row))
    }


def _rows(part: Part) -> Any:
    rows = part.model.objects.unscoped(reason="whether a part is there, for who sees the hazard")
    return rows.filter(**{part.key: OuterRef("pk")})
