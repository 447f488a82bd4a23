"""What bodies and the office do with shares: sign for, object, decide, break down, confirm, complete."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.notices import operations as notices
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people
from zhiben.domains.plans import rules
from zhiben.domains.plans.lifecycle import SHARE
from zhiben.domains.plans.models import Share, ShareParty
from zhiben.domains.plans.operations.duties import (
    demand_open,
    demand_seen,
    next_todo,
    objection_day,
    share_facts,
    share_todo,
)
from zhiben.domains.plans.operations.leads import demand_once, lead_body
from zhiben.domains.plans.vocabulary import ENDED, ShareState


def sign_for_share(
    *,
    actor: Actor,
    at: datetime,
    share_id: int,
    seen_version: int,
    leader_id: int,
    handler_id: int,
    deliverable: str,
) -> None:
    """The lead body signs for its share and names leader, handler and deliverable."""
    demand_seen(actor, share_id)
    with act(actor=actor, at=at, operation="plans.sign_for") as a:
        today = clock.day_of(at)
        members = {member.person_id for member in people.members_of(body_id=actor.body_id, day=today)}
        row = SHARE.perform(
            a,
            "sign_for",
            pk=share_id,
            seen_version=seen_version,
            changes={"leader_id": leader_id, "handler_id": handler_id, "deliverable": deliverable},
            facts=lambda share: share_facts(
                actor,
                share,
                today,
                leader=bool(leader_id),
                handler=bool(handler_id),
                members={leader_id, handler_id} <= members,
                deliverable=deliverable,
            ),
        )
        next_todo(a, row, share_todo(row, "todo.work", "plans.report_progress"))


def object_to_share(*, actor: Actor, at: datetime, share_id: int, seen_version: int, reason: str) -> None:
    """The body objects within the term; the office decides."""
    demand_seen(actor, share_id)
    with act(actor=actor, at=at, operation="plans.object") as a:
        today = clock.day_of(at)
        row = SHARE.perform(
            a,
            "object",
            pk=share_id,
            seen_version=seen_version,
            changes={"objection": reason},
            facts=lambda share: share_facts(actor, share, today),
        )
        next_todo(
            a,
            row,
            share_todo(
                row, "todo.objection", "plans.decide_objection", body_id=row.office_id, due_day=row.object_by
            ),
        )


def decide_objection(
    *,
    actor: Actor,
    at: datetime,
    share_id: int,
    seen_version: int,
    answer: str,
    body_id: int | None = None,
    release: bool = False,
) -> None:
    """The office decides: the share stays (neither given), goes to another body, or is released."""
    demand_seen(actor, share_id)
    with act(actor=actor, at=at, operation="plans.decide_objection") as a:
        today = clock.day_of(at)
        move = "uphold"
        changes: dict[str, Any] = {"answer": answer, "object_by": None}
        if release:
            move = "release"
        elif body_id is not None:
            move = "reassign"
            changes |= {"body_id": lead_body(actor, body_id), "object_by": objection_day(today)}
            demand_once(share_id, [body_id])
        row = SHARE.perform(
            a,
            move,
            pk=share_id,
            seen_version=seen_version,
            changes=changes,
            facts=lambda share: share_facts(actor, share, today),
        )
        todo = share_todo(row, "todo.sign_for", "plans.sign_for", due_day=row.object_by)
        next_todo(a, row, None if release else todo)


@dataclass(frozen=True, slots=True)
class Piece:
    """What a body below is to do of a share, by when."""

    body_id: int
    title: str
    due_day: date


def break_down(
    *, actor: Actor, at: datetime, share_id: int, seen_version: int, pieces: Iterable[Piece]
) -> list[int]:
    """Break the own share down to bodies below; each gets a share of its own. Returns their ids."""
    demand_seen(actor, share_id)
    wanted = list(pieces)
    with act(actor=actor, at=at, operation="plans.break_down") as a:
        parent: Share = SHARE.amend(
            a, pk=share_id, seen_version=seen_version, permission="plans.break_down", changes={}
        )
        if parent.body_id != actor.body_id:
            raise Forbidden(Finding("PL-001"))
        if parent.state != ShareState.RUNNING:
            raise RuleBroken(Finding("wrong-state", {"state": parent.state}))
        findings = rules.pl008_bodies([piece.body_id for piece in wanted], actor.body_id)
        for piece in wanted:
            findings += rules.pl009_due_within(piece.due_day, parent.due_day)
        known = Share.objects.unscoped(reason="a body has one share of a task, seen or not")
        same = known.filter(parent=parent, body_id__in=[piece.body_id for piece in wanted])
        findings += rules.pl012_once(same.exists(), "bodies")
        if findings:
            raise RuleBroken(*findings)
        made = [_below(a, actor, parent, piece) for piece in wanted]
        notices.open_todos(
            actor=actor,
            at=at,
            todos=[share_todo(row, "todo.sign_for", "plans.sign_for", due_day=row.object_by) for row in made],
        )
    return [row.pk for row in made]


def _below(a: OpenAct, actor: Actor, parent: Share, piece: Piece) -> Share:
    """One share below, visible to the body that gave it and to the office."""
    body = organisations.body_brief(piece.body_id)
    if body is None or not actor.reaches(body.area):
        raise NotFound(Finding("not-found", field="bodies"))
    row: Share = SHARE.begin(
        a,
        "assign_below",
        values={
            "task_id": parent.task_id,
            "parent_id": parent.pk,
            "area": body.area,
            "office_id": parent.body_id,
            "body_id": body.id,
            "named": body.short_name,
            "title": piece.title or parent.title,
            "due_day": piece.due_day,
            "object_by": objection_day(clock.day_of(a.at)),
        },
    )
    a.create(ShareParty, share=row, body_id=parent.body_id)
    return row


def confirm_old(*, actor: Actor, at: datetime, share_ids: Iterable[int], done: bool) -> int:
    """Tasks from before counting began: confirm many at once as done, or as still running. Returns how many."""
    wanted = set(share_ids)
    with act(actor=actor, at=at, operation="plans.confirm_old") as a:
        found = Share.objects.visible_to(actor).filter(pk__in=wanted, state=ShareState.TO_CONFIRM)
        rows = list(found.select_related("task__plan"))
        if len(rows) != len(wanted):
            raise NotFound(Finding("not-found"))
        if any(actor.body_id not in (row.body_id, row.office_id) for row in rows):
            raise Forbidden(Finding("PL-001"))
        for row in rows:
            demand_open(row.task.plan.closed_day, row.task.plan.closed_why)
        if not done and (findings := rules.pl014_has_body(row.body_id for row in rows)):
            raise RuleBroken(*findings)
        changes = {"done_day": clock.day_of(at)} if done else {}
        moved = SHARE.perform_many(
            a, "confirm_done" if done else "confirm_running", pks=sorted(wanted), changes=changes
        )
        if not done:
            running = Share.objects.visible_to(actor).filter(pk__in=moved).select_related("task")
            todos = [share_todo(row, "todo.work", "plans.report_progress") for row in running]
            notices.open_todos(actor=actor, at=at, todos=todos)
    return len(moved)


def complete_share(*, actor: Actor, at: datetime, share_id: int, seen_version: int, result: str) -> None:
    """The body says that its share is done, with the result; parts broken down from it must be done."""
    demand_seen(actor, share_id)
    with act(actor=actor, at=at, operation="plans.complete") as a:
        today = clock.day_of(at)
        below = Share.objects.unscoped(reason="all parts broken down from the share count")
        row = SHARE.perform(
            a,
            "complete",
            pk=share_id,
            seen_version=seen_version,
            changes={"done_day": today, "result": result},
            facts=lambda share: share_facts(
                actor,
                share,
                today,
                result=result,
                open_below=below.filter(parent=share).exclude(state__in=sorted(ENDED)).count(),
            ),
        )
        next_todo(a, row, None)
