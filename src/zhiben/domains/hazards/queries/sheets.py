"""Lists for signature and what a chat group may read: units and counts, no names and no details."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.hazards.models import Hazard, Sheet, SheetFile, SheetRow
from zhiben.domains.hazards.queries.parts import declare_part


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A list for signature: rows as on the paper (place, id, number, title, unit_id, limit_day) and its photographs."""

    id: int
    code: str
    title: str
    printed_at: datetime
    rows: list[dict[str, Any]] = field(default_factory=list)
    photos: list[dict[str, Any]] = field(default_factory=list)


_ROW = (
    "place",
    "hazard_id",
    "hazard__number",
    "hazard__title",
    "hazard__unit_id",
    "hazard__limit_day",
    "hazard__state",
)


def _demand_reader(actor: Actor) -> None:
    """A list shows hazards: whoever may not read those may not read it."""
    if not actor.may("hazards.read"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.read"}))


def sheet(actor: Actor, sheet_id: int) -> PrintedSheet:
    """A list within reach with the rows the actor still sees; NotFound otherwise."""
    row = Sheet.objects.visible_to(actor).filter(pk=sheet_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    _demand_reader(actor)
    lines = SheetRow.objects.visible_to(actor).filter(sheet_id=row.pk).order_by("place")
    photos = SheetFile.objects.visible_to(actor).filter(sheet_id=row.pk).order_by("id")
    return PrintedSheet(
        row.pk,
        row.code,
        row.title,
        row.printed_at,
        [
            {name.removeprefix("hazard__"): value for name, value in line.items()}
            for line in lines.values(*_ROW)
        ],
        [dict(photo) for photo in photos.values("id", "name", "at")],
    )


def find_sheet(actor: Actor, code: str) -> int | None:
    """The list that bears this code, if the actor may see it."""
    rows = Sheet.objects.visible_to(actor).filter(code=code.strip().upper())
    return rows.values_list("pk", flat=True).first()


def sheet_photo(actor: Actor, photo_id: int) -> tuple[int, str]:
    """File id and name of a photograph of a list within reach."""
    row = SheetFile.objects.visible_to(actor).filter(pk=photo_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    _demand_reader(actor)
    return row.file_id, row.name


def reminder(rows: Iterable[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """For a chat group: per unit the open items, how many are past their limit, and the days left to the next limit.

    Rows as of a list (unit, limit_day, is_ended). Worst first; units and counts only.
    """
    still: Counter[str] = Counter()
    late: Counter[str] = Counter()
    nearest: dict[str, date] = {}
    for row in rows:
        if row["is_ended"]:
            continue
        unit, limit = row["unit"], row["limit_day"]
        still[unit] += 1
        if limit is None:
            continue
        if limit < today:
            late[unit] += 1
        else:
            nearest[unit] = min(limit, nearest.get(unit, limit))
    lines = [
        {
            "unit": unit,
            "open": count,
            "overdue": late[unit],
            "days": (nearest[unit] - today).days if unit in nearest else None,
        }
        for unit, count in still.items()
    ]
    return sorted(
        lines, key=lambda line: (-line["overdue"], line["days"] is None, line["days"] or 0, line["unit"])
    )


def sheets_of(actor: Actor, row: Hazard, today: date) -> list[dict[str, Any]]:
    """The lists for signature this hazard stands on, of those the actor sees."""
    keys = SheetRow.objects.visible_to(actor).filter(hazard_id=row.pk).values_list("sheet_id", flat=True)
    found = Sheet.objects.visible_to(actor).filter(pk__in=list(keys)).order_by("id")
    return [dict(one) for one in found.values("id", "code", "title", "printed_at")]


declare_part("sheet", SheetRow, sheets_of)
