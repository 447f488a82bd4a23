"""To-dos: what the actor must do now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from zhiben.core.actors import Actor
from zhiben.core.findings import Finding
from zhiben.domains.notices.models import Todo


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


def open_of(case_kind: str, case_ids: Iterable[int], kinds: Iterable[str]) -> set[tuple[int, str]]:
    """Which of these kinds of to-dos are open on which cases, whoever they are for: (case id, kind)."""
    rows = Todo.objects.unscoped(reason="what is asked already is not asked twice").filter(
        case_kind=case_kind, case_id__in=list(case_ids), kind__in=list(kinds), closed_at=None
    )
    return set(rows.values_list("case_id", "kind"))


def cases_asked(kind: str, url: str) -> set[int]:
    """Of which cases this was asked already, whether it was done or not."""
    rows = Todo.objects.unscoped(reason="asked once, whoever was asked").filter(kind=kind, url=url)
    return set(rows.values_list("case_id", flat=True))
