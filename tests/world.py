"""A small invented district for tests: an office, two departments, two towns, units and their people."""

import atexit
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp

from django.contrib.auth.hashers import make_password

from zhiben.core.actors import Actor, system_actor
from zhiben.core.calendar import operations as calendar
from zhiben.core.ledger.book import act
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.organisations.models import Body, BodyTerritory, Mandate, Unit
from zhiben.domains.people import queries as people
from zhiben.domains.people.models import Account, Membership, Person
from zhiben.domains.places.models import Area

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
DISTRICT = 419901000000
TOWNS = (419901001000, 419901002000)
SINCE = date(2024, 1, 1)
SYSTEM = system_actor("test")
PASSWORD = "Plum-Stone-7741"
PACKS = Path(__file__).resolve().parents[1] / "packs"


def _laws() -> Path:
    """A folder with those packs that hold parameters: the plans' packs are thousands of items no rule reads."""
    folder = Path(mkdtemp(prefix="packs-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    for path in PACKS.glob("*/*.yaml"):
        if "kind: parameter" in path.read_text(encoding="utf-8"):
            (folder / path.parent.name).mkdir(exist_ok=True)
            copyfile(path, folder / path.parent.name / path.name)
    return folder


LAWS = _laws()
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f"
    "000501020000a5f645400000000049454e44ae426082"
)


@dataclass
class World:
    """Ids of what was made; `actor(name)` acts as somebody."""

    bodies: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    memberships: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The actor of that name, as on TODAY."""
        found = people.actor_for_membership(self.memberships[name], TODAY)
        assert found is not None
        return found


def _bodies(a, world: World) -> None:
    made = {
        "office": ("云溪区安全生产委员会办公室", "区安委办", "committee_office", "county", DISTRICT),
        "emergency": ("云溪区应急管理局", "应急管理局", "department", "county", DISTRICT),
        "fire": ("云溪区消防救援大队", "消防救援大队", "fire", "county", DISTRICT),
        "town1": ("竹溪镇人民政府", "竹溪镇", "town", "town", TOWNS[0]),
        "town2": ("柳桥街道办事处", "柳桥街道", "town", "town", TOWNS[1]),
    }
    for key, (name, short, kind, level, area) in made.items():
        body = a.create(Body, name=name, short_name=short, kind=kind, level=level, area=area, opened=SINCE)
        world.bodies[key] = body.pk
        high = area + (999_999 if level == "county" else 999)
        a.create(BodyTerritory, body=body, low=area, high=high, valid_from=SINCE)


def _units(a, world: World) -> None:
    made = {
        "mill": ("云溪示范机械厂", "industry_trade", TOWNS[0]),
        "shop": ("柳桥示范商店", "commerce", TOWNS[1]),
    }
    for key, (name, sector, area) in made.items():
        unit = a.create(
            Unit,
            name=name,
            kind="enterprise",
            sector=sector,
            area=area,
            area_at=area,
            address="示范路1号",
            headcount=30,
            opened=SINCE,
        )
        world.units[key] = unit.pk


def _mandates(a, world: World) -> None:
    for matter, body, power in (
        ("general", "emergency", "supervise"),
        ("fire", "fire", "supervise"),
        ("general", "office", "coordinate"),
    ):
        a.create(
            Mandate,
            body_id=world.bodies[body],
            matter=matter,
            power=power,
            low=DISTRICT,
            high=DISTRICT + 999_999,
            area=DISTRICT,
            basis="测试",
            valid_from=SINCE,
        )


PEOPLE = {
    "office": ("office", "office", None),
    "leader": ("leader", "office", None),
    "officer1": ("officer", "emergency", None),
    "officer2": ("officer", "emergency", None),
    "head": ("department_head", "emergency", None),
    "fireman": ("officer", "fire", None),
    "town1": ("town_officer", "town1", None),
    "town1b": ("town_officer", "town1", None),
    "town2": ("town_officer", "town2", None),
    "principal": ("principal", None, "mill"),
    "controller": ("controller", None, "mill"),
    "safety": ("safety_officer", None, "mill"),
    "shopkeeper": ("principal", None, "shop"),
}


SPOKEN = {
    "office": "岑知远",
    "leader": "郁长庚",
    "officer1": "闻一舟",
    "officer2": "柏青禾",
    "head": "陆慎行",
    "fireman": "钟离火",
    "town1": "苗竹生",
    "town1b": "竺小满",
    "town2": "柳扶风",
    "principal": "鲁大成",
    "controller": "宓有方",
    "safety": "安必思",
    "shopkeeper": "商若水",
}
"""Invented names as people have them, for pages that are looked at."""


def _areas() -> None:
    """The district and its towns by name; without them pages show bare codes."""
    names = {DISTRICT: "云溪区", TOWNS[0]: "竹溪镇", TOWNS[1]: "柳桥街道"}
    for code, name in names.items():
        is_town = code != DISTRICT
        Area.objects.create(
            code=code,
            name=name,
            short=name,
            full_name=f"云溪区{name}" if is_town else name,
            level="town" if is_town else "county",
            parent_id=DISTRICT if is_town else None,
            low=code,
            high=code + (999 if is_town else 999_999),
            pinyin="",
            initials="",
            functional_zone=False,
            invented=True,
        )


def _people(a, world: World) -> None:
    for number, (key, (role, body, unit)) in enumerate(PEOPLE.items(), 1):
        person = a.create(Person, number=f"T{number:03d}", name=world.names.get(key, f"试{key}"))
        Account.objects.create_user(key, None, person)
        area = (
            DISTRICT
            if body in ("office", "emergency", "fire")
            else TOWNS[(body or unit) in ("town2", "shop")]
        )
        membership = a.create(
            Membership,
            person=person,
            body_id=world.bodies.get(body or ""),
            unit_id=world.units.get(unit or ""),
            role=role,
            area=area,
            valid_from=SINCE,
        )
        world.persons[key], world.memberships[key] = person.pk, membership.pk
    second = a.create(
        Membership,
        person_id=world.persons["safety"],
        body_id=world.bodies["emergency"],
        role="officer",
        area=DISTRICT,
        valid_from=SINCE,
    )
    world.memberships["safety_as_officer"] = second.pk


def build(*, lifelike: bool = False) -> World:
    """Make the district, load the packs of the law and the calendar.

    `lifelike`: areas and people by name, and everybody can sign in with PASSWORD.
    """
    world = World(names=SPOKEN if lifelike else {})
    calendar.ensure_calendar()
    load_packs(actor=SYSTEM, at=AT, folder=LAWS)
    if lifelike:
        _areas()
    with act(actor=SYSTEM, at=AT, operation="test.world") as a:
        for step in (_bodies, _units, _mandates, _people):
            step(a, world)
    if lifelike:
        Account.objects.update(password=make_password(PASSWORD))
    return world
