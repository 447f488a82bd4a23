"""What stands in the menu: domains register entries at start, each actor sees their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from zhiben.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu. Without `permission` and `roles` everybody who is signed in sees it."""

    key: str
    label: str | Promise
    url_name: str
    icon: str
    permission: str | None = None
    roles: frozenset[str] | None = None
    order: int = 50
    group: str = "work"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as the template draws it."""

    key: str
    label: str | Promise
    url: str
    icon: str
    group: str


_ENTRIES: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Put an entry into the menu; a key has one entry only."""
    if _ENTRIES.get(entry.key, entry) != entry:
        raise ValueError(f"menu entry {entry.key} is registered twice")
    _ENTRIES[entry.key] = entry


def _is_open_to(entry: Entry, actor: Actor) -> bool:
    if entry.roles is not None and actor.role not in entry.roles:
        return False
    return entry.permission is None or actor.may(entry.permission)


def entries_for(actor: Actor) -> tuple[Item, ...]:
    """The actor's menu, in order."""
    mine = [entry for entry in _ENTRIES.values() if _is_open_to(entry, actor)]
    mine.sort(key=lambda entry: (entry.group == "admin", entry.order, entry.key))
    return tuple(Item(e.key, e.label, reverse(e.url_name), e.icon, e.group) for e in mine)


def all_entries() -> tuple[Entry, ...]:
    """Every registered entry (for tests)."""
    return tuple(_ENTRIES.values())


def here(items: Iterable[Item], path: str) -> str:
    """The key of the entry to which a page belongs: the one whose address covers most of the page's."""
    covering = [item for item in items if path == item.url or (item.url != "/" and path.startswith(item.url))]
    return max(covering, key=lambda item: len(item.url)).key if covering else ""
