"""Bringing in a register somebody kept before: handed in, settled, confirmed, brought in part by part, given back."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from procrastinate.contrib.django import app

from zhiben.core import clock, files, jobs, vault
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.hazards.methods.register import words as w
from zhiben.domains.hazards.methods.register.cells import is_private
from zhiben.domains.hazards.methods.register.laid import data_spans
from zhiben.domains.hazards.methods.register.propose import grade_words_of, state_words_of
from zhiben.domains.hazards.methods.register.rows import as_dict, from_dict, remembered
from zhiben.domains.hazards.methods.register.shapes import Entry, Layout, Proposal
from zhiben.domains.hazards.methods.register.write import form_of
from zhiben.domains.hazards.models import RegisterImport, RegisterLayout, RegisterRow
from zhiben.domains.hazards.queries import register as q
from zhiben.domains.hazards.queries import register_export as export
from zhiben.domains.hazards.queries.register import OpenRegister
from zhiben.domains.hazards.rules import register as rules

OWNER = "hazards_registerimport"


def take_register(*, actor: Actor, at: datetime, file_id: int) -> int:
    """A register is handed in and read; a layout settled before for the same head is used again. Its id."""
    q.demand_sender(actor)
    [file] = files.claim(actor, [file_id], "register")
    book = q.read_file(file)
    today = clock.day_of(at)
    proposal = q.proposed(actor, book, today)
    known = q.find_layout(actor, proposal.fingerprint)
    layout = remembered(proposal.mapping, from_dict(known.layout)) if known else proposal.mapping
    with act(actor=actor, at=at, operation="hazards.take_register") as a:
        row = a.create(
            RegisterImport,
            body_id=None if actor.unit_id else actor.body_id,
            unit_id=actor.unit_id,
            file_id=file,
            name=files.brief([file])[file].name[:200],
            fingerprint=proposal.fingerprint,
            matter=known.matter if known else "general",
            layout=as_dict(layout),
            units=known.units if known else {},
            person_id=actor.person_id,
            membership_id=actor.membership_id,
            taken_at=at,
            settled_at=at if known else None,
            told=_told(proposal),
        )
    return int(row.pk)


def _told(proposal: Proposal) -> dict[str, Any]:
    return {"labels": [guess.label for guess in proposal.guesses], "title": proposal.title[:300]}


def move_head(
    *, actor: Actor, at: datetime, register_id: int, sheet: str, head: tuple[int, int] | None
) -> None:
    """A person says which sheet is read and where its head is; the columns are proposed anew."""
    row = _open(actor, register_id)
    proposal = q.proposed(actor, q.read_file(row.file_id), clock.day_of(at), sheet, head)
    with act(actor=actor, at=at, operation="hazards.settle_register") as a:
        a.change(
            row,
            layout=as_dict(proposal.mapping),
            fingerprint=proposal.fingerprint,
            told=_told(proposal),
            settled_at=None,
        )


def settle_register(
    *,
    actor: Actor,
    at: datetime,
    register_id: int,
    matter: str,
    columns: Sequence[str],
    states: Mapping[str, str],
    grades: Mapping[str, str],
    split: str,
    day_order: str,
    carry: bool,
    year: int | None,
    day: date | None,
    wan: bool,
) -> None:
    """How the register is read, as a person corrected it; remembered for the sender's next file with this head.

    States and grades that were not shown, because their column was not chosen before, keep their usual meaning.
    """
    row = _open(actor, register_id)
    if findings := rules.hz068_has_description(tuple(columns)):
        raise RuleBroken(*findings)
    before = from_dict(row.layout)
    if len(columns) != len(before.columns) or set(columns) - set(w.FIELDS):
        raise Invalid(Finding("HZ-068", field="columns"))
    found = q.read_file(row.file_id)
    sheet = next(one for one in found.sheets if one.name == before.sheet)
    layout = Layout(
        sheet=before.sheet,
        top=before.top,
        bottom=before.bottom,
        columns=tuple(columns),
        states={**state_words_of(sheet, before, tuple(columns)), **states},
        grades={**grade_words_of(sheet, before, tuple(columns)), **grades},
        split=split,
        day_order=day_order,
        carry=carry,
        year=year,
        day=day,
        wan=wan,
    )
    with act(actor=actor, at=at, operation="hazards.settle_register") as a:
        a.change(row, layout=as_dict(layout), matter=matter, settled_at=at)
        _remember(a, row)


def _open(actor: Actor, register_id: int) -> RegisterImport:
    row = q.import_row(actor, register_id)
    if findings := rules.hz069_once(row.confirmed_at is not None):
        raise RuleBroken(*findings)
    return row


def _remember(a: OpenAct, row: RegisterImport) -> None:
    known = q.find_layout(a.actor, row.fingerprint)
    values = {"layout": row.layout, "matter": row.matter, "units": row.units, "name": row.name}
    if known is None:
        sender = {"body_id": row.body_id, "unit_id": row.unit_id, "fingerprint": row.fingerprint}
        a.create(RegisterLayout, **sender, **values)
    else:
        a.change(known, **values)


def confirm_register(
    *,
    actor: Actor,
    at: datetime,
    register_id: int,
    decisions: Mapping[str, str],
) -> int:
    """Bring in what was looked at. `decisions`: row and part -> in, out, or the known hazard it is joined to.

    The job is put into the queue; its id is given back. Names and telephone numbers of the rows go into the vault.
    """
    row = _open(actor, register_id)
    register = q.get_register(actor, register_id)
    found = q.open_register(register)
    with act(actor=actor, at=at, operation="hazards.confirm_register") as a:
        a.change(row, decisions=dict(decisions), confirmed_at=at)
        _remember(a, row)
        layout = q.find_layout(actor, row.fingerprint)
        if layout is not None:
            a.change(layout, form=_form(layout, row.pk, found, register.layout))
        apart = _apart(found.reading.entries, register.layout)
        if apart:
            text = json.dumps(apart, ensure_ascii=False).encode()
            ref = vault.put(
                actor=actor, at=at, kind="phone", owner_table=OWNER, owner_id=row.pk, plaintext=text
            )
            a.change(row, private=ref)
        a.change(row, job=_queue(actor, row.pk, len(found.reading.entries)))
    return int(row.job or 0)


def _form(known: RegisterLayout, register_id: int, found: OpenRegister, layout: Layout) -> dict[str, Any]:
    """The form of this file; what was merged below the head, of this register and those before."""
    spans = {**known.form.get("spans", {}), str(register_id): data_spans(found.sheet, found.head)}
    return {**form_of(found.sheet, found.head, layout), "spans": spans}


def _queue(actor: Actor, register_id: int, lines: int) -> int:
    """The task stands above the operations: it is called by its name."""
    task: Any = app.configure_task("hazards.bring_register")
    return jobs.start(
        actor=actor,
        kind="hazards.register",
        task=task,
        total=lines,
        register=register_id,
        membership=actor.membership_id,
    )


def _apart(entries: Sequence[Entry], layout: Layout) -> dict[str, dict[str, str]]:
    """By row, the cells with names or numbers of persons."""
    found: dict[str, dict[str, str]] = {}
    for entry in entries:
        for place, text in enumerate(entry.cells):
            if text and (layout.columns[place] in w.APART or is_private(text)):
                found.setdefault(str(entry.row), {})[str(place)] = text
    return found


def finish_register(*, actor: Actor, at: datetime, register_id: int, told: Mapping[str, int]) -> None:
    """The job has brought in the last line it could. `told`: how many rows stayed out, by verdict."""
    row = q.import_row(actor, register_id)
    mine = RegisterRow.objects.unscoped(reason="how many rows of the sender's own register came in")
    brought = mine.filter(register=row).count()
    with act(actor=actor, at=at, operation="hazards.finish_register") as a:
        a.change(row, done_at=at, told={**row.told, **told, "brought": brought})


def export_register(*, actor: Actor, at: datetime, layout_id: int) -> tuple[str, bytes]:
    """The register in its own columns with the states of today: name and workbook. Looking at persons is logged."""
    refs = export.private_refs(actor, layout_id)
    apart = [
        (ref, vault.get(actor=actor, at=at, ref=ref, reason=f"register layout {layout_id}")) for ref in refs
    ]
    return export.register_sheet(actor, layout_id, apart, clock.day_of(at))
