"""A report due is written, approved by the sender, delivered against a receipt, sent back or waived."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from zhiben.core import clock, files
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.numbering import next_number
from zhiben.domains.notices import operations as notices
from zhiben.domains.plans.lifecycle import DUE
from zhiben.domains.plans.models import ReportDelivery, ReportDue, ReportFile
from zhiben.domains.plans.operations.dues import APPROVE_TODO, RETURNED_TODO, due_todo
from zhiben.domains.plans.rules import DueFacts
from zhiben.domains.plans.vocabulary import DueState

Figures = Mapping[str, str | int | float]


def deliver_report(
    *,
    actor: Actor,
    at: datetime,
    due_id: int,
    seen_version: int,
    text: str = "",
    figures: Figures | None = None,
    file_ids: Iterable[int] = (),
) -> None:
    """Write the report: delivered at once, or locked for the sender's one or two approvals where the rule asks them."""
    _demand_seen(actor, due_id)
    said, claimed = dict(figures or {}), files.claim(actor, list(file_ids), "any")
    named = all(key.strip() and str(value).strip() for key, value in said.items())
    something = named and bool(text.strip() or said or claimed)
    with act(actor=actor, at=at, operation="plans.write_report") as a:
        receipt: list[str] = []
        row = DUE.perform(
            a,
            lambda due: "write" if due.steps else "deliver",
            pk=due_id,
            seen_version=seen_version,
            changes=lambda due: {
                "attempts": due.attempts + 1,
                **({} if due.steps else _received(due, clock.day_of(at), receipt)),
            },
            facts=_facts(actor, at, something=something),
        )
        written = a.create(
            ReportDelivery,
            due=row,
            number=row.attempts,
            text=text,
            figures=said,
            written_by=actor.person_id,
            written_at=at,
            receipt=receipt[0] if receipt else "",
            delivered_at=at if receipt else None,
        )
        names = files.brief(claimed)
        rows = [ReportFile(delivery=written, file_id=one, name=names[one].name[:120]) for one in claimed]
        a.create_many(ReportFile, rows)
        _next(a, row, due_todo(row, APPROVE_TODO, "plans.approve_report") if row.steps else None)


def approve_report(*, actor: Actor, at: datetime, due_id: int, seen_version: int) -> None:
    """Another person of the sender approves; with the last approval the report is delivered."""
    _demand_seen(actor, due_id)
    with act(actor=actor, at=at, operation="plans.approve_report") as a:
        receipt: list[str] = []

        def move(due: ReportDue) -> str:
            return "check" if due.state == DueState.WRITTEN and due.steps == 2 else "approve"

        row = DUE.perform(
            a,
            move,
            pk=due_id,
            seen_version=seen_version,
            changes=lambda due: _received(due, clock.day_of(at), receipt) if move(due) == "approve" else {},
            facts=_facts(actor, at),
        )
        written = _written(row)
        if receipt:
            a.change(
                written, approved_by=actor.person_id, approved_at=at, receipt=receipt[0], delivered_at=at
            )
        else:
            a.change(written, checked_by=actor.person_id, checked_at=at)
        _next(a, row, None if receipt else due_todo(row, APPROVE_TODO, "plans.approve_report"))


def give_back_report(*, actor: Actor, at: datetime, due_id: int, seen_version: int, reason: str) -> None:
    """The sender's own people return what was written for rework, before it is delivered; why is theirs alone."""
    _back(actor, at, due_id, seen_version, "give_back", reason)


def send_back_report(
    *,
    actor: Actor,
    at: datetime,
    due_id: int,
    seen_version: int,
    reason: str,
    again_by: date | None = None,
) -> None:
    """The receiver sends a delivered report back; what was delivered stays on record.

    Delivered again until `again_by` it keeps the day of its first delivery, otherwise the new day counts.
    """
    _back(actor, at, due_id, seen_version, "send_back", reason, remark=reason, again_by=again_by)


def waive_report(*, actor: Actor, at: datetime, due_id: int, seen_version: int, reason: str) -> None:
    """The receiver does without this report."""
    _demand_seen(actor, due_id)
    with act(actor=actor, at=at, operation="plans.waive_report") as a:
        row = DUE.perform(
            a,
            "waive",
            pk=due_id,
            seen_version=seen_version,
            changes={"remark": reason},
            facts=_facts(actor, at, reason=reason),
        )
        _next(a, row, None)


def _back(
    actor: Actor, at: datetime, due_id: int, seen_version: int, move: str, reason: str, **changes: Any
) -> None:
    _demand_seen(actor, due_id)
    with act(actor=actor, at=at, operation=f"plans.{move}_report") as a:
        row = DUE.perform(
            a,
            move,
            pk=due_id,
            seen_version=seen_version,
            changes=changes,
            facts=_facts(actor, at, reason=reason, again_by=changes.get("again_by")),
        )
        a.change(_written(row), remark=reason)
        _next(a, row, due_todo(row, RETURNED_TODO, "plans.write_report"))


def _received(due: ReportDue, day: date, receipt: list[str]) -> dict[str, Any]:
    """The columns of a delivery; its receipt number is handed out too."""
    receipt.append(next_number("plans.receipt", day.year))
    in_time_again = due.delivered_day is not None and due.again_by is not None and day <= due.again_by
    return {
        "delivered_day": due.delivered_day if in_time_again else day,
        "receipt": receipt[0],
        "again_by": None,
        "remark": "",
    }


def _facts(actor: Actor, at: datetime, **known: Any) -> Callable[[ReportDue], DueFacts]:
    """What the rules may know, gathered from the locked row."""

    def gather(due: ReportDue) -> DueFacts:
        hands: tuple[int, ...] = ()
        if due.state in (DueState.WRITTEN, DueState.CHECKED):
            written = _written(due)
            hands = tuple(one for one in (written.written_by, written.checked_by) if one)
        return DueFacts(
            today=clock.day_of(at),
            person_id=actor.person_id,
            is_sender=due.is_owed_by(actor),
            own_office=due.office_id == actor.body_id,
            hands=hands,
            **known,
        )

    return gather


def _written(due: ReportDue) -> ReportDelivery:
    """The last that was written for a report due."""
    rows = ReportDelivery.objects.unscoped(reason="the case was demanded to be within reach")
    return rows.get(due_id=due.pk, number=due.attempts)


def _next(a: OpenAct, row: ReportDue, todo: notices.NewTodo | None) -> None:
    notices.close_todos(actor=a.actor, at=a.at, case_kind="report_due", case_ids=[row.pk])
    if todo is not None:
        notices.open_todos(actor=a.actor, at=a.at, todos=[todo])


def _demand_seen(actor: Actor, due_id: int) -> None:
    if not ReportDue.objects.visible_to(actor).filter(pk=due_id).exists():
        raise NotFound(Finding("not-found"))
