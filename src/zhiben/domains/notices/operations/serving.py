"""Serving a paper by one of the methods, with what proves it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from zhiben.core import clock, files, parameters
from zhiben.core.actors import Actor
from zhiben.core.errors import RuleBroken
from zhiben.core.findings import Finding, check
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.notices import rules
from zhiben.domains.notices.models import Consent, Service, ServiceFile, ServiceLink
from zhiben.domains.notices.operations.details import Paper, ServiceDetails
from zhiben.domains.notices.operations.kept import keep
from zhiben.domains.notices.operations.todos import NewTodo, close_todos, open_todos
from zhiben.domains.notices.vocabulary import Method

WAITS = frozenset({Method.ELECTRONIC, Method.LINK, Method.POST})
"""Methods by which somebody must still receive the paper."""


def serve(
    *,
    actor: Actor,
    at: datetime,
    paper: Paper,
    capacity: str,
    method: str,
    recipient_id: int | None = None,
    recipient_name: str = "",
    details: ServiceDetails | None = None,
    signature_png: bytes | None = None,
) -> int:
    """Serve a paper on one person; the caller has checked that its body may. Returns the service's id.

    What was served on the same person before and not received gives way to this service.
    """
    given = details or ServiceDetails()
    if signature_png is not None:
        given = replace(given, signature_png=signature_png)
    given = replace(given, day=given.day or clock.day_of(at))
    with act(actor=actor, at=at, operation="notices.serve") as a:
        _demand(a, paper, method, recipient_id, recipient_name, capacity, given)
        _give_way(a, paper, recipient_id, capacity)
        try:
            with transaction.atomic():
                row = a.create(
                    Service,
                    **_of_paper(paper),
                    **_of_method(a, method, given),
                    **_kept(a, paper, recipient_id, recipient_name, given),
                    recipient_id=recipient_id,
                    capacity=capacity,
                    method=method,
                    served_by=actor.person_id,
                    sent_at=at,
                )
        except IntegrityError as error:
            raise RuleBroken(Finding("NT-003")) from error
        attach(a, row, given.files)
        if method == Method.ELECTRONIC:
            _ask_recipient(a, row)
    return int(row.pk)


def attach(a: OpenAct, row: Service, ids: Any) -> None:
    """Photographs become proof of the service."""
    claimed = files.claim(a.actor, list(ids), "photo")
    briefs = files.brief(claimed)
    rows = [ServiceFile(service=row, file_id=one, name=briefs[one].name[:120]) for one in claimed]
    a.create_many(ServiceFile, rows)


def _demand(
    a: OpenAct,
    paper: Paper,
    method: str,
    recipient_id: int | None,
    recipient_name: str,
    capacity: str,
    given: ServiceDetails,
) -> None:
    today = clock.day_of(a.recorded_at)
    key = "notices.service.capacities"
    allowed = parameters.read([key], on=today, method=method, paper=paper.kind)[key]
    facts = rules.ServiceFacts(
        method=method,
        consented=_consented(recipient_id, paper.unit_id),
        signed=bool(given.signature_png),
        has_account=recipient_id is not None,
        is_named=bool(recipient_name.strip()),
        capacity=capacity,
        capacities=tuple(allowed.value),
        given=given.given,
        day=given.day,
        today=today,
    )
    if findings := check(rules.SERVE, facts):
        raise RuleBroken(*findings)


def _consented(person_id: int | None, unit_id: int) -> bool:
    rows = Consent.objects.unscoped(reason="whether the recipient consented decides the method")
    return rows.filter(person_id=person_id or 0, unit_id=unit_id, revoked_at=None).exists()


def _give_way(a: OpenAct, paper: Paper, recipient_id: int | None, capacity: str) -> None:
    """End what was sent to the same person and not received; its links stop working."""
    same = Q(capacity=capacity, recipient_id=None)
    if recipient_id is not None:
        same = Q(recipient_id=recipient_id)
    rows = Service.objects.unscoped(reason="whether this paper was served on this person before")
    earlier = rows.select_for_update().filter(same, paper_kind=paper.kind, paper_id=paper.id, ended_at=None)
    today = clock.day_of(a.at)
    ending = []
    for row in earlier:
        if row.received_at is not None or (row.counts_day is not None and row.counts_day <= today):
            if recipient_id is not None:
                raise RuleBroken(Finding("NT-003"))
            continue
        ending.append(row.pk)
    a.change_many(Service, ending, ended_at=a.at)
    links = ServiceLink.objects.unscoped(reason="links of a service that gives way")
    live = links.filter(service_id__in=ending, revoked_at=None, used_at=None)
    a.change_many(ServiceLink, list(live.values_list("pk", flat=True)), revoked_at=a.at)
    close_todos(actor=a.actor, at=a.at, case_kind="service", case_ids=ending)


def _of_paper(paper: Paper) -> dict[str, Any]:
    return {
        "paper_kind": paper.kind,
        "paper_id": paper.id,
        "number": paper.number,
        "url": paper.url,
        "case_url": paper.case_url,
        "area": paper.area,
        "unit_id": paper.unit_id,
        "body_id": paper.body_id,
    }


def _of_method(a: OpenAct, method: str, given: ServiceDetails) -> dict[str, Any]:
    """Moments, days and words as the method has them."""
    received = a.at if method == Method.IN_PERSON else None
    words = {Method.LEFT: given.refusal, Method.PUBLIC: given.text}.get(Method(method), "")
    located = method in (Method.LEFT, Method.PUBLIC)
    return {
        "opened_at": received,
        "received_at": received,
        "day": given.day if located or method == Method.POST else None,
        "counts_day": _counts(method, given.day or clock.day_of(a.at)),
        "respond_by": respond_by(method, clock.day_of(a.at)),
        "place": given.place.strip() if located else "",
        "tracking": given.tracking.strip() if method == Method.POST else "",
        "text": words.strip(),
        "witness_capacity": given.witness_capacity.strip() if method == Method.LEFT else "",
    }


def _counts(method: str, day: date) -> date | None:
    """From when the paper counts as served although nobody received it; None where somebody must."""
    if method == Method.LEFT:
        return day
    if method == Method.PUBLIC:
        key = "notices.service.public_days"
        return day + timedelta(days=int(parameters.read([key], on=day)[key].value))
    return None


def respond_by(method: str, day: date) -> date | None:
    """The last day on which the recipient may be silent; None where nobody has to receive."""
    if method not in WAITS:
        return None
    key = "notices.service.answer_within"
    return day + timedelta(days=int(parameters.read([key], on=day, method=method)[key].value))


def _kept(
    a: OpenAct, paper: Paper, recipient_id: int | None, recipient_name: str, given: ServiceDetails
) -> dict[str, Any]:
    """What is personal goes into the vault; the row keeps numbers and seals."""
    values: dict[str, Any] = {}
    owner = ("people_person", recipient_id) if recipient_id else ("organisations_unit", paper.unit_id)
    if given.signature_png:
        values["signature"], values["signature_seal"] = keep(a, "signature", *owner, given.signature_png)
    named = {
        "name": "" if recipient_id else recipient_name,
        "witness": given.witness_name,
        "email": given.email,
    }
    for name, words in named.items():
        if words.strip():
            kind = "email" if name == "email" else "name"
            values[f"{name}_ref"], values[f"{name}_seal"] = keep(a, kind, *owner, words.strip().encode())
    return values


def _ask_recipient(a: OpenAct, row: Service) -> None:
    """Put the receipt on the list of whoever has an account."""
    todo = NewTodo(
        kind="todo.receive",
        case_kind="service",
        case_id=row.pk,
        url=f"/notices/services/{row.pk}/",
        permission="notices.receive",
        person_id=row.recipient_id,
        params={"number": row.number},
    )
    open_todos(actor=a.actor, at=a.at, todos=[todo])
