"""Resumption as a procedure of its own: applied for, accepted on site, signed, consented to, approved or refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from zhiben.core import vault
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct
from zhiben.domains.hazards.lifecycle import SUSPENSION
from zhiben.domains.hazards.models import Resumption, ResumptionSign, Suspension
from zhiben.domains.hazards.operations.steps import Photo, add_step, settling_office, sign, today_of
from zhiben.domains.hazards.operations.suspension import (
    RESUME,
    announce,
    ask,
    close,
    gathered,
    on_suspension,
    said,
)
from zhiben.domains.hazards.queries.suspension_facts import (
    handler_of,
    next_of,
    officers,
    overseer_of,
    resumption_of,
    steps_needed,
    suspension_facts,
)
from zhiben.domains.hazards.vocabulary import Step
from zhiben.domains.hazards.vocabulary.suspension import Occasion
from zhiben.domains.instruments import queries as instruments

sentence("todo.resumption.accept", N_("Accept the resumption on site: %(number)s (%(unit)s)"))
sentence("todo.resumption.sign", N_("Sign the resumption: %(number)s (%(unit)s)"))
sentence("todo.resumption.consent", N_("Consent to the resumption: %(number)s (%(unit)s)"))
sentence("todo.resumption.approve", N_("Approve the resumption: %(number)s (%(unit)s)"))

_MOVES: dict[str, tuple[str, str, str]] = {
    "accept": (Step.ACCEPT_RESUMPTION, "accept_last", "accept_lift"),
    "sign": (Step.SIGN_RESUMPTION, Step.SIGN_RESUMPTION, "sign_lift"),
    "consent": (Step.CONSENT_RESUMPTION, Step.CONSENT_RESUMPTION, "consent_lift"),
    "approve": (Step.APPROVE_RESUMPTION, Step.APPROVE_RESUMPTION, Step.APPROVE_RESUMPTION),
}
"""For each decision the move that leaves it open, the one that completes it, the one that lifts the suspension."""

_LINES = {
    "accept": Step.ACCEPT_RESUMPTION,
    "sign": Step.SIGN_RESUMPTION,
    "consent": Step.CONSENT_RESUMPTION,
    "approve": Step.APPROVE_RESUMPTION,
}
_REFUSALS = {"consent": "refuse_consent", "approve": "refuse_approval"}


@dataclass(frozen=True, slots=True)
class Application:
    """What the unit hands in: the plan of resumption, and its own evaluation of the treatment."""

    plan: str
    evaluation: str


def apply_for_resumption(
    *,
    actor: Actor,
    at: datetime,
    suspension_id: int,
    seen_version: int,
    application: Application,
    photos: Iterable[Photo] = (),
) -> int:
    """The unit applies for resumption; the acceptance on site is due within its term. Returns the application's id."""
    with on_suspension(actor, at, "hazards.ask_resumption", suspension_id) as a:
        today = today_of(a)
        locked = SUSPENSION.lock(suspension_id)
        steps, due = _demanded(locked, today)
        row = SUSPENSION.perform(
            a,
            Step.ASK_RESUMPTION,
            pk=suspension_id,
            seen_version=seen_version,
            changes={"round": locked.round + 1, "due_day": due},
            facts=gathered(a),
        )
        made = a.create(
            Resumption,
            hazard=row.hazard,
            suspension=row,
            round=row.round,
            plan=application.plan,
            evaluation=application.evaluation,
            steps=steps,
            asked_by=actor.person_id,
            asked_at=at,
            due_day=due,
        )
        data = {**said(row), "plan": application.plan, "due": due.isoformat()}
        record = add_step(
            a, row.hazard, Step.ASK_RESUMPTION, text=application.evaluation, data=data, photos=photos
        )
        sign(a, row.hazard, record)
        _ask_next(a, row, made)
    return int(made.pk)


def _demanded(row: Suspension, today: date) -> tuple[list[str], date]:
    """The steps a resumption takes in this sector, and the last day for the acceptance on site."""
    term = instruments.parameter("hazards.resumption.within", on=today, sector=row.hazard.sector)
    return steps_needed(row, today), today + timedelta(days=int(term.value))


def accept_resumption(
    *,
    actor: Actor,
    at: datetime,
    suspension_id: int,
    seen_version: int,
    text: str,
    signature_png: bytes | None,
    photos: Iterable[Photo] = (),
) -> bool:
    """One officer accepts the resumption on site and signs; True when nobody else has to accept."""
    if not signature_png:
        raise Invalid(Finding("HZ-023", field="signature"))
    with on_suspension(actor, at, "hazards.accept_resumption", suspension_id) as a:
        return _decide(a, "accept", suspension_id, seen_version, text, photos, signature_png)


def sign_resumption(*, actor: Actor, at: datetime, suspension_id: int, seen_version: int, text: str) -> None:
    """The head of the department signs."""
    with on_suspension(actor, at, "hazards.sign_resumption", suspension_id) as a:
        _decide(a, "sign", suspension_id, seen_version, text)


def consent_to_resumption(
    *,
    actor: Actor,
    at: datetime,
    suspension_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """The overseeing body consents; where none takes part here, the handling body records its paper."""
    with on_suspension(actor, at, "hazards.consent_resumption", suspension_id) as a:
        _decide(a, "consent", suspension_id, seen_version, text, photos)


def approve_resumption(
    *, actor: Actor, at: datetime, suspension_id: int, seen_version: int, text: str
) -> None:
    """The head of government approves; the suspension is lifted."""
    with on_suspension(actor, at, "hazards.approve_resumption", suspension_id) as a:
        _decide(a, "approve", suspension_id, seen_version, text)


def _decide(
    a: OpenAct,
    step: str,
    suspension_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo] = (),
    signature_png: bytes | None = None,
) -> bool:
    """One decision by one person; True when this step needs nobody else. The last step lifts the suspension."""
    locked = SUSPENSION.lock(suspension_id)
    application, after = _after(a, locked, step)
    lifts = application is not None and after == ""
    move = _MOVES[step][2 if lifts else 1 if after != step else 0]
    row = SUSPENSION.perform(
        a,
        move,
        pk=suspension_id,
        seen_version=seen_version,
        changes={"lifted_at": a.at, "due_day": None} if lifts else {},
        facts=gathered(a),
        beside=frozenset({"hazards.accept_resumption"}) if step == "accept" else frozenset(),
    )
    if application is None:
        raise RuleBroken(Finding("HZ-085", {"step": ""}))
    _put(a, application, step, text, signature_png)
    data = {**said(row), "lifted": lifts}
    add_step(a, row.hazard, _LINES[step], text=text, data=data, photos=photos)
    if lifts:
        _lifted(a, row, application)
    elif after != step:
        _ask_next(a, row, application)
    return after != step


def _after(a: OpenAct, row: Suspension, step: str) -> tuple[Resumption | None, str]:
    """The application under way, and which decision is due once this one is made."""
    application = resumption_of(row)
    if application is None:
        return None, step
    rows = ResumptionSign.objects.unscoped(reason="what was decided, whoever looks")
    signed: dict[str, int] = {step: 1}
    for made in rows.filter(resumption=application).values_list("step", flat=True):
        signed[made] = signed.get(made, 0) + 1
    return application, next_of(application.steps, signed, officers(today_of(a)))


def _put(a: OpenAct, application: Resumption, step: str, text: str, image_png: bytes | None) -> None:
    values: dict[str, Any] = {}
    if image_png:
        image = vault.put(
            actor=a.actor,
            at=a.at,
            kind="signature",
            owner_table="people_person",
            owner_id=a.actor.person_id,
            plaintext=image_png,
        )
        values = {"image": image, "image_seal": vault.seal_digest(image)}
    a.create(
        ResumptionSign,
        hazard_id=application.hazard_id,
        resumption=application,
        step=step,
        person_id=a.actor.person_id,
        body_id=a.actor.body_id,
        at=a.at,
        text=text,
        **values,
    )


def _lifted(a: OpenAct, row: Suspension, application: Resumption) -> None:
    a.change(application, outcome="granted", ended_at=a.at)
    close(a, row)
    announce(a, row, Occasion.RESUME)


def _ask_next(a: OpenAct, row: Suspension, application: Resumption) -> None:
    """A to-do for whoever decides next; the term of the acceptance runs for all of them."""
    facts = suspension_facts(row, a.actor, today_of(a))
    step, handler = facts.next_step, handler_of(row)
    permission, body = {
        "accept": ("hazards.decide_resumption", handler),
        "sign": ("hazards.sign_resumption", handler),
        "consent": ("hazards.decide_resumption", overseer_of(row) or handler),
        "approve": ("hazards.approve_resumption", settling_office(row.hazard, today_of(a)) or handler),
    }[step]
    ask(a, row, f"todo.resumption.{step}", permission, body_id=body, due_day=application.due_day)


def refuse_resumption(
    *, actor: Actor, at: datetime, suspension_id: int, seen_version: int, text: str
) -> None:
    """Whoever has to decide next refuses; the suspension stands, and the unit may apply again."""
    with on_suspension(actor, at, "hazards.refuse_resumption", suspension_id) as a:
        locked = SUSPENSION.lock(suspension_id)
        step = suspension_facts(locked, actor, today_of(a)).next_step
        application = resumption_of(locked)
        row = SUSPENSION.perform(
            a,
            _REFUSALS.get(step, Step.REFUSE_RESUMPTION),
            pk=suspension_id,
            seen_version=seen_version,
            changes={"due_day": None},
            facts=gathered(a),
        )
        if application is not None:
            a.change(application, outcome="refused", ended_at=at)
        add_step(a, row.hazard, Step.REFUSE_RESUMPTION, text=text, data=said(row))
        ask(a, row, RESUME, "hazards.ask_resumption", unit_id=row.hazard.unit_id)
