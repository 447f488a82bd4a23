"""What the frame of every page needs. Nothing here asks the database."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from zhiben.ui.navigation import entries_for, here

THEMES = ("light", "dark")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Actor, memberships, menu, language and theme for the base templates."""
    actor = getattr(request, "actor", None)
    memberships = getattr(request, "memberships", None) or ()
    entries = entries_for(actor) if actor is not None and not actor.system else ()
    theme = request.COOKIES.get("theme", "")
    return {
        "actor": actor,
        "memberships": memberships,
        "membership": next((m for m in memberships if actor and m.id == actor.membership_id), None),
        "navigation": entries,
        "here": here(entries, request.path),
        "language": get_language() or "zh-hans",
        "theme": theme if theme in THEMES else "",
    }
