"""A question about completeness, put together from what somebody names: words, a document, an area, a sector."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiben.core.actors import Actor, Range
from zhiben.domains.duties.queries.duties import duty_ids, reader
from zhiben.domains.duties.queries.figures import STEPS
from zhiben.domains.places import queries as places

LEVELS = tuple(STEPS)
"""From the province down to the town, the last that figures tell apart."""


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
        return {name: getattr(self, name) for name in ("first", "last", "duties", "area", "sector")}


def chosen_duties(
    actor: Actor, *, duty: int | None = None, q: str = "", slug: str = "", activity: str = ""
) -> list[int] | None:
    """The duties somebody means; None where nothing narrows them down."""
    reader(actor)
    if not (q or slug or activity):
        return None if duty is None else [duty]
    found = duty_ids(actor, q=q, slug=slug, activity=activity)
    return found if duty is None else [key for key in found if key == duty]


def range_of(code: int, *, is_itself: bool = False) -> Range:
    """Everything in an area; with `is_itself` only what is its own, without the areas a step below."""
    low, high = places.range_of(code)
    return (low, low + STEPS[below(level_of((low, high)))] - 1) if is_itself else (low, high)


def level_of(area: Range) -> str:
    """The level of a stretch of areas, by its width."""
    width = area[1] - area[0] + 1
    return next((level for level in LEVELS if width >= STEPS[level]), LEVELS[-1])


def below(level: str) -> str:
    """The level one step down; a town stays one."""
    return LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]


def step_for(actor: Actor, area: Range | None) -> str:
    """The level that figures by area show: one below the area, or below all that the actor reaches."""
    if area is not None:
        return below(level_of(area))
    ranges = actor.ranges
    if not ranges:
        return "city"
    widest = min((level_of(one) for one in ranges), key=LEVELS.index)
    wide = {one for one in ranges if level_of(one) == widest}
    return below(widest) if len(wide) == 1 else widest
