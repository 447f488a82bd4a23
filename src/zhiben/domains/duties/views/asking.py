"""What somebody asks of the figures, as the queries take it, and as an address to ask for the same again."""

from dataclasses import dataclass
from datetime import date
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
from zhiben.domains.places import queries as places
from zhiben.ui.listing import Listing, Reading

LEVELS = ("province", "city", "county", "town")
_WIDTHS = {"province": 10**10, "city": 10**8, "county": 10**6, "town": 10**3}


@dataclass(frozen=True, slots=True)
class Ask:
    """Periods that end from `first` to `last`, of these duties (None: all), in an area and a sector."""

    first: date
    last: date
    duties: list[int] | None = None
    area: Range | None = None
    sector: str | None = None

    def values(self) -> dict[str, Any]:
        """As completeness() and behind() take it."""
        return {
            "first": self.first,
            "last": self.last,
            "duties": self.duties,
            "area": self.area,
            "sector": self.sector,
        }


def read(request: HttpRequest, listing: Listing, **usual_values: str) -> Reading:
    """The list as asked for, its stretch the usual one where none is named."""
    usual_values.setdefault("stretch", usual(clock.today()).key)
    given = {**usual_values, **{key: value for key, value in request.GET.items() if value.strip()}}
    return listing.read(given, request.COOKIES.get(f"columns-{listing.key}", ""))


def ask_of(actor: Actor, filters: dict[str, Any]) -> Ask:
    """The question behind the filters of a list."""
    stretch: Period = filters["stretch"]
    return Ask(
        stretch.start,
        stretch.end,
        duties=_duties(actor, filters),
        area=area_of(filters),
        sector=sector_of(filters),
    )


def _duties(actor: Actor, filters: dict[str, Any]) -> list[int] | None:
    wanted = {name: filters[name] for name in ("q", "slug", "activity") if filters.get(name)}
    if not wanted:
        return [filters["duty"]] if filters.get("duty") else None
    found = queries.duty_ids(actor, **wanted)
    return [key for key in found if key == filters["duty"]] if filters.get("duty") else found


def area_of(filters: dict[str, Any]) -> Range | None:
    """The area asked for; only the area itself, without what is below it, where `at` names it too."""
    code = filters.get("area")
    if not code:
        return None
    low, high = places.range_of(code)
    if filters.get("at") != code:
        return low, high
    return low, low + _WIDTHS[below(level_of((low, high)))] - 1


def sector_of(filters: dict[str, Any]) -> str | None:
    """The sector asked for; that of bodies and units without one is empty."""
    sector = filters.get("sector")
    return "" if sector == NO_SECTOR else sector


def level_of(area: Range) -> str:
    """The level of a stretch of areas, by its width."""
    width = area[1] - area[0] + 1
    return next((level for level in LEVELS if width >= _WIDTHS[level]), "town")


def below(level: str) -> str:
    """The level one step down; towns are the last that figures tell apart."""
    return LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]


def step_for(actor: Actor, area: Range | None) -> str:
    """The level that the table by area shows: one below the area, or below all that the actor reaches."""
    if area is not None:
        return below(level_of(area))
    ranges = [one for territory in actor.territories for one in territory.ranges]
    if not ranges:
        return "city"
    widest = min((level_of(one) for one in ranges), key=LEVELS.index)
    wide = {one for one in ranges if level_of(one) == widest}
    return below(widest) if len(wide) == 1 else widest


def link(page: str, params: dict[str, str], **changes: Any) -> str:
    """The address of another page that asks for the same, but for these changes (empty: taken away)."""
    values = {**params, **{key: str(value) for key, value in changes.items()}}
    return f"{reverse(page)}?{urlencode({key: value for key, value in values.items() if value})}"
