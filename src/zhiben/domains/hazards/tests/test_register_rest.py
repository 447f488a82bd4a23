"""Units a register names that nobody has: like names, a new unit; what stayed out follows later; plans adopted."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests import world as w
from zhiben.core import files
from zhiben.core.errors import Forbidden, Invalid, RuleBroken
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.models import Hazard, RegisterRow, StepRecord, Treatment
from zhiben.domains.hazards.tests.registers import make
from zhiben.domains.hazards.tests.registers.steps import bring, district, settle, take
from zhiben.domains.organisations.models import Unit
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db

NEW = {
    "name": "云溪虚构五金店",
    "kind": "sole_trader",
    "sector": "commerce",
    "area": w.TOWNS[0],
    "address": "虚构街3号",
}


@pytest.fixture
def world(db: None, tmp_path: Path, settings: Any) -> Iterator[w.World]:
    """The district with files of its own."""
    yield from district(tmp_path, settings)


def verdicts(world: w.World, who: str, register: int) -> list[str]:
    actor = world.actor(who)
    asked = queries.get_register(actor, register)
    return [line.verdict for line in queries.register_preview(actor, asked, w.TODAY).lines]


def work_off(world: w.World, who: str, register: int) -> int:
    """What the job does; how many rows it brought in."""
    actor = world.actor(who)
    asked = queries.get_register(actor, register)
    found = queries.open_register(asked)
    preview = queries.register_preview(actor, asked, w.TODAY, found)
    lines = [line for line in preview.lines if line.verdict in ("in", "join")]
    count = do.bring_lines(actor=actor, at=w.AT, register_id=register, lines=lines, found=found)
    told = {name: preview.count(name) for name in ("refused", "alike", "out", "here")}
    do.finish_register(actor=actor, at=w.AT, register_id=register, told=told)
    return count


def test_what_stayed_out_follows_when_its_unit_is_known(world: w.World) -> None:
    register, actor = take(world, "officer1", "two_row_head.xlsx"), world.actor("officer1")
    settle(world, "officer1", register)
    with pytest.raises(RuleBroken):
        do.bring_rest(actor=actor, at=w.AT, register_id=register, decisions={})
    bring(world, "officer1", register)
    assert verdicts(world, "officer1", register) == ["here"] * 5 + ["refused"] * 2
    do.match_units(actor=actor, at=w.AT, register_id=register, units={"查无此店": world.units["shop"]})
    assert verdicts(world, "officer1", register) == ["here"] * 5 + ["in", "refused"]
    do.bring_rest(actor=actor, at=w.AT, register_id=register, decisions={})
    assert not queries.get_register(actor, register).done
    with pytest.raises(RuleBroken):
        do.match_units(actor=actor, at=w.AT, register_id=register, units={"甲": world.units["shop"]})
    assert work_off(world, "officer1", register) == 1
    asked = queries.get_register(actor, register)
    assert (asked.done, asked.told["brought"], asked.told["refused"]) == (True, 6, 1)
    assert RegisterRow.objects.unscoped(reason="test").count() == 6
    do.bring_rest(actor=actor, at=w.AT, register_id=register, decisions={})
    assert work_off(world, "officer1", register) == 0


def test_a_unit_is_put_on_the_books_in_the_same_step_and_remembered(world: w.World) -> None:
    register, actor = take(world, "officer1", "two_row_head.xlsx"), world.actor("officer1")
    settle(world, "officer1", register)
    key = do.add_unit(actor=actor, at=w.AT, register_id=register, called="查无此店", **NEW)
    assert Unit.objects.unscoped(reason="test").get(pk=key).name == "云溪虚构五金店"
    assert bring(world, "officer1", register)["in"] == 6
    made = Hazard.objects.unscoped(reason="test").get(unit_id=key)
    assert (made.area, made.body_id) == (w.TOWNS[0], world.bodies["emergency"])
    again = queries.get_register(world.actor("head"), take(world, "head", "two_row_head.xlsx"))
    assert again.units == {"查无此店": key}


def test_only_who_may_register_units_within_reach_adds_one(world: w.World) -> None:
    own = take(world, "safety", "ticks_and_colours.xlsx")
    with pytest.raises(Forbidden):
        do.add_unit(actor=world.actor("safety"), at=w.AT, register_id=own, called="甲", **NEW)
    towns = take(world, "town2", "old_layout.xls")
    with pytest.raises((Forbidden, Invalid)):
        do.add_unit(actor=world.actor("town2"), at=w.AT, register_id=towns, called="甲", **NEW)
    assert not Unit.objects.unscoped(reason="test").filter(name=NEW["name"]).exists()
    assert queries.get_register(world.actor("town2"), towns).units == {}


def test_a_decision_can_be_made_later(world: w.World) -> None:
    do.report_hazard(
        actor=world.actor("safety"), at=w.AT, unit_id=world.units["mill"], matter="general", title="配电箱过热",
        description="二车间的配电箱外壳过热，没有警示标志", place="二车间", found_day=date(2026, 11, 18),
    )  # fmt: skip
    text = f"单位,存在问题,检查时间,整改情况\n{make.MILL},二车间配电箱外壳过热无警示标志,2026.11.17,整改中\n"
    register, actor = take(world, "officer1", "now.csv", text.encode()), world.actor("officer1")
    settle(world, "officer1", register)
    assert bring(world, "officer1", register)["alike"] == 1
    do.bring_rest(actor=actor, at=w.AT, register_id=register, decisions={"2-0": "in"})
    assert work_off(world, "officer1", register) == 1


def test_measures_funds_and_limit_become_the_plan(world: w.World) -> None:
    register = take(world, "officer1", "two_row_head.xlsx")
    columns = list(queries.get_register(world.actor("officer1"), register).layout.columns)
    columns[10] = "measures"
    settle(world, "officer1", register, columns=columns)
    actor = world.actor("officer1")
    asked = queries.get_register(actor, register)
    told = [
        [f.code for f in line.entry.told] for line in queries.register_preview(actor, asked, w.TODAY).lines
    ]
    assert [("register-plan-kept" in codes) for codes in told[:5]] == [False] * 4 + [True]
    bring(world, "officer1", register)
    plans = Treatment.objects.unscoped(reason="test").order_by("hazard_id")
    d = date
    assert list(plans.values_list("edition", "measures", "funds", "funds_yuan", "time_limit", "done_by")) == [
        (1, "", "2.5", Decimal(25000), "2024.3.20", d(2024, 3, 20)),
        (1, "当场约谈", "0.3", Decimal(3000), "2024.3.12", d(2024, 3, 12)),
        (1, "已催办两次", "", Decimal(0), "2024.4.10", d(2024, 4, 10)),
    ]
    assert {(plan.responsibility, plan.contingency) for plan in plans} == {("", "")}
    steps = StepRecord.objects.unscoped(reason="test").filter(hazard_id=plans[1].hazard_id).order_by("id")
    assert [(step.step, step.text) for step in steps] == [
        ("report", "冲压机床安全护罩缺失"),
        ("file_plan", "当场约谈"),
        ("review", "是"),
    ]
    assert steps[1].data == {"adopted": "two_row_head.xlsx", "edition": 1}
    case = queries.case(actor, plans[0].hazard_id, w.TODAY)
    assert "鲁大成" not in json.dumps([str(plan) for plan in case.treatments], ensure_ascii=False)


def test_an_open_major_hazard_still_asks_for_its_plan(world: w.World) -> None:
    register = take(world, "officer1", "two_row_head.xlsx")
    settle(world, "officer1", register)
    bring(world, "officer1", register)
    major = Hazard.objects.unscoped(reason="test").get(grade="major", ended_day=None)
    assert not Treatment.objects.unscoped(reason="test").filter(hazard=major).exists()


def test_one_sum_for_several_problems_or_rows_is_counted_once(world: w.World) -> None:
    text = (
        "单位,存在问题,检查时间,整改措施,整改资金（元）,整改期限,整改情况\n"
        f'{make.MILL},"1.灯坏；2.门坏；3.窗坏",2026.3.1,"1.换灯；2.换门；3.换窗",900,2026.4.1,整改中\n'
    ).encode()
    register = take(world, "officer1", "sum.csv", text)
    settle(world, "officer1", register)
    bring(world, "officer1", register)
    plans = Treatment.objects.unscoped(reason="test").order_by("hazard_id")
    assert list(plans.values_list("measures", "funds_yuan")) == [
        ("换灯", Decimal(900)),
        ("换门", Decimal(0)),
        ("换窗", Decimal(0)),
    ]


def client_of(world: w.World, client: Client, who: str) -> Client:
    client.force_login(Account.objects.get(username=who))
    session = client.session
    session["membership"] = world.memberships[who]
    session.save()
    return client


def test_on_the_page(world: w.World, client: Client) -> None:
    text = (
        "单位,单位地址,存在问题,检查时间,整改情况\n云溪区示范机械有限公司,示范路8号,砂轮机无防护罩,2026.3.1,整改中\n"
        f"云溪虚构五金店,虚构街3号,通道堵塞物品多,2026.3.2,整改中\n{make.SHOP},柳桥路,灭火器已经过期,2026.3.3,整改中\n"
    ).encode()
    register = take(world, "officer1", "units.csv", text)
    settle(world, "officer1", register)
    page, address = client_of(world, client, "officer1"), f"/hazards/registers/{register}/"
    shown = page.get(address).content.decode()
    assert f'name="unit" value="{world.units["mill"]}"' in shown
    assert "名称相近的已有单位" in shown
    assert 'value="虚构街3号"' in shown
    assert (
        page.post(
            f"{address}unit/", {"name": "云溪区示范机械有限公司", "unit": world.units["mill"]}
        ).status_code
        == 302
    )
    bring(world, "officer1", register)
    do.finish_register(actor=world.actor("officer1"), at=w.AT, register_id=register, told={"refused": 1})
    shown = page.get(address).content.decode()
    assert "补导其余各行</button>" not in shown
    assert "云溪虚构五金店" in shown
    sent = {"called": "云溪虚构五金店", **NEW}
    assert page.post(f"{address}new-unit/", sent).status_code == 302
    assert "补导其余各行</button>" in page.get(address).content.decode()
    assert page.post(f"{address}rest/", {}).status_code == 302
    assert work_off(world, "officer1", register) == 1
    assert "补导其余各行</button>" not in page.get(address).content.decode()
    assert (
        page.post(f"{address}new-unit/", {"called": "甲"}, headers={"Accept": "application/json"}).status_code
        == 422
    )


def test_by_program(world: w.World, client: Client) -> None:
    actor = world.actor("officer1")
    text = (
        "单位,存在问题,检查时间,整改情况\n云溪区示范机械公司,砂轮机无防护罩,2026.3.1,整改中\n"
        f"{make.SHOP},灭火器已经过期,2026.3.3,整改中\n虚构店,地面湿滑有油,2026.3.4,整改中\n"
    )
    file = files.store(actor=actor, at=w.AT, data=text.encode(), name="a.csv", purpose="register")
    api = client_of(world, client, "officer1")

    def call(path: str, body: Any) -> Any:
        return api.post(f"/api/v1/hazards/registers/{path}", body, content_type="application/json")

    register = call("", {"file": file}).json()["id"]
    settle(world, "officer1", register)
    rows = api.get(f"/api/v1/hazards/registers/{register}/rows/").json()
    assert rows["near"]["云溪区示范机械公司"][0]["id"] == world.units["mill"]
    assert "虚构店" not in rows["near"]
    assert call(f"{register}/rest/", {"decisions": {}}).status_code == 409
    body = {"called": "虚构店", **NEW}
    assert call(f"{register}/units/new/", body).status_code == 201
    assert call(f"{register}/units/new/", {**body, "area": 110000000000}).status_code in (400, 403, 422)
    bring(world, "officer1", register)
    assert (
        call(f"{register}/units/", {"name": "云溪区示范机械公司", "unit": world.units["mill"]}).status_code
        == 200
    )
    assert set(call(f"{register}/rest/", {"decisions": {}}).json()) == {"job"}
    assert work_off(world, "officer1", register) == 1
