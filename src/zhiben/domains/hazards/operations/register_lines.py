"""The lines of a register become hazards, set-based: five hundred cost as many statements as one."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from zhiben.core import clock, files
from zhiben.core.actors import Actor
from zhiben.core.errors import Refusal
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.hazards.methods.register import words as w
from zhiben.domains.hazards.methods.register.cells import masked
from zhiben.domains.hazards.methods.register.plans import plan_of
from zhiben.domains.hazards.methods.register.shapes import Entry, Layout
from zhiben.domains.hazards.models import Attachment, RegisterImport, RegisterRow, StepRecord
from zhiben.domains.hazards.operations.history import AdoptedHazard, AdoptedPlan, adopt_cases
from zhiben.domains.hazards.queries import register as q
from zhiben.domains.hazards.queries.register import OpenRegister, Register, RegisterLine
from zhiben.domains.hazards.vocabulary import Channel, Grade, State
from zhiben.domains.organisations import queries as organisations

_STATES = {
    w.CLOSED: State.CLOSED,
    w.RECTIFYING: State.RECTIFYING,
    w.RECTIFIED: State.RECTIFIED,
    w.REPORTED: State.REPORTED,
    w.UNFOUNDED: State.UNFOUNDED,
}
_ENDED = (w.CLOSED, w.UNFOUNDED)
Stored = list[tuple[int, str, int]]
"""Pictures of a row: column, name, file."""


def bring_lines(
    *, actor: Actor, at: datetime, register_id: int, lines: Sequence[RegisterLine], found: OpenRegister
) -> int:
    """Bring in some lines of a confirmed register, set-based; those that are here already are passed over."""
    row = q.import_row(actor, register_id)
    register = q.get_register(actor, register_id)
    pictures = {line.name: _pictures(actor, at, found, line.entry) for line in lines if line.entry.pictures}
    with act(actor=actor, at=at, operation="hazards.bring_register", adopted=True, note=row.name[:200]) as a:
        RegisterImport._base_manager.select_for_update().get(pk=row.pk)
        here = q._brought(actor, [line.entry.key for line in lines])
        coming = [line for line in lines if line.entry.key not in here and line.unit is not None]
        new = [line for line in coming if line.joins is None]
        units = [line.unit for line in new if line.unit]
        bodies = organisations.holders_by_unit(units, register.matter, "supervise", clock.day_of(at))
        cases = [_case(actor, line, register, bodies) for line in new]
        steps = adopt_cases(a, cases, row.name)
        first = {line.name: step for line, step in zip(new, steps, strict=True)}
        first |= _known_steps([line for line in coming if line.joins is not None])
        hung = _hang(a, first, {line.name: pictures.get(line.name, []) for line in coming})
        a.create_many(
            RegisterRow,
            [_row(a, row, line, register.layout, first[line.name], hung[line.name]) for line in coming],
        )
    return len(coming)


def _pictures(actor: Actor, at: datetime, found: OpenRegister, entry: Entry) -> Stored:
    """Store the pictures of a row: column, name, file. Kinds that are not taken are left out."""
    stored = []
    for picture in q.pictures_of(found, entry):
        try:
            key = files.store(actor=actor, at=at, data=picture.data, name=picture.name, purpose="photo")
        except Refusal:
            continue
        stored.append((picture.column, picture.name, key))
    return stored


def _known_steps(lines: Sequence[RegisterLine]) -> dict[str, StepRecord]:
    """By line, the first step of the hazard it is joined to."""
    hazards = {line.joins for line in lines if line.joins is not None}
    rows = StepRecord.objects.unscoped(reason="the hazards were seen when the line was joined to them")
    first = rows.filter(hazard_id__in=hazards).order_by("hazard_id", "id").distinct("hazard_id")
    found = {step.hazard_id: step for step in first}
    return {line.name: found[line.joins] for line in lines if line.joins is not None}


def _hang(
    a: OpenAct, first: Mapping[str, StepRecord], pictures: Mapping[str, Stored]
) -> dict[str, list[tuple[int, int]]]:
    """Hang the pictures of each line on the first step of its hazard: column and attachment, by line."""
    hung: dict[str, list[tuple[int, int]]] = {name: [] for name in pictures}
    wanted = [(name, *stored) for name, found in pictures.items() for stored in found]
    rows = [
        Attachment(hazard_id=first[name].hazard_id, step_id=first[name].pk, file_id=file, name=said[:120])
        for name, _column, said, file in wanted
    ]
    for (name, column, _said, _file), row in zip(wanted, a.create_many(Attachment, rows), strict=True):
        hung[name].append((column, row.pk))
    return hung


def _case(
    actor: Actor, line: RegisterLine, register: Register, bodies: Mapping[int, int | None]
) -> AdoptedHazard:
    entry, unit, source = line.entry, line.unit, register.name
    assert unit is not None and entry.found_day is not None
    ended = entry.state in _ENDED
    grade = Grade.MAJOR if entry.grade == "major" else Grade.GENERAL
    internal = actor.unit_id is not None and grade == Grade.GENERAL
    state = _STATES[entry.state]
    return AdoptedHazard(
        unit_id=unit.id,
        area=unit.area,
        sector=unit.sector,
        matter=register.matter,
        body_id=None if internal else bodies[unit.id],
        state=State.RECTIFYING if internal and not ended else state,
        grade=grade,
        basis=(entry.basis or f"{source}：{entry.grade_word}")[:500] if grade == Grade.MAJOR else entry.basis,
        channel=Channel.IMPORTED,
        title=_title(entry.description),
        description=masked(entry.description)[:4000],
        place=masked(entry.place),
        found_day=entry.found_day,
        limit_day=max(entry.limit_day, entry.found_day) if entry.limit_day else None,
        ended_day=entry.done_day if ended else None,
        finder_body_id=None if actor.unit_id else actor.body_id,
        internal=internal,
        end_text=(masked(entry.state_word) or source)[:200] if ended else "",
        plan=_plan(entry, register.layout),
    )


def _plan(entry: Entry, layout: Layout) -> AdoptedPlan | None:
    """What the row says of the treatment, as a plan."""
    found = plan_of(entry, layout)
    if found is None:
        return None
    return AdoptedPlan(found.measures, found.funds, found.yuan, found.time_limit, found.done_by)


def _title(text: str) -> str:
    """The first sentence of the words, as a title."""
    first = masked(text).replace("\n", " ")
    for mark in "。；;":
        first = first.split(mark, 1)[0] or first
    return first if len(first) <= 60 else f"{first[:59]}…"


def _row(
    a: OpenAct,
    register: RegisterImport,
    line: RegisterLine,
    layout: Layout,
    step: StepRecord,
    pictures: Sequence[tuple[int, int]],
) -> RegisterRow:
    """The row as it stood."""
    cells = [
        "" if layout.columns[place] in w.APART else masked(text)
        for place, text in enumerate(line.entry.cells)
    ]
    return RegisterRow(
        hazard_id=step.hazard_id,
        register=register,
        sender=q.sender_of(a.actor),
        key=line.entry.key,
        row=line.entry.row,
        part=line.entry.part,
        cells=cells,
        pictures=[list(one) for one in pictures],
        state=line.entry.state,
        joined=line.joins is not None,
    )
