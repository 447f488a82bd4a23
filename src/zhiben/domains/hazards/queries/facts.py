"""What the rules need to know of a hazard, gathered for operations and for the page alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiben.core.actors import Actor
from zhiben.domains.hazards.models import Extension, Hazard, Signature, Treatment
from zhiben.domains.hazards.rules import CaseFacts
from zhiben.domains.hazards.vocabulary import Step
from zhiben.domains.people import queries as people

_REASON = "rules compare all who took part, not only those the actor sees"
SIGNED = ("round", "step", "person_id", "side")


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of a hazard: signatures of every round (with `SIGNED`), who in the unit may treat it."""

    signatures: list[dict[str, Any]]
    treaters: frozenset[int]
    planned: bool
    extension_open: bool


def facts_of(row: Hazard, actor: Actor, today: date, **known: Any) -> CaseFacts:
    """What the rules need about a locked hazard, in four small queries."""
    members = people.members_of(unit_id=row.unit_id, permission="hazards.treat", day=today)
    waiting = Extension.objects.unscoped(reason=_REASON).filter(hazard=row, decided_at=None)
    read = Known(
        list(Signature.objects.unscoped(reason=_REASON).filter(hazard=row).values(*SIGNED)),
        frozenset(member.person_id for member in members),
        planned=Treatment.objects.unscoped(reason=_REASON).filter(hazard=row).exists(),
        extension_open=waiting.exists(),
    )
    return facts_from(read, row, actor, today, **known)


def facts_from(read: Known, row: Hazard, actor: Actor, today: date, **known: Any) -> CaseFacts:
    """The same from what was read already. Whoever signed once has that side for good."""
    values: dict[str, Any] = {
        "today": today,
        "person_id": actor.person_id,
        "body_id": actor.body_id,
        "limit_day": row.limit_day,
        "responsible_body": row.body_id,
        "sides": {one["person_id"]: one["side"] for one in read.signatures},
        "accepted_by": _signers(read.signatures, row.round, Step.ACCEPT),
        "rectified_by": _signers(read.signatures, row.round, Step.RECTIFY),
        "own_accepted_by": _signers(read.signatures, row.round, Step.OWN_ACCEPT),
        "unit_persons": read.treaters,
        "planned": read.planned,
        "extension_open": read.extension_open,
        "grade": row.grade,
    }
    return CaseFacts(**{**values, **known})


def _signers(signatures: Iterable[dict[str, Any]], number: int, step: str) -> frozenset[int]:
    """Who signed a step in a round."""
    return frozenset(one["person_id"] for one in signatures if one["round"] == number and one["step"] == step)
