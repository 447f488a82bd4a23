"""The office closes a plan, or opens it again: what was entered stays, nothing is entered any more."""

from datetime import datetime

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.notices import operations as notices
from zhiben.domains.plans import rules
from zhiben.domains.plans.models import Plan, Progress, ReportRule, Share
from zhiben.domains.plans.operations.dues import end_report
from zhiben.domains.plans.operations.duties import assign_todos, share_todo
from zhiben.domains.plans.vocabulary import ShareState

_WHOLE = "all of the plan that the office closes"


def close_plan(*, actor: Actor, at: datetime, plan_id: int, reason: str) -> None:
    """Close a plan of the own office: its to-dos and the reports due by it end; `reason` is shown to who asks."""
    if not reason.strip():
        raise RuleBroken(Finding("PL-020", field="reason"))
    with act(actor=actor, at=at, operation="plans.close") as a:
        plan = _own(actor, plan_id)
        if findings := rules.pl027_closes_once(plan.closed_day):
            raise RuleBroken(*findings)
        a.change(plan, closed_day=clock.day_of(at), closed_why=reason.strip())
        _end_todos(a, plan)
        _end_reports(a, plan)


def reopen_plan(*, actor: Actor, at: datetime, plan_id: int) -> None:
    """Open a plan again that was closed by mistake; its bodies are asked again. Reports due are made due anew."""
    with act(actor=actor, at=at, operation="plans.reopen") as a:
        plan = _own(actor, plan_id)
        if findings := rules.pl028_is_closed(plan.closed_day):
            raise RuleBroken(*findings)
        a.change(plan, closed_day=None, closed_why="")
        shares = Share.objects.unscoped(reason=_WHOLE).filter(task__plan=plan, body__isnull=False)
        found = list(
            shares.filter(state__in=[ShareState.ASSIGNED, ShareState.RUNNING]).select_related("task")
        )
        assign_todos(a, [share for share in found if share.state == ShareState.ASSIGNED])
        running = [share for share in found if share.state == ShareState.RUNNING]
        todos = [share_todo(share, "todo.work", "plans.report_progress") for share in running]
        notices.open_todos(actor=actor, at=at, todos=todos)


def _own(actor: Actor, plan_id: int) -> Plan:
    """The plan, locked; NotFound out of reach, Forbidden for others than the office that published it."""
    plan = Plan.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=plan_id).first()
    if plan is None:
        raise NotFound(Finding("not-found"))
    if not actor.may("plans.assign"):
        raise Forbidden(Finding("no-permission", {"permission": "plans.assign"}), code="no-permission")
    if plan.body_id != actor.body_id:
        raise Forbidden(Finding("PL-003"))
    return plan


def _end_todos(a: OpenAct, plan: Plan) -> None:
    """Nobody is asked for anything on the plan any more."""
    shares = Share.objects.unscoped(reason=_WHOLE).filter(task__plan=plan)
    reports = Progress.objects.unscoped(reason=_WHOLE).filter(share__task__plan=plan)
    for kind, rows in (("share", shares), ("progress", reports)):
        ids = list(rows.values_list("pk", flat=True))
        notices.close_todos(actor=a.actor, at=a.at, case_kind=kind, case_ids=ids)


def _end_reports(a: OpenAct, plan: Plan) -> None:
    """Reports that the office made due by an item of the plan's document are due no longer."""
    items = instruments.items_of_document(a.actor, plan.document_id)
    rows = ReportRule.objects.visible_to(a.actor).filter(
        body_id=plan.body_id, item_id__in=[item["id"] for item in items], ends=None
    )
    for rule in rows.values_list("pk", flat=True):
        end_report(actor=a.actor, at=a.at, rule_id=rule)
