"""Suspensions: one with its resumption, the list of those that stand, what a body may order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import override

from zhiben.core import clock
from zhiben.core.actors import Actor, system_actor
from zhiben.core.context import remembered
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.hazards.lifecycle import SUSPENSION
from zhiben.domains.hazards.methods.postings import Posting, resume_text, suspend_text
from zhiben.domains.hazards.models import (
    Hazard,
    PublicNotice,
    Resumption,
    ResumptionSign,
    Suspension,
)
from zhiben.domains.hazards.queries.parts import declare_part
from zhiben.domains.hazards.queries.suspension_facts import (
    MORE,
    officers,
    resumption_of,
    steps_needed,
    suspension_facts,
)
from zhiben.domains.hazards.vocabulary.suspension import (
    KIND_LABELS,
    Occasion,
    SuspensionKind,
    SuspensionState,
)
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.instruments.queries import ParameterValue
from zhiben.domains.notices import queries as notices
from zhiben.domains.notices.queries import PaperShown, ServiceLine
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people
from zhiben.domains.places import queries as places

PAPER = "suspension"
COLUMNS = (
    "id",
    "number",
    "kind",
    "state",
    "extent",
    "since",
    "until",
    "due_day",
    "lifted_at",
    "body_id",
    "hazard_id",
    "hazard_number",
    "hazard_state",
    "unit_id",
    "area",
    "sector",
)


@dataclass(frozen=True, slots=True)
class SuspensionAction:
    """A step possible now, with what stands against it for this actor."""

    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SuspensionCase:
    """One suspension with its applications, signatures and public notices. `names`: person id -> name."""

    id: int
    number: str
    version: int
    state: str
    kind: str
    extent: str
    basis: str
    body_id: int | None
    body: str
    decided_as: str
    since: datetime
    until: date | None
    due_day: date | None
    lifted_at: datetime | None
    recorded_by: int
    hazard_id: int
    hazard_number: str
    hazard_state: str
    hazard_title: str
    grade: str
    unit_id: int
    unit: str
    area: int
    sector: str
    matter: str
    handler_id: int | None
    handler: str
    overseer: str
    steps: list[str]
    next_step: str
    officers: int
    resumptions: list[dict[str, Any]]
    notices: list[dict[str, Any]]
    services: list[ServiceLine]
    recipients: list[dict[str, Any]]
    actions: list[SuspensionAction]
    rules: list[ParameterValue] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)


def suspensions(
    actor: Actor, *, tab: str | None = None, today: date, **filters: Any
) -> QuerySet[Suspension, dict[str, Any]]:
    """Suspensions within reach (or in one tab of it), as a queryset of values.

    Filters: state, kind, sector, area (a code: everything under it), standing, overdue (the acceptance is past
    its term), after_end (the hazard has ended, the suspension stands).
    """
    _demand_reader(actor)
    rows = Suspension.objects.visible_to(actor, tab or None)
    named = {"state": "state", "kind": "kind", "sector": "hazard__sector"}
    for name, column in named.items():
        if filters.get(name):
            rows = rows.filter(**{column: filters[name]})
    if filters.get("area"):
        rows = rows.filter(hazard__area__range=places.range_of(int(filters["area"])))
    return (
        rows.filter(_asked(filters, today))
        .annotate(
            hazard_number=F("hazard__number"),
            hazard_state=F("hazard__state"),
            unit_id=F("hazard__unit_id"),
            area=F("hazard__area"),
            sector=F("hazard__sector"),
        )
        .values(*COLUMNS)
    )


def _asked(filters: dict[str, Any], today: date) -> Q:
    condition = Q()
    if filters.get("standing"):
        condition &= Q(lifted_at=None)
    if filters.get("overdue"):
        condition &= Q(lifted_at=None, due_day__lt=today)
    if filters.get("after_end"):
        condition &= Q(lifted_at=None, hazard__ended_day__isnull=False)
    return condition


def _demand_reader(actor: Actor) -> None:
    if not actor.may("hazards.read"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.read"}), code="no-permission")


def suspension(actor: Actor, pk: int, today: date) -> SuspensionCase:
    """One suspension within reach with all that belongs to it; NotFound otherwise."""
    rows = Suspension.objects.visible_to(actor).select_related("hazard__unit")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    _demand_reader(actor)
    hazard = row.hazard
    known = suspension_facts(row, actor, today)
    under_way = resumption_of(row)
    resumptions, signers = _resumptions(actor, row)
    services = notices.services_of(actor, PAPER, [row.pk])
    persons = {row.recorded_by} | signers | {one.served_by for one in services}
    persons |= {one.recipient_id for one in services if one.recipient_id}
    bodies = organisations.body_names(
        {one for one in (row.body_id, known.handler, known.consent_body) if one}
    )
    steps = list(under_way.steps) if under_way else steps_needed(row, today)
    return SuspensionCase(
        **{name: getattr(row, name) for name in _PLAIN},
        body=bodies.get(row.body_id or 0, ""),
        hazard_number=hazard.number,
        hazard_state=hazard.state,
        hazard_title=hazard.title,
        grade=hazard.grade,
        unit_id=hazard.unit_id,
        unit=hazard.unit.name,
        area=hazard.area,
        sector=hazard.sector,
        matter=hazard.matter,
        handler_id=known.handler,
        handler=bodies.get(known.handler or 0, ""),
        overseer=bodies.get(known.consent_body or 0, ""),
        steps=steps,
        next_step=known.next_step,
        officers=officers(today),
        resumptions=resumptions,
        notices=list(
            PublicNotice.objects.visible_to(actor).filter(suspension=row).order_by("id").values(*_NOTICE)
        ),
        services=services,
        recipients=_recipients(hazard.unit_id, today),
        actions=[
            SuspensionAction(offer.name, offer.findings)
            for offer in SUSPENSION.offers(actor, row, today, known)
            if offer.name not in MORE and not any(f.code == "no-permission" for f in offer.findings)
        ],
        rules=_rules(hazard, today),
        names=people.names(persons),
    )


_PLAIN = (
    "id",
    "number",
    "version",
    "state",
    "kind",
    "extent",
    "basis",
    "body_id",
    "decided_as",
    "since",
    "until",
    "due_day",
    "lifted_at",
    "recorded_by",
    "hazard_id",
)
_NOTICE = ("id", "occasion", "due_day", "text", "place", "posted_day")
_APPLIED = ("id", "round", "plan", "evaluation", "asked_by", "asked_at", "due_day", "outcome", "ended_at")
_SIGNED = ("resumption_id", "step", "person_id", "body_id", "at", "text")


def _resumptions(actor: Actor, row: Suspension) -> tuple[list[dict[str, Any]], set[int]]:
    """The applications, newest first, each with who signed what; and the ids of all these persons."""
    rows = Resumption.objects.visible_to(actor).filter(suspension=row).order_by("-round")
    found = [{**one, "signs": []} for one in rows.values(*_APPLIED)]
    by_id = {one["id"]: one for one in found}
    signs = ResumptionSign.objects.visible_to(actor).filter(resumption_id__in=list(by_id)).order_by("id")
    persons = {one["asked_by"] for one in found}
    lines = list(signs.values(*_SIGNED))
    bodies = organisations.body_names({line["body_id"] for line in lines if line["body_id"]})
    for line in lines:
        by_id[line["resumption_id"]]["signs"].append({**line, "body": bodies.get(line["body_id"] or 0, "")})
        persons.add(line["person_id"])
    return found, persons


def _rules(hazard: Hazard, today: date) -> list[ParameterValue]:
    """The numbers and lists of law used here, with their marks."""
    keys = (
        "hazards.resumption.steps",
        "hazards.resumption.within",
        "hazards.resumption.officers",
        "hazards.suspension.notice_within",
    )
    return list(instruments.parameters_for(keys, on=today, sector=hazard.sector).values())


def _recipients(unit_id: int, today: date) -> list[dict[str, Any]]:
    """Principal and actual controller, on whom the decision is served."""
    found: list[dict[str, Any]] = []
    for role in ("principal", "controller"):
        for member in people.members_of(unit_id=unit_id, role=role, day=today):
            found.append({"person_id": member.person_id, "name": member.name, "role": role})
    consented = notices.consented(unit_id, [one["person_id"] for one in found])
    return [{**one, "consented": one["person_id"] in consented} for one in found]


def kinds_for(actor: Actor, *, unit_id: int, matter: str, today: date, unit_kind: str = "") -> ParameterValue:
    """The kinds of suspension the actor's body may order over this unit in this matter, with source and mark.

    `unit_kind`: the kind of the unit, where it is known already.
    """
    unit = organisations.unit_brief(unit_id) if not unit_kind else None
    body_id = actor.body_id or 0
    body = remembered(("body", body_id), lambda: organisations.body_brief(body_id))
    return instruments.parameter(
        "hazards.suspension.kinds",
        on=today,
        by=body.kind if body else "",
        matter=matter,
        unit_kind=unit.kind if unit else unit_kind,
    )


def suspension_shown(suspension_id: int) -> PaperShown:
    """The decision as whoever holds a one-time link reads it."""
    case = suspension(system_actor("link"), suspension_id, clock.today())
    context = paper_of(case)
    return PaperShown(
        title=case.number,
        sender=context["sender"],
        template="hazards/suspension_paper.html",
        context=context,
    )


def paper_of(case: SuspensionCase) -> dict[str, Any]:
    """The values of the decision's article; its words are Chinese."""
    sender = organisations.body_brief(case.body_id or 0)
    with override("zh-hans"):
        kind = str(KIND_LABELS.get(case.kind, case.kind))
    return {
        "stop": {name: getattr(case, name) for name in _ON_PAPER},
        "kind": kind,
        "sender": sender.name if sender else "",
    }


_ON_PAPER = (
    "number",
    "unit",
    "hazard_title",
    "hazard_number",
    "basis",
    "decided_as",
    "since",
    "until",
    "extent",
)


def notice_draft(case: SuspensionCase, occasion: str, today: date) -> str:
    """The text of a public notice, drafted for posting."""
    sender = organisations.body_brief(case.body_id or case.handler_id or 0)
    posting = Posting(
        unit=case.unit,
        extent=case.extent,
        basis=case.basis,
        number=case.number,
        sender=sender.name if sender else "",
        since=clock.day_of(case.since),
        until=case.until,
        lifted=clock.day_of(case.lifted_at) if case.lifted_at else None,
    )
    return suspend_text(posting, today) if occasion == Occasion.SUSPEND else resume_text(posting, today)


def _part(actor: Actor, row: Hazard, today: date) -> list[dict[str, Any]]:
    """The suspensions of a hazard as lines for its page."""
    rows = Suspension.objects.visible_to(actor).filter(hazard_id=row.pk).order_by("id")
    names = ("id", "number", "kind", "state", "extent", "basis", "since", "until", "due_day", "lifted_at")
    lines = list(rows.values(*names, "body_id"))
    bodies = organisations.body_names(_bodies(lines))
    return [
        {
            **line,
            "body": bodies.get(line["body_id"] or 0, ""),
            "is_own": line["kind"] == SuspensionKind.SELF,
            "is_late": line["state"] in _UNDER_WAY
            and line["due_day"] is not None
            and line["due_day"] < today,
        }
        for line in lines
    ]


_UNDER_WAY = (
    SuspensionState.ASKED,
    SuspensionState.ACCEPTED,
    SuspensionState.SIGNED,
    SuspensionState.CONSENTED,
)


def _bodies(lines: Iterable[dict[str, Any]]) -> set[int]:
    return {line["body_id"] for line in lines if line["body_id"]}


declare_part("suspension", Suspension, _part)
