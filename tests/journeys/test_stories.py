"""A grid member, a safety officer, a supervisor and the office walk their whole stories, in both languages."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connections
from django.utils.functional import Promise
from django.utils.translation import override
from playwright.sync_api import Locator, Page, expect

from tests import world as w
from tests.journeys.conftest import Hands
from tests.journeys.people import Journey, Somebody, photograph
from zhiben.core import clock
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.vocabulary import GRADE_LABELS, STATE_LABELS
from zhiben.domains.people.models import Account
from zhiben.domains.people.operations import create_person, grant_membership

BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])
CARD = ".case-head"


@pytest.fixture(scope="module", autouse=True)
def grid_member(journey: Journey) -> None:
    """The tests' district gets a grid member of the first town."""
    by = {"actor": w.SYSTEM, "at": clock.now()}
    person = create_person(**by, name="田小禾")
    journey.world.persons["grid"] = person
    journey.world.memberships["grid"] = grant_membership(
        **by, person_id=person, role="grid_member", since=w.SINCE, body_id=journey.world.bodies["town1"]
    )
    Account.objects.create(username="grid", person_id=person, password=make_password(journey.password))


def sits(journey: Journey, name: str, language: str, *, phone: bool = False) -> Somebody:
    """Somebody at the workbench, in that language."""
    person = journey.person(name, phone=phone)
    person.context.add_cookies([{"name": "django_language", "value": language, "url": journey.url}])
    page = person.open("/")
    expect(page.locator("html")).to_have_attribute("lang", "en" if language == "en" else "zh-CN")
    return person


def said(language: str, words: Promise) -> str:
    """A word of the platform in that language."""
    with override(language):
        return str(words)


def press(page: Page, address: str) -> Page:
    """Follow the link to an address on the page."""
    link = page.locator(f"main a[href^='{address}']").first
    if not link.is_visible():
        page.locator("main .page-header details.columns > summary").click()
    with page.expect_navigation():
        link.click()
    return page


def choose_unit(page: Page, words: str) -> None:
    """Find the unit by typing a part of its name."""
    box = page.locator("[data-field=unit]")
    box.locator("input[role=combobox]").fill(words)
    box.locator("[role=option]").first.click()


def number(page: Page) -> str:
    """The number of the hazard whose page is open."""
    return page.locator(".case-number").inner_text()


def stands(page: Page, language: str, state: str) -> None:
    """The case is in that state, said in the reader's language, and the page is no wider than its window."""
    expect(page.locator(f"{CARD} .state").first).to_have_text(said(language, STATE_LABELS[state]))
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 1


def done(person: Somebody, step: str, **values: str) -> Page:
    """One step with words; what is seldom needed lies folded."""
    return person.send(filled(person, step, **values))


def filled(person: Somebody, step: str, **values: str) -> Locator:
    """The form of a step, filled."""
    folded = person.page.locator("details.more-actions")
    if folded.locator(f"#step-{step}").count() and folded.get_attribute("open") is None:
        folded.locator(":scope > summary").click()
    box = person.step(step)
    person.fill(box, **values)
    return box


def signed(person: Somebody, step: str, words: str) -> Page:
    """One step signed with the finger."""
    box = filled(person, step, text=words)
    person.draw(box)
    return person.send(box)


def apart(verb: Callable[..., Any], **values: Any) -> Any:
    """Do it on a connection of its own, so that the server sees it: a test's own is rolled back."""

    def do_it() -> Any:
        try:
            return verb(at=clock.now(), **values)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        return other.submit(do_it).result()


def behind(journey: Journey, name: str, key: int, verb: Callable[..., Any], **values: Any) -> None:
    """What another story tells at length."""
    version = Hazard.objects.unscoped(reason="test").get(pk=key).version
    apart(verb, actor=journey.world.actor(name), hazard_id=key, seen_version=version, **values)


def reported(journey: Journey, name: str, title: str) -> int:
    """A hazard of the mill that somebody reported; its id."""
    made = apart(
        do.report_hazard,
        actor=journey.world.actor(name),
        unit_id=journey.world.units["mill"],
        matter="general",
        title=title,
        description=title,
        place="一号车间",
        found_day=clock.today(),
    )
    return int(made)


def cured(journey: Journey, key: int) -> None:
    """The unit puts it right, accepts it itself and reports it."""
    behind(journey, "safety", key, do.record_rectification, text="已整改")
    behind(journey, "principal", key, do.own_acceptance, text="合格")
    behind(journey, "safety", key, do.report_rectified)


def dissuades(grid: Somebody, title: str) -> str:
    """From the workbench: unit, words, picture, place, what was said. Returns the number."""
    page = press(grid.open("/"), "/hazards/dissuade/")
    assert page.locator("main form[data-step-form] .field:visible").count() <= 5
    choose_unit(page, "机械")
    grid.fill(page, title=title, place="后门", text="当场劝导清理。")
    grid.attach(page, photograph("passage"))
    grid.picture(f"phone_dissuade_{title}")
    grid.send(page)
    return number(page)


@BOTH
def test_a_grid_member_dissuades_and_looks_once_more(journey: Journey, hands: Hands, language: str) -> None:
    grid = sits(journey, "grid", language, phone=True)
    first, second = (dissuades(grid, f"后门堆放纸箱{place}{language}") for place in (1, 2))
    stands(grid.page, language, "dissuaded")
    hands.forward(days=1)
    box = filled(_at(grid, first), "look_again_well", corrected="yes", text="已清理")
    grid.picture(f"phone_look_again_{language}")
    stands(grid.send(box), language, "closed")
    done(_at(grid, second), "look_again_well", corrected="no", text="仍然堆放")
    stands(grid.page, language, "reported")
    officer = sits(journey, "officer1", language)
    done(_at(officer, second), "confirm", grade="general")
    stands(officer.page, language, "confirmed")


def _at(person: Somebody, words: str) -> Somebody:
    person.todo(words)
    return person


@BOTH
def test_a_safety_officer_keeps_reports_and_signs(journey: Journey, language: str) -> None:
    safety = sits(journey, "safety", language, phone=True)
    page = press(safety.page, "/hazards/own/")
    safety.fill(page, title=f"灭火器压力不足 {language}", place="一号车间")
    page.locator("[name=fixed]").check()
    safety.picture(f"phone_own_{language}")
    safety.send(page)
    principal = sits(journey, "principal", language, phone=True)
    done(_at(principal, number(page)), "close_own", text="看过，合格")
    stands(principal.page, language, "closed")
    key = reported(journey, "safety", f"行车限位失灵 {language}")
    behind(journey, "officer1", key, do.confirm_hazard, grade="major", basis="判定标准第三条")
    _reports_twice(safety, key)
    page = press(safety.open("/hazards/"), "/hazards/tables/")
    safety.picture(f"phone_tables_{language}")
    with page.expect_navigation():
        page.locator("main tbody a").first.click()
    expect(page.locator("#unit-table")).to_contain_text(said(language, GRADE_LABELS["major"]))
    safety.picture(f"phone_table_{language}")
    assert safety.wider() <= 1


def _reports_twice(safety: Somebody, key: int) -> None:
    """The double report at finding: to the supervisor, and to the workers' congress with a photograph."""
    for to in ("supervisor", "congress"):
        page = _at(safety, Hazard.objects.unscoped(reason="test").get(pk=key).title).page
        box = filled(safety, "double_report", which=f"found:{to}", text="书面报告")
        if to == "congress":
            safety.attach(box, photograph("congress"))
        safety.send(box)
    owed = page.locator("section", has=page.locator("th")).filter(has_text="[K]").locator(".state-warning")
    expect(owed).to_have_count(0)
    expect(page.locator("#step-double_report")).to_have_count(0)


def finds(person: Somebody, title: str) -> int:
    """Somebody reports what was found in a unit; the id of the hazard."""
    page = press(person.page, "/hazards/found/")
    choose_unit(page, "机械")
    person.fill(page, title=title, place="一号车间", description=title)
    person.send(page)
    return int(page.url.rstrip("/").rsplit("/", 1)[1])


@BOTH
def test_a_supervisor_and_what_another_body_found(journey: Journey, language: str) -> None:
    key = finds(sits(journey, "fireman", language), f"安全出口上锁 {language}")
    officer = sits(journey, "officer1", language)
    done(_at(officer, _number(key)), "confirm", grade="general")
    _letter(officer, ordered=False)
    cured(journey, key)
    for name in ("officer1", "officer2"):
        behind(journey, name, key, do.accept_on_site, text="合格", signature_png=w.PNG)
    head = _at(sits(journey, "head", language), _number(key))
    expect(head.page.locator("#why-review")).not_to_be_empty()
    fireman = _at(sits(journey, "fireman", language), _number(key))
    done(fireman, "countersign", text="现场看过")
    done(_at(head, _number(key)), "review", text="同意销号")
    stands(head.page, language, "closed")
    head.picture(f"desk_countersigned_{language}")


def _number(key: int) -> str:
    return str(Hazard.objects.unscoped(reason="test").get(pk=key).number)


def _letter(officer: Somebody, *, ordered: bool) -> None:
    """Limit and guidance; by order of law where that is said."""
    box = filled(officer, "serve", count="5", guidance="立即整改")
    if ordered:
        box.locator("[name=ordered]").check()
    officer.send(box)
    stands_in = officer.page.locator(".case-letters, main")
    expect(stands_in.first).to_contain_text("HZL-")


@BOTH
def test_a_supervisor_orders_and_two_re_inspect(journey: Journey, language: str) -> None:
    officer = sits(journey, "officer1", language)
    key = finds(officer, f"未戴安全帽 {language}")
    done(officer, "confirm", grade="general")
    _letter(officer, ordered=True)
    behind(journey, "safety", key, do.record_rectification, text="已整改")
    behind(journey, "safety", key, do.report_rectified)
    signed(_at(officer, _number(key)), "reinspect", "抽查合格")
    stands(officer.page, language, "rectified")
    officer.picture(f"desk_reinspect_{language}")
    second = _at(sits(journey, "officer2", language), _number(key))
    stands(signed(second, "reinspect", "复查合格"), language, "closed")


@BOTH
def test_a_transfer_refused_twice_is_assigned_and_urged_by_the_office(
    journey: Journey, language: str
) -> None:
    key = reported(journey, "town1", f"消防通道被占 {language}")
    officer, fireman = sits(journey, "officer1", language), sits(journey, "fireman", language)
    for answer in ("不属消防", "仍不属消防"):
        officer.open(f"/hazards/{key}/")
        done(officer, "ask_transfer", to=f"{journey.world.bodies['fire']}:fire", text="属消防事项")
        done(_at(fireman, _number(key)), "refuse_transfer", text=answer)
    office = _at(sits(journey, "office", language), _number(key))
    done(office, "urge", text="请尽快办理，不得推诿")
    office.picture(f"desk_assign_{language}")
    done(office, "assign", to=f"{journey.world.bodies['fire']}:fire", text="由消防救援大队承办")
    expect(office.page.locator(CARD)).to_contain_text("消防救援大队")
    expect(_at(fireman, _number(key)).page.locator("#step-confirm")).to_have_count(1)


@BOTH
def test_the_office_counts_draws_and_hands_out(journey: Journey, language: str) -> None:
    key = reported(journey, "officer1", f"护栏缺失 {language}")
    behind(journey, "officer1", key, do.confirm_hazard, grade="general")
    behind(journey, "officer1", key, do.issue_letter, limit=do.Limit(count=5), guidance="安装护栏")
    waiting = reported(journey, "officer1", f"插座破损 {language}")
    cured(journey, key)
    for name in ("officer1", "officer2"):
        behind(journey, name, key, do.accept_on_site, text="合格", signature_png=w.PNG)
    behind(journey, "head", key, do.review_and_close, text="同意销号")
    office = sits(journey, "office", language)
    page = office.open("/hazards/board/")
    with page.expect_navigation():
        page.locator("a.figure[href*='figure=open']").click()
    expect(page.locator("tbody")).to_contain_text("HZ-")
    page = press(office.open("/hazards/"), "/hazards/look-back/")
    day = (clock.today() - timedelta(days=1)).isoformat()
    office.fill(page, first=day, percent="100", seed=f"抽签 {language}")
    office.send(page)
    expect(page.locator("main .list-group").first).to_contain_text(f"护栏缺失 {language}")
    office.picture(f"desk_look_back_{language}")
    _hands_out(office, language, _number(waiting))


def _hands_out(office: Somebody, language: str, listed: str) -> None:
    """Text for the chat group, and a list for signature that is found again by its code."""
    page = press(office.open("/hazards/?open=1"), "/hazards/handout/")
    expect(page.locator("#remind")).to_contain_text("云溪示范机械厂")
    office.picture(f"desk_handout_{language}")
    office.fill(page, title=f"隐患签字清单 {language}")
    office.send(page)
    sheet = page.locator("article.sheet")
    expect(sheet).to_contain_text(listed)
    expect(sheet.locator(".sheet-code svg")).to_be_visible()
    office.picture(f"desk_sheet_{language}")
    code = sheet.locator(".paper-number").inner_text().split(" · ")[0]
    page = press(office.open("/hazards/"), "/hazards/handout/")
    page.locator("[name=code]").fill(code)
    with page.expect_navigation():
        page.locator("form[action*=find] button").click()
    expect(page.locator("article.sheet")).to_contain_text(listed)


def test_nobody_met_a_fault(journey: Journey) -> None:
    assert journey.troubles() == []
