"""Calling the roll of those who have the seats of a scheme: only where a clause asks for it."""

from datetime import datetime, timedelta

from zhiben.core import clock
from zhiben.core.actors import Actor, Range
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.findings import Finding, check
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.duties import queries, rules
from zhiben.domains.duties.models import RollCall, RollCallLine
from zhiben.domains.duties.operations.guard import demand
from zhiben.domains.notices import operations as notices
from zhiben.domains.people import queries as people
from zhiben.domains.places import queries as places

CASE = "duties.roll_call"


def call_roll(
    *, actor: Actor, at: datetime, scheme_id: int, reason: str, minutes: int, area: int | None = None
) -> int:
    """Ask everybody who holds a seat of the scheme within reach (in `area`) to answer; returns the call's number."""
    demand(actor, "duties.call_roll")
    scheme = queries.get_scheme(actor, scheme_id)
    stretch = _stretch(actor, area)
    today = clock.day_of(at)
    holders = queries.holders_of(actor, scheme, today, stretch)
    facts = rules.RollFacts(
        is_asked=scheme.roll_call and bool(queries.schemes_in_force(today, ids=[scheme_id])),
        reason=reason,
        count=len(holders),
    )
    if findings := check(rules.CALL, facts):
        raise RuleBroken(*findings)
    with_account = people.with_account(holder.person_id for holder in holders)
    with act(actor=actor, at=at, operation="duties.call_roll") as a:
        made = a.create(
            RollCall,
            scheme_id=scheme_id,
            body_id=actor.body_id,
            low=stretch[0],
            high=stretch[1],
            reason=reason.strip()[:200],
            called_by=actor.person_id,
            called_at=at,
            ends_at=at + timedelta(minutes=minutes),
        )
        places_of = queries.places_of_holders(holder.id for holder in holders)
        lines = [
            RollCallLine(
                roll_call=made,
                holder_id=holder.id,
                person_id=holder.person_id,
                unit_id=holder.unit_id,
                body_id=holder.body_id,
                area=places_of[holder.id][0],
                sector=places_of[holder.id][1],
                has_account=holder.person_id in with_account,
            )
            for holder in holders
        ]
        written = a.create_many(RollCallLine, lines)
        first = {row.person_id: row.pk for row in reversed(written) if row.has_account}
        _tell(a, made, scheme.title_zh, first)
        return int(made.pk)


def _stretch(actor: Actor, area: int | None) -> Range:
    """The areas that are called: one within reach, or the actor's widest stretch."""
    if actor.body_id is None:
        raise Forbidden(Finding("no-permission", {"permission": "duties.call_roll"}), code="no-permission")
    if area is not None:
        low, high = places.range_of(area)
        if not actor.reaches(low, high):
            raise NotFound(Finding("not-found", field="area"))
        return low, high
    ranges = actor.ranges
    if not ranges:
        raise NotFound(Finding("not-found", field="area"))
    return max(ranges, key=lambda stretch: stretch[1] - stretch[0])


def _tell(a: OpenAct, made: RollCall, title: str, first: dict[int, int]) -> None:
    """One to-do for each person, about the first of his seats."""
    todos = [
        notices.NewTodo(
            kind="todo.answer_roll",
            params={"title": title, "reason": made.reason},
            case_kind=CASE,
            case_id=line,
            url=f"/duties/seats/roll-calls/{made.pk}/",
            permission="duties.own_seats",
            person_id=person,
            due_day=clock.day_of(made.ends_at),
        )
        for person, line in first.items()
    ]
    notices.open_todos(actor=a.actor, at=a.at, todos=todos)


def answer_roll(*, actor: Actor, at: datetime, roll_call_id: int, note: str = "") -> int:
    """I am here: answers for all of the actor's seats in the call; returns how many. Late is kept as late."""
    demand(actor, "duties.own_seats")
    rows = RollCallLine.objects.unscoped(reason="one's own seats in a call").filter(
        roll_call_id=roll_call_id, person_id=actor.person_id
    )
    if not rows.exists():
        raise NotFound(Finding("not-found"))
    keys = list(rows.filter(how="").values_list("pk", flat=True))
    if findings := rules.du118_not_twice(len(keys)):
        raise RuleBroken(*findings)
    with act(actor=actor, at=at, operation="duties.answer_roll") as a:
        a.change_many(RollCallLine, keys, how="answered", answered_at=at, note=note.strip()[:200])
        notices.close_todos(actor=actor, at=at, case_kind=CASE, case_ids=keys)
    return len(keys)


def note_reached(*, actor: Actor, at: datetime, line_id: int, note: str = "") -> int:
    """The caller reached somebody by telephone or in person; returns the call's number."""
    demand(actor, "duties.call_roll")
    row = RollCallLine.objects.unscoped(reason="its call is asked for next").filter(pk=line_id).first()
    if row is None or not RollCall.objects.visible_to(actor).filter(pk=row.roll_call_id).exists():
        raise NotFound(Finding("not-found"))
    if findings := rules.du118_not_twice(0 if row.how else 1):
        raise RuleBroken(*findings)
    with act(actor=actor, at=at, operation="duties.answer_roll") as a:
        a.change(row, how="reached", answered_at=at, note=note.strip()[:200])
        notices.close_todos(actor=actor, at=at, case_kind=CASE, case_ids=[row.pk])
        return int(row.roll_call_id)
