"""A register is brought in: looked at first, once only, with its rows as they stood; and given back as it was."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests import world as w
from zhiben.core import files
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken
from zhiben.core.models import Act, Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.models import Attachment, Hazard, RegisterLayout, RegisterRow
from zhiben.domains.hazards.rules import register as rules
from zhiben.domains.hazards.tests.registers import make
from zhiben.domains.hazards.tests.registers.steps import bring, district, settle, take
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None, tmp_path: Path, settings: Any) -> Iterator[w.World]:
    """The district with files of its own."""
    yield from district(tmp_path, settings)


def stripped(value: object) -> object:
    return value.strip(" ") if isinstance(value, str) else value


def hazards() -> list[tuple]:
    rows = Hazard.objects.unscoped(reason="test").order_by("id")
    return list(
        rows.values_list("unit__name", "title", "state", "grade", "found_day", "limit_day", "ended_day")
    )


def test_a_register_comes_in_with_its_history(world: w.World) -> None:
    register = take(world, "officer1", "two_row_head.xlsx")
    assert not Hazard.objects.unscoped(reason="test").exists()
    settle(world, "officer1", register)
    preview = queries.register_preview(
        world.actor("officer1"), queries.get_register(world.actor("officer1"), register), w.TODAY
    )
    assert [line.verdict for line in preview.lines] == ["in"] * 5 + ["refused"] * 2
    assert [[f.code for _, f in line.findings] for line in preview.lines][5:] == [["HZ-061"], ["HZ-060"]]
    assert preview.lines[5].findings[0][0] == "受检单位"
    assert preview.unknown_units == [("查无此店", 1)]
    bring(world, "officer1", register)
    d = date
    assert hazards() == [
        (
            make.MILL,
            "二车间配电箱外壳过热，无警示标志",
            "closed",
            "major",
            d(2024, 3, 5),
            d(2024, 3, 20),
            d(2024, 3, 18),
        ),
        (
            make.MILL,
            "冲压机床安全护罩缺失",
            "closed",
            "general",
            d(2024, 3, 5),
            d(2024, 3, 12),
            d(2024, 3, 11),
        ),
        (
            make.SHOP,
            "安全出口堆放纸箱，疏散通道堵塞",
            "closed",
            "general",
            d(2024, 3, 6),
            d(2024, 3, 6),
            d(2024, 3, 6),
        ),
        (make.SHOP, "灭火器压力不足且已过期", "rectifying", "general", d(2024, 4, 2), d(2024, 4, 10), None),
        (
            make.CAFE,
            "厨房燃气软管老化，未安装可燃气体报警器",
            "rectifying",
            "major",
            d(2024, 5, 14),
            d(2024, 5, 30),
            None,
        ),
    ]
    assert Act.objects.get(operation="hazards.bring_register").adopted
    signs = (
        Flow.objects.unscoped(reason="test")
        .filter(kind="hazard")
        .order_by("id")
        .values_list("sign", "effective_day")
    )
    assert list(signs).count((-1, d(2024, 3, 18))) == 1
    assert sum(sign for sign, _day in signs) == 2


def test_the_same_file_twice_brings_nothing_twice(world: w.World) -> None:
    first = take(world, "officer1", "gbk_text.csv")
    settle(world, "officer1", first)
    assert bring(world, "officer1", first)["in"] == 6
    second = take(world, "officer1", "gbk_text.csv")
    assert queries.get_register(world.actor("officer1"), second).settled
    assert bring(world, "officer1", second) == {
        **{"in": 0, "join": 0, "out": 0},
        **{"refused": 0, "here": 6, "alike": 0},
    }
    assert len(hazards()) == 6
    with pytest.raises(RuleBroken):
        bring(world, "officer1", first)


def test_the_layout_is_remembered_for_the_sender_alone(world: w.World) -> None:
    register = take(world, "officer1", "pictures_and_sheets.xlsx")
    columns = list(queries.get_register(world.actor("officer1"), register).layout.columns)
    columns[1] = "place"
    settle(world, "officer1", register, columns=columns)
    do.match_units(
        actor=world.actor("officer1"), at=w.AT, register_id=register, units={"查无此店": world.units["shop"]}
    )
    again = queries.get_register(world.actor("head"), take(world, "head", "pictures_and_sheets.xlsx"))
    assert (again.settled, again.layout.columns[1]) == (True, "place")
    assert again.units == {"查无此店": world.units["shop"]}
    other = queries.get_register(world.actor("fireman"), take(world, "fireman", "pictures_and_sheets.xlsx"))
    assert (other.settled, other.layout.columns[1]) == (False, "keep")


def test_what_is_known_already_is_shown_and_a_person_decides(world: w.World) -> None:
    known = do.report_hazard(
        actor=world.actor("safety"),
        at=w.AT,
        unit_id=world.units["mill"],
        matter="general",
        title="配电箱过热",
        description="二车间的配电箱外壳过热，没有警示标志",
        place="二车间",
        found_day=date(2026, 11, 18),
    )
    text = (
        f"单位,存在问题,检查时间,整改情况\n{make.MILL},二车间配电箱外壳过热无警示标志,2026.11.17,整改中\n"
        f"{make.MILL},空压站地面有油,2026.11.17,整改中\n"
    ).encode()
    register = take(world, "officer1", "now.csv", text)
    settle(world, "officer1", register)
    actor = world.actor("officer1")
    preview = queries.register_preview(actor, queries.get_register(actor, register), w.TODAY)
    assert [line.verdict for line in preview.lines] == ["alike", "in"]
    assert [one.id for one in preview.lines[0].known] == [known]
    assert bring(world, "officer1", register, r2_0=str(known))["join"] == 1
    assert [row[1] for row in hazards()] == ["配电箱过热", "空压站地面有油"]
    case = queries.case(actor, known, w.TODAY)
    [original] = case.parts["register"]
    assert (original.joined, original.row, original.cells[1]) == (
        True,
        2,
        ("存在问题", "二车间配电箱外壳过热无警示标志", []),
    )


def test_the_row_as_it_stood_with_pictures_and_without_persons(world: w.World) -> None:
    register = take(world, "officer1", "document.docx")
    settle(world, "officer1", register)
    bring(world, "officer1", register)
    first = RegisterRow.objects.unscoped(reason="test").order_by("id").first()
    assert first.cells[1:3] == [make.SHOP, "防火门闭门器损坏"]
    assert first.cells[5] == ""
    assert [column for column, _ in first.pictures] == [3, 4]
    assert Attachment.objects.unscoped(reason="test").count() == 4
    case = queries.case(world.actor("officer1"), first.hazard_id, w.TODAY)
    labels = [label for label, _text, _files in case.parts["register"][0].cells]
    assert labels == [
        "序号",
        "场所名称",
        "隐患描述",
        "整改前照片",
        "整改后照片",
        "整改落实 / 责任人",
        "整改落实 / 整改结果",
        "整改期限",
    ]


def test_the_register_is_given_back_with_states_of_today(world: w.World) -> None:
    register = take(world, "officer1", "two_row_head.xlsx")
    settle(world, "officer1", register)
    bring(world, "officer1", register)
    do.report_hazard(
        actor=world.actor("officer1"),
        at=w.AT,
        unit_id=world.units["mill"],
        matter="general",
        title="新隐患",
        description="吊钩防脱钩装置缺失",
        place="装配线",
        found_day=w.TODAY,
    )
    layout = RegisterLayout.objects.unscoped(reason="test").get()
    name, data = do.export_register(actor=world.actor("officer1"), at=w.AT, layout_id=layout.pk)
    out = load_workbook(io.BytesIO(data)).active
    given = load_workbook(io.BytesIO(make.two_row_head())).active
    assert name == "two_row_head-2026-11-20.xlsx"
    for row in (1, 2, 3, 4, 5, 6, 7, 8):
        assert [cell.value for cell in out[row]] == [stripped(cell.value) for cell in given[row]], row
    assert [cell.value for cell in out[10]][:6] == [
        6,
        make.MILL,
        "2026.11.20",
        "吊钩防脱钩装置缺失",
        "一般",
        None,
    ]
    assert [cell.value for cell in out[10]][8] == "整改中"


def test_a_unit_brings_in_its_own_register(world: w.World) -> None:
    register = take(world, "safety", "ticks_and_colours.xlsx")
    settle(world, "safety", register)
    assert bring(world, "safety", register)["in"] == 5
    rows = Hazard.objects.unscoped(reason="test")
    assert {(row.unit_id, row.internal, row.body_id) for row in rows} == {(world.units["mill"], True, None)}
    with pytest.raises(NotFound):
        queries.get_register(world.actor("shopkeeper"), register)
    other = take(world, "safety", "old_layout.xls")
    settle(world, "safety", other)
    actor = world.actor("safety")
    preview = queries.register_preview(actor, queries.get_register(actor, other), w.TODAY)
    assert [line.verdict for line in preview.lines] == ["refused", "refused", "in", "in"]
    with pytest.raises(Invalid):
        do.match_units(actor=actor, at=w.AT, register_id=other, units={make.SHOP: world.units["shop"]})


def test_units_beyond_reach_are_not_found_and_others_may_not(world: w.World) -> None:
    register = take(world, "town2", "old_layout.xls")
    settle(world, "town2", register)
    actor = world.actor("town2")
    preview = queries.register_preview(actor, queries.get_register(actor, register), w.TODAY)
    assert [line.verdict for line in preview.lines] == ["in", "in", "refused", "refused"]
    with pytest.raises(Forbidden):
        take(world, "office", "old_layout.xls")


def test_hz_068_and_hz_062_what_cannot_be_read_is_said(world: w.World) -> None:
    register = take(world, "safety", "ticks_and_colours.xlsx")
    with pytest.raises(RuleBroken):
        settle(world, "safety", register, columns=["keep"] * 9)
    settle(world, "safety", register)
    actor = world.actor("safety")
    preview = queries.register_preview(actor, queries.get_register(actor, register), w.TODAY)
    assert [(label, finding.code) for label, finding in preview.lines[-1].findings] == [
        ("排查日期", "HZ-062")
    ]


def test_hz_065_a_state_nobody_knows_is_asked(world: w.World) -> None:
    text = f"单位,隐患,时间,状态\n{make.MILL},漏油漏油漏油,2026.1.5,甲乙\n".encode()
    register = take(world, "officer1", "x.csv", text)
    settle(world, "officer1", register)
    actor = world.actor("officer1")
    preview = queries.register_preview(actor, queries.get_register(actor, register), w.TODAY)
    assert [finding.code for _label, finding in preview.lines[0].findings] == ["HZ-065"]
    settle(world, "officer1", register, states={"甲乙": "rectifying"})
    preview = queries.register_preview(actor, queries.get_register(actor, register), w.TODAY)
    assert preview.lines[0].verdict == "in"


def codes(rule, **values) -> list[str]:
    return [
        finding.code
        for finding in rule(rules.RowFacts(**{"today": w.TODAY, "found_day": date(2026, 3, 1), **values}))
    ]


def test_hz_060_a_row_says_what_the_hazard_is() -> None:
    assert codes(rules.hz060_described, description=" ") == ["HZ-060"]
    assert not codes(rules.hz060_described)


def test_hz_061_the_unit_is_known() -> None:
    assert codes(rules.hz061_unit_known, unit_known=False) == ["HZ-061"]
    assert not codes(rules.hz061_unit_known)


def test_hz_063_the_day_of_finding_is_known() -> None:
    assert codes(rules.hz063_found_day, found_day=None) == ["HZ-063"]
    assert not codes(rules.hz063_found_day, found_day=None, has_wrong_day=True)


def test_hz_064_nothing_done_lies_ahead() -> None:
    assert codes(rules.hz064_days_past, found_day=date(2026, 11, 21)) == ["HZ-064"]
    assert codes(rules.hz064_days_past, done_day=date(2026, 12, 1), ended=True) == ["HZ-064"]
    assert not codes(rules.hz064_days_past, done_day=date(2026, 12, 1))


def test_hz_066_the_end_comes_after_the_beginning() -> None:
    assert codes(rules.hz066_ended_after_found, done_day=date(2026, 2, 1), ended=True) == ["HZ-066"]
    assert not codes(rules.hz066_ended_after_found, done_day=date(2026, 3, 1), ended=True)


def test_hz_067_an_end_has_its_day() -> None:
    assert codes(rules.hz067_ended_on_a_day, ended=True) == ["HZ-067"]
    assert not codes(rules.hz067_ended_on_a_day, ended=True, done_day=date(2026, 3, 1))


def test_hz_069_a_register_is_brought_in_once() -> None:
    assert [finding.code for finding in rules.hz069_once(True)] == ["HZ-069"]
    assert not rules.hz069_once(False)


def test_by_program_the_same(world: w.World, client: Client) -> None:
    client.force_login(Account.objects.get(username="officer1"))
    session = client.session
    session["membership"] = world.memberships["officer1"]
    session.save()
    actor = world.actor("officer1")
    file = files.store(actor=actor, at=w.AT, data=make.gbk_text(), name="gbk_text.csv", purpose="register")

    def call(verb: str, path: str, body: Any = None) -> Any:
        ask = getattr(client, verb)
        answer = ask(f"/api/v1/hazards/registers/{path}", body, content_type="application/json")
        assert answer.status_code < 300, answer.content
        return answer

    taken = call("post", "", {"file": file}).json()
    assert [column["field"] for column in taken["columns"]][:4] == [
        *("serial", "unit", "found_day", "description"),
    ]
    names = ("states", "grades", "split", "day_order", "carry", "year", "day", "wan")
    columns = [column["field"] for column in taken["columns"]]
    layout = {**{name: taken[name] for name in names}, "columns": columns}
    assert call("put", f"{taken['id']}/layout/", layout).json()["settled"]
    seen = client.get(f"/api/v1/hazards/registers/{taken['id']}/rows/").json()
    assert [row["verdict"] for row in seen["rows"]] == ["in"] * 6
    assert call("post", f"{taken['id']}/confirm/", {"decisions": {}}).status_code == 202
    assert client.get("/api/v1/hazards/registers/").json()[0]["name"] == "gbk_text.csv"
    layout_id = client.get(f"/api/v1/hazards/registers/{taken['id']}/").json()["layout_id"]
    assert call("post", f"layouts/{layout_id}/export/").content[:2] == b"PK"
    client.force_login(Account.objects.get(username="shopkeeper"))
    assert client.get(f"/api/v1/hazards/registers/{taken['id']}/").status_code == 404
