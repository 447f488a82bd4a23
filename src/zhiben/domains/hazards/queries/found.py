"""At which activity a hazard was found, and what was found at an activity."""

from datetime import date
from typing import Any

from django.urls import reverse

from zhiben.core.actors import Actor
from zhiben.domains.duties import queries as duties
from zhiben.domains.hazards.models import FoundAt, Hazard
from zhiben.domains.hazards.queries.parts import declare_part
from zhiben.domains.instruments import queries as instruments


def _read(actor: Actor, row: Hazard, today: date) -> list[dict[str, Any]]:
    """The activity, as a link for who may read activities."""
    rows = FoundAt.objects.visible_to(actor).filter(hazard_id=row.pk)
    found = rows.values("activity_id", "activity__kind", "activity__done_day").first()
    if found is None:
        return []
    return [
        {
            "id": found["activity_id"],
            "kind": instruments.word_of("activities", found["activity__kind"]),
            "done_day": found["activity__done_day"],
            "is_open": actor.may("duties.read"),
        }
    ]


def _found(actor: Actor, activity_id: int) -> list[tuple[str, str]]:
    """Hazards found at an activity, of those the actor sees: number and title, address."""
    if not actor.may("hazards.read"):
        return []
    rows = FoundAt.objects.visible_to(actor).filter(activity_id=activity_id).order_by("hazard_id")
    return [
        (f"{number} {title}", reverse("hazards:case", args=[key]))
        for key, number, title in rows.values_list("hazard_id", "hazard__number", "hazard__title")
    ]


def found_in(actor: Actor, activity_id: int | None, unit_id: int) -> int | None:
    """The activity, if the actor sees it and it is the unit's; NotFound otherwise. None stays None."""
    return None if activity_id is None else duties.activity_of_unit(actor, activity_id, unit_id)


declare_part("found_at", FoundAt, _read)
duties.declare_found("hazards", _found)
