"""A register in its own form: the rows brought in as they are now, and the sender's hazards that came since."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from zhiben.core import files
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.methods.register import words as w
from zhiben.domains.hazards.methods.register.laid import Laid, spans_again
from zhiben.domains.hazards.methods.register.rows import from_dict
from zhiben.domains.hazards.methods.register.shapes import Layout, Value
from zhiben.domains.hazards.methods.register.write import Present, row_of, write_register
from zhiben.domains.hazards.models import Attachment, Hazard, RegisterImport, RegisterLayout, RegisterRow
from zhiben.domains.hazards.queries.register import demand_sender
from zhiben.domains.hazards.vocabulary import GRAVE, State
from zhiben.domains.organisations import queries as organisations

sentence("HZ-105", N_("Nothing was brought in with this layout yet; there is nothing to give back."))

LIMIT = 20_000
PICTURES, PICTURE_BYTES = 2_000, 100 * 1024 * 1024
"""Pictures of a workbook that is given back, and their bytes together."""
_MEANING = {
    State.CLOSED: w.CLOSED,
    State.MERGED: w.CLOSED,
    State.HANDED_OVER: w.CLOSED,
    State.UNFOUNDED: w.UNFOUNDED,
    State.RECTIFIED: w.RECTIFIED,
    State.ACCEPTED: w.RECTIFIED,
    State.REPORTED: w.REPORTED,
}
"""What a state of the platform means in a register; every other is being rectified."""
_COLUMNS = (
    "id", "unit_id", "description", "place", "grade", "grade_basis", "state", "found_day", "limit_day", "ended_day",
)  # fmt: skip


def layouts(actor: Actor) -> list[dict[str, Any]]:
    """The layouts of the actor's body or unit that a register was brought in with."""
    demand_sender(actor)
    rows: Any = RegisterLayout.objects.visible_to(actor).exclude(form={}).order_by("-id")
    return list(rows.values("id", "name", "fingerprint"))


def private_refs(actor: Actor, layout_id: int) -> list[int]:
    """The vault's numbers of what was kept apart of the registers of this layout."""
    rows = _imports(actor, _layout(actor, layout_id)).exclude(private=None)
    return list(rows.order_by("id").values_list("private", flat=True))


def register_sheet(
    actor: Actor, layout_id: int, apart: Sequence[tuple[int, bytes]], today: date
) -> tuple[str, bytes]:
    """The workbook of a layout and its name. `apart`: (vault's number, JSON by row and column)."""
    layout_row = _layout(actor, layout_id)
    layout = from_dict(layout_row.layout)
    imports = list(_imports(actor, layout_row).order_by("id").values("id", "private"))
    opened = {ref: json.loads(text) for ref, text in apart}
    kept = {one["id"]: opened.get(one["private"], {}) for one in imports}
    rows: list[Any] = list(
        RegisterRow.objects.visible_to(actor)
        .filter(register_id__in=kept)
        .order_by("register_id", "row", "part")
        .values("register_id", "row", "hazard_id", "cells", "state", "pictures")
    )
    known = _present(actor, {row["hazard_id"] for row in rows})
    usual = _usual(layout)
    made: list[list[Value]] = []
    groups = _grouped(rows)[:LIMIT]
    for group in groups:
        first = group[0]
        cells = _whole(first["cells"], kept[first["register_id"]].get(str(first["row"]), {}))
        now = [known[row["hazard_id"]] for row in group]
        made.append(row_of(layout_row.form, layout, cells, now, [row["state"] for row in group], usual))
    for present in _new(actor, layout_row, rows):
        line = row_of(layout_row.form, layout, None, [present], [], usual)
        made.append(_numbered(line, layout, len(made) + 1))
    places = {(group[0]["register_id"], group[0]["row"]): place for place, group in enumerate(groups)}
    spans = spans_again(layout_row.form.get("spans", {}), places)
    pictures = _laid(actor, groups, made)
    return f"{_stem(layout_row.name)}-{today.isoformat()}.xlsx", write_register(
        layout.sheet, layout_row.form, made[:LIMIT], spans, pictures
    )


def _laid(actor: Actor, groups: list[list[dict[str, Any]]], made: list[list[Value]]) -> list[Laid]:
    """The pictures of the rows at their cells; where there are too many for one file, the name in place of it."""
    wanted = [
        (place, column, attachment)
        for place, group in enumerate(groups)
        for row in group
        for column, attachment in row["pictures"]
    ]
    seen = Attachment.objects.visible_to(actor).filter(pk__in={attachment for _p, _c, attachment in wanted})
    known = {row["id"]: row for row in seen.values("id", "file_id", "name")}
    sizes = {key: one.size for key, one in files.brief({row["file_id"] for row in known.values()}).items()}
    found: list[Laid] = []
    room = PICTURE_BYTES
    for place, column, attachment in wanted:
        row = known.get(attachment)
        if row is None:
            continue
        room -= sizes[row["file_id"]]
        if room >= 0 and len(found) < PICTURES:
            found.append(Laid(place, column, files.read(row["file_id"])))
        elif column < len(made[place]) and not made[place][column]:
            made[place][column] = row["name"]
    return found


def _layout(actor: Actor, layout_id: int) -> RegisterLayout:
    demand_sender(actor)
    row = RegisterLayout.objects.visible_to(actor).filter(pk=layout_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    if row.form == {}:
        raise RuleBroken(Finding("HZ-105"))
    return row


def _imports(actor: Actor, layout: RegisterLayout) -> Any:
    rows = RegisterImport.objects.visible_to(actor).exclude(confirmed_at=None)
    return rows.filter(fingerprint=layout.fingerprint, body=layout.body_id, unit=layout.unit_id)


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0][:80]


def _usual(layout: Layout) -> dict[str, str]:
    """The first word the register uses for each state; one that is itself a tick only where nothing else is."""
    found: dict[str, str] = {}
    for word, meaning in layout.states.items():
        if word and len(word) <= 12 and (meaning not in found or found[meaning] in w.TICKS):
            found[meaning] = word
    return found


def _grouped(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    groups: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["register_id"], row["row"]), []).append(row)
    return list(groups.values())


def _whole(cells: Sequence[str], apart: Mapping[str, str]) -> list[str]:
    """The cells with what was kept apart in its place again."""
    return [apart.get(str(place), text) for place, text in enumerate(cells)]


def _numbered(row: list[Value], layout: Layout, number: int) -> list[Value]:
    for place in layout.of(w.SERIAL):
        row[place] = number
    return row


def _present(actor: Actor, ids: set[int]) -> dict[int, Present]:
    rows = list(Hazard.objects.visible_to(actor).filter(pk__in=ids).values(*_COLUMNS))
    return {row["id"]: present for row, present in zip(rows, _as_present(rows), strict=True)}


def _as_present(rows: list[dict[str, Any]]) -> list[Present]:
    units = organisations.unit_names({row["unit_id"] for row in rows})
    return [
        Present(
            unit=units.get(row["unit_id"], ""),
            description=row["description"],
            place=row["place"],
            grade="major" if row["grade"] in GRAVE else "general",
            basis=row["grade_basis"],
            state=_MEANING.get(row["state"], w.RECTIFYING),
            found_day=row["found_day"],
            limit_day=row["limit_day"],
            done_day=row["ended_day"],
        )
        for row in rows
    ]


def _new(actor: Actor, layout: RegisterLayout, rows: list[dict[str, Any]]) -> list[Present]:
    """The sender's hazards that are in none of its registers, found since the first of this one."""
    mine = Hazard.objects.visible_to(actor).exclude(state=State.MERGED)
    if layout.unit_id:
        mine = mine.filter(unit=layout.unit_id)
    else:
        mine = mine.filter(Q(finder_body=layout.body_id) | Q(body=layout.body_id))
    here = RegisterRow.objects.visible_to(actor).filter(
        register__body=layout.body_id, register__unit=layout.unit_id
    )
    first = min((row["hazard_id"] for row in rows), default=0)
    mine = mine.filter(pk__gt=first).exclude(pk__in=here.values("hazard_id"))
    return _as_present(list(mine.order_by("id").values(*_COLUMNS)[:LIMIT]))
