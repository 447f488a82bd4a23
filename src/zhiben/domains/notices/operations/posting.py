"""What the post says: delivered on a day, or came back."""

from collections.abc import Sequence
from datetime import date, datetime

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import act
from zhiben.domains.notices.operations.kept import ask_sender, sent_by
from zhiben.domains.notices.operations.links import waiting
from zhiben.domains.notices.operations.serving import attach
from zhiben.domains.notices.operations.todos import close_todos
from zhiben.domains.notices.vocabulary import Method


def record_delivery(
    *, actor: Actor, at: datetime, service_id: int, day: date, files: Sequence[int] = ()
) -> None:
    """The post delivered on that day, by its receipt; a photograph of it is the proof."""
    sent_by(actor, service_id)
    with act(actor=actor, at=at, operation="notices.record_delivery") as a:
        row = waiting(sent_by(actor, service_id, is_locked=True), Method.POST)
        _not_later(day, at)
        if not files:
            raise RuleBroken(Finding("NT-006", field="files"))
        a.change(row, received_at=min(at, clock.at_noon(day)), counts_day=day)
        attach(a, row, files)
        close_todos(actor=actor, at=at, case_kind="service", case_ids=[row.pk])


def record_return(*, actor: Actor, at: datetime, service_id: int, day: date, text: str) -> None:
    """The post brought the paper back, with the reason it gave: another way is needed."""
    sent_by(actor, service_id)
    with act(actor=actor, at=at, operation="notices.record_return") as a:
        row = waiting(sent_by(actor, service_id, is_locked=True), Method.POST)
        _not_later(day, at)
        close_todos(actor=actor, at=at, case_kind="service", case_ids=[row.pk])
        a.change(row, returned_day=day, text=text.strip(), chased_at=row.chased_at or at)
        ask_sender(a, row, "todo.returned")


def _not_later(day: date, at: datetime) -> None:
    if day > clock.day_of(at):
        raise RuleBroken(Finding("NT-009", field="day"))
