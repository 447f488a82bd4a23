"""What every operation on a hazard shares: the line of the timeline, sides, signatures, to-dos, visibility."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from zhiben.core import clock, files, vault
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.fixed import Fixed, visible_row
from zhiben.core.ledger.book import OpenAct
from zhiben.domains.hazards.models import (
    Attachment,
    Hazard,
    HazardSide,
    Participant,
    Signature,
    StepRecord,
)
from zhiben.domains.hazards.queries.facts import facts_of
from zhiben.domains.hazards.rules import CaseFacts
from zhiben.domains.hazards.vocabulary import SIDE_OF_STEP, SIGNED_BY_UNIT
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.notices import operations as notices
from zhiben.domains.organisations import queries as organisations

sentence("todo.confirm", N_("Confirm and grade hazard %(number)s (%(unit)s)"))
sentence(
    "todo.settle",
    N_("Nobody supervises %(unit)s in this matter: settle it so that %(number)s can be confirmed"),
)
sentence("todo.issue", N_("Issue the letter with the limit for hazard %(number)s (%(unit)s)"))
sentence("todo.treat", N_("Treat hazard %(number)s: %(title)s"))
sentence("todo.accept", N_("Accept on site: hazard %(number)s (%(unit)s)"))
sentence("todo.review", N_("Review hazard %(number)s for closing (%(unit)s)"))
sentence("todo.extension", N_("Decide on the extension for hazard %(number)s (%(unit)s)"))


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph or document to attach, with place and time where the phone gave them (degrees, CGCS2000)."""

    file_id: int
    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def seen(actor: Actor, hazard_id: int) -> int:
    """The id again if the actor may see the hazard; NotFound otherwise. Every operation starts here."""
    if visible_row(actor, Hazard, hazard_id) is None:
        raise NotFound(Finding("not-found"))
    return hazard_id


def tolerance(on: date) -> timedelta:
    """How far the clock of a device may be off."""
    return timedelta(minutes=int(instruments.parameter("hazards.clock_tolerance", on=on).value))


def facts(a: OpenAct, **known: Any) -> Callable[[Hazard], CaseFacts]:
    """What the rules need of the locked row, with the moment of the act and that of the last step."""

    def gather(row: Hazard) -> CaseFacts:
        today = today_of(a)
        moment = {
            "at": a.at,
            "recorded_at": a.recorded_at,
            "tolerance": tolerance(today),
        }
        return facts_of(row, a.actor, today, **moment, **known)

    return gather


def add_step(
    a: OpenAct,
    row: Hazard,
    step: str,
    *,
    text: str = "",
    data: Mapping[str, Any] | None = None,
    photos: Iterable[Photo] = (),
) -> StepRecord:
    """Write a line of the timeline, with its files."""
    record = a.create(
        StepRecord,
        hazard=row,
        round=row.round,
        step=step,
        at=a.at,
        recorded_at=a.recorded_at,
        person_id=a.actor.person_id,
        body_id=a.actor.body_id,
        unit_id=a.actor.unit_id,
        text=text,
        data=dict(data or {}),
    )
    taken = list(photos)
    if not taken:
        return record
    files.claim(a.actor, [photo.file_id for photo in taken], "any")
    names = files.brief([photo.file_id for photo in taken])
    a.create_many(
        Attachment,
        [_attachment(record, photo, names[photo.file_id].name) for photo in taken],
    )
    return record


def _attachment(record: StepRecord, photo: Photo, name: str) -> Attachment:
    """The file under its step; what the person did not say of time and place, the photograph may."""
    said = files.trace(photo.file_id) if photo.taken_at is None or photo.latitude is None else files.Trace()
    here = photo if photo.latitude is not None else said
    return Attachment(
        hazard_id=record.hazard_id,
        step=record,
        file_id=photo.file_id,
        name=name[:120],
        taken_at=photo.taken_at or said.taken_at,
        latitude=here.latitude,
        longitude=here.longitude,
    )


def take_part(
    a: OpenAct,
    row: Hazard,
    role: str,
    *,
    body_id: int | None = None,
    unit_id: int | None = None,
    person_id: int | None = None,
) -> None:
    """Let a body, unit or person take part in the hazard and so see it; twice is once."""
    who = {"role": role, "body_id": body_id, "unit_id": unit_id, "person_id": person_id}
    known = Participant.objects.unscoped(reason="a participant is named once, whoever looks")
    if not known.filter(hazard=row, **who).exists():
        a.create(Participant, hazard=row, since=a.at, **who)


def sign(a: OpenAct, row: Hazard, record: StepRecord, image_png: bytes | None = None) -> None:
    """Put the acting person's signature under a step; the person's side in this hazard is fixed by it."""
    side = SIDE_OF_STEP[record.step]
    person = a.actor.person_id
    again = Signature.objects.unscoped(reason="one signature a person, round and step").filter(
        hazard=row, round=row.round, step=record.step, person_id=person
    )
    if record.step in SIGNED_BY_UNIT and again.exists():
        return
    if not _SIDES(row.pk, person):
        a.create(HazardSide, hazard=row, person_id=person, side=side)
    image = seal = None
    if image_png:
        image, seal = vault.put_sealed(
            actor=a.actor,
            at=a.at,
            kind="signature",
            owner_table="people_person",
            owner_id=person,
            plaintext=image_png,
        )
    a.create(
        Signature,
        hazard=row,
        round=row.round,
        step=record.step,
        person_id=person,
        side=side,
        record=record,
        image=image,
        image_seal=seal,
    )


def _side_of(hazard: int, person: int) -> Any:
    rows = HazardSide.objects.unscoped(reason="a person has one side, whoever looks")
    return rows.filter(hazard_id=hazard, person_id=person).values_list("side", flat=True)


_SIDES = Fixed(_side_of)


def next_todo(
    a: OpenAct,
    row: Hazard,
    kind: str,
    permission: str,
    *,
    unit_name: str = "",
    body_id: int | None = None,
    unit_id: int | None = None,
    due_day: date | None = None,
    keep: bool = False,
) -> None:
    """Close the hazard's to-dos (unless `keep`) and open the next one."""
    if not keep:
        close_todos(a, row)
    if body_id is None and unit_id is None:
        return
    todo = new_todo(
        row, kind, permission, unit_name=unit_name, body_id=body_id, unit_id=unit_id, due_day=due_day
    )
    notices.open_todos(actor=a.actor, at=a.at, todos=[todo])


def new_todo(
    row: Hazard,
    kind: str,
    permission: str,
    *,
    unit_name: str,
    body_id: int | None,
    unit_id: int | None,
    due_day: date | None,
) -> notices.NewTodo:
    """A to-do on the hazard's page."""
    return notices.NewTodo(
        kind=kind,
        case_kind="hazard",
        case_id=row.pk,
        url=f"/hazards/{row.pk}/",
        permission=permission,
        body_id=body_id,
        unit_id=unit_id,
        due_day=due_day,
        params={"number": row.number, "unit": unit_name, "title": row.title},
    )


def settling_office(row: Hazard, today: date) -> int | None:
    """The coordinating office that settles who supervises where nobody does."""
    return organisations.holder_of(unit_id=row.unit_id, matter="general", power="coordinate", day=today)


def close_todos(a: OpenAct, row: Hazard, kinds: Iterable[str] | None = None) -> None:
    """Close open to-dos of the hazard."""
    notices.close_todos(actor=a.actor, at=a.at, case_kind="hazard", case_ids=[row.pk], kinds=kinds)


def today_of(a: OpenAct) -> date:
    """The day the act takes effect."""
    return clock.day_of(a.at)


def unit_name_of(row: Hazard) -> str:
    """The name of the hazard's unit, for the words of a to-do."""
    return organisations.unit_names([row.unit_id]).get(row.unit_id, "")
