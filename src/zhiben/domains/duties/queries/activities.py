"""Activities as a list: one queryset of plain values for page, fragment, export and API."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from zhiben.core.actors import Actor
from zhiben.core.scoped import OWN, TERRITORY
from zhiben.domains.duties.models import Activity, ActivityFile
from zhiben.domains.duties.queries.due import Evidence
from zhiben.domains.duties.queries.duties import reader
from zhiben.domains.organisations import queries as organisations

ROW = (
    *(
        "id",
        "unit_id",
        "body_id",
        "area",
        "sector",
        "kind",
        "done_day",
        "entered_day",
        "led_post",
        "led_person",
    ),
    *("participants", "reached", "hours", "place", "text", "files", "withdrawn"),
)


def activity_rows(
    actor: Actor,
    *,
    tab: str = "",
    q: str = "",
    kind: str = "",
    unit: int | None = None,
    done_from: date | None = None,
    done_to: date | None = None,
    late: bool = False,
    withdrawn: bool = False,
) -> QuerySet[Activity, dict[str, Any]]:
    """Activities within one tab of the reach (a unit's own, the territory, the own body's) that meet the filters."""
    reader(actor)
    rows = Activity.objects.visible_to(actor, tab or (OWN if actor.unit_id is not None else TERRITORY))
    wanted: dict[str, Any] = {
        "kind": kind or None,
        "unit_id": unit,
        "done_day__gte": done_from,
        "done_day__lte": done_to,
        "withdrawn__isnull": False if withdrawn else None,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if late:
        rows = rows.filter(entered_day__gt=F("done_day"))
    if q:
        named = organisations.list_units(actor, q=q, closed=None).values("id")
        rows = rows.filter(Q(text__icontains=q) | Q(place__icontains=q) | Q(unit_id__in=named))
    return rows.values(*ROW)


def evidence_file(actor: Actor, activity_id: int, file_id: int) -> Evidence | None:
    """One file of an activity within reach, or None."""
    reader(actor)
    rows = ActivityFile.objects.visible_to(actor).filter(activity_id=activity_id, file_id=file_id)
    row = rows.values_list("file_id", "name").first()
    return None if row is None else Evidence(*row)
