"""Reports due: the office says who owes what, a department delivers with approval, a town late, one not at all."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Hands
from tests.journeys.people import Journey, photograph

REPORT = "每月报送工作总结"


@pytest.fixture(scope="module")
def rule(journey: Journey) -> str:
    """The address of the report the office made due, on the 2nd of each month with one approval."""
    office = journey.person("office")
    page = office.open("/plans/dues/")
    with page.expect_navigation():
        page.locator("a[href$='/report-rules/']").first.click()
    with page.expect_navigation():
        page.locator("a[href$='/report-rules/new/']").click()
    main = page.locator("main")
    for body in ("emergency", "town1", "town2"):
        main.locator(f"[name=bodies][value='{journey.world.bodies[body]}']").check()
    office.fill(main, title=REPORT, per="month", day="2", starts="2026-11-20", steps="1")
    office.fill(main, cutoff_days="3", remind_before="3")
    office.picture("desk_due_assign")
    office.send(main)
    expect(page.locator("#periods tbody tr").last).to_contain_text("2026-12")
    return page.url


def open_due(journey: Journey, name: str, tab: str = "ours"):
    """Somebody before the page of the report of December."""
    person = journey.person(name)
    page = person.open(f"/plans/dues/?tab={tab}&period=2026-12")
    with page.expect_navigation():
        page.locator("#results tbody tr a").first.click()
    return person


def test_department_delivers_with_figures_and_a_file_after_approval(journey: Journey, rule: str) -> None:
    officer = open_due(journey, "officer1")
    box = officer.step("deliver")
    officer.fill(box, text="本月排查隐患三处，整改完毕。", figures="排查隐患: 3\n整改率: 100%")
    officer.attach(box, photograph("stamp"))
    officer.send(box)
    expect(officer.page.locator(".case-head .badge").first).to_contain_text("待本单位审核")
    expect(officer.page.locator(".why").first).to_contain_text("不能是填写人")
    head = journey.person("head")
    head.todo(REPORT)
    with head.page.expect_navigation():
        head.page.locator("form[action*='/approve/'] button[type=submit]").first.click()
    expect(head.page.locator(".case-facts").first).to_contain_text("RR-2026-000001")
    expect(head.page.locator("form[action*='/deliver/']")).to_have_count(0)
    head.picture("desk_due_delivered")


def test_office_sends_it_back_and_it_is_delivered_again(journey: Journey, rule: str) -> None:
    office = journey.person("office")
    page = office.open("/plans/dues/?tab=received&period=2026-12&standing=delivered")
    with page.expect_navigation():
        page.locator("#results tbody tr a").first.click()
    expect(page.locator(".due-try")).to_contain_text("排查隐患")
    expect(page.locator(".due-try img")).to_have_count(1)
    office.do("send_back", reason="整改率缺少依据。", again_by="2026-12-04")
    officer = journey.person("officer1")
    officer.todo(REPORT)
    expect(officer.page.locator("main")).to_contain_text("整改率缺少依据")
    officer.do("deliver", text="本月排查隐患三处，整改完毕，附验收单。")
    head = open_due(journey, "head")
    with head.page.expect_navigation():
        head.page.locator("form[action*='/approve/'] button[type=submit]").first.click()
    expect(head.page.locator(".due-try")).to_have_count(2)


def test_late_and_missing_are_expected_minus_delivered(journey: Journey, rule: str, hands: Hands) -> None:
    hands.forward(days=17)
    town = open_due(journey, "town1")
    town.do("deliver", text="本月总结，迟报。")
    expect(town.page.locator(".case-head .badge").first).to_contain_text("待本单位审核")
    other = open_due(journey, "town1b")
    with other.page.expect_navigation():
        other.page.locator("form[action*='/approve/'] button[type=submit]").first.click()
    expect(other.page.locator(".case-facts").first).to_contain_text("迟报")
    office = journey.person("office")
    page = office.page
    page.goto(rule)
    line = page.locator("#periods tbody tr").filter(has_text="2026-12")
    expect(line.locator("td")).to_have_text(
        [re.compile("2026-12"), re.compile(".*"), "3", "1", "1", "1", "0"]
    )
    office.picture("desk_due_rule")
    with page.expect_navigation():
        line.locator("a[href*='standing=missing']").click()
    expect(page.locator("#results tbody tr")).to_have_count(1)
    expect(page.locator("#results tbody tr")).to_contain_text("柳桥街道")


def test_every_unit_of_a_line_of_business_owes_one_and_delivers_on_the_telephone(journey: Journey) -> None:
    office = journey.person("office")
    page = office.open("/plans/report-rules/new/")
    main = page.locator("main")
    main.locator("[name=sectors][value='industry_trade']").check()
    office.fill(main, title="工贸企业月报", per="month", day="2", starts="2026-12-01", steps="0")
    office.send(main)
    expect(page.locator("#sending-units")).to_contain_text("云溪示范机械厂")
    safety = journey.person("safety", phone=True)
    own = safety.open("/plans/dues/?tab=ours")
    with own.expect_navigation():
        own.locator("#results a", has_text="工贸企业月报").first.click()
    safety.do("deliver", text="本月自查隐患两处，已整改。")
    expect(own.locator(".case-facts").first).to_contain_text("RR-2026-")
    expect(own.locator(".case-facts").first).to_contain_text("云溪示范机械厂")
    expect(own.locator(".case-facts").first).to_contain_text("区安委办")
    safety.picture("phone_due_unit")


def test_nobody_met_a_fault(journey: Journey) -> None:
    assert journey.troubles() == []
