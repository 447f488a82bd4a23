"""Whoever asks for what lies beyond their reach, at whatever address and however: nothing shown, nothing changed.

`ZHIBEN_REACH_TRIES` sets how many tries there are (20,000 by itself), `ZHIBEN_REACH_SEED` which ones.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.architecture.asked import FEW, FIXED, PUBLIC_THINGS, RULES, Address, operations, pages
from tests.architecture.bodies import QUERIES, body_of
from tests.architecture.reach import FOREIGN, PERSONAL, Member, Tables, Words, members, secrets
from tests.architecture.scene import ROLES, STRANGER, Scene, undone
from zhiben.config.api import api
from zhiben.domains.people.vocabulary import UNIT_ROLES, Role

pytestmark = pytest.mark.django_db

TRIES = int(os.environ.get("ZHIBEN_REACH_TRIES", "20000"))
SEED = int(os.environ.get("ZHIBEN_REACH_SEED", "20261120"))
BATCH = 400
LISTS = 0.03
"""The share of tries that look at lists, boards, searches and exports."""
KNOWN_TO_ALL = {"body", "territory", *RULES}
"""Duties, schemes, bodies and what they reach are public to everybody signed in."""
REFUSED = {403, 404}
REFUSED_BODY = REFUSED | {400, 409, 413, 415, 422}
"""What stands in a body may be refused for itself as well."""
PROGRAM = Client(raise_request_exception=False)
"""One that keeps nothing: who asks stands in the token."""
SAYS_NOTHING = {"/api/v1/openapi.json"}
NO_CHOICE = {"/people/invite/"}
"""Pages that offer a unit no choice of units, and do not read one."""
SOURCES = Path(__file__).resolve().parents[2] / "src" / "zhiben"


@dataclass
class Try:
    """One request; `hidden` is what the answer may not say, `allowed` the statuses it may have."""

    member: Member
    address: Address
    path: str
    allowed: set[int]
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        who = f"{self.member.role} at {self.member.place}"
        return f"{who}: {self.address.method} {self.path} {json.dumps(self.data, ensure_ascii=False)[:400]}"

    def answer(self) -> Any:
        """What is answered."""
        values: dict[str, Any] = {"headers": self.headers}
        client, data = self.member.browser, self.data
        if self.address.json:
            client = PROGRAM
            values["headers"]["Authorization"] = f"Bearer {self.member.token}"
        if self.address.json or "/files/uploads/" in self.path:
            values["content_type"] = "application/json"
            data = json.dumps(data) if data is not None else None
        if "<offset>" in self.address.route or "<int:offset>" in self.address.route:
            values["content_type"], data = "application/octet-stream", b"abcde"
        verb = getattr(client, self.address.method.lower())
        return verb(self.path, headers=self.headers) if data is None else verb(self.path, data, **values)


class Chooser:
    """Draws members, addresses and foreign things."""

    def __init__(self, scene: Scene, people: list[Member], dice: Random) -> None:
        self.scene, self.people, self.dice = scene, people, dice
        every = [*pages(), *operations()]
        self.named = [one for one in every if "foreign" in one.objects and not self._is_own(one)]
        self.bare = [one for one in every if "foreign" not in one.objects and one.method != "GET"]
        self.bare = [one for one in self.bare if self._names_things(one)]
        self.lists = [one for one in every if self._is_list(one)]
        self.filters = sorted(filters())
        self.versions: dict[tuple[str, int], int] = {}

    def _is_own(self, address: Address) -> bool:
        """Whether it writes under a rule and names nothing else: each does that for what they reach."""
        return address.method != "GET" and address.is_of_rules and not self._names_things(address)

    @staticmethod
    def _is_list(address: Address) -> bool:
        named = "foreign" in address.objects or "offset" in address.route
        told = address.route.startswith(FEW) or address.route in SAYS_NOTHING
        return address.method == "GET" and not named and not told

    def _names_things(self, address: Address) -> bool:
        """Whether the body of an address without things names any."""
        asked: set[str] = set()

        def note(kind: str) -> int:
            asked.add(kind)
            return 1

        body_of(address, note)
        return bool(asked - KNOWN_TO_ALL - {"self", "membership", "town_body", "area"})

    def other(self, member: Member, kind: str) -> Any:
        """A thing of that kind beyond the member's reach."""
        scene = self.scene
        if kind == "token":
            return scene.mine[Role.OFFICER if "mill" in member.foreign else STRANGER][kind]
        if kind in PERSONAL:
            return scene.mine[self.dice.choice(ROLES)][kind]
        if kind in KNOWN_TO_ALL:
            return scene.things["mill" if "away" not in member.foreign else "away"][kind]
        if kind in ("self", "membership", "town_body"):
            return self.special(member, kind)
        having = [one for one in member.foreign if kind in scene.groups[one]]
        assert having, f"the scene has no {kind} beyond the reach of {member.place}: make one in scene.py"
        return scene.groups[self.dice.choice(having)][kind]

    def special(self, member: Member, kind: str) -> int:
        """Who asks."""
        if kind == "town_body":
            return self.scene.world.bodies["town1"]
        return member.person if kind == "self" else member.membership

    def own(self, member: Member, kind: str) -> Any:
        """A thing of that kind within reach, as far as there is one."""
        if kind in PERSONAL or kind in KNOWN_TO_ALL or kind in ("self", "membership", "town_body"):
            return self.other(member, kind)
        having = [one for one in member.own if kind in self.scene.groups[one]]
        return self.scene.groups[self.dice.choice(having)][kind] if having else self.other(member, kind)

    def beyond(self, member: Member, kind: str) -> Any:
        """The same by `version:…` too."""
        if not kind.startswith("version:"):
            return self.other(member, kind)
        kind = kind.removeprefix("version:")
        key = self.other(member, kind)
        if (kind, key) not in self.versions:
            self.versions[kind, key] = self.scene.version(kind, key)
        return self.versions[kind, key]

    def draw(self) -> Try:
        """A try of any sort."""
        member, roll = self.dice.choice(self.people), self.dice.random()
        if roll < LISTS:
            return self.list_of(member)
        if roll < 0.15:
            return self.bare_of(member)
        return self.thing_of(member, self.dice.choice(self.named))

    def thing_of(self, member: Member, address: Address) -> Try:
        """Something of another's in the address; of several things at least one."""
        kinds = {name: kind for name, kind in address.kinds if name not in PUBLIC_THINGS}
        private = [name for name, kind in kinds.items() if kind not in KNOWN_TO_ALL] or list(kinds)
        foreign = self.dice.choice(private)
        values = {
            name: self.other(member, kind)
            if name == foreign or self.dice.random() < 0.6
            else self.own(member, kind)
            for name, kind in kinds.items()
        }
        path = re.sub(
            r"<(?:\w+:)?(\w+)>",
            lambda found: str(values.get(found.group(1), FIXED.get(found.group(1)))),
            address.route,
        )
        public = not set(kinds.values()) - KNOWN_TO_ALL
        allowed = REFUSED | ({200} if public and address.method == "GET" else set())
        made = Try(member, address, path + QUERIES.get(address.route, ""), allowed, headers=self.heads())
        if address.method != "GET":
            made.data = body_of(address, lambda kind: self.beyond(member, kind))
            if self.dice.random() < 0.1:
                made.data, made.allowed = {}, REFUSED_BODY
        return made

    def bare_of(self, member: Member) -> Try:
        """Something of another's in the body."""
        in_unit = member.role in UNIT_ROLES
        address = self.dice.choice([a for a in self.bare if not (in_unit and a.route in NO_CHOICE)])
        made = Try(member, address, address.path(lambda kind: 1), REFUSED_BODY, headers=self.heads())
        made.data = body_of(address, lambda kind: self.beyond(member, kind))
        return made

    def list_of(self, member: Member) -> Try:
        """A list, a board, a picker, a search or an export, narrowed down to what is another's."""
        address = self.dice.choice(self.lists)
        names = self.dice.sample(self.filters, 2)
        asked = {name: self.value(member, name) for name in names}
        if self.dice.random() < 0.2:
            asked["export"] = "xlsx"
        path = address.path(lambda kind: 1) + "?" + urlencode(asked)
        return Try(member, address, path, {200, 302, *REFUSED_BODY}, headers=self.heads())

    def value(self, member: Member, name: str) -> Any:
        """Something foreign to ask a list for."""
        kind = name.removesuffix("_id")
        if kind in self.scene.groups["mill"] | self.scene.groups["plan"]:
            return self.other(member, kind)
        if name == "q":
            return self.dice.choice(
                ("隐患", "principal", "shopkeeper", "HZ-2026", "示范", "TK-2026", "office")
            )
        return self.dice.choice((self.other(member, "unit"), self.other(member, "area"), 1, "all", ""))

    def heads(self) -> dict[str, str]:
        """JSON mostly, since it costs least; pages and parts of pages now and then."""
        roll = self.dice.random()
        if roll < 0.02:
            return {"Accept": "text/html"}
        return {"Accept": "application/json", **({"HX-Request": "true"} if roll < 0.1 else {})}


def filters() -> set[str]:
    """Every name that a list of the API or a page reads behind the question mark."""
    found = {"unit", "area", "hazard", "body", "person", "plan", "share", "document", "q", "tab"}
    for file in SOURCES.glob("domains/*/views/*.py"):
        found |= set(re.findall(r"GET(?:\.get|\.getlist)?[\[(]\"(\w+)\"", file.read_text(encoding="utf-8")))
    for path in api.get_openapi_schema()["paths"].values():
        for operation in path.values():
            found |= {one["name"] for one in operation.get("parameters", []) if one["in"] == "query"}
    return found - {"export", "after", "limit"}


@dataclass
class Watch:
    """What may not be said to whom, and the tables."""

    words: dict[str, Words]
    tables: Tables

    def wrong(self, one: Try) -> str:
        """What is wrong with the answer; empty if nothing."""
        answer = one.answer()
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.status_code not in one.allowed:
            return f"{answer.status_code} for {one}: {body.decode(errors='replace')[:300]}"
        shown = self.words[one.member.place].found_in(body)
        return f"{shown} shown to {one}" if shown else ""


@pytest.fixture(scope="module")
def people(scene: Scene) -> list[Member]:
    return members(scene)


@pytest.fixture(scope="module")
def watch(scene: Scene, people: list[Member]) -> Watch:
    said = secrets(scene)
    for group, texts in said.items():
        assert len(texts) >= 9, f"{group} has few words of its own: name its owner in the texts of scene.py"
    hidden = {one.place: set().union(*(said[group] for group in one.foreign)) for one in people}
    return Watch({place: Words(texts) for place, texts in hidden.items()}, Tables())


def test_every_address_that_names_a_thing_has_one_beyond_everybodys_reach(
    scene: Scene, people: list[Member]
) -> None:
    """A new address needs its kind in asked.KINDS and a thing of that kind for every owner in scene.py."""
    lacking = set()
    for address in [*pages(), *operations()]:
        for name, kind in address.kinds:
            if name in PUBLIC_THINGS or kind in PERSONAL or kind in KNOWN_TO_ALL:
                continue
            lacking |= {
                f"{address.method} {address.route} names a {kind} ({name}), of which the scene has none "
                f"beyond the reach of {member.place}: make one in scene.py"
                for member in people
                if not any(kind in scene.groups[group] for group in member.foreign)
            }
    assert sorted(lacking) == []


def test_everybody_of_a_place_sees_what_is_theirs(scene: Scene, people: list[Member], watch: Watch) -> None:
    """The words looked for do stand in answers to those they are meant for."""
    client = Client()
    for member in people:
        if member.role not in (Role.PRINCIPAL, Role.OFFICE) or member.own[0].endswith("plan"):
            continue
        hazard = scene.groups[member.own[0]]["hazard"]
        answer = client.get(f"/api/v1/hazards/{hazard}/", headers={"Authorization": f"Bearer {member.token}"})
        assert answer.status_code == 200, (member.place, member.role)
        others = next(place for place in watch.words if member.own[0] in FOREIGN[place])
        assert watch.words[others].found_in(answer.content), member.place


def _batches(chooser: Chooser) -> Iterator[list[Try]]:
    left = TRIES
    while left:
        size = min(BATCH, left)
        yield [chooser.draw() for _ in range(size)]
        left -= size


def _culprits(batch: list[Try], tables: Tables) -> list[str]:
    """Those after which the tables are not what they were."""
    found = []
    for one in batch:
        with undone():
            before = tables.digest()
            one.answer()
            after = tables.digest()
        changed = [table for table in after if after[table] != before[table]]
        if changed:
            found.append(f"{changed} changed by {one}")
    return found


def test_nothing_beyond_reach_is_shown_or_changed(scene: Scene, people: list[Member], watch: Watch) -> None:
    chooser = Chooser(scene, people, Random(SEED))
    for member in chooser.people:
        member.browser.raise_request_exception = False
    wrong: list[str] = []
    for batch in _batches(chooser):
        with undone():
            before = watch.tables.digest()
            wrong += filter(None, (watch.wrong(one) for one in batch))
            changed = watch.tables.digest() != before
        if changed:
            wrong += _culprits(batch, watch.tables)
        assert len(wrong) < 20, "\n".join(wrong)
    assert wrong == [], "\n".join(wrong)
