"""A seat passes from one person to the next: written by who leaves or by the office, confirmed by who comes."""

from datetime import date, datetime

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.findings import Finding, check
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.duties import queries, rules
from zhiben.domains.duties.models import HandOver, SeatHolder
from zhiben.domains.duties.operations.seats import (
    CASE,
    SEEN,
    Named,
    NewHolder,
    PersonBook,
    facts_of,
    ground,
    is_of_body,
    new_row,
    person_of,
)
from zhiben.domains.duties.queries import SchemeLine, SeatSubject
from zhiben.domains.duties.vocabulary import SeatEnd
from zhiben.domains.notices import operations as notices
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people


def hand_over(
    *, actor: Actor, at: datetime, holder_id: int, successor: NewHolder, day: date, note: str = ""
) -> int:
    """Write that a seat passes to a successor on a day; he confirms. Returns the number of the hand-over.

    Where the successor has no account it takes effect at once. `successor.seat` and `.since` are not read.
    """
    row, subject, scheme = _seat(actor, holder_id)
    today = clock.day_of(at)
    named = PersonBook(actor, subject, today).named(
        successor.person_id, successor.name, successor.office, day
    )
    taken = NewHolder(row.seat, since=day, until=successor.until)
    findings = [
        *check(rules.PASS_ON, _pass_facts(actor, scheme, row, named, day, today)),
        *check(rules.FILL, facts_of(actor, scheme, subject, taken, named, today, by_unit=False)),
    ]
    if findings:
        raise RuleBroken(*findings)
    with act(actor=actor, at=at, operation="duties.hand_over") as a:
        made = a.create(
            HandOver,
            holder=row,
            area=subject.area,
            sector=subject.sector,
            unit_id=subject.unit_id,
            body_id=subject.body_id,
            successor_id=person_of(a, named),
            at_unit_id=named.at_unit,
            at_body_id=named.at_body,
            office=named.office[:120],
            day=day,
            until=successor.until,
            note=note.strip()[:2000],
            open_matters=queries.open_matters(subject, today),
            written_by=actor.person_id,
        )
        if people.with_account([made.successor_id]):
            _tell(a, made, scheme, subject)
        else:
            _pass(a, made, row, subject)
        return int(made.pk)


def confirm_hand_over(*, actor: Actor, at: datetime, hand_over_id: int) -> None:
    """The successor takes the seat over; from the day that was named it is his."""
    line = queries.get_hand_over(actor, hand_over_id)
    row = _locked(hand_over_id)
    facts = rules.ConfirmFacts(
        settled=not line.waits,
        is_successor=line.successor_id == actor.person_id,
        has_account=bool(people.with_account([line.successor_id])),
    )
    if findings := check(rules.CONFIRM, facts):
        raise RuleBroken(*findings)
    if not facts.is_successor:
        ground(actor, row.unit_id, row.body_id)
    with act(actor=actor, at=at, operation="duties.confirm_hand_over") as a:
        holder = SeatHolder.objects.unscoped(reason=SEEN).select_for_update().get(pk=row.holder_id)
        if findings := rules.du107_still_held(_plain(holder, row.day)):
            raise RuleBroken(*findings)
        _pass(a, row, holder, _subject(row))
        notices.close_todos(actor=actor, at=at, case_kind=CASE, case_ids=[row.pk])


def withdraw_hand_over(*, actor: Actor, at: datetime, hand_over_id: int) -> None:
    """Take back a hand-over that was not confirmed: by who wrote it, who hands over, or who may fill the seat."""
    line = queries.get_hand_over(actor, hand_over_id)
    row = _locked(hand_over_id)
    if actor.person_id not in (row.written_by, line.outgoing_id, line.successor_id):
        ground(actor, row.unit_id, row.body_id)
    if findings := check(rules.WITHDRAW, rules.ConfirmFacts(settled=not line.waits)):
        raise RuleBroken(*findings)
    with act(actor=actor, at=at, operation="duties.withdraw_hand_over") as a:
        a.change(row, withdrawn_on=clock.day_of(at))
        notices.close_todos(actor=actor, at=at, case_kind=CASE, case_ids=[row.pk])


def _seat(actor: Actor, holder_id: int) -> tuple[SeatHolder, SeatSubject, SchemeLine]:
    """The seat, for who has it and for who may fill it; NotFound beyond reach."""
    row = SeatHolder.objects.unscoped(reason="whose it is, is asked next").filter(pk=holder_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    scheme = queries.scheme_lines([row.scheme_id])[row.scheme_id]
    if row.person_id == actor.person_id:
        return row, _subject(row), scheme
    return row, ground(actor, row.unit_id, row.body_id), scheme


def _subject(row: SeatHolder | HandOver) -> SeatSubject:
    """The subject of a row that was found for the actor."""
    if row.unit_id is not None:
        name = organisations.unit_names([row.unit_id]).get(row.unit_id, "")
        return SeatSubject("unit", row.unit_id, name, row.area, row.sector)
    name = organisations.body_names([row.body_id or 0]).get(row.body_id or 0, "")
    return SeatSubject("body", row.body_id or 0, name, row.area, row.sector)


def _locked(hand_over_id: int) -> HandOver:
    rows = HandOver.objects.unscoped(reason="it was found for the actor")
    found: HandOver = rows.get(pk=hand_over_id)
    return found


def _plain(row: SeatHolder, day: date) -> rules.PassFacts:
    return rules.PassFacts(since=row.since, day=day, today=day, vacant_from=row.vacant_from)


def _pass_facts(
    actor: Actor, scheme: SchemeLine, row: SeatHolder, named: Named, day: date, today: date
) -> rules.PassFacts:
    waiting = HandOver.objects.unscoped(reason=SEEN).filter(holder=row, withdrawn_on=None)
    return rules.PassFacts(
        since=row.since,
        day=day,
        today=today,
        vacant_from=row.vacant_from,
        is_same=named.person_id == row.person_id,
        waits=row.vacant_from is None and waiting.exists(),
        is_his=row.person_id == actor.person_id,
        by_unit=actor.unit_id is not None,
        of_body=is_of_body(scheme, row.seat),
    )


def _pass(a: OpenAct, made: HandOver, holder: SeatHolder, subject: SeatSubject) -> None:
    """The seat is the successor's from the day on."""
    a.change(holder, vacant_from=made.day, ended=SeatEnd.HANDED_OVER.value, ended_note="")
    a.change(made, confirmed_on=clock.day_of(a.at))
    person = Named(made.successor_id, "", made.office, made.at_unit_id, made.at_body_id)
    row = new_row(a, holder.scheme_id, subject, holder.seat, person, made.day, made.until, holder.pk)
    a.create_many(SeatHolder, [row])


def _tell(a: OpenAct, made: HandOver, scheme: SchemeLine, subject: SeatSubject) -> None:
    """The successor finds it among what he has to do."""
    todo = notices.NewTodo(
        kind="todo.take_seat",
        params={"title": scheme.title_zh, "place": subject.name},
        case_kind=CASE,
        case_id=made.pk,
        url=f"/duties/seats/hand-overs/{made.pk}/",
        permission="duties.own_seats",
        person_id=made.successor_id,
        due_day=made.day,
    )
    notices.open_todos(actor=a.actor, at=a.at, todos=[todo])
