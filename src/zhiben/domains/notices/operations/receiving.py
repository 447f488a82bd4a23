"""The recipient with an account opens and receives."""

from datetime import datetime

from zhiben.core.actors import Actor
from zhiben.core.errors import RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.notices.models import Service
from zhiben.domains.notices.operations.kept import received_by
from zhiben.domains.notices.operations.todos import close_todos
from zhiben.domains.notices.vocabulary import Method


def open_service(*, actor: Actor, at: datetime, service_id: int) -> None:
    """The recipient looks at the paper for the first time: opened, not yet received."""
    if not _is_unopened(received_by(actor, service_id)):
        return
    with act(actor=actor, at=at, operation="notices.open") as a:
        row = received_by(actor, service_id, is_locked=True)
        if _is_unopened(row):
            a.change(row, opened_at=at)


def _is_unopened(row: Service) -> bool:
    """Whether looking at it means something: what came by post or hangs on a board is not opened here."""
    return row.opened_at is None and row.received_at is None and row.method == Method.ELECTRONIC


def receive(*, actor: Actor, at: datetime, service_id: int) -> None:
    """The recipient confirms that the paper was received; proof of service is complete."""
    received_by(actor, service_id)
    with act(actor=actor, at=at, operation="notices.receive") as a:
        row = received_by(actor, service_id, is_locked=True)
        if row.method != Method.ELECTRONIC or row.ended_at is not None:
            raise RuleBroken(Finding("NT-015"))
        mark_received(a, row)


def mark_received(a: OpenAct, row: Service, **values: object) -> None:
    """Note the receipt once, and close what waits for it."""
    if row.received_at is None:
        opened = row.opened_at or a.at
        a.change(row, opened_at=opened, received_at=max(a.at, opened), **values)
    close_todos(actor=a.actor, at=a.at, case_kind="service", case_ids=[row.pk])
