"""Who leads: the office names bodies where the plan names none, for one task or for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.plans import rules
from zhiben.domains.plans.lifecycle import SHARE
from zhiben.domains.plans.models import Share
from zhiben.domains.plans.operations.duties import (
    assign_todos,
    demand_seen,
    next_todo,
    objection_day,
    share_facts,
    share_todo,
)


def name_lead(
    *,
    actor: Actor,
    at: datetime,
    share_id: int,
    seen_version: int,
    body_id: int,
    also: Iterable[int] = (),
) -> None:
    """The office names the body that leads where the plan names none (or one nobody knows).

    `also`: further bodies that lead, each with a share of its own.
    """
    demand_seen(actor, share_id)
    others = list(also)
    if findings := rules.pl008_bodies([body_id, *others], None):
        raise RuleBroken(*findings)
    with act(actor=actor, at=at, operation="plans.name_lead") as a:
        today = clock.day_of(at)
        demand_once(share_id, [body_id, *others])
        row = SHARE.perform(
            a,
            "name_lead",
            pk=share_id,
            seen_version=seen_version,
            changes={"body_id": lead_body(actor, body_id), "object_by": objection_day(today)},
            facts=lambda share: share_facts(actor, share, today),
        )
        next_todo(a, row, share_todo(row, "todo.sign_for", "plans.sign_for", due_day=row.object_by))
        assign_todos(a, [_beside(a, actor, row, other) for other in others])


@dataclass(frozen=True, slots=True)
class Lead:
    """The bodies that lead a share, as somebody chose them seeing this version."""

    share_id: int
    seen_version: int
    body_ids: tuple[int, ...]


def name_leads(*, actor: Actor, at: datetime, leads: Iterable[Lead]) -> int:
    """The office names the leads of many tasks at once; all or nothing. Returns how many."""
    wanted = list(leads)
    with transaction.atomic():
        for lead in wanted:
            first, *others = lead.body_ids
            name_lead(
                actor=actor,
                at=at,
                share_id=lead.share_id,
                seen_version=lead.seen_version,
                body_id=first,
                also=others,
            )
    return len(wanted)


def _beside(a: OpenAct, actor: Actor, row: Share, body_id: int) -> Share:
    """A share of the same task for one more lead body."""
    values = {
        "task_id": row.task_id,
        "parent_id": row.parent_id,
        "area": row.area,
        "office_id": row.office_id,
        "body_id": lead_body(actor, body_id),
        "title": row.title,
        "due_day": row.due_day,
        "object_by": row.object_by,
    }
    made: Share = SHARE.begin(a, "assign", values=values)
    return made


def lead_body(actor: Actor, body_id: int) -> int:
    """A body that lies where the actor works; NotFound otherwise."""
    brief = organisations.body_brief(body_id)
    if brief is None or not (actor.system or actor.covers(brief.area)):
        raise NotFound(Finding("not-found", field="body"))
    return body_id


def demand_once(share_id: int, body_ids: list[int]) -> None:
    """Refuse bodies that have a share of the same task (and of the same part of it) already."""
    everybody = Share.objects.unscoped(reason="a body has one share of a task, seen or not")
    own = everybody.filter(pk=share_id).values_list("task_id", "parent_id").first()
    if own is None:
        return
    same = everybody.filter(task_id=own[0], parent_id=own[1], body_id__in=body_ids).exclude(pk=share_id)
    if findings := rules.pl012_once(same.exists()):
        raise RuleBroken(*findings)
