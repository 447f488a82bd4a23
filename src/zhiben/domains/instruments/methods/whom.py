"""Who owes an item, between the fields of a form and the selector of the packs. Pure."""

from collections.abc import Mapping
from typing import Any

from zhiben.domains.instruments.methods.packs import COMPANY_LEVELS


def whom_of(given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The selector that the fields `who_*` say; None without a subject."""
    subject = given.get("who_subject")
    if not subject:
        return None
    is_level = subject == "level"
    levels = [one for one in given.get("who_levels", ()) if (one in COMPANY_LEVELS) == is_level]
    who = {
        "subject": subject,
        "kinds": given.get("who_bodies" if subject == "body" else "who_kinds"),
        "sectors": given.get("who_sectors"),
        "levels": levels if subject in ("level", "body") else None,
        "posts": given.get("who_posts") if subject == "post" else None,
    }
    return {name: value for name, value in who.items() if value}


def whom_shown(who: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as a selector fills them."""
    if not who:
        return {}
    kinds = "who_bodies" if who["subject"] == "body" else "who_kinds"
    return {
        "who_subject": who["subject"],
        kinds: who.get("kinds"),
        **{f"who_{name}": who.get(name) for name in ("sectors", "levels", "posts")},
    }
