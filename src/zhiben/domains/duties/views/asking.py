"""What somebody asks of the figures: from the address of a page, and back into an address."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from zhiben.core import clock
from zhiben.core.actors import Actor, Range
from zhiben.core.periods import Period
from zhiben.domains.duties import queries
from zhiben.domains.duties.forms.figures import NO_SECTOR
from zhiben.domains.duties.methods.stretches import usual
from zhiben.domains.duties.queries import Ask
from zhiben.ui.listing import Listing, Reading


def read(request: HttpRequest, listing: Listing, **usual_values: str) -> Reading:
    """The list as asked for, its stretch the usual one where none is named."""
    usual_values.setdefault("stretch", usual(clock.today()).key)
    given = {**usual_values, **{key: value for key, value in request.GET.dict().items() if value.strip()}}
    return listing.read(given, request.COOKIES.get(f"columns-{listing.key}", ""))


def ask_of(actor: Actor, filters: dict[str, Any]) -> Ask:
    """The question behind the filters of a list."""
    stretch: Period = filters["stretch"]
    named = {name: filters[name] for name in ("duty", "q", "slug", "activity") if filters.get(name)}
    return Ask(
        stretch.start,
        stretch.end,
        duties=queries.chosen_duties(actor, **named),
        area=area_of(filters),
        sector=sector_of(filters),
    )


def area_of(filters: dict[str, Any]) -> Range | None:
    """The area asked for; only the area itself, without what is below it, where `at` names it too."""
    code = filters.get("area")
    return queries.range_of(code, is_itself=filters.get("at") == code) if code else None


def sector_of(filters: dict[str, Any]) -> str | None:
    """The sector asked for; that of bodies and units without one is empty."""
    sector = filters.get("sector")
    return "" if sector == NO_SECTOR else sector


def link(page: str, params: dict[str, str], **changes: Any) -> str:
    """The address of another page that asks for the same, but for these changes (empty: taken away)."""
    values = {**params, **{key: str(value) for key, value in changes.items()}}
    return f"{reverse(page)}?{urlencode({key: value for key, value in values.items() if value})}"
