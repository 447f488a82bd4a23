"""Invented persons with accounts in every role."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password

from zhiben.domains.notices import operations as notices
from zhiben.domains.people import operations as people
from zhiben.domains.reports.operations.demo_world import World, data_of

SINCE = date(2023, 1, 1)


def make_people(world: World) -> None:
    """Put everybody of the list on the books, with account and memberships."""
    for row, name in zip(rows(), _names(), strict=False):
        _person(world, row, name)
    _accounts(world)
    for username in data_of("people")["consents"]:
        notices.consent(actor=world.actor(username), at=world.ago(200))


def rows() -> list[dict[str, Any]]:
    """Everybody: username, role, body or unit; `also` a second membership, `reach` instead of the body's."""
    lists = data_of("people")
    found = [*lists["bodies"], *_departments(lists["departments"])]
    for unit in lists["units"]:
        number = unit.removeprefix("unit")
        found += [
            {"user": f"principal{number}", "role": "principal", "unit": unit},
            {"user": f"controller{number}", "role": "controller", "unit": unit},
            {"user": f"safety{number}", "role": "safety_officer", "unit": unit},
        ]
    found += [{**row, "role": "worker"} for row in lists["workers"]]
    return [{"also": lists["also"].get(row["user"]), **row} for row in found]


def _departments(departments: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in departments:
        body, last = row["body"], row["officers"] + 1
        yield {"user": f"{body}1", "role": "department_head", "body": body}
        for number in range(2, last + 1):
            reach = row.get("last") if number == last else None
            yield {"user": f"{body}{number}", "role": "officer", "body": body, "reach": reach}


def _names() -> Iterator[str]:
    lists = data_of("people")
    for numeral in lists["numerals"]:
        for surname in lists["surnames"]:
            yield f"示例·{surname}{numeral}"


def _person(world: World, row: dict[str, Any], name: str) -> None:
    key = row["user"]
    world.persons[key] = people.create_person(actor=world.system, at=world.at, name=name)
    world.memberships[key] = _membership(world, key, row, row.get("reach"))
    if row["also"]:
        _membership(world, key, row["also"], None)


def _membership(world: World, key: str, row: dict[str, Any], ranges: list[list[int]] | None) -> int:
    reach: list[people.Reach] | None = None
    if ranges:
        reach = [{"ranges": [(low, high) for low, high in ranges], "sectors": None, "matters": None}]
    return people.grant_membership(
        actor=world.system,
        at=world.at,
        person_id=world.persons[key],
        role=row["role"],
        since=SINCE,
        body_id=world.bodies[row["body"]] if "body" in row else None,
        unit_id=world.known(row["unit"]).id if "unit" in row else None,
        reach=reach,
    )


def _accounts(world: World) -> None:
    """All accounts share one documented password, so it is hashed once: a hash costs as much as all the rest."""
    password = data_of("people")["password"]
    validate_password(password)
    hashed = make_password(password)
    model = get_user_model()
    made = [
        model(username=username, person_id=person, password=hashed)
        for username, person in world.persons.items()
    ]
    model._default_manager.bulk_create(made)
