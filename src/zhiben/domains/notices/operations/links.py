"""One-time links for who has no account: made, opened, used once for receiving, withdrawn."""

from datetime import datetime, timedelta
from secrets import token_hex

from procrastinate.contrib.django import app

from zhiben.core import clock, parameters
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.notices import rules
from zhiben.domains.notices.methods.secrets import digest_of, new_secret
from zhiben.domains.notices.models import Service, ServiceLink
from zhiben.domains.notices.operations.kept import keep, sent_by
from zhiben.domains.notices.operations.receiving import mark_received
from zhiben.domains.notices.vocabulary import Method


def make_link(*, actor: Actor, at: datetime, service_id: int) -> str:
    """A new link to a paper that waits for receipt; returns its secret, which is not kept. Older ones end."""
    sent_by(actor, service_id)
    with act(actor=actor, at=at, operation="notices.make_link") as a:
        row = waiting(sent_by(actor, service_id, is_locked=True), Method.LINK)
        _end_links(a, row)
        return new_link(a, row)


def new_link(a: OpenAct, row: Service, order: str = "") -> str:
    """Write a link; returns its secret."""
    secret, key = new_secret(), "notices.link.valid"
    days = int(parameters.read([key], on=clock.day_of(a.at))[key].value)
    a.create(
        ServiceLink,
        service=row,
        digest=digest_of(secret),
        order=order,
        by_person=a.actor.person_id,
        made_at=a.at,
        expires_at=a.at + timedelta(days=days),
    )
    return secret


def waiting(row: Service, method: str) -> Service:
    """The row, if it was sent by this method and nobody received it yet."""
    is_waiting = row.received_at is None and row.ended_at is None and row.returned_day is None
    if findings := rules.nt015_under_way(row.method, method, is_waiting):
        raise RuleBroken(*findings)
    return row


def revoke_link(*, actor: Actor, at: datetime, service_id: int) -> None:
    """Withdraw every link of a service that was not used."""
    sent_by(actor, service_id)
    with act(actor=actor, at=at, operation="notices.revoke_link") as a:
        _end_links(a, sent_by(actor, service_id, is_locked=True))


def _end_links(a: OpenAct, row: Service) -> None:
    live = ServiceLink.objects.visible_to(a.actor).filter(service=row, revoked_at=None, used_at=None)
    a.change_many(ServiceLink, list(live.values_list("pk", flat=True)), revoked_at=a.at)


def order_mail(*, actor: Actor, at: datetime, service_id: int, email: str, page: str) -> None:
    """Have a job mail a link; the address lies in the vault. `page`: the address of a link before its secret."""
    sent_by(actor, service_id)
    with act(actor=actor, at=at, operation="notices.mail_link") as a:
        row = waiting(sent_by(actor, service_id, is_locked=True), Method.LINK)
        reference, seal = keep(a, "email", "organisations_unit", row.unit_id, email.strip().encode())
        a.change(row, email_ref=reference, email_seal=seal)
        app.configure_task("notices.mail_link").defer(service=row.pk, order=token_hex(16), page=page)


def open_link(*, actor: Actor, at: datetime, secret: str) -> str:
    """Somebody who holds the link looks at the paper; `actor` is the platform itself.

    Returns a word for the browser's cookie: after the receipt the page opens in this browser alone.
    """
    with act(actor=actor, at=at, operation="notices.open") as a:
        link = _working(a, secret, "")
        word = new_secret()
        a.change(link, browser=digest_of(word))
        if link.service.opened_at is None:
            a.change(link.service, opened_at=at)
    return word


def receive_by_link(
    *,
    actor: Actor,
    at: datetime,
    secret: str,
    browser: str,
    stated: bool,
    signature_png: bytes | None = None,
) -> None:
    """Whoever holds the link states to be the recipient, agrees to electronic receipt, and signs or not."""
    with act(actor=actor, at=at, operation="notices.receive") as a:
        link = opened_link(a, secret, browser)
        if findings := rules.nt011_stated(stated):
            raise RuleBroken(*findings)
        row = link.service
        if row.received_at is not None:
            return
        values: dict[str, object] = {}
        if signature_png:
            reference, seal = keep(a, "signature", "organisations_unit", row.unit_id, signature_png)
            values = {"signature": reference, "signature_seal": seal}
        mark_received(a, row, **values)
        a.change(link, used_at=at)


def opened_link(a: OpenAct, secret: str, browser: str) -> ServiceLink:
    """The link, locked with its service, if it works in the browser that opened it last."""
    link = _working(a, secret, browser)
    if not link.browser or link.browser != digest_of(browser):
        raise NotFound(Finding("NT-010"))
    return link


def _working(a: OpenAct, secret: str, browser: str) -> ServiceLink:
    rows = ServiceLink.objects.unscoped(reason="whoever holds the secret may use it")
    link = (
        rows.select_for_update(of=("self", "service"))
        .select_related("service")
        .filter(digest=digest_of(secret))
        .first()
    )
    facts = rules.LinkFacts(is_known=False, at=a.at)
    if link is not None:
        facts = rules.LinkFacts(
            is_known=True,
            at=a.at,
            expires_at=link.expires_at,
            revoked_at=link.revoked_at,
            used_at=link.used_at,
            is_same_browser=bool(browser) and link.browser == digest_of(browser),
        )
    findings = rules.nt010_link_works(facts)
    if link is None or findings:
        raise NotFound(*findings)
    return link
