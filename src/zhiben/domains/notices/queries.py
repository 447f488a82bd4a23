"""Reads of notices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.notices.models import Consent, Service, Todo


@dataclass(frozen=True, slots=True)
class TodoLine:
    """One line of the workbench: what, where to do it, until when."""

    id: int
    kind: str
    params: dict[str, Any]
    url: str
    due_day: date | None
    case_kind: str
    case_id: int

    @property
    def finding(self) -> Finding:
        """The sentence of the to-do."""
        return Finding(self.kind, self.params)


def todos(actor: Actor, limit: int = 100) -> list[TodoLine]:
    """The actor's open to-dos, by time limit; those without a limit last."""
    rows = (
        Todo.objects.visible_to(actor)
        .filter(closed_at=None, permission__in=sorted(actor.permissions))
        .order_by(F("due_day").asc(nulls_last=True), "id")
        .values("id", "kind", "params", "url", "due_day", "case_kind", "case_id")[:limit]
    )
    return [TodoLine(**row) for row in rows]


def count_todos(actor: Actor) -> int:
    """How many to-dos are open for the actor."""
    return (
        Todo.objects.visible_to(actor)
        .filter(closed_at=None, permission__in=sorted(actor.permissions))
        .count()
    )


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service of a paper, with its proof. `signature` is the vault's number, None when electronic."""

    id: int
    paper_kind: str
    paper_id: int
    number: str
    url: str
    recipient_id: int
    capacity: str
    method: str
    served_by: int
    sent_at: datetime
    opened_at: datetime | None
    received_at: datetime | None
    signature: int | None


_FIELDS = tuple(ServiceLine.__dataclass_fields__)


def services_of(actor: Actor, paper_kind: str, paper_ids: Iterable[int]) -> list[ServiceLine]:
    """The services of these papers that the actor may see, in order of sending."""
    rows = Service.objects.visible_to(actor).filter(paper_kind=paper_kind, paper_id__in=list(paper_ids))
    return [ServiceLine(**row) for row in rows.order_by("id").values(*_FIELDS)]


def service(actor: Actor, service_id: int) -> ServiceLine:
    """One service; NotFound when it is not within reach."""
    row = Service.objects.visible_to(actor).filter(pk=service_id).values(*_FIELDS).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return ServiceLine(**row)


def consented(unit_id: int, person_ids: Iterable[int]) -> set[int]:
    """Which of these persons have consented to electronic service for the unit."""
    rows = Consent.objects.unscoped(reason="decides which methods of service are offered")
    return set(
        rows.filter(unit_id=unit_id, person_id__in=list(person_ids), revoked_at=None).values_list(
            "person_id", flat=True
        )
    )


def served_on(actor: Actor, limit: int = 100) -> list[ServiceLine]:
    """Papers served on the acting person, newest first."""
    rows = Service.objects.visible_to(actor).filter(recipient_id=actor.person_id)
    return [ServiceLine(**row) for row in rows.order_by("-id").values(*_FIELDS)[:limit]]
