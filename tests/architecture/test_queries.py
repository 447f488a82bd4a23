"""What pages cost: at most 20 queries, and as many with thirty rows as with three."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world as w
from tests.architecture.scene import ELEMENTS, client_of
from zhiben.core import clock, files
from zhiben.core.ledger.book import act
from zhiben.core.tests import samples
from zhiben.domains.hazards import operations as hazards
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.operations.steps import Photo, add_step
from zhiben.domains.instruments import operations as instruments
from zhiben.domains.notices import operations as notices
from zhiben.domains.organisations import operations as organisations
from zhiben.domains.people import operations as people
from zhiben.domains.plans import operations as plans
from zhiben.domains.plans.models import Share, ShareParty, Task
from zhiben.domains.plans.tests import edition

pytestmark = pytest.mark.django_db
MOST = 20
FEW, MANY = 3, 30
MONTH = date(2026, 11, 1)


@dataclass
class Place:
    """A district with as many rows of everything as are asked for."""

    world: w.World
    plan: int = 0
    hazard: int = 0
    document: int = 0
    share: int = 0
    photos: list[int] = field(default_factory=list)
    rows: int = 0

    def grow(self, rows: int) -> None:
        """More rows of everything, until there are this many."""
        for number in range(self.rows, rows):
            self._unit(number)
            self._case(number)
            self._share(number)
            self._member(number)
        self._services(self.rows, rows)
        self._hazards(rows - self.rows)
        self.rows = rows

    def _unit(self, number: int) -> None:
        world, values = self.world, {"actor": w.SYSTEM, "at": w.AT}
        place = {"address": f"路{number}号", "area": w.TOWNS[0]}
        organisations.register_unit(
            **values, name=f"单位{number}", kind="enterprise", sector="commerce", tags=("沿街",), **place
        )
        mill = world.units["mill"]
        building = organisations.add_building(**values, name=f"楼{number}", owner_id=mill, **place)
        organisations.occupy(**values, unit_id=mill, building_id=building, since=w.SINCE)
        organisations.add_site(**values, unit_id=mill, name=f"库{number}", **place)
        organisations.set_subject_fact(
            **values, subject_kind="unit", subject_id=mill, key=f"k{number}", value="x", since=w.SINCE
        )
        body = organisations.register_body(
            **values, name=f"机关{number}", short_name=f"关{number}", kind="department", level="county",
            area=w.DISTRICT,
        )  # fmt: skip
        organisations.add_territory(
            **values, body_id=world.bodies["town1"], low=w.TOWNS[0], high=w.TOWNS[0] + number, since=w.SINCE
        )
        organisations.grant_mandate(
            **values, body_id=body, matter="fire", power="help", since=w.SINCE, unit_id=mill
        )

    def _case(self, number: int) -> None:
        """One more step with a photograph, and one more request for time, on the same hazard."""
        with act(actor=self.world.actor("safety"), at=w.AT, operation="test.step") as a:
            row = Hazard.objects.unscoped(reason="test").get(pk=self.hazard)
            add_step(a, row, "rectify", text=f"整改{number}", photos=[Photo(file_id=self.photos[number])])

    def _share(self, number: int) -> None:
        """One more task with a share that runs and is reported on; one more old one."""
        office = self.world.actor("office")
        with act(actor=office, at=w.AT, operation="test.share") as a:
            known = Task.objects.unscoped(reason="test").filter(plan_id=self.plan).order_by("id")[0]
            kept = {
                f.attname: getattr(known, f.attname) for f in Task._meta.concrete_fields if f.name != "id"
            }
            kept |= {
                "number": f"T-{number}",
                "title": f"任务{number}",
                "place": 100 + number,
                "item_id": 1000 + number,
            }
            task = a.create(Task, **kept)
        for state in ("running", "to_confirm"):
            self._given(task, state)

    def _given(self, task: Task, state: str) -> None:
        officer = self.world.actor("officer1")
        with act(actor=w.SYSTEM, at=w.AT, operation="test.share", adopted=True) as a:
            row = a.create(
                Share,
                task=task,
                area=w.DISTRICT,
                office_id=self.world.bodies["office"],
                body_id=officer.body_id if state == "running" else None,
                title=f"{task.title} {state}",
                due_day=w.TODAY + timedelta(days=30),
                state=state,
            )
            a.create(ShareParty, share=row, body_id=self.world.bodies["town1"])
        if state == "running":
            plans.report_progress(
                actor=officer, at=w.AT, share_id=row.pk, month=MONTH, nil=True, this_month="", cumulative="",
                percent=5, next_step="",
            )  # fmt: skip

    def _member(self, number: int) -> None:
        safety = self.world.actor("safety_as_officer")
        people.invite(
            actor=w.SYSTEM, at=w.AT, name=f"人{number}", role="worker", unit_id=self.world.units["mill"]
        )
        people.issue_token(
            actor=safety, at=clock.now(), membership_id=safety.membership_id, name=f"t{number}", scope="read",
            expires_at=clock.now() + timedelta(days=5),
        )  # fmt: skip

    def _services(self, first: int, last: int) -> None:
        """Papers served on the principal, each with its to-do."""
        for number in range(first, last):
            notices.serve(
                actor=self.world.actor("officer1"),
                at=w.AT,
                paper=notices.Paper(
                    kind="hazard_letter", id=9000 + number, number=f"函{number}", url="/", area=w.TOWNS[0],
                    unit_id=self.world.units["mill"], body_id=self.world.bodies["emergency"],
                ),
                recipient_id=self.world.persons["principal"],
                capacity="principal",
                method="electronic",
            )  # fmt: skip

    def _hazards(self, count: int) -> None:
        case = {"unit_id": self.world.units["mill"], "area": w.TOWNS[0], "sector": "industry_trade"}
        case |= {"matter": "general", "body_id": self.world.bodies["emergency"], "state": "rectifying"}
        case |= {"grade": "major", "basis": "标准", "channel": "inspection", "title": "隐患"}
        case |= {"description": "描述", "place": "车间"}
        hazards.adopt_hazards(
            actor=w.SYSTEM,
            at=w.AT,
            source="test",
            cases=[
                hazards.AdoptedHazard(**case, found_day=w.TODAY - timedelta(days=one), limit_day=w.TODAY)
                for one in range(count)
            ],
        )


PLAN = "云溪区三年行动方案\n一、主要任务\n" + "".join(
    f"（{number}）2026年12月底前，应急管理局牵头建立第{number}项机制。\n" for number in "一二三四五六七八九十"
)


def _drafted(place: Place, many: bool) -> int:
    """A draft with three clauses, or with thirty."""
    lines = PLAN.splitlines()
    text = "\n".join(lines if many else lines[:5])
    office = place.world.actor("office")
    file = files.store(actor=office, at=w.AT, data=text.encode(), name="方案.txt", purpose="document")
    return instruments.import_document(actor=office, at=w.AT, file_id=file)


def _serve(world: w.World, hazard: int) -> None:
    """Confirmed, with a letter that is served, a plan of treatment and a request for time."""

    def by(name: str, verb: Any, **values: Any) -> None:
        version = Hazard.objects.unscoped(reason="test").get(pk=hazard).version
        verb(actor=world.actor(name), at=w.AT, hazard_id=hazard, seen_version=version, **values)

    by("officer1", hazards.confirm_hazard, grade="major", basis="标准")
    limit = hazards.Limit(day=w.TODAY + timedelta(days=9))
    by("officer1", hazards.issue_letter, limit=limit, guidance="整改")
    by("officer1", hazards.serve_letter, recipient_id=world.persons["principal"], method="electronic")
    parts, done_by = {"aim": "不再过热"}, w.TODAY + timedelta(days=5)
    plan = hazards.FiveElements(**ELEMENTS, funds_yuan=1, done_by=done_by, parts=parts)
    by("safety", hazards.file_treatment, plan=plan)
    until = w.TODAY + timedelta(days=20)
    by("safety", hazards.ask_extension, until=until, reason="备件未到", interim="专人监护")


@pytest.fixture
def place(db: None) -> Place:
    """The district with one hazard and one plan, and nothing else yet."""
    cache.clear()
    made = Place(w.build())
    world, safety = made.world, made.world.actor("safety")
    photo = samples.jpeg(32, 32)
    store = {"actor": safety, "at": w.AT, "data": photo, "purpose": "photo"}
    made.photos = [files.store(**store, name=f"{number}.jpg") for number in range(MANY)]
    made.hazard = hazards.report_hazard(
        actor=safety, at=w.AT, unit_id=world.units["mill"], matter="general", title="隐患", description="描述",
        place="车间", found_day=w.TODAY,
    )  # fmt: skip
    notices.consent(actor=world.actor("principal"), at=w.AT)
    _serve(world, made.hazard)
    made.plan = plans.take_up_edition(actor=world.actor("office"), at=w.AT, edition=edition.edition(world))
    made.share = Share.objects.unscoped(reason="test").filter(task__title="建立统计分析机制")[0].pk
    return made


PAGES: dict[str, tuple[str, ...]] = {
    "office": (
        "/", "/hazards/", "/hazards/?tab=territory&q=隐患", "/hazards/{hazard}/", "/hazards/board/",
        "/hazards/board/?by=sector", "/hazards/board/rows/?figure=open", "/hazards/board/late/",
        "/hazards/board/times/",
        "/hazards/suspensions/", "/hazards/same/", "/hazards/missed/", "/hazards/look-back/", "/hazards/handout/",
        "/hazards/inside/", "/plans/", "/plans/{plan}/",
        "/plans/{plan}/wall/", "/plans/shares/?tab=given", "/plans/shares/?tab=all", "/plans/shares/{share}/",
        "/plans/{plan}/progress/?month=2026-11", "/plans/{plan}/older/", "/plans/{plan}/targets/",
        "/instruments/", "/instruments/{document}/review/", "/instruments/{document}/publish/",
        "/instruments/parameters/", "/units/", "/units/{mill}/", "/units/bodies/", "/units/bodies/{town}/",
        "/units/mandates/", "/units/unsupervised/", "/people/", "/people/{member}/", "/people/me/", "/calendar/",
        "/notices/services/",
    ),
    "officer1": ("/", "/hazards/", "/hazards/registers/", "/hazards/{hazard}/", "/plans/shares/",
        "/plans/shares/{share}/", "/units/{mill}/"),
    "town1": ("/", "/hazards/", "/plans/shares/", "/units/", "/people/"),
    "principal": ("/", "/hazards/", "/hazards/{hazard}/", "/hazards/tables/", "/hazards/tables/2026-Q3/",
        "/notices/services/", "/units/", "/units/{mill}/"),
    "safety_as_officer": ("/people/me/",),
}  # fmt: skip

API = (
    "hazards/", "hazards/{hazard}/", "notices/todos/", "notices/services/", "reports/figures/", "plans/",
    "plans/shares/", "plans/shares/{share}/", "plans/{plan}/wall/", "plans/{plan}/months/2026-11-01/",
    "plans/{plan}/targets/", "instruments/documents/", "instruments/documents/{document}/proposals/",
    "instruments/documents/{document}/clauses/", "organisations/units", "organisations/units/{mill}",
    "organisations/units/{mill}/holders", "organisations/bodies", "organisations/mandates", "people/memberships",
    "people/tokens",
)  # fmt: skip


def _browser(place: Place, name: str) -> Client:
    account = {"safety_as_officer": "safety"}.get(name, name)
    return client_of(account, place.world.memberships[name])


def _cost(place: Place, client: Client, path: str) -> list[str]:
    """The queries of one page, without those of savepoints."""
    world = place.world
    address = path.format(
        hazard=place.hazard,
        plan=place.plan,
        share=place.share,
        document=place.document,
        mill=world.units["mill"],
        town=world.bodies["town1"],
        member=world.memberships["safety"],
    )
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, headers={"Accept": "text/html"})
        list(getattr(answer, "streaming_content", ()))
    assert answer.status_code == 200, (address, answer.status_code)
    return [one["sql"] for one in captured.captured_queries if "SAVEPOINT" not in one["sql"]]


def _costs(place: Place, many: bool) -> dict[tuple[str, str], list[str]]:
    place.grow(MANY if many else FEW)
    place.document = _drafted(place, many)
    made = {}
    for name, paths in PAGES.items():
        client = _browser(place, name)
        made |= {(name, path): _cost(place, client, path) for path in paths}
    client = _browser(place, "office")
    return made | {("api", path): _cost(place, client, f"/api/v1/{path}") for path in API}


def _more(few: list[str], many: list[str]) -> list[str]:
    """The queries that came more often."""
    return [one[:300] for one in many if one[:60] not in {known[:60] for known in few}] or many[-3:]


def test_pages_cost_few_queries_and_no_more_with_more_rows(place: Place) -> None:
    few, many = _costs(place, many=False), _costs(place, many=True)
    grown: dict[Any, Any] = {
        key: (len(few[key]), len(many[key]), _more(few[key], many[key]))
        for key in few
        if len(many[key]) > len(few[key])
    }
    assert grown == {}
    assert {key: len(found) for key, found in many.items() if len(found) > MOST} == {}
