"""To-dos, opened and closed by the operation that makes them necessary or done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhiben.core.actors import Actor
from zhiben.domains.notices.models import Todo


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
