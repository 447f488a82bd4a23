"""What the rules need to know of a hazard, gathered for operations and for the page alike."""

from datetime import date
from typing import Any

from zhiben.core.actors import Actor
from zhiben.domains.hazards.models import Extension, Hazard, HazardSide, Signature, Treatment
from zhiben.domains.hazards.rules import CaseFacts
from zhiben.domains.hazards.vocabulary import Step
from zhiben.domains.people import queries as people


def facts_of(row: Hazard, actor: Actor, today: date, **known: Any) -> CaseFacts:
    """What the rules need about a locked hazard, in four small queries."""
    reason = "rules compare all who took part, not only those the actor sees"
    signatures = Signature.objects.unscoped(reason=reason).filter(hazard=row, round=row.round)
    signed: dict[str, set[int]] = {}
    for step, person in signatures.values_list("step", "person_id"):
        signed.setdefault(step, set()).add(person)
    sides = HazardSide.objects.unscoped(reason=reason).filter(hazard=row)
    members = people.members_of(unit_id=row.unit_id, permission="hazards.treat", day=today)
    values: dict[str, Any] = {
        "today": today,
        "person_id": actor.person_id,
        "body_id": actor.body_id,
        "limit_day": row.limit_day,
        "responsible_body": row.body_id,
        "sides": dict(sides.values_list("person_id", "side")),
        "accepted_by": frozenset(signed.get(Step.ACCEPT, ())),
        "rectified_by": frozenset(signed.get(Step.RECTIFY, ())),
        "own_accepted_by": frozenset(signed.get(Step.OWN_ACCEPT, ())),
        "unit_persons": frozenset(member.person_id for member in members),
        "planned": Treatment.objects.unscoped(reason=reason).filter(hazard=row).exists(),
        "extension_open": Extension.objects.unscoped(reason=reason)
        .filter(hazard=row, decided_at=None)
        .exists(),
        "grade": row.grade,
    }
    return CaseFacts(**{**values, **known})
