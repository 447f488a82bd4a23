"""What the rules need to know of a suspension, gathered for operations and for the page alike."""

from datetime import date
from typing import Any

from zhiben.core.actors import Actor
from zhiben.domains.hazards.models import (
    Hazard,
    Participant,
    Resumption,
    ResumptionSign,
    Signature,
    Suspension,
)
from zhiben.domains.hazards.rules import SuspensionFacts
from zhiben.domains.hazards.vocabulary import ENDED, Part, Side, Step
from zhiben.domains.hazards.vocabulary.suspension import DECISIONS, NOTICE, SuspensionKind
from zhiben.domains.instruments import queries as instruments

_REASON = "rules compare all who took part, not only those the actor sees"
MORE = ("accept_last", "accept_lift", "sign_lift", "consent_lift")
"""Moves that the operations choose; the page offers the step of the same name."""


def officers(today: date) -> int:
    """How many accept a resumption on site."""
    return int(instruments.parameter("hazards.resumption.officers", on=today).value)


def resumption_of(row: Suspension) -> Resumption | None:
    """The application under way, if any."""
    rows = Resumption.objects.unscoped(reason="the application of the suspension in hand")
    return rows.filter(suspension=row, outcome="").first()


def handler_of(row: Suspension) -> int | None:
    """The body that handles the resumption: the responsible body, even where another one ordered it."""
    hazard: Hazard = row.hazard
    return hazard.body_id or row.body_id


def overseer_of(row: Suspension) -> int | None:
    """Whose consent is asked: the ordering body where it is not the handling one, else who oversees the hazard."""
    if row.body_id is not None and row.body_id != handler_of(row):
        return row.body_id
    rows = Participant.objects.unscoped(reason=_REASON).filter(hazard_id=row.hazard_id, role=Part.OVERSEER)
    found = rows.exclude(body_id=None).order_by("id").values_list("body_id", flat=True).first()
    return None if found is None else int(found)


def next_of(steps: list[str], signed: dict[str, int], needed: int) -> str:
    """The decision that is due: the first one not complete; empty when all are."""
    for step in (one for one in DECISIONS if one in steps):
        if signed.get(step, 0) < (needed if step == "accept" else 1):
            return step
    return ""


def steps_needed(row: Suspension, today: date) -> list[str]:
    """The steps a resumption takes, in their order: by sector, with the consent of another body that ordered it."""
    found = instruments.parameter("hazards.resumption.steps", on=today, sector=row.hazard.sector)
    wanted = set(found.value)
    if row.body_id is not None and row.body_id != handler_of(row):
        wanted.add("consent")
    return [step for step in (*DECISIONS, NOTICE) if step in wanted]


def suspension_facts(row: Suspension, actor: Actor, today: date, **known: Any) -> SuspensionFacts:
    """What the rules need about a suspension."""
    hazard: Hazard = row.hazard
    signed = list(
        Signature.objects.unscoped(reason=_REASON)
        .filter(hazard=hazard)
        .values_list("person_id", "side", "step", "round")
    )
    others = Suspension.objects.unscoped(reason=_REASON).filter(hazard=hazard, lifted_at=None)
    values: dict[str, Any] = {
        "today": today,
        "person_id": actor.person_id,
        "body_id": actor.body_id,
        "kind": row.kind,
        "ordered_by": row.body_id,
        "handler": handler_of(row),
        "consent_body": overseer_of(row),
        "ordered_stands": others.exclude(pk=row.pk).exclude(kind=SuspensionKind.SELF).exists(),
        "own_accepted": any(step == Step.OWN_ACCEPT and n == hazard.round for _, _, step, n in signed),
        "ended_as": hazard.state if hazard.state in ENDED else "",
        "unit_side": frozenset(person for person, side, _, _ in signed if side == Side.UNIT),
        **_under_way(row, today),
    }
    return SuspensionFacts(**{**values, **known})


def _under_way(row: Suspension, today: date) -> dict[str, Any]:
    """How far the application is."""
    application = resumption_of(row)
    if application is None:
        return {"next_step": "", "accepted_by": frozenset()}
    rows = ResumptionSign.objects.unscoped(reason=_REASON).filter(resumption=application)
    signed: dict[str, set[int]] = {}
    for step, person in rows.values_list("step", "person_id"):
        signed.setdefault(step, set()).add(person)
    counts = {step: len(persons) for step, persons in signed.items()}
    return {
        "next_step": next_of(application.steps, counts, officers(today)),
        "accepted_by": frozenset(signed.get("accept", ())),
    }
