"""The accounts of the demonstration, for whoever shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from zhiben.domains.people import queries as people
from zhiben.domains.reports.operations.demo_people import rows
from zhiben.domains.reports.operations.demo_world import data_of


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account of the demonstration with what its person is."""

    username: str
    password: str
    name: str
    memberships: list[dict[str, Any]]


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
