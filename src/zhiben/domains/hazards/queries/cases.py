"""One hazard with everything about it, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from zhiben.core import files as stored
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.files.kinds import IMAGES
from zhiben.core.findings import Finding
from zhiben.core.fixed import Fixed, visible_row
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import (
    Attachment,
    Extension,
    Hazard,
    Letter,
    Participant,
    Signature,
    StepRecord,
    Suspension,
    Treatment,
)
from zhiben.domains.hazards.queries.facts import TELLING, Known, facts_from, treaters_of
from zhiben.domains.hazards.queries.parts import SEEN, beside, letters_of, parts_of
from zhiben.domains.hazards.vocabulary import OPEN, Step
from zhiben.domains.hazards.vocabulary.treatment import ItemState
from zhiben.domains.notices import queries as notices
from zhiben.domains.notices.queries import ServiceLine
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people
from zhiben.domains.people.queries import MembershipBrief
from zhiben.domains.places import queries as places

_HIDDEN = (
    "accept_last",
    "look_again_ill",
    "reinspect_last",
    *[f"unmerge_{state}" for state in OPEN],
    Step.MERGE,
    Step.END_INTERIM,
)
"""Moves with a page or a form of their own."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A photograph or document of a step. Coordinates in degrees, None where the phone gave none."""

    id: int
    file_id: int
    name: str
    taken_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None
    is_image: bool


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One line of the timeline."""

    id: int
    round: int
    step: str
    at: datetime
    recorded_at: datetime
    person: str
    body: str
    text: str
    data: dict[str, Any]
    files: list[CaseFile]


@dataclass(frozen=True, slots=True)
class CaseLetter:
    """The letter with its reckoning and the services of it."""

    id: int
    number: str
    issued_day: date
    limit_day: date
    guidance: str
    reckoning: list[Any]
    services: list[ServiceLine]


@dataclass(frozen=True, slots=True)
class CaseAction:
    """A step possible in this state, with what stands against it for this actor."""

    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class HazardCase:
    """One hazard as a page or the API shows it. `names`: person id -> name."""

    id: int
    number: str
    version: int
    state: str
    round: int
    grade: str
    grade_basis: str
    criterion: str
    channel: str
    title: str
    description: str
    place: str
    area: int
    area_name: str
    unit_id: int
    unit: str
    unit_kind: str
    site_id: int | None
    site: str
    sector: str
    matter: str
    body_id: int | None
    body: str
    found_day: date
    limit_first: date | None
    limit_day: date | None
    ended_day: date | None
    steps: list[CaseStep]
    letters: list[CaseLetter]
    treatments: list[dict[str, Any]]
    extensions: list[dict[str, Any]]
    suspensions: list[dict[str, Any]]
    signatures: list[dict[str, Any]]
    recipients: list[dict[str, Any]]
    actions: list[CaseAction] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    found_by: str = ""
    listed: str = ""
    merged_into_id: int | None = None
    handed_to: str = ""
    internal: bool = False
    ordered: bool = False
    producing: bool | None = None
    finder_signs: bool = False
    participants: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, Any] = field(default_factory=dict)


_TREATMENT = (
    "edition",
    "responsibility",
    "measures",
    "funds",
    "funds_yuan",
    "time_limit",
    "done_by",
    "contingency",
    "parts",
)
_EXTENSION = ("limit_before", "until", "reason", "interim", "asked_at", "decided_at", "granted", "answer")
_SUSPENSION = (
    "id",
    "number",
    "state",
    "kind",
    "extent",
    "basis",
    "body_id",
    "since",
    "until",
    "recorded_by",
    "lifted_at",
)
_SIGNATURE = ("id", "round", "step", "person_id", "side", "image", "record_id")


def _get(actor: Actor, hazard_id: int) -> Hazard:
    row = visible_row(actor, Hazard, hazard_id)
    if row is None:
        raise NotFound(Finding("not-found"))
    _demand_reader(actor)
    return row


def _demand_reader(actor: Actor) -> None:
    if not actor.may("hazards.read"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.read"}), code="no-permission")


def case(actor: Actor, hazard_id: int, today: date) -> HazardCase:
    """Everything about one hazard, in a fixed number of queries; NotFound when it is not within reach."""
    row = _get(actor, hazard_id)
    standing = beside(row)
    there = standing.there

    def read_of(name: str) -> list[Any]:
        return _HANGING[name](row.pk) if name in there else []

    signatures = read_of("signatures")
    suspensions = read_of("suspensions")
    letters = letters_of(actor, row.pk) if "letters" in there else []
    services = notices.services_of(actor, "hazard_letter", [item.pk for item in letters]) if letters else []
    steps = _STEPS(row.pk)
    members = treaters_of(row, today)
    treatments = read_of("treatments")
    extensions = read_of("extensions")
    parts = parts_of(actor, row, today, there)
    read = Known(
        signatures,
        frozenset(member.person_id for member in members),
        planned=bool(treatments),
        extension_open=any(one["decided_at"] is None for one in extensions),
        told=[(step.step, step.data) for step in steps if step.step in TELLING],
        items_open=sum(item["state"] != ItemState.ACCEPTED for item in parts.get("items", [])),
    )
    actions = _actions(actor, row, today, read)
    persons = {step.person_id for step in steps} | {sign["person_id"] for sign in signatures}
    persons |= {service.recipient_id or 0 for service in services} | {
        service.served_by for service in services
    }
    names = people.names(persons)
    took_part = read_of("participants")
    bodies = organisations.body_names(_bodies_of(row, steps, took_part))
    return HazardCase(
        **{name: getattr(row, name) for name in _PLAIN},
        area_name=_area_name(row.area),
        unit=standing.unit,
        unit_kind=standing.unit_kind,
        site=standing.site,
        body=bodies.get(row.body_id or 0, ""),
        steps=_steps(standing.unit, steps, names, bodies, read_of("attachments")),
        letters=[_letter(item, services) for item in letters],
        treatments=treatments,
        extensions=extensions,
        suspensions=suspensions,
        signatures=signatures,
        recipients=_recipients(row.unit_id, members, actions),
        actions=actions,
        names=names,
        found_by=bodies.get(row.finder_body_id or 0, ""),
        listed=bodies.get(row.listed_by_id or 0, ""),
        participants=[{**one, "body": bodies.get(one["body_id"] or 0, "")} for one in took_part],
        parts=parts,
    )


def _bodies_of(row: Hazard, steps: list[StepRecord], took_part: list[dict[str, Any]]) -> set[int]:
    """Every body whose name the page shows."""
    named = [row.body_id, row.finder_body_id, row.listed_by_id]
    named += [step.body_id for step in steps] + [one["body_id"] for one in took_part]
    return {one for one in named if one is not None}


_PARTICIPANT = ("role", "body_id", "unit_id", "person_id", "since")
_ATTACHED = ("step_id", "id", "file_id", "name", "taken_at", "latitude", "longitude", "file__kind")


def _hanging(model: Any, columns: tuple[str, ...], order: str = "id") -> Fixed:
    """Plain values of what hangs on a hazard that was seen."""
    rows = model.objects.unscoped(reason=SEEN)
    return Fixed(lambda hazard: rows.filter(hazard_id=hazard).order_by(order).values(*columns))


_HANGING = {
    "signatures": _hanging(Signature, _SIGNATURE),
    "suspensions": _hanging(Suspension, _SUSPENSION),
    "treatments": _hanging(Treatment, _TREATMENT, "edition"),
    "extensions": _hanging(Extension, _EXTENSION),
    "participants": _hanging(Participant, _PARTICIPANT),
    "attachments": _hanging(Attachment, _ATTACHED),
}
_STEPS = Fixed(
    lambda hazard: StepRecord.objects.unscoped(reason=SEEN).filter(hazard_id=hazard).order_by("id")
)
_PLAIN = (
    "id",
    "number",
    "version",
    "state",
    "round",
    "grade",
    "grade_basis",
    "criterion",
    "channel",
    "title",
    "description",
    "place",
    "area",
    "unit_id",
    "site_id",
    "sector",
    "matter",
    "body_id",
    "found_day",
    "limit_first",
    "limit_day",
    "ended_day",
    "merged_into_id",
    "handed_to",
    "internal",
    "ordered",
    "producing",
    "finder_signs",
)


def _area_name(code: int) -> str:
    """The area in words; its code when it is no longer in the list of areas."""
    found = places.find_area(code)
    return found.full_name if found else str(code)


def _actions(actor: Actor, row: Hazard, today: date, read: Known) -> list[CaseAction]:
    """What the actor may do now; steps its role never takes are left out."""
    offers = HAZARD.offers(actor, row, today, facts_from(read, row, actor, today, basis=row.grade_basis))
    return [
        CaseAction(offer.name, offer.findings)
        for offer in offers
        if offer.name not in _HIDDEN and not any(f.code == "no-permission" for f in offer.findings)
    ]


def _recipients(
    unit_id: int, treaters: Iterable[MembershipBrief], actions: Iterable[CaseAction]
) -> list[dict[str, Any]]:
    """Principal and actual controller; whether they consented to electronic service, for who may serve."""
    order = {role: place for place, role in enumerate(("principal", "controller"))}
    members = sorted((one for one in treaters if one.role in order), key=lambda one: order[one.role])
    serves = any(action.name == Step.SERVE_ON and not action.findings for action in actions)
    consented = notices.consented(unit_id, [member.person_id for member in members]) if serves else set()
    return [
        {
            "person_id": member.person_id,
            "name": member.name,
            "role": member.role,
            "consented": member.person_id in consented,
        }
        for member in members
    ]


def _letter(row: Letter, services: Iterable[ServiceLine]) -> CaseLetter:
    return CaseLetter(
        id=row.pk,
        number=row.number,
        issued_day=row.issued_day,
        limit_day=row.limit_day,
        guidance=row.guidance,
        reckoning=row.reckoning,
        services=[service for service in services if service.paper_id == row.pk],
    )


def _steps(
    unit: str,
    steps: list[StepRecord],
    names: dict[int, str],
    bodies: dict[int, str],
    attached: list[dict[str, Any]],
) -> list[CaseStep]:
    files: dict[int, list[CaseFile]] = {}
    for line in attached:
        kind = line.pop("file__kind")
        files.setdefault(line.pop("step_id"), []).append(CaseFile(**line, is_image=kind in IMAGES))
    return [
        CaseStep(
            id=step.pk,
            round=step.round,
            step=step.step,
            at=step.at,
            recorded_at=step.recorded_at,
            person=names.get(step.person_id, ""),
            body=bodies.get(step.body_id or 0) or (unit if step.unit_id else ""),
            text=step.text,
            data=step.data,
            files=files.get(step.pk, []),
        )
        for step in steps
    ]


def image(actor: Actor, attachment_id: int, variant: str) -> tuple[int, str]:
    """File id and name of an attachment within reach; NotFound otherwise.

    The original of a photograph keeps place and camera: it is for those who handle the case.
    """
    row = Attachment.objects.visible_to(actor).filter(pk=attachment_id).select_related("hazard").first()
    if row is None:
        raise NotFound(Finding("not-found"))
    _demand_reader(actor)
    handles = actor.unit_id == row.hazard.unit_id or row.hazard.body_id in (actor.body_id, None)
    if variant == "original" and not handles and stored.brief([row.file_id])[row.file_id].is_image:
        raise Forbidden(Finding("no-permission", {"permission": "hazards.treat"}), code="no-permission")
    return row.file_id, row.name


def letter(actor: Actor, letter_id: int) -> tuple[CaseLetter, int]:
    """A letter within reach with its services, and the id of its hazard."""
    row = Letter.objects.visible_to(actor).filter(pk=letter_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    _demand_reader(actor)
    return _letter(row, notices.services_of(actor, "hazard_letter", [row.pk])), row.hazard_id
