"""What several operations on shares need: to-dos, terms, the facts for the rules."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from zhiben.core import deadlines
from zhiben.core.actors import Actor
from zhiben.core.calendar.queries import snapshot
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.notices import operations as notices
from zhiben.domains.plans.models import Share
from zhiben.domains.plans.rules import ShareFacts, pl026_open

sentence("todo.sign_for", N_("Sign for the task %(number)s: %(title)s"))
sentence("todo.objection", N_("Decide on the objection to task %(number)s: %(title)s"))
REPORT_TODO = sentence("todo.report", N_("Report on %(month)s for task %(number)s: %(title)s"))
sentence("todo.work", N_("Task %(number)s: %(title)s"))
sentence("todo.review_progress", N_("Review the report for %(month)s on task %(number)s: %(title)s"))
sentence(
    "todo.progress_returned", N_("Correct the returned report for %(month)s on task %(number)s: %(title)s")
)


def objection_day(today: date) -> date:
    """The last day for an objection to a share assigned today."""
    term = instruments.parameter("plans.objection.within", on=today)
    calendar = snapshot(today, deadlines.add_months(today, 2))
    return deadlines.compute(today, int(term.value), "working_days", calendar=calendar).due


def share_todo(share: Share, kind: str, permission: str, **values: Any) -> notices.NewTodo:
    """A to-do about a share, for its body unless another is named."""
    params = {"number": share.task.number, "title": share.title, **values.pop("params", {})}
    return notices.NewTodo(
        kind=kind,
        case_kind="share",
        case_id=share.pk,
        url=f"/plans/shares/{share.pk}/",
        permission=permission,
        body_id=values.pop("body_id", share.body_id),
        due_day=values.pop("due_day", share.due_day),
        params=params,
    )


def assign_todos(a: OpenAct, shares: Iterable[Share]) -> None:
    """Ask the bodies of newly assigned shares to sign for them."""
    todos = [
        share_todo(share, "todo.sign_for", "plans.sign_for", due_day=share.object_by) for share in shares
    ]
    notices.open_todos(actor=a.actor, at=a.at, todos=todos)


def next_todo(a: OpenAct, share: Share, todo: notices.NewTodo | None) -> None:
    """Close the share's to-dos and open the next one, if any."""
    notices.close_todos(actor=a.actor, at=a.at, case_kind="share", case_ids=[share.pk])
    if todo is not None:
        notices.open_todos(actor=a.actor, at=a.at, todos=[todo])


def demand_open(closed_day: date | None, why: str) -> None:
    """RuleBroken (PL-026) when the plan is closed."""
    if findings := pl026_open(closed_day, why):
        raise RuleBroken(*findings)


def demand_seen(actor: Actor, share_id: int) -> None:
    """NotFound unless the share is within reach; RuleBroken when its plan is closed."""
    rows = Share.objects.visible_to(actor).filter(pk=share_id)
    found = rows.values_list("task__plan__closed_day", "task__plan__closed_why").first()
    if found is None:
        raise NotFound(Finding("not-found"))
    demand_open(*found)


def share_facts(actor: Actor, row: Share, today: date, **known: Any) -> ShareFacts:
    """What the rules may know of a share when this actor acts on it."""
    return ShareFacts(
        today=today,
        own_body=row.body_id is not None and row.body_id == actor.body_id,
        own_office=row.office_id == actor.body_id,
        object_by=row.object_by,
        **known,
    )
