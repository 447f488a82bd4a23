"""What the rules need to know of a hazard, gathered for operations and for the page alike."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from zhiben.core.actors import Actor
from zhiben.core.context import remembered
from zhiben.core.fixed import Fixed
from zhiben.domains.hazards.models import Extension, Hazard, Signature, StepRecord, SubItem, Treatment
from zhiben.domains.hazards.queries.items import items_open
from zhiben.domains.hazards.rules import CaseFacts
from zhiben.domains.hazards.vocabulary import Step
from zhiben.domains.people import queries as people
from zhiben.domains.people.queries import MembershipBrief

_REASON = "rules compare all who took part, not only those the actor sees"
SIGNED = ("round", "step", "person_id", "side")


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of a hazard: signatures of every round (with `SIGNED`), who in the unit may treat it."""

    signatures: list[dict[str, Any]]
    treaters: frozenset[int]
    planned: bool
    extension_open: bool
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    items_open: int = 0


TELLING = (
    Step.ASK_TRANSFER,
    Step.ACCEPT_TRANSFER,
    Step.REFUSE_TRANSFER,
    Step.ASSIGN,
    Step.STATE_CASE,
    Step.ANSWER_CASE,
    Step.DISCUSS,
)
"""Steps whose order tells what waits: an offer, a statement, a discussion that was held."""


def facts_of(row: Hazard, actor: Actor, today: date, **known: Any) -> CaseFacts:
    """What the rules need about a locked hazard, in four small queries."""
    found = _STANDING(row.pk)[0]
    read = Known(
        _SIGNATURES(row.pk),
        frozenset(member.person_id for member in treaters_of(row, today)),
        planned=found["planned"],
        extension_open=found["extension_open"],
        told=_TOLD(row.pk),
        items_open=items_open(row.pk) if found["has_items"] else 0,
    )
    return facts_from(read, row, actor, today, **{"last_at": found["last_at"], **known})


def treaters_of(row: Hazard, today: date) -> list[MembershipBrief]:
    """Who in the unit may treat a hazard on that day; a request reads them once."""
    return remembered(
        ("treaters", row.unit_id, today),
        lambda: people.members_of(unit_id=row.unit_id, permission="hazards.treat", day=today),
    )


def _standing_of(hazard: int) -> Any:
    steps = StepRecord.objects.unscoped(reason=_REASON).filter(hazard=OuterRef("pk")).order_by("-id")
    waiting = Extension.objects.unscoped(reason=_REASON).filter(hazard=OuterRef("pk"), decided_at=None)
    plans = Treatment.objects.unscoped(reason=_REASON).filter(hazard=OuterRef("pk"))
    items = SubItem.objects.unscoped(reason=_REASON).filter(hazard=OuterRef("pk"))
    return (
        Hazard.objects.unscoped(reason=_REASON)
        .filter(pk=hazard)
        .values(
            planned=Exists(plans),
            extension_open=Exists(waiting),
            has_items=Exists(items),
            last_at=Subquery(steps.values("at")[:1]),
        )
    )


def _told_of(hazard: int) -> Any:
    steps = StepRecord.objects.unscoped(reason=_REASON).filter(hazard=hazard, step__in=TELLING)
    return steps.order_by("id").values_list("step", "data")


_STANDING = Fixed(_standing_of)
_TOLD = Fixed(_told_of)
_SIGNATURES = Fixed(
    lambda hazard: Signature.objects.unscoped(reason=_REASON).filter(hazard=hazard).values(*SIGNED)
)


def facts_from(read: Known, row: Hazard, actor: Actor, today: date, **known: Any) -> CaseFacts:
    """The same from what was read already. Whoever signed once has that side for good."""
    values: dict[str, Any] = {
        "today": today,
        "person_id": actor.person_id,
        "body_id": actor.body_id,
        "limit_day": row.limit_day,
        "responsible_body": row.body_id,
        "sides": {one["person_id"]: one["side"] for one in read.signatures},
        "accepted_by": _signers(read.signatures, row.round, Step.ACCEPT)
        | _signers(read.signatures, row.round, Step.REINSPECT),
        "rectified_by": _signers(read.signatures, row.round, Step.RECTIFY),
        "fixed_by": _signers(read.signatures, row.round, Step.FIX_OWN),
        "own_accepted_by": _signers(read.signatures, row.round, Step.OWN_ACCEPT),
        "unit_persons": read.treaters,
        "planned": read.planned,
        "extension_open": read.extension_open,
        "grade": row.grade,
        "items_open": read.items_open,
        **_standing(row, read),
        **_waiting(read.told),
    }
    return CaseFacts(**{**values, **known})


def _standing(row: Hazard, read: Known) -> dict[str, Any]:
    """What the row itself says of who found, graded and limits it."""
    return {
        "graded_by": row.graded_by_id,
        "limit_by": row.listed_by_id or row.limit_by_id,
        "finder_body": row.finder_body_id,
        "finder_signs": row.finder_signs,
        "finder_signed": bool(_signers(read.signatures, row.round, Step.COUNTERSIGN)),
        "channel": row.channel,
        "ordered": row.ordered,
        "internal": row.internal,
    }


def offer_of(row: Hazard) -> dict[str, Any]:
    """The open offer of a transfer: body `to` and `matter`; empty when there is none."""
    told = _TOLD(row.pk)
    offers = [data for step, data in told if step == Step.ASK_TRANSFER]
    return offers[-1] if offers and _waiting(told)["offered_to"] is not None else {}


def refusals_of(row: Hazard) -> int:
    """How often the hazard was refused since somebody last took it."""
    return int(_waiting(_TOLD(row.pk))["refusals"])


def _waiting(told: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """Which offer and which statement wait for an answer, and how often an offer was refused in a row."""
    found: dict[str, Any] = {"offered_to": None, "refusals": 0, "statement_open": False, "discussed": False}
    for step, data in told:
        if step == Step.ASK_TRANSFER:
            found["offered_to"] = data.get("to")
        elif step == Step.REFUSE_TRANSFER:
            found |= {"offered_to": None, "refusals": found["refusals"] + 1}
        elif step in (Step.ACCEPT_TRANSFER, Step.ASSIGN):
            found |= {"offered_to": None, "refusals": 0}
        else:
            found |= _answered(step)
    return found


def _answered(step: str) -> dict[str, Any]:
    if step == Step.DISCUSS:
        return {"discussed": True}
    return {"statement_open": step == Step.STATE_CASE}


def _signers(signatures: Iterable[dict[str, Any]], number: int, step: str) -> frozenset[int]:
    """Who signed a step in a round."""
    return frozenset(one["person_id"] for one in signatures if one["round"] == number and one["step"] == step)
