"""Monthly progress: filled by one person of the body, reviewed by another; readings of targets."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from zhiben.core import clock, files
from zhiben.core.actors import Actor
from zhiben.core.deadlines import add_months
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.notices import operations as notices
from zhiben.domains.plans.lifecycle import PROGRESS
from zhiben.domains.plans.models import Progress, ProgressFile, Share, Target, TargetReading
from zhiben.domains.plans.operations.duties import REPORT_TODO, demand_open, share_todo
from zhiben.domains.plans.rules import ProgressFacts
from zhiben.domains.plans.vocabulary import ShareState


def report_progress(
    *,
    actor: Actor,
    at: datetime,
    share_id: int,
    month: date,
    nil: bool,
    this_month: str,
    cumulative: str,
    percent: int,
    next_step: str,
    file_ids: Iterable[int] = (),
) -> int:
    """Report on a share for a month (its first day), or correct the report while it is not reviewed."""
    share = _share(actor, share_id)
    demand_open(share.task.plan.closed_day, share.task.plan.closed_why)
    if share.state != ShareState.RUNNING:
        raise RuleBroken(Finding("wrong-state", {"state": share.state}), code="wrong-state")
    first = month.replace(day=1)
    values = {
        "nil": nil,
        "this_month": this_month,
        "cumulative": cumulative,
        "percent": percent,
        "next_step": next_step,
        "filled_by": actor.person_id,
        "filled_at": at,
    }
    with act(actor=actor, at=at, operation="plans.report_progress") as a:
        facts = _facts(actor, share, first, clock.day_of(at), nil=nil, this_month=this_month)
        known = Progress.objects.visible_to(actor).filter(share=share, month=first).first()
        if known is None:
            row = PROGRESS.begin(
                a, "fill", values={"share": share, "month": first, **values}, facts=lambda _: facts
            )
        else:
            row = PROGRESS.perform(
                a,
                "fill_again",
                pk=known.pk,
                seen_version=None,
                changes=values,
                facts=lambda _: facts,
            )
        _attach(a, row, file_ids)
        if first == add_months(clock.day_of(at).replace(day=1), -1):
            notices.close_todos(
                actor=actor, at=at, case_kind="share", case_ids=[share.pk], kinds=[REPORT_TODO]
            )
        _todo(a, share, row, "todo.review_progress", "plans.review_progress")
    return int(row.pk)


def review_progress(*, actor: Actor, at: datetime, progress_id: int, seen_version: int) -> None:
    """Another person of the body reviews the report; it is then on record."""
    _decide(actor, at, progress_id, seen_version, "review", "")


def return_progress(*, actor: Actor, at: datetime, progress_id: int, seen_version: int, remark: str) -> None:
    """Another person of the body returns the report for correction."""
    _decide(actor, at, progress_id, seen_version, "return", remark)


def _decide(actor: Actor, at: datetime, progress_id: int, seen_version: int, move: str, remark: str) -> None:
    known = Progress.objects.visible_to(actor).filter(pk=progress_id).select_related("share__task").first()
    if known is None:
        raise NotFound(Finding("not-found"))
    share = known.share
    with act(actor=actor, at=at, operation=f"plans.{move}_progress") as a:
        row = PROGRESS.perform(
            a,
            move,
            pk=progress_id,
            seen_version=seen_version,
            changes={"reviewed_by": actor.person_id, "reviewed_at": at, "remark": remark}
            if move == "review"
            else {"remark": remark},
            facts=lambda locked: ProgressFacts(
                person_id=actor.person_id,
                filled_by=locked.filled_by,
                month=locked.month,
                present_month=locked.month,
                counting_month=locked.month,
                nil=locked.nil,
                this_month=locked.this_month,
                own_body=share.body_id == actor.body_id,
            ),
        )
        if move == "return":
            _todo(a, share, row, "todo.progress_returned", "plans.report_progress")
        else:
            _close(a, row)


def _share(actor: Actor, share_id: int) -> Share:
    row = Share.objects.visible_to(actor).filter(pk=share_id).select_related("task__plan").first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return row


def _facts(
    actor: Actor, share: Share, month: date, today: date, *, nil: bool, this_month: str
) -> ProgressFacts:
    return ProgressFacts(
        person_id=actor.person_id,
        filled_by=actor.person_id,
        month=month,
        present_month=today.replace(day=1),
        counting_month=share.task.plan.counting_from.replace(day=1),
        nil=nil,
        this_month=this_month,
        own_body=share.body_id is not None and share.body_id == actor.body_id,
    )


def _attach(a: OpenAct, row: Progress, file_ids: Iterable[int]) -> None:
    claimed = files.claim(a.actor, list(file_ids), "any")
    names = files.brief(claimed)
    a.create_many(
        ProgressFile,
        [ProgressFile(progress=row, file_id=file, name=names[file].name[:120]) for file in claimed],
    )


def _close(a: OpenAct, row: Progress) -> None:
    notices.close_todos(actor=a.actor, at=a.at, case_kind="progress", case_ids=[row.pk])


def _todo(a: OpenAct, share: Share, row: Progress, kind: str, permission: str) -> None:
    """The next to-do about a report; it stands beside the share's own."""
    _close(a, row)
    base = share_todo(share, kind, permission, params={"month": f"{row.month:%Y-%m}"})
    todo = notices.NewTodo(
        kind=base.kind,
        case_kind="progress",
        case_id=row.pk,
        url=base.url,
        permission=base.permission,
        body_id=base.body_id,
        due_day=None,
        params=base.params,
    )
    notices.open_todos(actor=a.actor, at=a.at, todos=[todo])


def record_target(
    *,
    actor: Actor,
    at: datetime,
    target_id: int,
    day: date,
    value: Decimal,
    source: str,
    plan_id: int | None = None,
) -> int:
    """Record what a target (of this plan, if one is named) stands at on a day, and where the number comes from."""
    if not actor.may("plans.read_target"):
        raise Forbidden(Finding("no-permission", {"permission": "plans.read_target"}))
    target = Target.objects.visible_to(actor).filter(pk=target_id).select_related("plan").first()
    if target is None or plan_id not in (None, target.plan_id):
        raise NotFound(Finding("not-found"))
    demand_open(target.plan.closed_day, target.plan.closed_why)
    with act(actor=actor, at=at, operation="plans.record_target") as a:
        known = TargetReading.objects.visible_to(actor).filter(target=target, day=day).first()
        if known is not None:
            a.change(known, value=value, source=source, person_id=actor.person_id)
            return int(known.pk)
        row = a.create(
            TargetReading,
            target=target,
            day=day,
            value=value,
            source=source,
            person_id=actor.person_id,
        )
    return int(row.pk)
