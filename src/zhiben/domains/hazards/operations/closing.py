"""The supervisor's side of the end: acceptance on site by two, review by a third, sending back, extensions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from zhiben.core import vault
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken, Unreadable
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.fixed import Fixed
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import Extension, Hazard, Signature
from zhiben.domains.hazards.operations.duties import tell_fixed
from zhiben.domains.hazards.operations.reports import ask_double_report
from zhiben.domains.hazards.operations.steps import (
    Photo,
    add_step,
    close_todos,
    facts,
    next_todo,
    seen,
    sign,
    today_of,
    unit_name_of,
)
from zhiben.domains.hazards.vocabulary import State, Step
from zhiben.domains.instruments import queries as instruments

sentence("HZ-027", N_("The signature kept is not the one that was given. Tell whoever runs the platform."))
sentence("todo.countersign", N_("Sign as finder before hazard %(number)s is closed (%(unit)s)"))
sentence("HZ-023", N_("Sign with your finger: acceptance on site needs a signature."))


def accept_on_site(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    text: str,
    signature_png: bytes | None,
    photos: Iterable[Photo] = (),
) -> bool:
    """One officer accepts on site and signs; True when the last needed signature completed the acceptance.

    Two officers who stand there together may sign at the same moment: neither makes the other's view stale.
    """
    seen(actor, hazard_id)
    if not signature_png:
        raise Invalid(Finding("HZ-023", field="signature"))
    with act(actor=actor, at=at, operation="hazards.accept") as a:
        today = today_of(a)
        needed = int(instruments.parameter("hazards.acceptance.officers", on=today).value)
        row = HAZARD.perform(
            a,
            lambda locked: "accept_last" if _accepted(locked) + 1 >= needed else Step.ACCEPT,
            pk=hazard_id,
            seen_version=seen_version,
            facts=facts(a),
            beside=frozenset({"hazards.accept"}),
        )
        record = add_step(a, row, Step.ACCEPT, text=text, photos=photos)
        sign(a, row, record, signature_png)
        last = row.state == State.ACCEPTED
        if last:
            next_todo(
                a,
                row,
                "todo.review",
                "hazards.review",
                unit_name=unit_name_of(row),
                body_id=row.body_id,
                due_day=row.limit_day,
            )
            _ask_finder(a, row)
    return last


def _ask_finder(a: OpenAct, row: Hazard) -> None:
    """Where finder and handler are two bodies, the finder signs as well before the end."""
    if row.finder_signs and row.finder_body_id is not None:
        next_todo(
            a,
            row,
            "todo.countersign",
            "hazards.countersign",
            unit_name=unit_name_of(row),
            body_id=row.finder_body_id,
            due_day=row.limit_day,
            keep=True,
        )


def _accepted(row: Hazard) -> int:
    """How many acceptors have signed this round."""
    return len(_ACCEPTORS(row.pk, row.round))


def _acceptors(hazard: int, number: int) -> Any:
    rows = Signature.objects.unscoped(reason="the number of acceptors, whoever looks")
    return rows.filter(hazard_id=hazard, round=number, step=Step.ACCEPT).values_list("id", flat=True)


_ACCEPTORS = Fixed(_acceptors)


def review_and_close(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str) -> None:
    """A third person reviews for the department; only then is the hazard closed. Suspensions stay."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.close") as a:
        today = today_of(a)
        row = HAZARD.perform(
            a,
            Step.REVIEW,
            pk=hazard_id,
            seen_version=seen_version,
            changes={"ended_day": today},
            facts=facts(a),
        )
        record = add_step(a, row, Step.REVIEW, text=text)
        sign(a, row, record)
        close_todos(a, row)
        ask_double_report(a, row)
        tell_fixed(a, row)


def send_back(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str) -> None:
    """Not cured: back to the unit, a new round begins; the limit stands."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.send_back") as a:
        row = HAZARD.perform(
            a,
            Step.SEND_BACK,
            pk=hazard_id,
            seen_version=seen_version,
            changes=lambda locked: {"round": locked.round + 1},
            facts=facts(a),
        )
        add_step(a, row, Step.SEND_BACK, text=text)
        next_todo(
            a,
            row,
            "todo.treat",
            "hazards.treat",
            unit_name=unit_name_of(row),
            unit_id=row.unit_id,
            due_day=row.limit_day,
        )


def decide_extension(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, granted: bool, text: str
) -> None:
    """Whoever set the limit grants or refuses more time; the first limit stays visible for ever."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.decide_extension") as a:
        waiting = Extension.objects.visible_to(actor).filter(hazard_id=hazard_id, decided_at=None)
        step = Step.GRANT_EXTENSION if granted else Step.REFUSE_EXTENSION
        HAZARD.lock(hazard_id)
        asked = waiting.first()
        row = HAZARD.perform(
            a,
            step,
            pk=hazard_id,
            seen_version=seen_version,
            changes={"limit_day": asked.until} if granted and asked else {},
            facts=facts(a),
        )
        if asked is None:
            raise RuleBroken(Finding("HZ-015"))
        a.change(asked, decided_at=at, granted=granted, answer=text)
        add_step(a, row, step, text=text, data={"until": asked.until.isoformat()})
        next_todo(
            a,
            row,
            "todo.treat",
            "hazards.treat",
            unit_name=unit_name_of(row),
            unit_id=row.unit_id,
            due_day=row.limit_day,
        )


def show_signature(*, actor: Actor, at: datetime, signature_id: int) -> bytes:
    """The drawn signature as PNG: for who judges or audits hazards, and for the signer. The look is logged."""
    row = Signature.objects.visible_to(actor).filter(pk=signature_id).exclude(image=None).first()
    if row is None or row.image is None:
        raise NotFound(Finding("not-found"))
    if row.person_id != actor.person_id and not actor.may("hazards.see_signatures"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.see_signatures"}))
    return _opened(actor, at, row.image, bytes(row.image_seal or b""), f"hazard {row.hazard_id}")


def _opened(actor: Actor, at: datetime, image: int, seal: bytes, reason: str) -> bytes:
    """The picture from the vault, if it still is the one that was signed."""
    if vault.seal_digest(image) != seal:
        raise Unreadable(Finding("HZ-027"))
    return vault.get(actor=actor, at=at, ref=image, reason=reason)
