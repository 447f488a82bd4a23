"""A major hazard from the unit's phone to its proven end, with every person at their own browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Hands
from tests.journeys.people import Journey, Somebody, photograph

TITLE = "二车间配电箱外壳过热"
PLAN = {
    "aim": "消除过热，恢复正常运行",
    "responsibility": "厂长负责，二车间主任具体实施",
    "measures": "停电更换配电箱，增设温升监测",
    "funds": "企业自筹",
    "funds_yuan": "12000",
    "time_limit": "五个工作日",
    "done_by": "2026-11-26",
    "contingency": "停电作业，专人监护，备灭火器",
}


@pytest.fixture(scope="module")
def case(journey: Journey) -> str:
    """The address of a major hazard that the unit's safety officer reported on a phone."""
    safety = journey.person("safety", phone=True)
    page = safety.open("/hazards/report/")
    safety.fill(
        page, title=TITLE, place="二车间东墙", description="外壳烫手，有焦味。", found_day="2026-11-20"
    )
    safety.attach(page, photograph("panel"))
    page.locator("[name=suspended]").check()
    safety.fill(page, extent="二车间全部设备", since="2026-11-20T08:30")
    safety.picture("phone_report")
    safety.send(page)
    return page.url.removeprefix(journey.url)


def at(journey: Journey, case: str, name: str, *, phone: bool = False) -> Somebody:
    """Somebody before the page of the hazard."""
    person = journey.person(name, phone=phone)
    person.open(case)
    return person


def rectify(journey: Journey, case: str, words: str) -> None:
    """The unit's round: rectified, accepted by another person of the unit, reported."""
    safety = at(journey, case, "safety", phone=True)
    box = safety.step("rectify")
    safety.attach(box, photograph("after"))
    safety.fill(box, text=words)
    safety.send(box)
    at(journey, case, "principal").do("own_accept", text="逐项检查，合格。")
    at(journey, case, "safety", phone=True).do("report_rectified", text="已整改完成。")


def accept(journey: Journey, case: str, *names: str) -> None:
    """Officers accept on site and sign on their phones."""
    for name in names:
        officer = at(journey, case, name, phone=True)
        box = officer.step("accept")
        officer.fill(box, text="现场查验，隐患已消除。")
        officer.draw(box)
        officer.send(box)


def test_reported_on_a_phone_with_a_photograph_and_self_suspension(journey: Journey, case: str) -> None:
    page = at(journey, case, "safety", phone=True).page
    expect(page.locator("h1")).to_contain_text(TITLE)
    expect(page.locator(".case-timeline img")).to_have_count(1)
    expect(page.locator(".alert-warning")).to_contain_text("二车间全部设备")
    assert page.locator(".case-timeline img").evaluate("async i => (await i.decode(), i.naturalWidth)") > 0


def test_supervisor_confirms_grades_and_serves_the_letter(journey: Journey, case: str) -> None:
    officer = journey.person("officer1", phone=True)
    officer.todo("云溪示范机械厂")
    assert officer.page.url.endswith(case)
    box = officer.step("confirm")
    officer.fill(box, grade="major")
    assert "重大事故隐患须写明依据" in officer.try_to_send(box)
    officer.fill(box, basis="工贸企业重大事故隐患判定标准第三条", text="现场核实。")
    officer.send(box)
    box = officer.step("serve")
    officer.fill(box, count="5", unit="working_days", guidance="停电后更换，完成前不得恢复使用。")
    officer.send(box)
    letter = officer.page.locator("section.card").filter(has_text="停电后更换").first
    expect(letter).to_contain_text("2026年11月27日")
    letter.locator("summary").click()
    expect(letter.locator("details li").first).to_be_visible()
    expect(letter.locator("details")).to_contain_text("2026年11月21日")
    officer.picture("phone_letter")


def test_served_in_person_by_signature_and_electronically_after_consent(journey: Journey, case: str) -> None:
    persons = journey.world.persons
    officer = at(journey, case, "officer1", phone=True)
    box = officer.step("serve_on")
    officer.fill(box, recipient=str(persons["principal"]), method="in_person")
    assert "签字" in officer.try_to_send(box)
    officer.draw(box)
    officer.picture("phone_signature")
    officer.send(box)
    expect(officer.page.locator("table").filter(has_text="鲁大成")).to_contain_text("当面")
    box = officer.step("serve_on")
    officer.fill(box, recipient=str(persons["controller"]), method="electronic")
    assert "同意" in officer.try_to_send(box)
    controller = journey.person("controller")
    controller.open("/notices/services/")
    with controller.page.expect_navigation():
        controller.page.locator("form[action*=consent] button").click()
    officer.open(case)
    box = officer.step("serve_on")
    officer.fill(box, recipient=str(persons["controller"]), method="electronic")
    officer.send(box)


def test_controller_opens_reads_and_receives_the_letter(journey: Journey, case: str) -> None:
    controller = journey.person("controller")
    page = controller.todo("收到")
    page.locator("main .btn-primary").first.click()
    expect(page.locator("article.paper")).to_contain_text("云溪示范机械厂")
    expect(page.locator("article.paper")).to_contain_text("不是责令整改指令")
    controller.picture("desk_letter")
    page.go_back()
    with page.expect_navigation():
        page.locator("form[action*=receive] button").click()
    expect(page.locator("dl")).not_to_contain_text("—")
    expect(page.locator("form[action*=receive]")).to_have_count(0)


def test_unit_files_five_elements_and_gets_an_extension(journey: Journey, case: str) -> None:
    safety = at(journey, case, "safety", phone=True)
    assert "方案" in safety.page.locator("#why-rectify").inner_text()
    box = safety.step("file_plan")
    safety.fill(box, **{**PLAN, "contingency": " "})
    assert safety.try_to_send(box)
    expect(box.locator("[name=measures]")).to_have_value(PLAN["measures"])
    safety.fill(box, contingency=PLAN["contingency"])
    safety.send(box)
    expect(safety.page.locator("main")).to_contain_text("1.2万元")
    box = safety.step("ask_extension")
    safety.fill(box, until="2026-12-10", reason="配件未到", interim="保持停用，专人看护")
    safety.send(box)
    at(journey, case, "officer1").do("grant_extension", text="同意延期。")
    head = at(journey, case, "safety", phone=True).page.locator(".case-head")
    expect(head).to_contain_text("2026年12月10日")
    expect(head).to_contain_text("2026年11月27日")


def test_overdue_is_seen_by_everybody_concerned(journey: Journey, case: str, hands: Hands) -> None:
    hands.forward(days=23)
    for name in ("safety", "officer1"):
        person = at(journey, case, name, phone=name == "safety")
        expect(person.page.locator(".case-head")).to_contain_text(re.compile("逾期.*天"))
    page = journey.person("officer1").open("/hazards/?tab=granted&overdue=1")
    expect(page.locator("#results")).to_contain_text(TITLE)


def test_sent_back_begins_a_second_round(journey: Journey, case: str) -> None:
    rectify(journey, case, "已更换外壳。")
    officer = at(journey, case, "officer2", phone=True)
    officer.do("send_back", text="只换了外壳，温升未除根。")
    expect(officer.page.locator(".case-head")).to_contain_text("第2轮")
    page = at(journey, case, "safety", phone=True).page
    expect(page.locator(".case-timeline")).to_contain_text("只换了外壳")


def test_own_acceptance_is_by_another_person_of_the_unit(journey: Journey, case: str) -> None:
    safety = at(journey, case, "safety", phone=True)
    safety.do("rectify", text="已更换整箱并加装温升监测。")
    assert "整改人之外" in safety.page.locator("#why-own_accept").inner_text()
    at(journey, case, "principal").do("own_accept", text="通电试运行两小时，温升正常。")
    at(journey, case, "safety", phone=True).do("report_rectified")


def test_whoever_rectified_accepts_nothing_under_another_membership(journey: Journey, case: str) -> None:
    person = journey.person("safety")
    person.page.locator(".topbar [data-menu]").click()
    with person.page.expect_navigation():
        person.page.locator(".topbar [name=membership]").filter(has_text="应急管理局").click()
    person.open(case)
    assert "整改" in person.page.locator("#why-accept").inner_text()
    person.picture("desk_refused")


def test_two_officers_accept_a_third_person_closes_and_the_suspension_stands(
    journey: Journey, case: str
) -> None:
    officer = at(journey, case, "officer1", phone=True)
    box = officer.step("accept")
    officer.fill(box, text="合格")
    box.locator("form button[type=submit]").click()
    expect(box.locator(".signature-state")).not_to_be_empty()
    accept(journey, case, "officer1")
    assert "另一" in at(journey, case, "officer1", phone=True).page.locator("#why-accept").inner_text()
    accept(journey, case, "officer2")
    refused = at(journey, case, "officer1", phone=True)
    assert "第三人" in refused.page.locator("#why-review").inner_text()
    head = journey.person("head")
    head.todo("云溪示范机械厂")
    head.do("review", text="同意销号。")
    expect(head.page.locator(".case-head")).to_contain_text("已销号")
    expect(head.page.locator(".alert-warning")).to_contain_text("二车间全部设备")
    head.picture("desk_closed")
    page = at(journey, case, "safety", phone=True).page
    expect(page.locator(".alert-warning")).to_contain_text("二车间全部设备")
    expect(page.locator(".action")).to_have_count(1)
    expect(page.locator("#step-double_report")).to_be_visible()
    journey.person("safety", phone=True).picture("phone_closed")


def test_nobody_met_a_fault(journey: Journey) -> None:
    assert journey.troubles() == []
