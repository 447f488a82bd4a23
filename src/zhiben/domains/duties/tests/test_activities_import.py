"""Ten thousand rows with thirty-seven bad ones, as a table and by program; the template; the same table twice."""

import io
import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from tests import world as w
from zhiben.core import clock, files
from zhiben.core.models import Act
from zhiben.core.tests import samples
from zhiben.domains.duties import operations
from zhiben.domains.duties.methods.imports import Words, read_row
from zhiben.domains.duties.models import Activity, DutyPeriod
from zhiben.domains.duties.tests.scene import catch_up, duty, load, more_units
from zhiben.domains.organisations.models import Unit
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
HEADS = ("单位名称", "统一社会信用代码", "活动类型", "完成日期", "组织人岗位", "参加人数", "学时", "演练情景")
CODE = "91410100MA40ABCD17"
MANY, BAD = 10_000, 37


@pytest.fixture
def world(db, tmp_path: Path, monkeypatch) -> w.World:
    monkeypatch.setattr(clock, "now", lambda: w.AT)
    world = w.build()
    load(tmp_path, duty("drill"), duty("watch", activity="watch", per="month", times=2))
    catch_up(w.TODAY)
    Unit.objects.unscoped(reason="test").filter(pk=world.units["mill"]).update(credit_code=CODE)
    return world


def book(*rows: Sequence[object], heads: Sequence[str] = HEADS) -> bytes:
    made = Workbook()
    sheet = made.active
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def table(world: w.World, data: bytes, name: str = "officer1") -> int:
    return files.store(actor=world.actor(name), at=w.AT, data=data, name="活动.xlsx", purpose="table")


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    return client


def row(unit: str = "云溪示范机械厂", code: str = "", **more: object) -> tuple[object, ...]:
    given = {
        "kind": "紧急撤离和逃生避险演练",
        "day": "2026-11-18",
        "post": "",
        "heads": 26,
        "hours": "",
        "scene": "",
    }
    return (unit, code, *{**given, **more}.values())


def recorded() -> int:
    return Activity.objects.unscoped(reason="test").count()


def check(world: w.World, data: bytes, name: str = "officer1"):
    return operations.check_activity_table(actor=world.actor(name), at=w.AT, file_id=table(world, data, name))


def test_every_problem_has_its_row_column_and_sentence(world: w.World) -> None:
    more_units(world, 1)
    twin = Unit.objects.unscoped(reason="test").get(name__startswith="试单位")
    more_units(world, 1, area=419901001001)
    Unit.objects.unscoped(reason="test").filter(name__startswith="试单位").update(name=twin.name)
    found = check(
        world,
        book(
            row(),
            row(unit="", code=CODE, kind="Watch", post="principal"),
            row(unit=CODE, kind="watch", scene="值班不设情景"),
            row(unit="无名厂"),
            row(unit=twin.name),
            row(kind="跳舞"),
            row(day="2026年13月1日"),
            row(day="2026-11-21"),
            row(day="2023-12-31"),
            row(heads="二十六"),
            row(heads=-1),
            row(post="打更人"),
            row(kind="", day="2026-11-18"),
        ),
    )
    assert [one.number for one in found.good] == [2, 3]
    assert [(one.row, one.column, one.finding.code) for one in found.problems] == [
        (4, "演练情景", "DU-032"),
        (5, "单位名称", "activity-unit"),
        (6, "单位名称", "activity-units"),
        (7, "活动类型", "activity-kind"),
        (8, "完成日期", "activity-day"),
        (9, "完成日期", "DU-001"),
        (10, "完成日期", "DU-002"),
        (11, "参加人数", "activity-number"),
        (12, "参加人数", "DU-033"),
        (13, "组织人岗位", "activity-post"),
        (14, "活动类型", "table-required"),
    ]
    assert recorded() == 0


def test_a_row_is_read_without_a_database() -> None:
    words = Words({"drill": "drill"}, {})
    read, wrong = read_row(
        {"kind": "Drill", "hours": "1,000.5", "participants": "2.5"}, words, lambda _: None
    )
    assert (read.kind, str(read.hours)) == ("drill", "1000.50")
    assert [(column, finding.code) for column, finding in wrong] == [("participants", "activity-number")]


def test_a_unit_hands_in_its_own_without_naming_itself_and_no_other(world: w.World) -> None:
    found = check(world, book(row(unit=""), row(unit="柳桥示范商店")), "safety")
    assert [one.activity.unit_id for one in found.good] == [world.units["mill"]]
    assert [(one.row, one.finding.code) for one in found.problems] == [(3, "activity-unit")]


def test_the_template_is_taken_back(world: w.World) -> None:
    answer = signed_in("safety").get(reverse("duties:import_template"))
    made = load_workbook(io.BytesIO(answer.content))
    heads = [cell.value for cell in made.worksheets[0][1]]
    words = [cell.value for cell in made.worksheets[1]["A"]]
    assert "紧急撤离和逃生避险演练" in words
    values = dict.fromkeys(heads, "") | {heads[2]: words[1], heads[3]: "2026-11-18"}
    assert len(check(world, book(tuple(values.values()), heads=heads), "safety").good) == 1
    assert signed_in("leader").get(reverse("duties:import_template")).status_code == 200


def test_ten_thousand_rows_with_thirty_seven_bad_ones(world: w.World, record_property) -> None:
    names = list(
        Unit.objects.unscoped(reason="test")
        .filter(pk__in=more_units(world, 200))
        .order_by("pk")
        .values_list("name", flat=True)
    )
    rows = [row(unit=names[n % 200], kind="值班值守", day=f"2026-11-{n % 18 + 1:02d}") for n in range(MANY)]
    bad = [n * 270 for n in range(BAD)]
    for place in bad:
        rows[place] = row(unit=names[0], day="2027-01-01")
    file, began = table(world, book(*rows)), perf_counter()
    actor = world.actor("officer1")
    found = operations.check_activity_table(actor=actor, at=w.AT, file_id=file)
    looked = perf_counter() - began
    assert [one.row for one in found.problems] == [place + 2 for place in bad]
    assert {one.finding.code for one in found.problems} == {"DU-001"}
    client = signed_in("officer1")
    page = client.post(reverse("duties:import"), {"file": [file]}).content.decode()
    assert "有 37 行存在问题" in page
    refused = client.post(reverse("duties:import_confirm"), {"file": file}, **HTMX)
    assert refused.status_code == 422
    assert "37" in refused.content.decode()
    assert recorded() == 0
    acts, began = Act.objects.count(), perf_counter()
    taken = client.post(reverse("duties:import_confirm"), {"file": file, "partial": "true"}, **HTMX)
    took = perf_counter() - began
    assert taken.status_code == 204, taken.content.decode()
    assert (recorded(), Act.objects.count() - acts) == (MANY - BAD, 1)
    again = operations.import_activities(actor=actor, at=w.AT, file_id=file, partial=True)
    assert (again.recorded, again.left_out, recorded()) == (MANY - BAD, BAD, MANY - BAD)
    record_property("seconds", {"looked": looked, "taken": took})


class Caller:
    def __init__(self, name: str) -> None:
        self.client = signed_in(name)

    def send(self, path: str, body: object, status: int = 200, **headers: str) -> dict:
        answer = self.client.post(
            f"/api/v1/duties{path}", json.dumps(body), content_type="application/json", headers=headers
        )
        assert answer.status_code == status, answer.content.decode()[:2000]
        return answer.json()

    def get(self, path: str, status: int = 200) -> dict:
        answer = self.client.get(f"/api/v1/duties{path}", headers={"Accept-Language": "en"})
        assert answer.status_code == status, answer.content.decode()
        return answer.json()


def test_a_batch_of_ten_thousand_by_program(world: w.World, record_property) -> None:
    ids = more_units(world, 200)
    catch_up(w.TODAY)
    rows = [
        {
            "unit_id": ids[n % 200],
            "kind": "watch",
            "done_day": f"2026-11-{n % 18 + 1:02d}",
            "text": "夜间值守" * 20,
        }
        for n in range(MANY)
    ]
    bad = [n * 270 for n in range(BAD)]
    for place in bad:
        rows[place] = rows[place] | {"done_day": "2027-01-01"}
    rows[1] = {"kind": "watch", "done_day": "not a day", "unit_id": ids[0]}
    office = Caller("officer1")
    problem = office.send("/activities/batch/", {"rows": rows}, 422)
    assert [one["field"] for one in problem["findings"]][:3] == ["1.done_day", "2.done_day", "271.done_day"]
    assert (len(problem["findings"]), recorded()) == (BAD + 1, 0)
    began = perf_counter()
    made = office.send("/activities/batch/", {"rows": rows, "partial": True})
    took = perf_counter() - began
    assert (made["recorded"], made["refused"], len(made["rows"])) == (MANY - BAD - 1, BAD + 1, MANY)
    assert [one["row"] for one in made["rows"] if one["findings"]] == sorted(
        [2, *(place + 1 for place in bad)]
    )
    assert recorded() == MANY - BAD - 1
    counted = DutyPeriod.objects.unscoped(reason="test").filter(unit__in=ids, duty__activity="watch")
    assert {(one.expected, one.done) for one in counted} == {(2, 2)}
    office.send("/activities/batch/", {"rows": [*rows, *rows[:2]]}, 422)
    record_property("seconds", took)


def test_one_by_program_with_what_it_counts_for(world: w.World) -> None:
    safety = Caller("safety")
    body = {
        "kind": "drill.evacuation",
        "done_day": "2026-11-18",
        "participants": 15,
        "details": {"scenario": "火"},
    }
    made = safety.send("/activities/", body, 201, **{"Idempotency-Key": "one"})
    again = safety.send("/activities/", body, 201, **{"Idempotency-Key": "one"})
    assert made["id"] == again["id"]
    assert (made["is_late"], made["reached"], made["details"]) == (True, "50.00", {"scenario": "火"})
    assert [one["counts"] for one in made["counts"] if one["slug"] == "test/duties"] == [True]
    assert recorded() == 1
    by_code = Caller("officer1").send("/activities/", {**body, "unit_code": CODE, "details": {}}, 201)
    assert by_code["unit_id"] == world.units["mill"]
    listed = safety.get("/activities/?limit=1")
    assert listed["items"][0]["id"] == by_code["id"]
    older = safety.get(f"/activities/?limit=1&after={listed['next']}")
    assert (older["items"][0]["id"], older["next"]) == (made["id"], None)
    assert safety.get("/activities/?late=true&kind=drill.evacuation&done_from=2026-11-18")["items"]
    assert Caller("town2").get("/activities/")["items"] == []
    Caller("town2").get(f"/activities/{made['id']}/", 404)
    there = f"/activities/{made['id']}/withdrawal/"
    Caller("town2").send(there, {"reason": "x"}, 404)
    assert safety.send(there, {"reason": "登记错了"})["withdrawn"] == "2026-11-20"
    safety.send(there, {"reason": "登记错了"}, 409)


def test_bad_input_by_program(world: w.World) -> None:
    safety = Caller("safety")
    good = {"kind": "drill.evacuation", "done_day": "2026-11-18"}
    refused = [
        ({"done_day": (w.TODAY + timedelta(days=1)).isoformat()}, 409),
        ({"done_day": "2023-12-31"}, 409),
        ({"unit_id": world.units["shop"]}, 404),
        ({"unit_code": "X"}, 404),
        ({"body_id": world.bodies["office"]}, 404),
        ({"unit_id": world.units["mill"], "body_id": world.bodies["office"]}, 404),
        ({"kind": "nonsense"}, 409),
        ({"kind": "K" * 90}, 422),
        ({"led_post": "nobody"}, 409),
        ({"led_person": world.persons["office"]}, 409),
        ({"details": {"content": "x"}}, 409),
        ({"details": {"Bad key": "x"}}, 422),
        ({"hours": -1}, 422),
        ({"hours": "1e400"}, 422),
        ({"participants": 10**12}, 422),
        ({"file_ids": [1 << 40]}, 404),
        ({"text": "x" * 4001}, 422),
        ({"unknown": 1}, 422),
        ({"text": "\x00"}, 422),
    ]
    for change, status in refused:
        safety.send("/activities/", good | change, status)
    safety.send("/activities/batch/", {"rows": []}, 422)
    safety.send("/activities/batch/", {"rows": [5]}, 422)
    safety.send("/activities/batch/", {"rows": [good] * 10_001}, 422)
    assert recorded() == 0


def test_what_is_due_by_program(world: w.World) -> None:
    due = Caller("safety").get("/due/")
    assert {one["title"] for one in due["left"] if one["slug"] == "test/duties"} == {
        "Test drill",
        "Test watch",
    }
    assert due["name"] == "云溪示范机械厂"
    mill = world.units["mill"]
    assert Caller("office").get(f"/due/?unit={mill}")["unit_id"] == mill
    Caller("town2").get(f"/due/?unit={mill}", 404)
    Caller("safety").get(f"/due/?body={world.bodies['office']}", 404)


def test_the_same_photograph_proves_one_activity_only(world: w.World) -> None:
    safety = Caller("safety")

    def picture(number: int) -> int:
        data = samples.jpeg(30 + number, 30)
        return files.store(actor=world.actor("safety"), at=w.AT, data=data, name="a.jpg", purpose="photo")

    good = {"kind": "drill.evacuation", "done_day": "2026-11-18"}
    made = safety.send("/activities/", good | {"file_ids": [picture(1), picture(2)]}, 201)
    assert [one["name"] for one in made["evidence"]] == ["a.jpg", "a.jpg"]
    again = safety.send("/activities/", good | {"file_ids": [picture(1)]}, 409)
    assert [one["code"] for one in again["findings"]] == ["DU-003"]
    twice = [good | {"file_ids": [picture(3)]}, good | {"file_ids": [picture(3)]}]
    problem = safety.send("/activities/batch/", {"rows": twice}, 422)
    assert [(one["code"], one["field"]) for one in problem["findings"]] == [("DU-003", "2.file_ids")]
    assert safety.send("/activities/batch/", {"rows": twice, "partial": True})["recorded"] == 1
    safety.send(f"/activities/{made['id']}/withdrawal/", {"reason": "照片放错了"})
    safety.send("/activities/", good | {"file_ids": [picture(1)]}, 201)
