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
from zhiben.core.context import remembered
from zhiben.core.fixed import Fixed
from zhiben.domains.hazards.models import (
    Attachment,
    Extension,
    Hazard,
    Letter,
    Participant,
    Signature,
    Suspension,
    Treatment,
)

SEEN = "what hangs on a hazard is seen by whoever sees the hazard, and the hazard was seen"
Reader = Callable[[Actor, Hazard, date], Any]
Bare = Callable[[Actor, Hazard, date], Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its model hangs on the hazard by `key`.

    `bare`: what hazards that have no such row show all the same (None: nothing).
    """

    model: Any
    read: Reader
    key: str = "hazard"
    bare: Bare | None = None


PARTS: dict[str, Part] = {}
ALWAYS: dict[str, Any] = {
    "signatures": Signature,
    "suspensions": Suspension,
    "letters": Letter,
    "treatments": Treatment,
    "extensions": Extension,
    "participants": Participant,
    "attachments": Attachment,
}
"""What every page of a hazard shows where it is there."""


def declare_part(name: str, model: Any, read: Reader, key: str = "hazard", bare: Bare | None = None) -> None:
    """Make a part known; the page and the API show it where a hazard has any."""
    PARTS[name] = Part(model, read, key, bare)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a hazard's own columns: which parts it has, how its unit and site are called."""

    there: frozenset[str]
    unit: str
    unit_kind: str
    site: str


def beside(row: Hazard) -> Beside:
    """Which of all that may hang on a hazard it has, and whose it is: one query for all."""
    found = dict(_BESIDE(row.pk)[0])
    unit, kind, site = (found.pop(name) for name in _NAMES)
    return Beside(
        frozenset(name.removeprefix("has_") for name in found if found[name]), unit, kind, site or ""
    )


def _beside(hazard: int) -> Any:
    asked: dict[str, Any] = {f"has_{name}": Exists(_rows(model, "hazard")) for name, model in ALWAYS.items()}
    asked |= {f"has_{name}": Exists(_rows(part.model, part.key)) for name, part in PARTS.items()}
    rows = Hazard.objects.unscoped(reason=SEEN).filter(pk=hazard)
    return rows.values(*_NAMES, **asked)


_NAMES = ("unit__name", "unit__kind", "site__name")
_BESIDE = Fixed(_beside)


def parts_of(actor: Actor, row: Hazard, today: date, there: frozenset[str]) -> dict[str, Any]:
    """The parts this hazard has, by name."""
    found = {name: part.read(actor, row, today) for name, part in PARTS.items() if name in there}
    bare = {
        name: part.bare(actor, row, today)
        for name, part in PARTS.items()
        if name not in there and part.bare is not None
    }
    return found | {name: shown for name, shown in bare.items() if shown is not None}


def _rows(model: Any, key: str) -> Any:
    rows = model.objects.unscoped(reason="whether it is there, for who sees the hazard")
    return rows.filter(**{key: OuterRef("pk")})


def letters_of(actor: Actor, hazard_id: int) -> list[Letter]:
    """The letters of a hazard the actor has seen, oldest first; a request reads them once."""
    return remembered(("letters", actor.membership_id, hazard_id), lambda: _LETTERS(hazard_id))


_LETTERS = Fixed(lambda hazard: Letter.objects.unscoped(reason=SEEN).filter(hazard_id=hazard).order_by("id"))
