"""Facts that instruments announces."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """One item of a published edition; `action` is the heading it stands under, `data` holds its own fields."""

    id: int
    kind: str
    part: int
    cite: tuple[str, ...]
    title: str
    action: str
    sentence: str
    data: dict


@dataclass(frozen=True, slots=True)
class EditionPublished:
    """A document was published: its items are in force; domains take up those of their kinds."""

    document_id: int
    title: str
    body_id: int
    area: int
    period_from: date | None
    period_to: date | None
    counting_from: date
    stock_cutoff: date | None
    items: tuple[PublishedItem, ...]


@dataclass(frozen=True, slots=True)
class LawChanged:
    """A law of which items are new, changed or gone."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class PacksLoaded:
    """Packs were loaded: items of any kind may have a new edition or be gone. `changed`: how many are new.

    `laws`: those that changed since they were first known.
    """

    changed: int
    laws: tuple[LawChanged, ...] = ()
