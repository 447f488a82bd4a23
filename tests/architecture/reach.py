"""Who may see nothing of whom: many memberships, what is foreign to each, its words, and whether anything changed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pypdfium2
from django.apps import apps
from django.db import connection
from django.db.models import CharField, JSONField, TextField
from django.test import Client

from tests import world as w
from tests.architecture.scene import AWAY, Scene, client_of
from zhiben.core import clock
from zhiben.core.ledger.book import act
from zhiben.domains.organisations.models import Body
from zhiben.domains.people.models import Account, Membership, Person, Token
from zhiben.domains.people.vocabulary import UNIT_ROLES, Role

FOREIGN = {
    "mill": ("shop", "away", "far_plan"),
    "shop": ("mill", "away", "far_plan"),
    "away": ("mill", "shop", "plan"),
    "town1": ("shop", "away", "far_plan"),
    "town2": ("mill", "away", "far_plan"),
    "office": ("away", "far_plan"),
    "emergency": ("away", "far_plan"),
    "fire": ("away", "far_plan"),
    "far": ("mill", "shop", "plan"),
    "far_office": ("mill", "shop", "plan"),
}
"""What lies beyond each place, by the groups of the scene."""
DESK = (Role.ADMINISTRATOR, Role.OFFICE, Role.LEADER, Role.AUDITOR)
DEPARTMENT = (Role.DEPARTMENT_HEAD, Role.OFFICER, Role.EXPERT)
TOWN = (Role.TOWN_OFFICER, Role.GRID_MEMBER)
STAFF: dict[str, tuple[Role, ...]] = {"office": DESK, "far_office": DESK, "emergency": DEPARTMENT}
STAFF |= {"far": DEPARTMENT, "fire": (Role.OFFICER,), "town1": TOWN, "town2": TOWN}
STAFF |= dict.fromkeys(("mill", "shop", "away"), tuple(sorted(UNIT_ROLES)))
AREAS = {"town1": w.TOWNS[0], "town2": w.TOWNS[1], "mill": w.TOWNS[0], "shop": w.TOWNS[1]}
AREAS |= {"away": AWAY + 1000, "far": AWAY, "far_office": AWAY}
PERSONAL = ("upload", "job", "token", "photo", "table", "plan_file", "register_file")
"""Things of one person: foreign to everybody else."""


@dataclass(frozen=True)
class Member:
    """Somebody who asks: the place of the membership, its role, a browser and a token."""

    place: str
    role: str
    person: int
    membership: int
    browser: Client
    token: str

    @property
    def foreign(self) -> tuple[str, ...]:
        """The groups this one may see nothing of."""
        return FOREIGN[self.place]

    @property
    def own(self) -> tuple[str, ...]:
        """The groups that may hold something this one sees."""
        groups = ("mill", "shop", "away", "plan", "far_plan")
        return tuple(one for one in groups if one not in self.foreign)


def _joined(a: Any, scene: Scene, place: str, role: str) -> tuple[int, int]:
    world, name = scene.world, f"{place}_{role}"
    person = a.create(Person, number=f"R{len(name)}{name}"[:20], name=f"例{name}")
    Account.objects.create_user(name, None, person)
    unit = world.units.get(place)
    made = a.create(
        Membership,
        person=person,
        body_id=None if unit else world.bodies[place],
        unit_id=unit,
        role=role,
        area=AREAS.get(place, w.DISTRICT),
        valid_from=w.SINCE,
    )
    return person.pk, made.pk


def members(scene: Scene) -> list[Member]:
    """Everybody of STAFF, each with a session and a token that may write."""
    made = []
    for place, roles in STAFF.items():
        for role in roles:
            with act(actor=w.SYSTEM, at=w.AT, operation="test.member") as a:
                person, membership = _joined(a, scene, place, role)
            name = f"{place}_{role}"
            Token._base_manager.create(
                membership_id=membership,
                name="reach",
                digest=sha256(name.encode()).hexdigest(),
                access="write",
                expires_at=clock.now() + timedelta(days=9),
            )
            browser = client_of(name, membership)
            made.append(Member(place, role, person, membership, browser, name))
    return made


# --- the words of others ----------------------------------------------------------------------------

_WORDS = re.compile(r"[\u4e00-\u9fff]")
_NUMBER = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9\-]{8,}")


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _said(inside: dict[str, tuple[int, int]] | None = None) -> set[str]:
    """Every text in these rows, or in all rows."""
    found: set[str] = set()
    for model in apps.get_models():
        table = model._meta.db_table
        if not model.__module__.startswith("zhiben.") or (inside is not None and table not in inside):
            continue
        fields = [
            f.attname for f in model._meta.concrete_fields if isinstance(f, CharField | TextField | JSONField)
        ]
        rows = model._base_manager.all()
        if inside is not None:
            rows = rows.filter(pk__range=inside[table])
        if fields:
            found.update(text for row in rows.values_list(*fields) for value in row for text in _texts(value))
    return found


def secrets(scene: Scene) -> dict[str, set[str]]:
    """The words and numbers that stand in the rows of one group alone; names of its unit and person are added."""
    said = {group: set().union(*(_said(one) for one in made)) for group, made in scene.rows.items()}
    public = set(Body.objects.values_list("name", flat=True))
    found = {}
    for group, texts in said.items():
        others = set().union(*(said[one] for one in said if one != group))
        own = {one for one in texts - others - public if 4 <= len(one) <= 300}
        found[group] = {one for one in own if _WORDS.search(one) or _NUMBER.fullmatch(one)}
    found["away"] |= {"远山示范木器厂", "远山路1号", "例far_principal"}
    found["shop"] |= {"柳桥示范商店", "试shopkeeper"}
    found["mill"] |= {"云溪示范机械厂", "试safety"}
    return found


class Words:
    """Finds the words of some groups in an answer, whatever it is packed in."""

    def __init__(self, texts: Iterable[str]) -> None:
        forms = {form for one in texts for form in (one, one.encode("ascii", "backslashreplace").decode())}
        self.pattern = re.compile(b"|".join(sorted(re.escape(form.encode()) for form in forms)))

    def found_in(self, body: bytes) -> list[str]:
        """The words that stand in it."""
        return [hit.decode() for hit in set(self.pattern.findall(unpacked(body)))]


def unpacked(body: bytes) -> bytes:
    """The text of an answer that is an office file or a PDF; else the answer."""
    if body.startswith(b"PK\x03\x04"):
        with ZipFile(BytesIO(body)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    if body.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(body)
        return "\n".join(page.get_textpage().get_text_range() for page in document).encode()
    return body


# --- whether anything changed -----------------------------------------------------------------------

_PASSING = {"core_cache", "django_session"}


class Tables:
    """Every table of the database as one value."""

    def __init__(self) -> None:
        names = sorted(set(connection.introspection.table_names()) - _PASSING)
        each = (
            f"SELECT '{one}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM \"{one}\" t"
            for one in names
        )
        self.query = " UNION ALL ".join(each)

    def digest(self) -> dict[str, tuple[int, int]]:
        """Table → how many rows and the sum of their hashes."""
        with connection.cursor() as cursor:
            cursor.execute(self.query)
            return {name: (rows, total) for name, rows, total in cursor.fetchall()}
