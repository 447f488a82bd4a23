"""Two hazards become one, keeping every source, finder and promise; and are taken apart again."""

from datetime import datetime

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.findings import Finding, check
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.lifecycle.sameness import SAME_PAIR
from zhiben.domains.hazards.models import Hazard, SamePair, StepRecord
from zhiben.domains.hazards.operations.sameness import close_pair_todos, lapse, seen_pair
from zhiben.domains.hazards.operations.steps import add_step, close_todos, facts, seen, take_part, today_of
from zhiben.domains.hazards.operations.waiting import open_waiting
from zhiben.domains.hazards.queries.merging import same_facts
from zhiben.domains.hazards.rules.sameness import MERGE, UNMERGE
from zhiben.domains.hazards.vocabulary import Channel, PairState, Part, Step

_EITHER = "what is settled about two hazards is settled for everybody"


def merge_pair(
    *,
    actor: Actor,
    at: datetime,
    pair_id: int,
    kept_id: int,
    kept_version: int,
    ended_version: int,
    text: str = "",
) -> None:
    """The offered two are one; `kept_id` is the one that stays."""
    pair = seen_pair(actor, pair_id)
    if kept_id not in (pair.a_id, pair.b_id):
        raise NotFound(Finding("not-found", field="kept"))
    merge_hazards(
        actor=actor,
        at=at,
        kept_id=kept_id,
        ended_id=pair.b_id if kept_id == pair.a_id else pair.a_id,
        kept_version=kept_version,
        ended_version=ended_version,
        text=text,
    )


def merge_hazards(
    *,
    actor: Actor,
    at: datetime,
    kept_id: int,
    ended_id: int,
    kept_version: int,
    ended_version: int,
    text: str = "",
) -> None:
    """One hazard ends in another; its sources, finders, promises, files and suspensions stay."""
    seen(actor, kept_id)
    seen(actor, ended_id)
    with act(actor=actor, at=at, operation="hazards.merge") as a:
        kept, ended = _locked(kept_id, ended_id)
        _ruled(actor, same_facts(actor, kept, ended, today_of(a)), MERGE)
        was = ended.state
        HAZARD.perform(
            a,
            Step.MERGE,
            pk=ended_id,
            seen_version=ended_version,
            changes={"merged_into_id": kept_id, "ended_day": today_of(a)},
            facts=facts(a),
        )
        HAZARD.amend(a, pk=kept_id, seen_version=kept_version, permission="hazards.merge", changes={})
        add_step(a, ended, Step.MERGE, text=text, data={"was": was, "into": kept_id})
        _told(a, kept, ended, Step.MERGE)
        _let_see(a, kept, ended)
        close_todos(a, ended)
        _pair(a, kept, ended, text)
        others = SamePair.objects.unscoped(reason=_EITHER).filter(state=PairState.OFFERED)
        lapse(a, [*_ids(others.filter(a_id=ended_id)), *_ids(others.filter(b_id=ended_id))])


def _ids(rows: object) -> list[int]:
    return list(rows.values_list("pk", flat=True))  # type: ignore[attr-defined]  # a queryset


def _locked(one: int, other: int) -> tuple[Hazard, Hazard]:
    """Both rows, locked in the order of their ids so that two merging at once do not wait for each other."""
    rows = {key: HAZARD.lock(key) for key in sorted({one, other})}
    return rows[one], rows[other]


def _ruled(actor: Actor, known: rules.SameFacts, wanted: tuple) -> None:
    if not actor.may("hazards.merge"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.merge"}))
    if not known.may_decide:
        raise Forbidden(Finding("HZ-071"))
    if findings := check(wanted, known):
        raise RuleBroken(*findings)


def _told(a: OpenAct, kept: Hazard, ended: Hazard, step: str) -> None:
    """A line on the one that stays; none about a tip, since the unit reads it."""
    if ended.channel != Channel.TIP:
        add_step(a, kept, step, data={"source": ended.pk})


def _let_see(a: OpenAct, kept: Hazard, ended: Hazard) -> None:
    """Whoever found the one that ended sees the one that stays; who handles that sees its source."""
    finders = StepRecord.objects.unscoped(reason="the finders of a merged hazard are named on the other")
    first = finders.filter(hazard=ended, step__in=(Step.REPORT, Step.DISSUADE)).order_by("pk").first()
    bodies = {ended.finder_body_id, ended.body_id, first.body_id if first else None} - {None, kept.body_id}
    # The unit reads who takes part: that somebody found it by a tip must not stand there.
    role = Part.OVERSEER if ended.channel == Channel.TIP else Part.FINDER
    for body in sorted(body for body in bodies if body is not None):
        take_part(a, kept, role, body_id=body)
    if ended.unit_id != kept.unit_id and ended.channel != Channel.TIP:
        take_part(a, kept, Part.FINDER, unit_id=ended.unit_id)
    if kept.body_id not in (None, ended.body_id):
        take_part(a, ended, Part.HANDLER, body_id=kept.body_id)


def _pair(a: OpenAct, kept: Hazard, ended: Hazard, text: str) -> None:
    """The pair is decided; one that nobody offered comes into being decided."""
    one, other = sorted((kept.pk, ended.pk))
    decided = {"decided_at": a.at, "decided_by": a.actor.person_id, "text": text}
    known = SamePair.objects.unscoped(reason=_EITHER).filter(a_id=one, b_id=other).first()
    if known is None:
        values = {"a_id": one, "b_id": other, "score": 0, "offered_at": a.at, "body_id": a.actor.body_id}
        SAME_PAIR.begin(a, "merge_by_hand", values={**values, **decided})
        return
    SAME_PAIR.perform(
        a, "same", pk=known.pk, seen_version=None, changes={**decided, "body_id": a.actor.body_id}
    )
    close_pair_todos(a, [known.pk])


def unmerge_hazard(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str) -> None:
    """Take a merged hazard out again: it goes back to the state it had, and the two are never offered again."""
    seen(actor, hazard_id)
    found = (
        Hazard.objects.unscoped(reason=_EITHER).filter(pk=hazard_id).values_list("merged_into_id", flat=True)
    )
    with act(actor=actor, at=at, operation="hazards.unmerge") as a:
        kept, ended = _locked(found[0] or hazard_id, hazard_id)
        _ruled(actor, same_facts(actor, kept, ended, today_of(a)), UNMERGE)
        steps = StepRecord.objects.unscoped(reason="the state before it was merged")
        last = steps.filter(hazard=ended, step=Step.MERGE).order_by("-pk").values_list("data", flat=True)
        row = HAZARD.perform(
            a,
            f"unmerge_{last[0]['was']}",
            pk=hazard_id,
            seen_version=seen_version,
            changes={"merged_into_id": None, "ended_day": None},
            facts=facts(a),
        )
        add_step(a, row, Step.UNMERGE, text=text, data={"from": kept.pk})
        _told(a, kept, ended, Step.UNMERGE)
        open_waiting(a, [row])
        one, other = sorted((kept.pk, hazard_id))
        pairs = SamePair.objects.unscoped(reason=_EITHER).filter(a_id=one, b_id=other, state=PairState.MERGED)
        for pair in _ids(pairs):
            changes = {"decided_at": at, "decided_by": actor.person_id, "text": text}
            SAME_PAIR.perform(a, "different", pk=pair, seen_version=None, changes=changes)
