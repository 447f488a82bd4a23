"""What the state of a hazard asks for next, as to-dos: for cases brought in, reopened or given to another body."""

from zhiben.core.ledger.book import OpenAct
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.operations.steps import close_todos, new_todo, settling_office, today_of
from zhiben.domains.hazards.vocabulary import State
from zhiben.domains.notices import operations as notices
from zhiben.domains.organisations import queries as organisations

_NEXT = {
    State.REPORTED: ("todo.confirm", "hazards.confirm"),
    State.DISSUADED: ("todo.look_again", "hazards.dissuade"),
    State.CONFIRMED: ("todo.issue", "hazards.serve"),
    State.RECTIFYING: ("todo.treat", "hazards.treat"),
    State.RECTIFIED: ("todo.accept", "hazards.accept"),
    State.ACCEPTED: ("todo.review", "hazards.review"),
}


def open_waiting(a: OpenAct, rows: list[Hazard]) -> None:
    """For each open case what its state asks for next, in few statements."""
    waiting = [row for row in rows if row.state in _NEXT]
    units = organisations.unit_names({row.unit_id for row in waiting})
    offices: dict[tuple[int, str], int | None] = {}
    todos = []
    for row in waiting:
        kind, permission = _NEXT[State(row.state)]
        is_units = row.state == State.RECTIFYING
        body = row.body_id
        if body is None and not is_units:
            kind, permission = "todo.settle", "organisations.manage_mandates"
            key = (row.area, row.sector)
            if key not in offices:
                offices[key] = settling_office(row, today_of(a))
            body = offices[key]
        if body is None and not is_units:
            continue
        todos.append(
            new_todo(
                row,
                kind,
                permission,
                unit_name=units.get(row.unit_id, ""),
                body_id=None if is_units else body,
                unit_id=row.unit_id if is_units else None,
                due_day=row.limit_day,
            )
        )
    notices.open_todos(actor=a.actor, at=a.at, todos=todos)


def wait_anew(a: OpenAct, row: Hazard) -> None:
    """Close what waited for others and open what the state asks of whoever has it now."""
    close_todos(a, row)
    open_waiting(a, [row])
