"""What happens when nobody answers."""

from datetime import datetime

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.ledger.book import act
from zhiben.domains.notices.models import Service
from zhiben.domains.notices.operations.kept import SERVE
from zhiben.domains.notices.operations.todos import NewTodo, open_todos


def chase(*, actor: Actor, at: datetime, most: int = 5000) -> int:
    """Tell the senders of papers that nobody received within their term; returns how many. Twice does no harm."""
    rows = Service.objects.visible_to(actor).filter(
        received_at=None, ended_at=None, chased_at=None, respond_by__lt=clock.day_of(at)
    )
    if not rows.exists():
        return 0
    with act(actor=actor, at=at, operation="notices.chase") as a:
        late = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("id")[:most])
        a.change_many(Service, [row.pk for row in late], chased_at=at)
        todos = [
            NewTodo(
                kind="todo.serve_again",
                case_kind="service",
                case_id=row.pk,
                url=f"/notices/services/{row.pk}/",
                permission=SERVE,
                body_id=row.body_id,
                due_day=row.respond_by,
                params={"number": row.number},
            )
            for row in late
        ]
        open_todos(actor=actor, at=at, todos=todos)
    return len(late)
