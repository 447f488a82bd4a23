"""Items by kind, for the domains that carry them out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiben.domains.instruments.models import Item


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One edition of an item. `area`: where its instrument holds, None everywhere; `data`: its own fields."""

    id: int
    slug: str
    name: str
    edition: int
    is_current: bool
    part: int
    cite: list[str]
    title_zh: str
    title_en: str
    data: dict[str, Any]
    mark: str
    superseded_by: str
    valid_from: date | None
    valid_to: date | None
    area: int | None


_FIELDS = (
    *("id", "instrument__slug", "name", "edition", "is_current", "part", "cite", "title_zh", "title_en"),
    *("data", "mark", "superseded_by", "valid_from", "valid_to", "instrument__area"),
)


def items_of_kind(kind: str) -> list[ItemLine]:
    """Every edition of every item of a kind, oldest first. Rules are open to everybody signed in."""
    rows = Item.objects.filter(kind=kind).order_by("id").values_list(*_FIELDS)
    return [ItemLine(*row) for row in rows]
