"""A letter served by one-time link on somebody without account, on a telephone; and what follows silence."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests import world as w
from tests.journeys.conftest import Hands
from tests.journeys.people import PHONE, Journey, Somebody, photograph
from zhiben.core import clock
from zhiben.core.actors import system_actor
from zhiben.domains.hazards import operations as hazards
from zhiben.domains.notices import operations as notices

TITLE = "二车间配电箱外壳过热"


@pytest.fixture(scope="module")
def case(journey: Journey) -> str:
    """The address of a major hazard whose letter is issued and not served yet."""
    safety, officer = journey.world.actor("safety"), journey.world.actor("officer1")
    at = clock.now()
    key = hazards.report_hazard(
        actor=safety,
        at=at,
        unit_id=journey.world.units["mill"],
        matter="general",
        title=TITLE,
        description="外壳烫手，有焦味。",
        place="二车间东墙",
        found_day=w.TODAY,
    )
    seen = {"actor": officer, "at": at, "hazard_id": key}
    hazards.confirm_hazard(**seen, seen_version=1, grade="major", basis="判定标准第三条", text="")
    limit = hazards.Limit(day=date(2026, 12, 4))
    hazards.issue_letter(**seen, seen_version=2, limit=limit, guidance="停电后更换，完成前不得恢复使用。")
    return f"/hazards/{key}/"


class Stranger(Somebody):
    """Somebody without account at a telephone: one browser, no signing in."""

    def sign_in(self) -> Somebody:
        """There is nothing to sign in to."""
        return self


@pytest.fixture(scope="module")
def phone(journey: Journey) -> Stranger:
    """The telephone of the manager on duty."""
    context = journey.browser.new_context(
        viewport=PHONE, has_touch=True, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    made = Stranger(journey, "nobody", context.new_page(), context)
    journey.people["stranger:True"] = made
    return made


def serve(journey: Journey, case: str, name: str) -> Page:
    """The officer names somebody without account and chooses the link."""
    officer = journey.person("officer1")
    officer.open(case)
    box = officer.step("serve_on")
    expect(box.locator("[data-field=recipient_name]")).to_be_hidden()
    officer.fill(box, recipient="", method="link")
    expect(box.locator("[data-field=signature]")).to_be_hidden()
    officer.fill(box, recipient_name=name, capacity="duty_manager")
    officer.picture(f"desk_serve_form_{case.strip('/').split('/')[-1]}", whole=False)
    return officer.send(box)


@pytest.fixture(scope="module")
def address(journey: Journey, case: str) -> str:
    """What the officer hands over: a link, as QR code and as text."""
    page = serve(journey, case, "荀示范")
    expect(page.locator(".qr svg")).to_be_visible()
    journey.person("officer1").open(case)
    expect(page.locator("table.service-lines")).to_contain_text("已发出，未打开")
    with page.expect_navigation():
        page.locator("a[href^='/hazards/letters/']").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="带二维码打印").click()
    expect(page.locator(".qr svg")).to_be_visible()
    expect(page.locator("article.paper")).to_contain_text("停电后更换")
    journey.person("officer1").picture("desk_link_handed_over")
    text = page.locator("#link-text").inner_text()
    assert "云溪区应急管理局" in text and "HZL-2026-0001" in text
    return text.strip().splitlines()[-1].removeprefix(journey.url)


def test_the_telephone_opens_the_paper_without_account(phone: Stranger, address: str) -> None:
    page = phone.open(address)
    expect(page.locator("body")).not_to_contain_text("荀示范")
    phone.picture("phone_link_cover")
    with page.expect_navigation():
        page.locator("form[action$='/open/'] button").click()
    expect(page.locator("article.paper")).to_contain_text("2026年12月4日")
    expect(page.locator("article.paper")).to_contain_text("停电后更换")
    expect(page.locator("main")).to_contain_text("荀示范")
    assert phone.wider() <= 0
    phone.picture("phone_link_opened")


def test_opened_is_not_received_for_the_officer(journey: Journey, case: str, address: str) -> None:
    officer = journey.person("officer1")
    officer.open(case)
    expect(officer.page.locator("table.service-lines")).to_contain_text("已打开，未签收")


def test_signed_with_the_finger_and_objected(
    phone: Stranger, journey: Journey, case: str, address: str
) -> None:
    page = phone.open(address)
    box = page.locator("section.card").filter(has=page.locator("canvas"))
    page.locator("[name=stated]").check()
    phone.draw(box)
    phone.send(box)
    expect(page.locator("main")).to_contain_text("已签收")
    answer = page.locator("section.card").filter(has=page.locator("[name=answer]"))
    answer.locator("[name=answer][value=objected]").check()
    assert "异议" in phone.try_to_send(answer)
    answer.locator("[name=text]").fill("配电箱需向厂家定制，期限太短。")
    phone.send(answer)
    expect(page.locator("main")).to_contain_text("您的异议已转送达机关")
    phone.picture("phone_link_objected")
    officer = journey.person("officer1")
    page = officer.todo("有异议")
    expect(page.locator("main")).to_contain_text("期限太短")
    officer.fill(page, text="可在期限届满前申请延期。")
    officer.send(page)
    officer.picture("desk_service_objection")
    phone.open(address)
    expect(phone.page.locator("main")).to_contain_text("申请延期")


def test_the_link_works_once_and_nowhere_else(journey: Journey, address: str) -> None:
    context = journey.browser.new_context(viewport=PHONE)
    other = context.new_page()
    answer = other.goto(journey.url + address)
    assert answer is not None and answer.status == 404
    other.screenshot(path=journey.screenshots / "phone_link_dead.png")
    context.close()


def test_the_proof_of_service_has_every_fact(journey: Journey, case: str, address: str) -> None:
    officer = journey.person("officer1")
    page = officer.open(case)
    with page.expect_navigation():
        page.locator("a[href*='/notices/services/']").first.click()
    with page.expect_navigation():
        page.locator("a[href$='/proof/']").click()
    paper = page.locator("article.paper")
    for words in ("送达回证", "荀示范", "值班负责人", "期限太短", "已签收，有异议"):
        expect(paper).to_contain_text(words)
    image = paper.locator("img").first
    assert image.evaluate("async i => (await i.decode(), i.naturalWidth)") > 0
    officer.picture("desk_proof_of_service")


@pytest.fixture(scope="module")
def unanswered(journey: Journey, case: str, hands: Hands, address: str) -> int:
    """Another recipient does not open the link, five days pass, and the hourly job runs; how many it found."""
    page = serve(journey, case, "卫未接")
    expect(page.locator(".qr svg")).to_be_visible()
    hands.forward(days=5)
    return notices.chase(actor=system_actor("test"), at=clock.now())


def test_nobody_answers_and_the_officer_serves_another_way(
    journey: Journey, case: str, unanswered: int
) -> None:
    assert unanswered == 1
    officer = journey.person("officer1")
    page = officer.todo("逾期无人签收")
    expect(page.locator("#another-way li")).to_have_text(["当面送达", "留置送达", "邮寄送达", "公告送达"])
    officer.picture("desk_not_received")
    page = officer.open(case)
    expect(page.locator("table.service-lines")).to_contain_text("逾期未签收")
    expect(page.locator(".next-ways li")).to_have_text(["当面送达", "留置送达", "邮寄送达", "公告送达"])
    box = officer.step("serve_on")
    assert "经过30日，即视为送达" in box.locator("[name=text]").input_value()
    officer.fill(box, recipient="", recipient_name="卫未接", capacity="duty_manager", method="left")
    assert "见证人" in officer.try_to_send(box)
    officer.fill(
        box,
        witness_name="卞见证",
        witness_capacity="竹溪居委会工作人员",
        refusal="称须请示后再签",
        place="厂区门卫室",
    )
    officer.attach(box, photograph("left at the gate"))
    officer.send(box)
    table = page.locator("table.service-lines")
    expect(table).to_contain_text("已留置，视为送达")
    expect(table).to_contain_text("未签收，已改用其他方式")
    officer.picture("desk_letter_served")
    officer.open("/")
    expect(page.locator("main")).to_contain_text("没有待办事项")


def test_all_of_it_in_english(journey: Journey, case: str, phone: Stranger, address: str) -> None:
    officer = journey.person("officer1")
    page = officer.open(case)
    officer.speak("en")
    expect(page.locator("table.service-lines")).to_contain_text("Left with a witness, counts as served")
    officer.picture("desk_letter_served_en")
    phone.open(address)
    phone.speak("en")
    expect(phone.page.locator("main")).to_contain_text("Received, objected")
    phone.picture("phone_link_en")


def test_no_page_had_troubles(journey: Journey) -> None:
    assert journey.troubles() == []
