"""The recipient accepts the content or objects; the sender answers an objection."""

from datetime import datetime

from zhiben.core.actors import Actor
from zhiben.core.errors import RuleBroken
from zhiben.core.findings import check
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.notices import rules
from zhiben.domains.notices.models import Service
from zhiben.domains.notices.operations.kept import ask_sender, received_by, sent_by
from zhiben.domains.notices.operations.links import opened_link
from zhiben.domains.notices.operations.todos import close_todos
from zhiben.domains.notices.vocabulary import Answer


def answer(*, actor: Actor, at: datetime, service_id: int, accepts: bool, text: str = "") -> None:
    """The recipient with an account accepts the content, or objects with words."""
    received_by(actor, service_id)
    with act(actor=actor, at=at, operation="notices.answer") as a:
        _answer(a, received_by(actor, service_id, is_locked=True), accepts, text)


def answer_by_link(
    *, actor: Actor, at: datetime, secret: str, browser: str, accepts: bool, text: str = ""
) -> None:
    """The same by a one-time link; `actor` is the platform itself."""
    with act(actor=actor, at=at, operation="notices.answer") as a:
        _answer(a, opened_link(a, secret, browser).service, accepts, text)


def _answer(a: OpenAct, row: Service, accepts: bool, text: str) -> None:
    chosen = Answer.ACCEPTED if accepts else Answer.OBJECTED
    words = "" if accepts else text.strip()
    facts = rules.AnswerFacts(row.received_at is not None, chosen, words, row.answer)
    if findings := check(rules.ANSWER, facts):
        raise RuleBroken(*findings)
    a.change(row, answer=chosen, answered_at=a.at, objection=words)
    if not accepts:
        ask_sender(a, row, "todo.paper_objection")


def reply(*, actor: Actor, at: datetime, service_id: int, text: str) -> None:
    """The sender answers an objection; the recipient reads the answer on the page of the paper."""
    sent_by(actor, service_id)
    with act(actor=actor, at=at, operation="notices.reply") as a:
        row = sent_by(actor, service_id, is_locked=True)
        if findings := rules.nt016_waits(row.answer, row.replied_at is not None):
            raise RuleBroken(*findings)
        a.change(row, reply=text.strip(), replied_at=at, replied_by=actor.person_id)
        close_todos(actor=actor, at=at, case_kind="service", case_ids=[row.pk])
