"""Loading the demonstration, and the accounts it made."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from zhiben.core.actors import Actor
from zhiben.core.ledger.sealer import seal_all
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people
from zhiben.domains.places import operations as places
from zhiben.domains.reports.operations.demo_bodies import make_bodies, make_mandates
from zhiben.domains.reports.operations.demo_history import adopt_history
from zhiben.domains.reports.operations.demo_people import make_people, rows
from zhiben.domains.reports.operations.demo_plan import run_plan
from zhiben.domains.reports.operations.demo_stories import drive_cases
from zhiben.domains.reports.operations.demo_units import make_units
from zhiben.domains.reports.operations.demo_world import World, data_of

_STEPS = (make_bodies, make_mandates, make_units, make_people, adopt_history, drive_cases, run_plan)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account of the demonstration with what its person is."""

    username: str
    password: str
    name: str
    memberships: list[dict[str, Any]]


def is_demonstration_loaded() -> bool:
    """Whether the invented district stands in the database."""
    return organisations.find_body(data_of("bodies")["bodies"][0]["name"]) is not None


def load_demonstration(*, actor: Actor, at: datetime) -> bool:
    """Load the invented district, all of it or nothing; False when it stands there already.

    Areas and packs must have been loaded. The same every time, but for the days, which count from `at`.
    """
    with transaction.atomic():
        if is_demonstration_loaded():
            return False
        places.load_invented(actor=actor, at=at)
        world = World(at, system=actor)
        for step in _STEPS:
            step(world)
    seal_all()
    return True


def demo_accounts(day: date) -> list[DemoAccount]:
    """The accounts of the demonstration that are in the database, as on that day."""
    usernames = [row["user"] for row in rows()]
    accounts = get_user_model()._default_manager.filter(username__in=usernames)
    persons = dict(accounts.values_list("username", "person_id"))
    names = people.names(persons.values())
    password = data_of("people")["password"]
    return [
        DemoAccount(username, password, names[persons[username]], _memberships(persons[username], day))
        for username in usernames
        if username in persons
    ]


def _memberships(person_id: int, day: date) -> list[dict[str, Any]]:
    return [_membership(brief, day) for brief in people.memberships_of(person_id, day)]


def _membership(brief: people.MembershipBrief, day: date) -> dict[str, Any]:
    found: dict[str, Any] = {"id": brief.id, "body": None, "unit": None, "role": brief.role}
    kind = "body" if brief.body_id is not None else "unit"
    found[kind] = {"id": brief.body_id or brief.unit_id, "name": brief.place}
    return {**found, "reach": "unit" if kind == "unit" else _reach(brief.id, day)}


def _reach(membership_id: int, day: date) -> list[dict[str, Any]]:
    actor = people.actor_for_membership(membership_id, day)
    return [
        {
            "areas": [list(span) for span in part.ranges],
            "sectors": None if part.sectors is None else sorted(part.sectors),
            "matters": None if part.matters is None else sorted(part.matters),
        }
        for part in (actor.territories if actor else ())
    ]
