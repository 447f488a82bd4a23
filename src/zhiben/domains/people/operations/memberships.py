"""Persons and what they are: creating, appointing, ending."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

from zhiben.core.actors import Actor, Range, Territory
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.people.models import Membership, Person
from zhiben.domains.people.operations.guard import (
    area_of_place,
    demand,
    demand_rules,
    demand_valid,
    visible_membership,
)
from zhiben.domains.people.rules import (
    GrantFacts,
    pe001_role_fits_place,
    pe002_role_may_be_given,
    pe008_days_in_order,
    pe011_known_words,
    pe012_reach_within_own,
    pe013_not_the_present_one,
)


class Reach(TypedDict):
    """One part of a reach that replaces that of the body; None means all sectors or matters."""

    ranges: list[Range]
    sectors: list[str] | None
    matters: list[str] | None


def create_person(*, actor: Actor, at: datetime, name: str) -> int:
    """Put a person on the books, without account or membership; returns the id."""
    demand(actor, "people.create_person")
    with act(actor=actor, at=at, operation="people.create_person") as a:
        return new_person(a, name).pk


def new_person(a: OpenAct, name: str) -> Person:
    """A person with the next number, within an open act."""
    person = a.create(Person, number=f"?{a.id}", name=name.strip())
    a.change(person, number=f"P{person.pk:07d}")
    return person


def grant_membership(
    *,
    actor: Actor,
    at: datetime,
    person_id: int,
    role: str,
    since: date,
    body_id: int | None = None,
    unit_id: int | None = None,
    until: date | None = None,
    reach: Sequence[Reach] | None = None,
) -> int:
    """Make a person hold a role in a body or a unit; returns the id of the membership."""
    demand(actor, "people.manage_memberships")
    with act(actor=actor, at=at, operation="people.grant_membership") as a:
        _demand_known(actor, person_id)
        row = new_membership(
            a,
            person_id=person_id,
            role=role,
            since=since,
            body_id=body_id,
            unit_id=unit_id,
            until=until,
            reach=reach,
        )
        return row.pk


def _demand_known(actor: Actor, person_id: int) -> None:
    """Somebody without a position, with one within reach, or oneself; for administrators, anybody."""
    found = Person.objects.filter(pk=person_id).exists()
    if found and not actor.system and actor.role != "administrator" and person_id != actor.person_id:
        held = Membership.objects.unscoped(reason="whether the person holds anything at all")
        mine = Membership.objects.visible_to(actor).filter(person_id=person_id)
        found = mine.exists() or not held.filter(person_id=person_id).exists()
    if not found:
        raise NotFound(Finding("not-found", field="person"))


def new_membership(
    a: OpenAct,
    *,
    person_id: int,
    role: str,
    since: date,
    body_id: int | None,
    unit_id: int | None,
    until: date | None = None,
    reach: Sequence[Reach] | None = None,
) -> Membership:
    """A membership within an open act, after all its rules."""
    demand_valid(pe011_known_words(role=role) + pe008_days_in_order(since, until))
    area = area_of_place(a.actor, body_id, unit_id)
    facts = GrantFacts(a.actor.role, a.actor.system, role, in_unit=unit_id is not None)
    demand_rules(pe001_role_fits_place(facts) + pe002_role_may_be_given(facts))
    if reach is not None:
        demand_valid(pe012_reach_within_own(_within(a.actor, reach)))
    return a.create(
        Membership,
        person_id=person_id,
        body_id=body_id,
        unit_id=unit_id,
        role=role,
        area=area,
        reach=None if reach is None else [dict(part) for part in reach],
        valid_from=since,
        valid_to=until,
    )


def _within(actor: Actor, reach: Sequence[Reach]) -> bool:
    """Whether every part of the reach lies in one of the actor's own territories."""
    return actor.system or all(
        any(_holds(own, low, high, part) for own in actor.territories)
        for part in reach
        for low, high in part["ranges"]
    )


def _holds(own: Territory, low: int, high: int, part: Reach) -> bool:
    return (
        any(first <= low <= high <= last for first, last in own.ranges)
        and _some_of(own.sectors, part["sectors"])
        and _some_of(own.matters, part["matters"])
    )


def _some_of(own: frozenset[str] | None, asked: list[str] | None) -> bool:
    return own is None or (asked is not None and set(asked) <= own)


def end_membership(*, actor: Actor, at: datetime, membership_id: int, last_day: date) -> None:
    """Set the last day of a membership."""
    demand(actor, "people.manage_memberships")
    demand_rules(pe013_not_the_present_one(actor.membership_id == membership_id))
    with act(actor=actor, at=at, operation="people.end_membership") as a:
        row = visible_membership(actor, membership_id)
        facts = GrantFacts(actor.role, actor.system, row.role, in_unit=row.unit_id is not None)
        demand_rules(pe002_role_may_be_given(facts))
        demand_valid(pe008_days_in_order(row.valid_from, last_day))
        a.change(row, valid_to=last_day)
