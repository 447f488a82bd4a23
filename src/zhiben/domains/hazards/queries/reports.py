"""Parts of a case: the double report with what is still owed, and what it repeats."""

from datetime import date
from typing import Any

from zhiben.core.actors import Actor
from zhiben.domains.hazards.models import DoubleReport, Hazard, Repeat
from zhiben.domains.hazards.queries.parts import declare_part
from zhiben.domains.hazards.vocabulary import GRAVE, State
from zhiben.domains.hazards.vocabulary.reports import Occasion, To


def double_reports(actor: Actor, row: Hazard, today: date) -> list[dict[str, Any]]:
    """The four reports: occasion, to, day and how; day None where it is owed and missing."""
    rows = DoubleReport.objects.visible_to(actor).filter(hazard_id=row.pk)
    return _reports(row, list(rows.values("occasion", "to", "day", "how")))


def _owed(actor: Actor, row: Hazard, today: date) -> list[dict[str, Any]] | None:
    """What a grave hazard owes of which nothing was made yet."""
    return _reports(row, []) if row.grade in GRAVE else None


def _reports(row: Hazard, lines: list[Any]) -> list[dict[str, Any]]:
    made = {(one["occasion"], one["to"]): one for one in lines}
    due = [Occasion.FOUND, *([Occasion.TREATED] if row.state == State.CLOSED else [])]
    empty = {"day": None, "how": ""}
    return [
        {**empty, **made.get((occasion, to), {}), "occasion": str(occasion), "to": str(to)}
        for occasion in due
        for to in To
    ]


def repeats(actor: Actor, row: Hazard, today: date) -> list[dict[str, Any]]:
    """What it repeats: number and day of the earlier one, its id where the actor sees it, and why."""
    lines = list(
        Repeat.objects.visible_to(actor)
        .filter(hazard_id=row.pk)
        .order_by("id")
        .values("earlier_id", "earlier__number", "earlier__found_day", "why")
    )
    keys = [line["earlier_id"] for line in lines]
    seen = set(Hazard.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        {
            "id": line["earlier_id"] if line["earlier_id"] in seen else None,
            "number": line["earlier__number"],
            "found_day": line["earlier__found_day"],
            "why": line["why"],
        }
        for line in lines
    ]


declare_part("double_report", DoubleReport, double_reports, bare=_owed)
declare_part("repeat", Repeat, repeats)
