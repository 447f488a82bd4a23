"""Who gets which answer at every address: `permission_matrix.tsv`, compared with what really happens."""

import csv
import json
import os
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.asked import FEW, RULES, Address, operations, pages, public_pages
from tests.architecture.bodies import QUERIES, body_of
from tests.architecture.scene import NOBODY, ROLES, Scene, undone
from zhiben.domains.people.vocabulary import UNIT_ROLES, Role

pytestmark = pytest.mark.django_db

FILE = Path(__file__).with_name("permission_matrix.tsv")
COLUMNS = (NOBODY, *ROLES)
Line = tuple[str, str, str]
"""Method, route, object."""


def thing_of(scene: Scene, role: str, whose: str, kind: str) -> Any:
    """The id of an own or foreign thing for that role; `version:…` its version."""
    role = "officer" if role == NOBODY else role
    whose = "own" if whose == "none" else whose
    special = {"membership": scene.world.memberships[role], "self": scene.world.persons[role]}
    special["town_body"] = scene.world.bodies["town1"]
    if kind in special:
        return special[kind]
    if kind.startswith("version:"):
        return scene.version(
            kind.removeprefix("version:"), scene.thing(role, kind.removeprefix("version:"), whose)
        )
    return scene.thing(role, kind, whose)


def ask(
    scene: Scene,
    address: Address,
    role: str,
    whose: str,
    token: str = "write",
    absent: dict[str, str] | None = None,
) -> Any:
    """What that role is answered; whatever was written is taken back. `absent`: of things that are not there."""
    client, thing = scene.clients[role], partial(thing_of, scene, role, whose)
    named = thing if absent is None else lambda kind: absent.get(kind, 10**15)
    path, data = address.path(named) + QUERIES.get(address.route, ""), None
    kept = client.cookies.copy()
    values: dict[str, Any] = {"headers": {"Accept": "application/json"}}
    if address.json and role != NOBODY:
        values["headers"]["Authorization"] = f"Bearer {token}-{role}"
        client.cookies.clear()
    if address.method != "GET":
        data = body_of(address, thing)
    if address.json or address.route.startswith("/files/uploads/"):
        values["content_type"] = "application/json"
        data = json.dumps(data) if data is not None else None
    if address.method == "PUT" and address.route.endswith("<offset>/") or "<int:offset>" in address.route:
        values["content_type"], data = "application/octet-stream", b"abcde"
    verb = getattr(client, address.method.lower())
    client.raise_request_exception = False
    with undone():
        answer = verb(path, data, **values) if data is not None else verb(path, headers=values["headers"])
    client.cookies = kept
    return answer


def columns_of(address: Address) -> tuple[str, ...]:
    """Who asks: everybody, or two where no role matters."""
    return (NOBODY, Role.OFFICER) if address.route.startswith(FEW) else COLUMNS


@pytest.fixture(scope="module")
def matrix(scene: Scene) -> dict[Line, dict[str, int]]:
    """Every answer."""
    return {
        (address.method, address.route, whose): {
            role: ask(scene, address, role, whose).status_code for role in columns_of(address)
        }
        for address in [*pages(), *operations()]
        for whose in address.objects
    }


def _read() -> dict[Line, dict[str, int]]:
    if not FILE.exists():
        return {}
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            (row["method"], row["route"], row["object"]): {r: int(row[r]) for r in COLUMNS if row[r] != "-"}
            for row in csv.DictReader(file, delimiter="\t")
        }


def _text(line: Line, answers: dict[str, int]) -> str:
    return "\t".join([*line, *(str(answers.get(role, "-")) for role in COLUMNS)])


def test_every_answer_is_the_one_agreed(matrix: dict[Line, dict[str, int]]) -> None:
    if os.environ.get("ZHIBEN_WRITE_MATRIX") == "1":
        head = "\t".join(["method", "route", "object", *COLUMNS])
        FILE.write_text("\n".join([head, *(_text(*one) for one in matrix.items())]) + "\n", encoding="utf-8")
    known = _read()
    differing = [_text(line, answers) for line, answers in matrix.items() if known.get(line) != answers]
    gone = [line for line in known if line not in matrix]
    assert not differing, "lines to look at, then ZHIBEN_WRITE_MATRIX=1:\n" + "\n".join(differing)
    assert not gone, f"addresses that are no more: {gone}"


def test_no_answer_is_a_fault(matrix: dict[Line, dict[str, int]]) -> None:
    assert [line for line, answers in matrix.items() if max(answers.values()) >= 500] == []


OPEN = {"/api/v1/people/invitations/accept", "/api/v1/people/passwords", "/api/v1/openapi.json", "/api/v1/"}


def test_signed_out_nobody_gets_in(matrix: dict[Line, dict[str, int]]) -> None:
    opened = OPEN | public_pages()
    for (method, route, whose), answers in matrix.items():
        if route not in opened and not route.startswith(FEW):
            assert answers[NOBODY] == 401, (method, route, whose)


KNOWN_TO_ALL = {"body", "territory", *RULES}
"""Duties, schemes, bodies and what they reach are public to everybody signed in; changing them is not (403)."""


def _is_foreign_only(address: Address) -> bool:
    return not {kind for _, kind in address.kinds} & KNOWN_TO_ALL


def test_foreign_things_are_not_found(matrix: dict[Line, dict[str, int]]) -> None:
    """403 only where the role lacks the permission and hears the same of its own things."""
    wrong = []
    for address in (one for one in (*pages(), *operations()) if not one.is_of_rules):
        answers = matrix.get((address.method, address.route, "foreign"), {})
        own = matrix.get((address.method, address.route, "own"), {})
        public = not _is_foreign_only(address)
        for role, status in answers.items():
            refused = status == 403 and (public or own[role] == 403)
            if role != NOBODY and status != 404 and not refused and not (public and address.method == "GET"):
                wrong.append((address.method, address.route, role, own[role], status))
    assert wrong == []


def test_what_is_foreign_and_what_is_not_there_get_the_same_answer(
    matrix: dict[Line, dict[str, int]], scene: Scene
) -> None:
    """A role without the permission may hear 403 for both; nobody hears a difference."""
    absent = {"upload": "00000000-0000-4000-8000-000000000000"}
    for address in [*pages(), *operations()]:
        if "foreign" not in address.objects or not _is_foreign_only(address):
            continue
        for role in (Role.OFFICER, Role.PRINCIPAL):
            foreign = matrix[address.method, address.route, "foreign"][role]
            missing = ask(scene, address, role, "foreign", absent=absent).status_code
            assert foreign == missing, (address, role)


def test_read_tokens_cannot_write(scene: Scene) -> None:
    for address in operations():
        if address.method != "GET" and address.route not in OPEN:
            answer = ask(scene, address, Role.OFFICER, address.objects[0], token="read")
            assert (answer.status_code, answer.json()["code"]) == (403, "read-only"), address


def test_a_unit_never_reaches_another_unit(matrix: dict[Line, dict[str, int]], scene: Scene) -> None:
    foreign = [(line, answers) for line, answers in matrix.items() if line[2] == "foreign"]
    known = {one.route for one in (*pages(), *operations()) if not _is_foreign_only(one)}
    for (method, route, _), answers in foreign:
        for role in (*sorted(UNIT_ROLES), "neighbour"):
            public = route in known
            assert answers[role] in (403, 404, 405) or (public and method == "GET"), (method, route, role)
