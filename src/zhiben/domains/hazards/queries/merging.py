"""What the rules about merging need to know of two hazards."""

from datetime import date

from zhiben.core.actors import Actor
from zhiben.domains.hazards.lifecycle.shared import STANDING
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.queries.deciders import deciders
from zhiben.domains.hazards.rules import SameFacts, SameSide
from zhiben.domains.hazards.vocabulary import OPEN, Channel, State


def side_of(row: Hazard, today: date) -> SameSide:
    """One of the two, as the rules see it."""
    return SameSide(
        id=row.pk,
        number=row.number,
        is_open=row.state in STANDING,
        grade=row.grade,
        is_overdue=row.ended_day is None and row.limit_day is not None and row.limit_day < today,
        is_listed=row.listed_by_id is not None,
        is_merged=row.state == State.MERGED,
        is_tip=row.channel == Channel.TIP,
    )


def may_decide(actor: Actor, a: Hazard, b: Hazard, day: date) -> bool:
    """Whether the actor's body decides whether these two are one."""
    return actor.system or (actor.body_id is not None and actor.body_id in deciders(a, b, day))


def same_facts(actor: Actor, kept: Hazard, ended: Hazard, today: date) -> SameFacts:
    """What the rules need, with `kept` the one that stays."""
    return SameFacts(side_of(kept, today), side_of(ended, today), may_decide(actor, kept, ended, today))


def advance(row: Hazard) -> tuple[int, int, int]:
    """By which of two stays: not from a tip, further on, found first. The greater stays."""
    place = OPEN.index(State(row.state)) if row.state in OPEN else -1
    return (int(row.channel != Channel.TIP), place, -row.pk)
