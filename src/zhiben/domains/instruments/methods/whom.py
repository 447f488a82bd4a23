"""Who owes an item, between the fields of a form and the selector of the packs. Pure."""

from collections.abc import Mapping
from typing import Any

_OF_BODIES = {"who_bodies": "kinds", "who_levels": "levels", "who_sectors": "sectors"}
_OF_UNITS = {"who_kinds": "kinds", "who_sectors": "sectors"}
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "unit": _OF_UNITS,
    "post": {"who_posts": "posts", **_OF_UNITS},
    "level": {"who_ranks": "levels", **_OF_UNITS},
    "body": _OF_BODIES,
}
"""By subject: the fields of the form, and what they are called in the selector."""
ASKED_OF: Mapping[str, list[str]] = {subject: list(fields) for subject, fields in _FIELDS.items()}


def whom_of(given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The selector that the fields `who_*` say; None without a subject."""
    subject = given.get("who_subject")
    if not subject:
        return None
    values = {name: given.get(field) for field, name in _FIELDS[subject].items()}
    return {"subject": subject, **{name: value for name, value in values.items() if value}}


def whom_shown(who: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as a selector fills them."""
    if not who:
        return {}
    fields = _FIELDS[who["subject"]]
    return {"who_subject": who["subject"], **{field: who.get(name) for field, name in fields.items()}}
