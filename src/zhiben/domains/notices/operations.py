"""Writes of notices: to-dos opened and closed by other domains' operations; papers served and received."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from zhiben.core import vault
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound, RuleBroken, Unreadable
from zhiben.core.findings import Finding, check
from zhiben.core.ledger.book import act
from zhiben.domains.notices import rules
from zhiben.domains.notices.models import Consent, Service, Todo
from zhiben.domains.notices.vocabulary import Method


@dataclass(frozen=True, slots=True)
class NewTodo:
    """A to-do to open: for exactly one body, unit or person."""

    kind: str
    case_kind: str
    case_id: int
    url: str
    permission: str
    body_id: int | None = None
    unit_id: int | None = None
    person_id: int | None = None
    due_day: date | None = None
    params: Mapping[str, Any] | None = None


def open_todos(*, actor: Actor, at: datetime, todos: Iterable[NewTodo]) -> int:
    """Open to-dos in one statement, within the caller's transaction."""
    rows = [
        Todo(
            kind=new.kind,
            params=dict(new.params or {}),
            case_kind=new.case_kind,
            case_id=new.case_id,
            url=new.url,
            permission=new.permission,
            body_id=new.body_id,
            unit_id=new.unit_id,
            person_id=new.person_id,
            due_day=new.due_day,
            opened_at=at,
        )
        for new in todos
    ]
    return len(Todo.objects.bulk_create(rows, batch_size=1000))


def close_todos(
    *, actor: Actor, at: datetime, case_kind: str, case_ids: Iterable[int], kinds: Iterable[str] | None = None
) -> int:
    """Close the open to-dos of these cases (of these kinds, or all)."""
    rows = Todo.objects.unscoped(reason="the operation that did the work closes them for everybody").filter(
        case_kind=case_kind, case_id__in=list(case_ids), closed_at=None
    )
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    return rows.update(closed_at=at)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of another domain, as service needs to know it."""

    kind: str
    id: int
    number: str
    url: str
    area: int
    unit_id: int
    body_id: int


def serve(
    *,
    actor: Actor,
    at: datetime,
    paper: Paper,
    recipient_id: int,
    capacity: str,
    method: str,
    signature_png: bytes | None = None,
) -> int:
    """Serve a paper on one person; the caller has checked that its body may. Returns the service's id."""
    consented = (
        Consent.objects.unscoped(reason="whether the recipient consented decides the method")
        .filter(person_id=recipient_id, unit_id=paper.unit_id, revoked_at=None)
        .exists()
    )
    facts = rules.ServiceFacts(method=method, consented=consented, signed=bool(signature_png))
    if findings := check(rules.SERVE, facts):
        raise RuleBroken(*findings)
    with act(actor=actor, at=at, operation="notices.serve") as a:
        in_person = method == Method.IN_PERSON
        reference = seal = None
        if in_person and signature_png:
            reference = vault.put(
                actor=actor,
                at=at,
                kind="signature",
                owner_table="people_person",
                owner_id=recipient_id,
                plaintext=signature_png,
            )
            seal = vault.seal_digest(reference)
        try:
            with transaction.atomic():
                row = a.create(
                    Service,
                    paper_kind=paper.kind,
                    paper_id=paper.id,
                    number=paper.number,
                    url=paper.url,
                    area=paper.area,
                    unit_id=paper.unit_id,
                    body_id=paper.body_id,
                    recipient_id=recipient_id,
                    capacity=capacity,
                    method=method,
                    served_by=actor.person_id,
                    sent_at=at,
                    opened_at=at if in_person else None,
                    received_at=at if in_person else None,
                    signature=reference,
                    signature_seal=seal,
                )
        except IntegrityError as error:
            raise RuleBroken(Finding("NT-003")) from error
        if not in_person:
            open_todos(
                actor=actor,
                at=at,
                todos=[
                    NewTodo(
                        kind="todo.receive",
                        case_kind="service",
                        case_id=row.pk,
                        url=f"/notices/services/{row.pk}/",
                        permission="notices.receive",
                        person_id=recipient_id,
                        params={"number": paper.number},
                    )
                ],
            )
    return int(row.pk)


def open_service(*, actor: Actor, at: datetime, service_id: int) -> None:
    """The recipient looks at the paper for the first time: opened, not yet received."""
    if _mine(actor, service_id).opened_at is not None:
        return
    with act(actor=actor, at=at, operation="notices.open") as a:
        row = _mine(actor, service_id, is_locked=True)
        if row.opened_at is None:
            a.change(row, opened_at=at)


def receive(*, actor: Actor, at: datetime, service_id: int) -> None:
    """The recipient confirms that the paper was received; proof of service is complete."""
    _mine(actor, service_id)
    with act(actor=actor, at=at, operation="notices.receive") as a:
        row = _mine(actor, service_id, is_locked=True)
        if row.received_at is None:
            a.change(row, opened_at=row.opened_at or at, received_at=max(at, row.opened_at or at))
        close_todos(actor=actor, at=at, case_kind="service", case_ids=[row.pk])


def show_signature(*, actor: Actor, at: datetime, service_id: int) -> bytes:
    """The recipient's signature as PNG: for who serves or audits, and for the signer. The look is logged."""
    row = Service.objects.visible_to(actor).filter(pk=service_id).exclude(signature=None).first()
    if row is None or row.signature is None:
        raise NotFound(Finding("not-found"))
    if row.recipient_id != actor.person_id and not actor.may("notices.see_signatures"):
        raise Forbidden(Finding("no-permission", {"permission": "notices.see_signatures"}))
    if vault.seal_digest(row.signature) != bytes(row.signature_seal or b""):
        raise Unreadable(Finding("NT-005"))
    return vault.get(actor=actor, at=at, ref=row.signature, reason=f"proof of service {row.number}")


def consent(*, actor: Actor, at: datetime) -> int:
    """The acting person consents to electronic service for the unit it acts for."""
    if actor.unit_id is None or not actor.may("notices.consent"):
        raise Forbidden(Finding("no-permission", {"permission": "notices.consent"}))
    known = Consent.objects.visible_to(actor).filter(
        person_id=actor.person_id, unit_id=actor.unit_id, revoked_at=None
    )
    existing = known.first()
    if existing is not None:
        return int(existing.pk)
    try:
        with act(actor=actor, at=at, operation="notices.consent") as a:
            row = a.create(Consent, person_id=actor.person_id, unit_id=actor.unit_id, given_at=at)
    except IntegrityError:
        row = known.get()
    return int(row.pk)


def revoke_consent(*, actor: Actor, at: datetime) -> None:
    """The acting person takes the consent back; what was served stays served."""
    if actor.unit_id is None:
        raise Forbidden(Finding("no-permission", {"permission": "notices.consent"}))
    with act(actor=actor, at=at, operation="notices.revoke_consent") as a:
        rows = Consent.objects.visible_to(actor).filter(
            person_id=actor.person_id, unit_id=actor.unit_id, revoked_at=None
        )
        a.change_many(Consent, [row.pk for row in rows], revoked_at=at)


def _mine(actor: Actor, service_id: int, *, is_locked: bool = False) -> Service:
    """The service whose recipient acts; foreign ones are not found, others' are refused."""
    rows = Service.objects.visible_to(actor).filter(pk=service_id)
    row = (rows.select_for_update(of=("self",)) if is_locked else rows).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    if row.recipient_id != actor.person_id:
        raise Forbidden(Finding("NT-004"))
    return row
