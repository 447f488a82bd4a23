"""A suspension ordered by an authority, and its resumption: applied for, accepted by two, approved, made public."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Journey, Somebody
from zhiben.core import clock
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.tests.people import PLAN

EXTENT = "二车间全部用电设备"


def by(journey: Journey, name: str, hazard: int, verb, **values) -> None:
    """Let somebody do what other journeys tell at length."""
    version = Hazard.objects.unscoped(reason="test").get(pk=hazard).version
    actor = journey.world.actor(name)
    verb(actor=actor, at=clock.now(), hazard_id=hazard, seen_version=version, **values)


@pytest.fixture(scope="module")
def hazard(journey: Journey) -> Iterator[int]:
    """A major hazard whose letter is issued."""
    made = do.report_hazard(
        actor=journey.world.actor("safety"),
        at=clock.now(),
        unit_id=journey.world.units["mill"],
        matter="general",
        title="二车间配电箱外壳过热",
        description="外壳烫手，有焦味。",
        place="二车间东墙",
        found_day=clock.today(),
    )
    by(journey, "officer1", made, do.confirm_hazard, grade="major", basis="判定标准第三条")
    limit = do.Limit(count=5, unit="working_days")
    by(journey, "officer1", made, do.issue_letter, limit=limit, guidance="先停电再更换")
    yield made


@pytest.fixture(scope="module")
def cured(journey: Journey, hazard: int) -> None:
    """The unit has rectified the hazard and accepted the cure itself."""
    by(journey, "safety", hazard, do.file_treatment, plan=PLAN)
    by(journey, "safety", hazard, do.record_rectification, text="已更换")
    by(journey, "principal", hazard, do.own_acceptance, text="检查合格")


def at(journey: Journey, path: str, name: str, *, phone: bool = False) -> Somebody:
    person = journey.person(name, phone=phone)
    person.open(path)
    return person


def suspension(page: Page) -> str:
    """The address of the suspension linked from the page of its hazard."""
    return str(page.locator("#suspensions a").first.get_attribute("href"))


def test_a_major_hazard_proposes_a_suspension_and_the_officer_orders_it(
    journey: Journey, hazard: int
) -> None:
    officer = at(journey, f"/hazards/{hazard}/", "officer1", phone=True)
    box = officer.step("suspend")
    expect(box).to_contain_text("停产停业整顿")
    expect(box).to_contain_text("[K]")
    officer.fill(
        box,
        kind="suspension_for_rectification",
        extent=EXTENT,
        basis="安全生产法第六十五条",
        decided_as="局长办公会",
    )
    officer.picture("phone_suspend")
    officer.send(box)
    expect(officer.page.locator("h1")).to_contain_text("HZS-2026-")
    expect(officer.page.locator(".alert-warning")).to_contain_text("暂停尚未解除")
    officer.page.locator("a[href$='/paper/']").first.click()
    expect(officer.page.locator("article.paper")).to_contain_text("停产停业整顿决定书")


def test_the_unit_does_not_apply_before_it_accepted_the_cure(journey: Journey, hazard: int) -> None:
    principal = journey.person("principal", phone=True)
    principal.todo("申请复产")
    assert "自验" in principal.page.locator("#why-ask_resumption").inner_text()


def test_the_unit_applies_after_its_own_evaluation(journey: Journey, hazard: int, cured: None) -> None:
    principal = journey.person("principal", phone=True)
    principal.todo("申请复产")
    box = principal.step("ask_resumption")
    principal.fill(box, evaluation="更换整箱，试运行两小时温升正常。", plan="分三步通电，专人监护。")
    principal.picture("phone_apply")
    principal.send(box)
    expect(principal.page.locator("#resumption")).to_contain_text("当前环节")
    expect(principal.page.locator(".case-head")).to_contain_text("2026年11月30日")


def test_two_officers_accept_on_site_and_sign(journey: Journey, hazard: int) -> None:
    path = suspension(at(journey, f"/hazards/{hazard}/", "officer1").page)
    for name in ("officer1", "officer2"):
        officer = at(journey, path, name, phone=True)
        box = officer.step("accept_resumption")
        officer.fill(box, text="现场查验，符合恢复条件。")
        officer.draw(box)
        officer.send(box)
    expect(officer.page.locator("#resumption")).to_contain_text("闻一舟")
    expect(officer.page.locator("#resumption")).to_contain_text("柏青禾")


def test_the_leader_approves_in_english(journey: Journey, hazard: int) -> None:
    leader = journey.person("leader")
    leader.open("/")
    leader.speak("en")
    leader.todo("Approve the resumption")
    expect(leader.page.locator("#resumption")).to_contain_text("Approval by the head of government")
    leader.picture("desk_approve")
    leader.do("approve_resumption", text="同意恢复。")
    expect(leader.page.locator(".case-head")).to_contain_text("Lifted")
    expect(leader.page.locator(".alert-warning")).to_have_count(0)
    leader.speak("zh-hans")


def test_the_notice_is_posted_with_place_and_day(journey: Journey, hazard: int) -> None:
    path = suspension(at(journey, f"/hazards/{hazard}/", "officer1").page)
    officer = at(journey, path, "officer1")
    text = officer.page.locator("#text-resume").inner_text()
    assert "恢复公告" in text and EXTENT in text
    box = officer.step("post_notice_resume")
    officer.fill(box, place="区政府门前公告栏")
    officer.send(box)
    expect(officer.page.locator("#notice-resume")).to_contain_text("区政府门前公告栏")
    officer.picture("desk_resumed")
    officer.open(f"{path}notice/resume/")
    expect(officer.page.locator("article.paper")).to_contain_text("恢复公告")


def test_the_list_knows_what_stands(journey: Journey, hazard: int) -> None:
    officer = at(journey, "/hazards/suspensions/", "officer1")
    expect(officer.page.locator("#results")).to_contain_text(EXTENT)
    officer.picture("desk_suspensions")
    officer.open("/hazards/suspensions/?standing=1")
    expect(officer.page.locator("#results")).not_to_contain_text(EXTENT)
    phone = at(journey, "/hazards/suspensions/", "principal", phone=True)
    expect(phone.page.locator("#results")).to_contain_text(EXTENT)
    assert phone.wider() == 0
    phone.picture("phone_suspensions")
    phone.open(suspension(at(journey, f"/hazards/{hazard}/", "principal").page))
    assert phone.wider() == 0
    phone.picture("phone_resumed")


def test_nobody_met_a_fault(journey: Journey) -> None:
    assert journey.troubles() == []
