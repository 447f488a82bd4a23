"""Draws of closed hazards within reach, and how each look went."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zhiben.core.actors import Actor
from zhiben.domains.hazards.models import LookBack, LookBackDraw


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw with its cases: hazard id, number, title, looked_at, is_sound."""

    id: int
    first: date
    last: date
    percent: int
    seed: str
    population: int
    digest: str
    drawn_at: datetime
    purpose: str = "look_back"
    cases: list[dict[str, Any]] = field(default_factory=list)


_COLUMNS = ("id", "first", "last", "percent", "seed", "population", "digest", "drawn_at", "purpose")
_LATEST = 20


def look_backs(actor: Actor) -> list[Draw]:
    """The latest draws the actor may see, each with those of its cases that the actor sees."""
    rows = LookBackDraw.objects.visible_to(actor).order_by("-id")[:_LATEST]
    draws = [Draw(**row) for row in rows.values(*_COLUMNS)]
    cases = LookBack.objects.visible_to(actor).filter(draw_id__in=[one.id for one in draws]).order_by("id")
    by_draw: dict[int, list[dict[str, Any]]] = {one.id: one.cases for one in draws}
    for case in cases.values(
        "draw_id", "hazard_id", "hazard__number", "hazard__title", "looked_at", "is_sound"
    ):
        by_draw[case["draw_id"]].append(
            {
                "id": case["hazard_id"],
                "number": case["hazard__number"],
                "title": case["hazard__title"],
                "looked_at": case["looked_at"],
                "is_sound": case["is_sound"],
            }
        )
    return draws
