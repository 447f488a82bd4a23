"""What stands in the menu: domains register entries at start, each actor sees their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """An entry as the template draws it; one object for each role that has it."""

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
    _menu.cache_clear()


def entries_for(actor: Actor) -> tuple[Item, ...]:
    """The actor's menu, in order."""
    return _menu(actor.role, None if actor.system else actor.permissions)


@lru_cache(maxsize=256)
def _menu(role: str, permissions: frozenset[str] | None) -> tuple[Item, ...]:
    """The menu of a role with these permissions (None: all). Entries are registered before the first page."""
    mine = [
        entry
        for entry in _ENTRIES.values()
        if (entry.roles is None or role in entry.roles)
        and (entry.permission is None or permissions is None or entry.permission in permissions)
    ]
    mine.sort(key=lambda entry: (entry.group == "admin", entry.order, entry.key))
    return tuple(Item(e.key, e.label, reverse(e.url_name), e.icon, e.group) for e in mine)


def all_entries() -> tuple[Entry, ...]:
    """Every registered entry (for tests)."""
    return tuple(_ENTRIES.values())


def here(items: Iterable[Item], path: str) -> str:
    """The key of the entry to which a page belongs: the one whose address covers most of the page's."""
    covering = [item for item in items if path == item.url or (item.url != "/" and path.startswith(item.url))]
    return max(covering, key=lambda item: len(item.url)).key if covering else ""
