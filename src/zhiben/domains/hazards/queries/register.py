"""Registers handed in: what is in them, what stands against each row, what is known already."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from zhiben.core import files, jobs
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding, check
from zhiben.domains.hazards.methods.register import words as w
from zhiben.domains.hazards.methods.register.head import head_of
from zhiben.domains.hazards.methods.register.propose import propose
from zhiben.domains.hazards.methods.register.read import read_book
from zhiben.domains.hazards.methods.register.rows import as_dict, from_dict, read_rows
from zhiben.domains.hazards.methods.register.shapes import (
    Book,
    Entry,
    Head,
    Layout,
    Picture,
    Proposal,
    Reading,
    Sheet,
)
from zhiben.domains.hazards.methods.sameness.words import likeness
from zhiben.domains.hazards.models import Hazard, RegisterImport, RegisterLayout, RegisterRow
from zhiben.domains.hazards.queries.parts import declare_part
from zhiben.domains.hazards.rules.register import ROW, RowFacts
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.queries import UnitBrief

ALIKE, DAYS_APART = 0.6, 45
"""From which likeness of the words (0 to 1), and up to how many days apart, a known hazard is shown beside a row."""
BRING, LEAVE = "in", "out"
_OPEN_NAMES, _COMPARED = 20_000, 8


@dataclass(frozen=True, slots=True)
class Known:
    """A hazard of the register of the platform that may be the same."""

    id: int
    number: str
    title: str
    state: str
    found_day: date
    likeness: float


@dataclass(slots=True)
class RegisterLine:
    """One hazard of a register before it is brought in. `verdict`: in, out, refused, here (brought in before), or
    alike while nobody has decided; `joins`: the hazard it is joined to."""

    entry: Entry
    unit: UnitBrief | None
    verdict: str
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    joins: int | None = None

    @property
    def name(self) -> str:
        """Row and part, as decisions name it."""
        return f"{self.entry.row}-{self.entry.part}"


@dataclass(frozen=True, slots=True)
class Register:
    """A register handed in. `rested`: confirmed, and nothing is being brought in just now."""

    id: int
    name: str
    matter: str
    fingerprint: str
    layout: Layout
    settled: bool
    confirmed: bool
    done: bool
    rested: bool
    job: int | None
    told: dict[str, Any]
    units: dict[str, int]
    decisions: dict[str, str]
    file_id: int
    layout_id: int | None


@dataclass(frozen=True, slots=True)
class OpenRegister:
    """The file of a register, read."""

    book: Book
    sheet: Sheet
    head: Head
    reading: Reading


@dataclass(slots=True)
class RegisterPreview:
    """What will happen: lines in their order, the rows that are no hazards, units nobody knows with their rows."""

    lines: list[RegisterLine]
    left_out: list[tuple[int, str]]
    unknown_units: list[tuple[str, int]]

    def count(self, verdict: str) -> int:
        """How many lines have this verdict."""
        return sum(line.verdict == verdict for line in self.lines)


def demand_sender(actor: Actor) -> None:
    """Refuse who may not bring in registers."""
    if not actor.may("hazards.import_register") or not (actor.body_id or actor.unit_id):
        raise Forbidden(
            Finding("no-permission", {"permission": "hazards.import_register"}), code="no-permission"
        )


def sender_of(actor: Actor) -> str:
    """The sender in a word: its unit's or its body's."""
    return f"unit {actor.unit_id}" if actor.unit_id else f"body {actor.body_id}"


def import_row(actor: Actor, register_id: int) -> RegisterImport:
    """The row of a register of the actor's own body or unit, for operations; NotFound otherwise."""
    demand_sender(actor)
    row = RegisterImport.objects.visible_to(actor).filter(pk=register_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return row


def has_rested(actor: Actor, row: RegisterImport) -> bool:
    """Whether nothing is being brought in now: the job has ended, or the actor started it and it is no longer there."""
    if row.done_at is not None:
        return True
    started = row.confirmed_at is not None and row.person_id == actor.person_id
    return started and row.job not in {job.id for job in jobs.running(actor)}


def get_register(actor: Actor, register_id: int) -> Register:
    """A register handed in by the actor's body or unit."""
    row = import_row(actor, register_id)
    layout = find_layout(actor, row.fingerprint)
    return Register(
        id=row.pk,
        name=row.name,
        matter=row.matter,
        fingerprint=row.fingerprint,
        layout=from_dict(row.layout),
        settled=row.settled_at is not None,
        confirmed=row.confirmed_at is not None,
        done=row.done_at is not None,
        rested=has_rested(actor, row),
        job=row.job,
        told=row.told,
        units=row.units,
        decisions=row.decisions,
        file_id=row.file_id,
        layout_id=layout.pk if layout else None,
    )


def find_layout(actor: Actor, fingerprint: str) -> RegisterLayout | None:
    """The layout this sender settled for this head, for operations."""
    rows = RegisterLayout.objects.visible_to(actor).filter(fingerprint=fingerprint)
    body = None if actor.unit_id else actor.body_id
    return rows.filter(unit=actor.unit_id, body=body).first()


def registers(actor: Actor) -> list[dict[str, Any]]:
    """The registers of the actor's body or unit, newest first, with how many rows each brought in."""
    demand_sender(actor)
    rows = RegisterImport.objects.visible_to(actor).order_by("-id")[:50]
    columns = ("id", "name", "taken_at", "confirmed_at", "done_at", "settled_at", "told", "fingerprint")
    return list(rows.values(*columns))


def read_file(file_id: int) -> Book:
    """The book in a stored file; the caller has checked whose it is."""
    return read_book(files.read(file_id), files.brief([file_id])[file_id].name)


def proposed(
    actor: Actor, book: Book, today: date, sheet: str = "", head: tuple[int, int] | None = None
) -> Proposal:
    """How the register is proposed to be read, with the units the actor reaches known by name."""
    words = {
        value.strip() for one in book.sheets for row in one.rows for value in row if isinstance(value, str)
    }
    names = sorted(word for word in words if 3 < len(word) <= 60)[:_OPEN_NAMES]
    units = organisations.units_by_name(actor, names)
    return propose(book, sheet=sheet, head=head, units=frozenset(units), today=today)


def open_register(register: Register) -> OpenRegister:
    """The file read again under the register's layout."""
    book = read_file(register.file_id)
    sheet = next((one for one in book.sheets if one.name == register.layout.sheet), book.sheets[0])
    head = head_of(sheet, register.layout.top, register.layout.bottom)
    return OpenRegister(book, sheet, head, read_rows(sheet, register.layout))


def register_preview(
    actor: Actor, register: Register, today: date, found: OpenRegister | None = None
) -> RegisterPreview:
    """Every line with its unit, what stands against it, and what is known that may be the same."""
    found = found or open_register(register)
    entries = found.reading.entries
    units = _units(actor, register, entries)
    here = _brought(actor, [entry.key for entry in entries])
    lines = [_line(actor, register, found.head, entry, units, today) for entry in entries]
    _alike(actor, [line for line in lines if line.verdict == BRING and line.entry.key not in here])
    for line in lines:
        _decide(line, register.decisions, here)
    return RegisterPreview(lines, found.reading.left_out, _unknown(lines))


def _units(actor: Actor, register: Register, entries: Sequence[Entry]) -> dict[str, UnitBrief]:
    """The unit of each name: as a person said, else by the exact name if only one is called so."""
    names = {entry.unit for entry in entries}
    if actor.unit_id:
        own = organisations.unit_brief(actor.unit_id)
        same = {name for name in names if own and (not name or w.plain(name) == w.plain(own.name))}
        chosen = {name for name, unit in register.units.items() if unit == actor.unit_id}
        return {name: own for name in same | chosen} if own else {}
    reached = organisations.units_within(actor, register.units.values())
    briefs = organisations.unit_briefs(reached)
    found = {name: briefs[unit] for name, unit in register.units.items() if unit in briefs}
    for name, several in organisations.units_by_name(actor, names - set(found)).items():
        if len(several) == 1:
            found[name] = several[0]
    return found


def _line(
    actor: Actor, register: Register, head: Head, entry: Entry, units: dict[str, UnitBrief], today: date
) -> RegisterLine:
    unit = units.get(entry.unit)
    if unit is not None and not actor.unit_id and not actor.covers(unit.area, unit.sector, register.matter):
        unit = None
    findings = [(head.label(wrong.column), wrong.finding) for wrong in entry.wrong]
    facts = RowFacts(
        today=today,
        description=entry.description,
        unit_name=entry.unit,
        unit_known=unit is not None,
        found_day=entry.found_day,
        done_day=entry.done_day,
        ended=entry.state in (w.CLOSED, w.UNFOUNDED),
        has_wrong_day=any(wrong.finding.code == "HZ-062" for wrong in entry.wrong),
    )
    for finding in check(ROW, facts):
        places = register.layout.of(finding.field or "")
        findings.append((head.label(places[0]) if places else "", finding))
    return RegisterLine(entry, unit, "refused" if findings else BRING, findings)


def _brought(actor: Actor, keys: Iterable[str]) -> set[str]:
    """Keys of this sender's rows that are here already."""
    rows = RegisterRow.objects.unscoped(reason="whether a row of the sender's own register is here already")
    return set(rows.filter(sender=sender_of(actor), key__in=list(keys)).values_list("key", flat=True))


_ALIKE_COLUMNS = ("id", "number", "title", "description", "place", "state", "found_day", "unit_id")


def _alike(actor: Actor, lines: list[RegisterLine]) -> None:
    """Put beside each line the known hazards of its unit with like words near its day."""
    days = [line.entry.found_day for line in lines if line.entry.found_day]
    if not days:
        return
    units = {line.unit.id for line in lines if line.unit}
    window = min(days) - timedelta(days=DAYS_APART), max(days) + timedelta(days=DAYS_APART)
    rows = Hazard.objects.visible_to(actor).filter(unit_id__in=units, found_day__range=window)
    rows = rows.exclude(state="merged")
    known: dict[int, list[tuple[dict[str, Any], frozenset[str]]]] = {}
    for row in rows.order_by("id").values(*_ALIKE_COLUMNS):
        known.setdefault(row["unit_id"], []).append((row, _grams(row["description"])))
    for line in lines:
        near = _near(line.entry, known.get(line.unit.id, []) if line.unit else [])
        found = [one for row in near if (one := _known(line.entry, row)) is not None]
        line.known = sorted(found, key=lambda one: -one.likeness)[:5]
        if line.known:
            line.verdict = "alike"


def _grams(text: str) -> frozenset[str]:
    bare = w.plain(text)
    return frozenset(bare[place : place + 2] for place in range(len(bare) - 1))


def _near(entry: Entry, rows: list[tuple[dict[str, Any], frozenset[str]]]) -> list[dict[str, Any]]:
    """The hazards near the entry's day that share most pairs of signs with it: few, since likeness takes time."""
    grams, day = _grams(entry.description), entry.found_day
    if day is None or not grams:
        return []
    scored = [
        (len(grams & others) / min(len(grams), len(others) or 1), row["id"], row)
        for row, others in rows
        if abs((row["found_day"] - day).days) <= DAYS_APART
    ]
    best = heapq.nlargest(_COMPARED, (one for one in scored if one[0] >= 0.2), key=lambda one: one[:2])
    return [row for _score, _id, row in best]


def _known(entry: Entry, row: dict[str, Any]) -> Known | None:
    whole = f"{row['place']}{row['description']}"
    score = max(
        likeness(entry.description, row["description"]), likeness(f"{entry.place}{entry.description}", whole)
    )
    if score < ALIKE:
        return None
    return Known(row["id"], row["number"], row["title"], row["state"], row["found_day"], round(score, 2))


def _decide(line: RegisterLine, decisions: dict[str, str], here: set[str]) -> None:
    """What a person decided about a line; nothing is decided for a row that is here or refused."""
    if line.entry.key in here:
        line.verdict = "here"
    if line.verdict in ("here", "refused"):
        return
    said = decisions.get(line.name, "")
    if said in (BRING, LEAVE):
        line.verdict = said
    elif said.isdecimal() and any(one.id == int(said) for one in line.known):
        line.verdict, line.joins = "join", int(said)


def _unknown(lines: Sequence[RegisterLine]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for line in lines:
        if any(finding.code == "HZ-061" for _label, finding in line.findings):
            counts[line.entry.unit] = counts.get(line.entry.unit, 0) + 1
    return sorted(counts.items(), key=lambda one: -one[1])


def pictures_of(found: OpenRegister, entry: Entry) -> list[Picture]:
    """The pictures of an entry; of a row with several problems, the first has them."""
    return [found.sheet.pictures[place] for place in entry.pictures] if entry.part < 2 else []


def changed_layout(layout: Layout, **values: Any) -> dict[str, Any]:
    """A layout with these values, as JSON."""
    return as_dict(replace(layout, **values))


@dataclass(frozen=True, slots=True)
class OriginalRow:
    """A row as it stood in a register: (head, cell, file ids of pictures)."""

    register: str
    row: int
    part: int
    joined: bool
    cells: list[tuple[str, str, list[int]]]


def _read_rows(actor: Actor, row: Hazard, _today: date) -> list[OriginalRow]:
    rows = RegisterRow.objects.visible_to(actor).filter(hazard_id=row.pk).select_related("register")
    return [_original(one) for one in rows.order_by("id")]


def _original(one: RegisterRow) -> OriginalRow:
    layout, labels = one.register.layout, one.register.told.get("labels", [])
    cells = []
    for place, text in enumerate(one.cells):
        label = labels[place] if place < len(labels) else ""
        pictures = [attachment for column, attachment in one.pictures if column == place]
        apart = layout["columns"][place] in w.APART if place < len(layout["columns"]) else False
        if text or pictures or (apart and one.register.private):
            cells.append((label, text, pictures))
    return OriginalRow(one.register.name, one.row, one.part, one.joined, cells)


declare_part("register", RegisterRow, _read_rows)
