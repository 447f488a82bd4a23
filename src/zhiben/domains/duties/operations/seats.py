"""Filling seats with named persons, taking them over from another scheme, giving them up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, NotFound, RuleBroken
from zhiben.core.findings import Finding, check
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.duties import queries, rules
from zhiben.domains.duties.models import HandOver, SeatHolder
from zhiben.domains.duties.operations.guard import demand
from zhiben.domains.duties.queries import SchemeLine, SeatSubject
from zhiben.domains.duties.vocabulary import SeatEnd
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.notices import operations as notices
from zhiben.domains.people import operations as persons
from zhiben.domains.people import queries as people

CASE = "duties.hand_over"
"""What the to-dos of hand-overs are about."""
SEEN = "its subject was found within reach"


@dataclass(frozen=True, slots=True)
class NewHolder:
    """Who is to have a seat: a person by number, or a name; with post and office as shown.

    `since`: today where it is left out; `until`: the last day of the term, None without one.
    """

    seat: str
    person_id: int | None = None
    name: str = ""
    office: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(slots=True)
class Named:
    """A person who is to have a seat: known or new (`person_id` None), where he acts, whether he left."""

    person_id: int | None
    name: str
    office: str
    at_unit: int | None = None
    at_body: int | None = None
    left: tuple[date, str] | None = None
    is_member: bool = False


def fill_seats(
    *,
    actor: Actor,
    at: datetime,
    scheme_id: int,
    holders: Sequence[NewHolder],
    unit_id: int | None = None,
    body_id: int | None = None,
) -> list[int]:
    """Give seats of one subject under one scheme to persons, in one act; returns the numbers of the holders.

    Nothing is written where one of them is refused; the findings' fields begin with the place of the row from 1.
    """
    subject = ground(actor, unit_id, body_id)
    scheme = queries.get_scheme(actor, scheme_id)
    if not holders:
        raise Invalid(Finding("required", field="holders"))
    book = PersonBook(actor, subject, clock.day_of(at))
    named = [book.named(one.person_id, one.name, one.office, one.since) for one in holders]
    findings = [
        Finding(finding.code, finding.params, f"{place}.{finding.field or ''}".rstrip("."))
        for place, (one, person) in enumerate(zip(holders, named, strict=True), 1)
        for finding in check(rules.FILL, facts_of(actor, scheme, subject, one, person, clock.day_of(at)))
    ]
    if findings:
        raise RuleBroken(*findings)
    with act(actor=actor, at=at, operation="duties.fill_seats") as a:
        rows = [
            new_row(a, scheme.id, subject, one.seat, person, one.since or clock.day_of(at), one.until)
            for one, person in zip(holders, named, strict=True)
        ]
        return [row.pk for row in a.create_many(SeatHolder, rows)]


def ground(actor: Actor, unit_id: int | None, body_id: int | None) -> SeatSubject:
    """The subject, for who may fill its seats: within reach, and for a unit's people their own."""
    demand(actor, "duties.fill_seats")
    return queries.find_subject(actor, unit_id=unit_id, body_id=body_id)


def is_of_body(scheme: SchemeLine, key: str) -> bool:
    """Whether all posts of a seat are those of public bodies."""
    posts = next((seat.get("posts") or [] for seat in scheme.seats if seat["key"] == key), [])
    return bool(posts) and set(posts) <= instruments.posts_of_bodies()


def facts_of(
    actor: Actor,
    scheme: SchemeLine,
    subject: SeatSubject,
    one: NewHolder,
    person: Named,
    today: date,
    by_unit: bool | None = None,
) -> rules.SeatFacts:
    """What the rules of filling need; `by_unit` False: who fills it was asked for otherwise."""
    since = one.since or today
    rows = SeatHolder.objects.unscoped(reason=SEEN).filter(scheme_id=scheme.id, seat=one.seat)
    mine = rows.filter(**{f"{subject.kind}_id": subject.id}, vacant_from=None)
    in_force = queries.schemes_in_force(since, ids=[scheme.id])
    return rules.SeatFacts(
        seat=one.seat,
        since=since,
        until=one.until,
        name=person.name,
        office=person.office,
        named=bool(person.name),
        left=person.left,
        covered=bool(queries.schemes_for(subject, in_force, since)),
        known=any(seat["key"] == one.seat for seat in scheme.seats),
        holds=person.person_id is not None and mine.filter(person_id=person.person_id).exists(),
        of_body=is_of_body(scheme, one.seat),
        by_unit=actor.unit_id is not None if by_unit is None else by_unit,
    )


@dataclass(slots=True)
class PersonBook:
    """Finds the persons that are named, among those the actor reaches; the same new name is one person."""

    actor: Actor
    subject: SeatSubject
    today: date
    fresh: dict[tuple[str, str], Named] = field(default_factory=dict)

    def named(self, person_id: int | None, name: str, office: str, since: date | None) -> Named:
        """The person of that number, or of that name with post and office; NotFound where he is out of reach."""
        if person_id is not None:
            return self._known(person_id, office.strip(), since or self.today)
        found = Named(None, name.strip(), office.strip())
        found = self.fresh.setdefault((found.name, found.office), found)
        if found.person_id is None and found.name:
            found.person_id = self._met_before(found.name, found.office)
        return found

    def _known(self, person_id: int, office: str, since: date) -> Named:
        positions = people.positions_of(self.actor, [person_id]).get(person_id, [])
        if not positions:
            return self._without_position(person_id, office)
        valid = [
            one
            for one in positions
            if one.valid_from <= since and (one.valid_to is None or one.valid_to >= since)
        ]
        here = [
            one for one in valid if (one.unit_id, one.body_id) == (self.subject.unit_id, self.subject.body_id)
        ]
        best = next(iter([*here, *valid, *positions]))
        left = None if valid or best.valid_to is None else (best.valid_to, best.place)
        return Named(
            person_id, best.name, office or best.title, best.unit_id, best.body_id, left, is_member=True
        )

    def _without_position(self, person_id: int, office: str) -> Named:
        """Somebody who is no member anywhere, but has a seat the actor reaches."""
        held = SeatHolder.objects.visible_to(self.actor).filter(
            person_id=person_id, at_unit=None, at_body=None
        )
        last = held.order_by("-pk").values("office").first()
        if last is None:
            raise NotFound(Finding("not-found", field="person"))
        return Named(person_id, people.names([person_id])[person_id], office or last["office"])

    def _met_before(self, name: str, office: str) -> int | None:
        """Somebody of that very name and office who has a seat the actor reaches already."""
        held = SeatHolder.objects.visible_to(self.actor).filter(
            office=office, at_unit=None, at_body=None, person__name=name
        )
        return held.order_by("pk").values_list("person_id", flat=True).first()


def person_of(a: OpenAct, person: Named) -> int:
    """The number of a person, put on the books where the name is new."""
    if person.person_id is None:
        person.person_id = int(persons.new_person(a, person.name).pk)
    return person.person_id


def new_row(
    a: OpenAct,
    scheme_id: int,
    subject: SeatSubject,
    seat: str,
    person: Named,
    since: date,
    until: date | None,
    after: int | None = None,
) -> SeatHolder:
    """A seat that is given, not written yet."""
    return SeatHolder(
        scheme_id=scheme_id,
        seat=seat,
        unit_id=subject.unit_id,
        body_id=subject.body_id,
        area=subject.area,
        sector=subject.sector,
        person_id=person_of(a, person),
        at_unit_id=person.at_unit,
        at_body_id=person.at_body,
        office=person.office[:120],
        since=since,
        until=until,
        after_id=after,
    )


def copy_seats(
    *,
    actor: Actor,
    at: datetime,
    scheme_id: int,
    from_scheme_id: int,
    unit_id: int | None = None,
    body_id: int | None = None,
) -> list[int]:
    """Fill the open seats of a scheme with those who answer for the same subject in another, where posts match.

    A scheme whose place this one took will do, too. Seats without posts match by their key. Terms are taken over.
    Returns the numbers of the new holders.
    """
    subject = ground(actor, unit_id, body_id)
    _, found = queries.seats_of(actor, clock.day_of(at), unit_id=unit_id, body_id=body_id)
    before = queries.seats_before(subject, found, clock.day_of(at))
    by_scheme = {one.scheme.id: one for one in [*before, *found]}
    target = next((one for one in found if one.scheme.id == scheme_id), None)
    source = by_scheme.get(from_scheme_id)
    if target is None or source is None:
        raise NotFound(Finding("not-found"))
    pairs = _pairs(target.seats, source.seats)
    if actor.unit_id is not None:
        pairs = [(seat, one) for seat, one in pairs if not is_of_body(target.scheme, seat)]
    if findings := rules.du112_something_to_copy(len(pairs)):
        raise RuleBroken(*findings)
    rows = {row["id"]: row for row in _places([one.id for _, one in pairs])}
    with act(actor=actor, at=at, operation="duties.fill_seats") as a:
        made = []
        for seat, one in pairs:
            place = rows[one.id]
            person = Named(one.person_id, one.name, one.office, place["at_unit_id"], place["at_body_id"])
            made.append(new_row(a, scheme_id, subject, seat, person, clock.day_of(at), one.until))
        return [row.pk for row in a.create_many(SeatHolder, made)]


def _places(ids: Sequence[int]) -> list[Mapping[str, Any]]:
    rows = SeatHolder.objects.unscoped(reason=SEEN).filter(pk__in=ids)
    return list(rows.values("id", "at_unit_id", "at_body_id"))


def _pairs(
    target: Sequence[queries.SeatLine], source: Sequence[queries.SeatLine]
) -> list[tuple[str, queries.HolderLine]]:
    """(open seat, who takes it): one person for each choice, the seat of the same name before others."""
    made: list[tuple[str, queries.HolderLine]] = []
    done: set[str] = set()
    for seat in target:
        if not seat.is_open or (seat.either and seat.either in done):
            continue
        taken = {one.person_id for _, one in made}
        fitting = [
            one
            for other in sorted(source, key=lambda other: other.key != seat.key)
            if (set(seat.posts) & set(other.posts) if seat.posts and other.posts else seat.key == other.key)
            for one in other.holders
            if one.is_held
        ]
        fresh = [one for one in fitting if one.person_id not in taken] or fitting
        if fresh:
            made.append((seat.key, fresh[0]))
            done.add(seat.either)
    return made


def end_seat(*, actor: Actor, at: datetime, holder_id: int, day: date, why: str, note: str = "") -> None:
    """A person has a seat no longer from a day on (before it at the soonest when he took it); the row stays."""
    if why not in set(SeatEnd) - {SeatEnd.HANDED_OVER}:
        raise Invalid(Finding("value-out-of-range", field="why"))
    row, scheme = seat_row(actor, holder_id)
    facts = rules.PassFacts(
        since=row.since,
        day=day,
        today=clock.day_of(at),
        vacant_from=row.vacant_from,
        is_his=row.person_id == actor.person_id,
        by_unit=actor.unit_id is not None,
        of_body=is_of_body(scheme, row.seat),
    )
    if findings := check(rules.GIVE_UP, facts):
        raise RuleBroken(*findings)
    with act(actor=actor, at=at, operation="duties.end_seat") as a:
        a.change(row, vacant_from=day, ended=why, ended_note=note.strip()[:500])
        waiting = HandOver.objects.unscoped(reason=SEEN).filter(
            holder=row, confirmed_on=None, withdrawn_on=None
        )
        keys = list(waiting.values_list("pk", flat=True))
        a.change_many(HandOver, keys, withdrawn_on=clock.day_of(at))
        notices.close_todos(actor=actor, at=at, case_kind=CASE, case_ids=keys)


def seat_row(actor: Actor, holder_id: int) -> tuple[SeatHolder, SchemeLine]:
    """A seat whose subject the actor may fill, locked, and its scheme; NotFound beyond reach."""
    row = SeatHolder.objects.unscoped(reason="its subject is asked for next").filter(pk=holder_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    ground(actor, row.unit_id, row.body_id)
    return row, queries.scheme_lines([row.scheme_id])[row.scheme_id]


def follow_unit_seats(a: OpenAct, unit_id: int, area: int) -> None:
    """Seats and hand-overs of a unit lie where the unit lies."""
    for model in (SeatHolder, HandOver):
        rows = model.objects.unscoped(reason="they follow the unit").filter(unit_id=unit_id)
        a.change_many(model, rows.values_list("pk", flat=True), area=area)
