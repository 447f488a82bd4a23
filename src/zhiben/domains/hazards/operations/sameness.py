"""One hazard found twice: looked for by the platform, merged or refused by whoever answers for both, taken apart."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from zhiben.core import clock, files
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound, Refusal
from zhiben.core.files.kinds import IMAGES
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.hazards.lifecycle.sameness import SAME_PAIR
from zhiben.domains.hazards.methods.sameness import Likeness, compare, picture_print
from zhiben.domains.hazards.models import Hazard, PictureHash, SameLook, SamePair
from zhiben.domains.hazards.operations.steps import seen, today_of
from zhiben.domains.hazards.queries import sameness
from zhiben.domains.hazards.queries.deciders import deciders
from zhiben.domains.hazards.vocabulary import PairState
from zhiben.domains.notices import operations as notices
from zhiben.domains.organisations import queries as organisations

sentence("todo.same", N_("These two look like one hazard: %(one)s and %(other)s (%(unit)s)"))

CASE_KIND = "hazard_pair"
_MOST = 500


def find_same(*, actor: Actor, at: datetime, most: int = _MOST, first: int = 0) -> int:
    """Compare up to `most` hazards that were not compared yet with all others; how many pairs were offered.

    `first`: the lowest id looked at.
    """
    today = clock.day_of(at)
    settings = sameness.settings_on(today)
    fresh = sameness.not_compared(today, settings, most, first)
    note_pictures(actor=actor, at=at, hazards=fresh)
    near = sameness.neighbours(fresh, settings) if fresh else []
    rows = sameness.rows_of(key for pair in near for key in pair)
    known = sameness.subjects(rows)
    alike = {(a, b): compare(known[a], known[b], settings) for a, b in near}
    found = {pair: likeness for pair, likeness in alike.items() if likeness.is_offered}
    with act(actor=actor, at=at, operation="hazards.find_same") as a:
        _settle(a)
        pairs = [_offer(a, rows[one], rows[other], found[one, other]) for one, other in sorted(found)]
        _ask(a, pairs, rows)
        looks = [SameLook(hazard_id=key, at=at) for key in fresh]
        SameLook._base_manager.bulk_create(looks, ignore_conflicts=True, batch_size=1000)
    return len(pairs)


def note_pictures(*, actor: Actor, at: datetime, hazards: Iterable[int]) -> int:
    """Take the prints of pictures that have none yet, once each; how many."""
    waiting = sameness.without_print(hazards)
    kinds = {key: brief.kind for key, brief in files.brief([file for *_, file in waiting]).items()}
    made = []
    for attachment, hazard, file in waiting:
        seen = picture_print(_read(file)) if kinds.get(file) in IMAGES else None
        made.append(
            PictureHash(
                attachment_id=attachment,
                hazard_id=hazard,
                structure=seen.structure if seen else None,
                slope=seen.slope if seen else None,
            )
        )
    PictureHash._base_manager.bulk_create(made, ignore_conflicts=True, batch_size=1000)
    return len(made)


def _read(file: int) -> bytes:
    """A file's bytes; none when it is gone from the store, which verification tells, not this."""
    try:
        return files.read(file)
    except (Refusal, OSError):
        return b""


def _offer(a: OpenAct, one: Hazard, other: Hazard, likeness: Likeness) -> SamePair:
    bodies = deciders(one, other, today_of(a))
    pair: SamePair = SAME_PAIR.begin(
        a,
        "offer",
        values={
            "a_id": one.pk,
            "b_id": other.pk,
            "score": likeness.score,
            "reasons": [{"code": reason.code, "params": dict(reason.params)} for reason in likeness.reasons],
            "body_id": bodies[0] if bodies else None,
            "offered_at": a.at,
        },
    )
    return pair


def _ask(a: OpenAct, pairs: Iterable[SamePair], rows: Mapping[int, Hazard]) -> None:
    """A to-do for the body each pair is offered to."""
    asked = [pair for pair in pairs if pair.body_id is not None]
    units = organisations.unit_names({rows[pair.a_id].unit_id for pair in asked})
    todos = [
        notices.NewTodo(
            kind="todo.same",
            case_kind=CASE_KIND,
            case_id=pair.pk,
            url=f"/hazards/same/{pair.pk}/",
            permission="hazards.merge",
            body_id=pair.body_id,
            params={
                "one": rows[pair.a_id].number,
                "other": rows[pair.b_id].number,
                "unit": units.get(rows[pair.a_id].unit_id, ""),
            },
        )
        for pair in asked
    ]
    notices.open_todos(actor=a.actor, at=a.at, todos=todos)


def _settle(a: OpenAct) -> None:
    """Pairs of which one has ended lapse; pairs whose responsible bodies changed go to who decides now."""
    offered = SamePair.objects.unscoped(reason=sameness.ALL).filter(state=PairState.OFFERED)
    lapse(a, offered.exclude(a__ended_day=None, b__ended_day=None).values_list("pk", flat=True))
    moved = sameness.offered_elsewhere()
    rows = sameness.rows_of(key for pair in moved for key in (pair.a_id, pair.b_id))
    for pair in moved:
        bodies = deciders(rows[pair.a_id], rows[pair.b_id], today_of(a))
        body = bodies[0] if bodies else None
        if body != pair.body_id:
            SAME_PAIR.amend(
                a, pk=pair.pk, seen_version=None, permission="hazards.merge", changes={"body_id": body}
            )
            close_pair_todos(a, [pair.pk])
            pair.body_id = body
            _ask(a, [pair], rows)


def lapse(a: OpenAct, pairs: Iterable[int]) -> None:
    """Offered pairs that are settled otherwise."""
    keys = SAME_PAIR.perform_many(a, "lapse", pks=pairs, changes={"decided_at": a.at})
    close_pair_todos(a, keys)


def close_pair_todos(a: OpenAct, pairs: Iterable[int]) -> None:
    """Nobody needs to compare these any more."""
    notices.close_todos(actor=a.actor, at=a.at, case_kind=CASE_KIND, case_ids=list(pairs))


def propose_same(*, actor: Actor, at: datetime, hazard_id: int, number: str) -> tuple[int, int | None]:
    """Somebody who sees both says that two look like one; the pair's id and the body it is offered to."""
    if not actor.may("hazards.merge"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.merge"}))
    seen(actor, hazard_id)
    other = Hazard.objects.visible_to(actor).filter(number=number.strip().upper()).exclude(pk=hazard_id)
    found = other.values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(Finding("not-found", field="number"))
    today = clock.day_of(at)
    rows = sameness.rows_of([hazard_id, found])
    one, second = sorted((hazard_id, found))
    known = sameness.subjects(rows)
    likeness = compare(known[one], known[second], sameness.settings_on(today))
    with act(actor=actor, at=at, operation="hazards.propose_same") as a:
        pair = _known_pair(a, one, second) or _offer(a, rows[one], rows[second], likeness)
        _ask(a, [pair], rows)
    return int(pair.pk), pair.body_id


def _known_pair(a: OpenAct, one: int, other: int) -> SamePair | None:
    """The pair there is already, to be compared once more."""
    pair = SamePair.objects.unscoped(reason=sameness.ALL).filter(a_id=one, b_id=other).first()
    if pair is None:
        return None
    close_pair_todos(a, [pair.pk])
    if pair.state != PairState.OFFERED:
        changes = {"decided_at": None, "decided_by": None}
        pair = SAME_PAIR.perform(a, "ask_again", pk=pair.pk, seen_version=None, changes=changes)
    found: SamePair = pair
    return found


def seen_pair(actor: Actor, pair_id: int) -> SamePair:
    """The pair, if it is offered to the actor's body; NotFound otherwise."""
    pair = SamePair.objects.visible_to(actor).filter(pk=pair_id).first()
    if pair is None:
        raise NotFound(Finding("not-found"))
    found: SamePair = pair
    return found


def refuse_same(*, actor: Actor, at: datetime, pair_id: int, seen_version: int, text: str = "") -> None:
    """The two are two: they are never offered again."""
    pair = seen_pair(actor, pair_id)
    if not actor.may("hazards.merge"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.merge"}))
    with act(actor=actor, at=at, operation="hazards.refuse_same") as a:
        SAME_PAIR.perform(
            a,
            "different",
            pk=pair.pk,
            seen_version=seen_version,
            changes={"decided_at": at, "decided_by": actor.person_id, "text": text},
        )
        close_pair_todos(a, [pair.pk])
