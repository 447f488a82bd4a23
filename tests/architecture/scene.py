"""A scene for the tests of every address: two districts, everybody in every role, and things of each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import AutoField, Max
from django.test import Client

from tests import world as w
from tests.architecture.scene_duties import duty_things, load_duties
from tests.architecture.scene_hazards import ELEMENTS, Owner, hazard_things, step, table
from zhiben.core import clock, files
from zhiben.core.actors import Actor
from zhiben.core.files import uploads
from zhiben.core.ledger.book import act
from zhiben.core.models import JobProgress
from zhiben.core.tests import samples
from zhiben.domains.hazards.models import Hazard, SamePair, SubItem, Suspension
from zhiben.domains.instruments import operations as instruments
from zhiben.domains.instruments.models import Document, Proposal
from zhiben.domains.notices import operations as notices
from zhiben.domains.notices.models import Service
from zhiben.domains.organisations import operations as organisations
from zhiben.domains.organisations.models import Body, BodyTerritory, Unit
from zhiben.domains.people.models import Account, Membership, Person, Token
from zhiben.domains.people.vocabulary import Role
from zhiben.domains.places.models import Area
from zhiben.domains.plans import operations as plans
from zhiben.domains.plans import queries as plan_queries
from zhiben.domains.plans.methods.dues import Term
from zhiben.domains.plans.models import Progress, ReportDue, ReportFile, Share, Target
from zhiben.domains.plans.tests import edition

AWAY = 419902000000
NOBODY, STRANGER, NEIGHBOUR = "nobody", "stranger", "neighbour"
ROLES = (*Role, STRANGER, NEIGHBOUR)
"""Everybody in the invented district; an officer of another district; the principal of another unit."""

AT_HOME = {
    Role.ADMINISTRATOR: ("office", None),
    Role.OFFICE: ("office", None),
    Role.LEADER: ("office", None),
    Role.DEPARTMENT_HEAD: ("emergency", None),
    Role.OFFICER: ("emergency", None),
    Role.TOWN_OFFICER: ("town1", None),
    Role.GRID_MEMBER: ("town1", None),
    Role.PRINCIPAL: (None, "mill"),
    Role.CONTROLLER: (None, "mill"),
    Role.SAFETY_OFFICER: (None, "mill"),
    Role.WORKER: (None, "mill"),
    Role.EXPERT: ("emergency", None),
    Role.AUDITOR: ("office", None),
}
KNOWN = {Role.OFFICE: "office", Role.LEADER: "leader", Role.DEPARTMENT_HEAD: "head", Role.OFFICER: "officer1"}
KNOWN |= {Role.TOWN_OFFICER: "town1", Role.PRINCIPAL: "principal", Role.CONTROLLER: "controller"}
NEAR = {
    Role.TOWN_OFFICER,
    Role.GRID_MEMBER,
    Role.PRINCIPAL,
    Role.CONTROLLER,
    Role.SAFETY_OFFICER,
    Role.WORKER,
}
"""Roles to whom the neighbouring town's unit is foreign already."""

PLAN = (
    "云溪区安全生产三年行动方案\n一、主要任务\n（一）应急管理局牵头，2026年12月底前建立统计分析机制。\n"
    "（二）每季度至少开展1次联合检查。\n（三）2027年底前培训覆盖率达到90%以上。\n"
)


@dataclass
class Scene:
    """What there is: `things[whose]` are ids by kind, `mine[role]` those of one person.

    `groups[whose]` are the same ids without those of a plan, which has a group of its own (`plan`, `far_plan`);
    `rows[group]` are the rows its making wrote: table → (first id, last id).
    """

    world: w.World
    things: dict[str, dict[str, int]] = field(default_factory=dict)
    mine: dict[str, dict[str, Any]] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    groups: dict[str, dict[str, int]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, tuple[int, int]]]] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        """Somebody in that role."""
        return self.world.actor(role)

    def thing(self, role: str, kind: str, whose: str) -> Any:
        """The id of an own or a foreign thing, seen from that role."""
        own = {STRANGER: "away", NEIGHBOUR: "shop"}.get(role, "mill")
        foreign = "mill" if own != "mill" else "shop" if role in NEAR else "away"
        if kind in self.mine[Role.OFFICER]:
            other = Role.OFFICER if role == STRANGER else STRANGER
            owner = role if whose == "own" and role in self.mine else other
            return self.mine[owner][kind]
        return self.things[own if whose == "own" else foreign][kind]

    @staticmethod
    def version(kind: str, key: int) -> int:
        """The version of a hazard, a share or a report as it is now."""
        kinds = {"share": Share, "progress": Progress, "suspension": Suspension, "sub": SubItem}
        kinds |= {"pair": SamePair, "report": ReportDue}
        model = kinds.get(kind.split("_")[0], Hazard)
        return model.objects.unscoped(reason="test").values_list("version", flat=True).get(pk=key)


UNITS = [
    ["单位名称", "类别", "行业", "地区", "地址"],
    ["云溪样例商行", "企业", "商贸", "竹溪镇", "一号街1号"],
]


def _areas() -> None:
    for code, name, level, high in (
        (w.DISTRICT, "云溪区", "county", w.DISTRICT + 999_999),
        (w.TOWNS[0], "竹溪镇", "town", w.TOWNS[0] + 999),
        (w.TOWNS[1], "柳桥街道", "town", w.TOWNS[1] + 999),
        (AWAY, "远山区", "county", AWAY + 999_999),
        (AWAY + 1000, "远山镇", "town", AWAY + 1999),
    ):
        Area.objects.create(
            code=code,
            name=name,
            short=name,
            full_name=f"样例省{name}",
            level=level,
            low=code,
            high=high,
            pinyin="x",
            initials="x",
            functional_zone=False,
            invented=True,
        )


Place = tuple[int | None, int | None, int]
"""Body or unit, and its area."""


def _member(a: Any, world: w.World, name: str, role: str, place: Place) -> None:
    body, unit, area = place
    person = a.create(Person, number=f"S{name}"[:20], name=f"例{name}")
    Account.objects.create_user(name, None, person)
    made = a.create(
        Membership, person=person, body_id=body, unit_id=unit, role=role, area=area, valid_from=w.SINCE
    )
    world.persons[name], world.memberships[name] = person.pk, made.pk


def _away(a: Any, world: w.World) -> None:
    """The other district: an office, a department that supervises, a unit with its principal."""
    for key, kind, name in (
        ("far_office", "committee_office", "远山区安全生产委员会办公室"),
        ("far", "department", "远山区应急管理局"),
    ):
        body = a.create(
            Body, name=name, short_name=name[3:], kind=kind, level="county", area=AWAY, opened=w.SINCE
        )
        a.create(BodyTerritory, body=body, low=AWAY, high=AWAY + 999_999, valid_from=w.SINCE)
        world.bodies[key] = body.pk
    unit = a.create(
        Unit,
        name="远山示范木器厂",
        kind="enterprise",
        sector="industry_trade",
        area=AWAY + 1000,
        area_at=AWAY + 1000,
        address="远山路1号",
        opened=w.SINCE,
    )
    world.units["away"] = unit.pk
    for name, role, body, own in (
        (STRANGER, Role.OFFICER, "far", None),
        ("far_officer2", Role.OFFICER, "far", None),
        ("far_grid", Role.GRID_MEMBER, "far", None),
        ("far_office", Role.OFFICE, "far_office", None),
        ("far_principal", Role.PRINCIPAL, None, unit.pk),
    ):
        place = (world.bodies[body], None, AWAY) if body else (None, own, AWAY + 1000)
        _member(a, world, name, role, place)


def _everybody(a: Any, world: w.World) -> None:
    for role, (body, unit) in AT_HOME.items():
        if role in KNOWN:
            world.persons[role] = world.persons[KNOWN[role]]
            world.memberships[role] = world.memberships[KNOWN[role]]
        else:
            area = w.DISTRICT if body in ("office", "emergency") else w.TOWNS[0]
            place = (world.bodies.get(body or ""), world.units.get(unit or ""), area)
            _member(a, world, role, role, place)
    for name in ("persons", "memberships"):
        getattr(world, name)[NEIGHBOUR] = getattr(world, name)["shopkeeper"]


def _unit_things(scene: Scene, unit: int, member: str, area: int, helper: str) -> dict[str, int]:
    values = {"actor": w.SYSTEM, "at": w.AT}
    building = organisations.add_building(
        **values, name=f"〈{member}〉楼", address="路1号", area=area, owner_id=unit
    )
    return {
        "unit": unit,
        "site": organisations.add_site(**values, unit_id=unit, name=f"〈{member}〉库", address="路9号"),
        "building": building,
        "occupancy": organisations.occupy(**values, unit_id=unit, building_id=building, since=w.SINCE),
        "mandate": organisations.grant_mandate(
            **values,
            body_id=scene.world.bodies[helper],
            matter="fire",
            power="help",
            since=w.SINCE,
            unit_id=unit,
        ),
        "member": scene.world.memberships[member],
        "person": scene.world.persons[member],
        "area": area,
    }


def _document(scene: Scene, office: str) -> dict[str, int]:
    actor = scene.actor(office)
    text = f"{PLAN}（四）〈{office}〉检查落实情况。\n".encode()
    file = files.store(actor=actor, at=w.AT, data=text, name=f"〈{office}〉方案.txt", purpose="document")
    key = instruments.import_document(actor=actor, at=w.AT, file_id=file)
    kept = Proposal.objects.unscoped(reason="test").filter(document_id=key).order_by("id")
    return {"document": key, "proposal": kept[0].pk}


def _edition(scene: Scene, office: str, document: int) -> Any:
    """The same tasks for either district, each with its own ids and names."""
    made, actor = edition.edition(scene.world), scene.actor(office)
    if office == "office":
        return replace(made, document_id=document)
    items = tuple(
        replace(
            one, id=one.id + 100, data={**one.data, **({"lead": ["远山区应急管理局"]} if one.id == 1 else {})}
        )
        for one in made.items
    )
    return replace(made, document_id=document, body_id=actor.body_id, area=AWAY, items=items)


def _share(plan: int, title: str) -> int:
    return Share.objects.unscoped(reason="test").filter(task__plan_id=plan, task__title=title)[0].pk


def _plan(scene: Scene, office: str, names: tuple[str, str], document: int, photo: bytes) -> dict[str, int]:
    """A running plan: a share to sign for, one that runs and is reported on, one without a lead, an old one."""
    actor = scene.actor(office)
    plan = plans.take_up_edition(actor=actor, at=w.AT, edition=_edition(scene, office, document))
    found = {"plan": plan, "item": 1 if office == "office" else 101}
    found |= {"share_old": _share(plan, "清除存量隐患"), "share_unnamed": _share(plan, "完善督办制度")}
    found["share"] = _share(plan, "建立统计分析机制")
    officer, second = scene.actor(names[0]), scene.actor(names[1])
    plans.sign_for_share(
        actor=officer,
        at=w.AT,
        share_id=found["share"],
        seen_version=1,
        leader_id=second.person_id,
        handler_id=officer.person_id,
        deliverable=f"〈{office}〉报告",
    )
    file = files.store(actor=officer, at=w.AT, data=photo, name="e.jpg", purpose="photo")
    report = {
        "month": date(2026, 11, 1),
        "nil": False,
        "this_month": f"〈{office}〉完成",
        "cumulative": f"〈{office}〉共",
    }
    found["progress"] = plans.report_progress(
        actor=officer,
        at=w.AT,
        share_id=found["share"],
        **report,
        percent=40,
        next_step=f"〈{office}〉继续",
        file_ids=[file],
    )
    found["evidence"] = plan_queries.progress_of(officer, found["share"])[0].files[0].id
    found["target"] = Target.objects.unscoped(reason="test").get(plan_id=plan).pk
    return found | _reports(scene, office, names[0], photo)


def _reports(scene: Scene, office: str, sender: str, photo: bytes) -> dict[str, int]:
    """A report due every month: the next one is owed, the one after it was delivered with a file."""
    actor = scene.actor(sender)
    assert actor.body_id is not None
    rule = plans.assign_report(
        actor=scene.actor(office),
        at=w.AT,
        body_ids=[actor.body_id],
        title=f"〈{office}〉月报",
        terms=plans.Terms(term=Term(day=2, per="month"), starts=w.TODAY),
    )
    owed = ReportDue.objects.unscoped(reason="test").filter(rule_id=rule).order_by("due_day")
    first, second = owed.values_list("pk", flat=True)[:2]
    file = files.store(actor=actor, at=w.AT, data=photo, name="r.jpg", purpose="photo")
    plans.deliver_report(
        actor=actor, at=w.AT, due_id=second, seen_version=1, text=f"〈{office}〉总结", file_ids=[file]
    )
    delivered = ReportFile.objects.unscoped(reason="test").get(delivery__due_id=second)
    return {"report_rule": rule, "report": first, "report_delivered": second, "report_file": delivered.pk}


def _own(scene: Scene, role: str) -> dict[str, Any]:
    """An upload, a job, a token and files of one person."""
    actor = scene.actor(role)
    begun = uploads.begin(actor=actor, at=clock.now(), name="a.txt", size=5, purpose="any")
    job = JobProgress.objects.create(
        kind="test", person_id=actor.person_id, membership_id=actor.membership_id, at=w.AT, touched_at=w.AT
    )
    membership = scene.world.memberships[role]
    token = {
        access: Token._base_manager.create(
            membership_id=membership,
            name=access,
            digest=sha256(f"{access}-{role}".encode()).hexdigest(),
            access=access,
            expires_at=clock.now() + timedelta(days=9),
        ).pk
        for access in ("write", "read")
    }
    stored = {"actor": actor, "at": w.AT}
    return {
        "upload": str(begun.upload),
        "job": job.pk,
        "token": token["read"],
        "photo": files.store(**stored, data=samples.jpeg(64, 64), name="b.jpg", purpose="photo"),
        "table": files.store(**stored, data=table(UNITS), name="c.xlsx", purpose="table"),
        "register_file": files.store(**stored, data=table(UNITS), name="f.xlsx", purpose="register"),
        "plan_file": files.store(**stored, data=PLAN.encode(), name="d.txt", purpose="document"),
    }


def client_of(username: str, membership: int) -> Client:
    """A browser of somebody signed in who acts under that membership."""
    client = Client()
    client.force_login(Account.objects.get(username=username))
    session = client.session
    session["membership"] = membership
    session.save()
    return client


def _last() -> dict[str, int]:
    """The last id of every table of ours."""
    models = [one for one in apps.get_models() if one.__module__.startswith("zhiben.")]
    keyed = [one for one in models if isinstance(one._meta.pk, AutoField)]
    found = {one._meta.db_table: one._base_manager.aggregate(last=Max("pk"))["last"] for one in keyed}
    return {table: last or 0 for table, last in found.items()}


@contextmanager
def _noted(scene: Scene, group: str) -> Iterator[None]:
    """Note which rows are written inside."""
    before = _last()
    yield
    after = _last()
    made = {table: (before[table] + 1, last) for table, last in after.items() if last > before[table]}
    scene.rows.setdefault(group, []).append(made)


def build() -> Scene:
    """Make the two districts, everybody and their things."""
    _areas()
    scene = Scene(w.build())
    world = scene.world
    with act(actor=w.SYSTEM, at=w.AT, operation="test.scene") as a:
        _away(a, world)
        _everybody(a, world)
    organisations.grant_mandate(
        actor=w.SYSTEM,
        at=w.AT,
        body_id=world.bodies["far"],
        matter="general",
        power="supervise",
        since=w.SINCE,
        low=AWAY,
        high=AWAY + 999_999,
    )
    photo = samples.jpeg(64, 64)
    rules = load_duties()
    for key, unit, principal, officer, grid, area, helper in (
        ("mill", "mill", "principal", "officer1", "town1", w.TOWNS[0], "town1"),
        ("shop", "shop", "shopkeeper", "officer1", "town2", w.TOWNS[1], "town2"),
        ("away", "away", "far_principal", STRANGER, "far_grid", AWAY + 1000, "far"),
    ):
        with _noted(scene, key):
            notices.consent(actor=scene.actor(principal), at=w.AT)
            found = _unit_things(scene, world.units[unit], principal, area, helper)
            people = Owner(world, world.units[unit], principal, officer, grid)
            found |= hazard_things(people, photo)
            proof = samples.jpeg(64, 72 + len(scene.groups))
            actors = scene.actor(principal), scene.actor("far_office" if key == "away" else "office")
            persons = world.persons[principal], world.persons[officer]
            found |= duty_things(*actors, world.units[unit], rules, persons, proof)
        scene.groups[key] = found
        scene.things[key] = found | _bodies(world, key) | {"duty": rules.duty, "scheme": rules.scheme}
    for office, names, keys in (
        ("office", ("officer1", "head"), ("mill",)),
        ("far_office", (STRANGER, "far_officer2"), ("shop", "away")),
    ):
        with _noted(scene, plan := "plan" if office == "office" else "far_plan"):
            found = _document(scene, office)
            found |= _plan(scene, office, names, found["document"], photo)
        scene.groups[plan] = found
        for key in keys:
            scene.things[key] |= found
    for role in ROLES:
        scene.mine[role] = _own(scene, role)
        name = Account.objects.get(person_id=world.persons[role]).username
        scene.clients[role] = client_of(name, world.memberships[role])
    scene.clients[NOBODY] = Client()
    return scene


def _bodies(world: w.World, key: str) -> dict[str, int]:
    body = world.bodies[{"mill": "emergency", "shop": "town2", "away": "far"}[key]]
    return {"body": body, "territory": BodyTerritory.objects.filter(body_id=body)[0].pk}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


NOW = datetime(2026, 11, 22, 2, 0, tzinfo=w.AT.tzinfo)
DAY = date(2026, 11, 22)
__all__ = [
    "ELEMENTS",
    "NOBODY",
    "ROLES",
    "Document",
    "Scene",
    "Service",
    "build",
    "client_of",
    "step",
    "table",
    "undone",
]
