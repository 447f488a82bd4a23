"""The office enters a criticism by name: one unit does what follows, the other does not, and enters it late."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Locator, expect

from tests import world as w
from tests.journeys.axe import serious
from tests.journeys.conftest import Hands
from tests.journeys.people import Journey, Somebody
from zhiben.core import clock
from zhiben.domains.duties import operations as duties
from zhiben.domains.duties.tests.scene import duty, load

UNITS = {"subject": "unit", "kinds": ["enterprise"]}
TITLE = "区安委会通报：两家企业有限空间作业不规范"
WITHIN = 5


@pytest.fixture(scope="module")
def rules(journey: Journey, tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """A district under two rules: after criticism by name everybody checks himself; what is checked is delivered."""
    folder: Path = tmp_path_factory.mktemp("packs")
    title = {"zh": "被通报后开展自查", "en": "Own check after criticism"}
    led = {"zh": "主要负责人带队检查", "en": "Check led by the principal"}
    load(
        folder,
        duty("own-check", event="criticism.named", within=WITHIN, activity="inspection.self", title=title),
        duty(
            "led", per="month", activity="inspection.led", title=led, report_to=["辖区消防部门", "主管部门"]
        ),
        at=clock.now(),
    )
    duties.catch_up(actor=w.SYSTEM, at=clock.now())
    return journey


def night(*jobs: Callable[..., int]) -> list[int]:
    """What the platform does by itself: in a thread, since what a test writes itself is never committed."""
    counts: list[int] = []

    def work() -> None:
        counts.extend(job(actor=w.SYSTEM, at=clock.now()) for job in jobs)
        connection.close()

    thread = Thread(target=work)
    thread.start()
    thread.join()
    return counts


def enter(office: Somebody, **values: str) -> None:
    """The office enters an event on its page."""
    page = office.open("/duties/events/")
    with page.expect_navigation():
        page.locator("a[href$='/duties/events/new/']").click()
    main = page.locator("main")
    office.fill(main, kind="criticism.named", day=str(w.TODAY), **values)


def record(person: Somebody, kind: str) -> None:
    """Somebody records what the unit did, on a telephone."""
    page = person.open(f"/duties/record/?kind={kind}")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()


def rows(person: Somebody) -> Locator:
    """The lines of the list that is open."""
    return person.page.locator("#results tbody tr")


def test_the_office_enters_a_criticism_by_name(rules: Journey) -> None:
    office = rules.person("office")
    enter(office, title=TITLE)
    office.picture("desk_duty_event_new")
    office.send(office.page.locator("main"))
    page = office.page
    expect(page.locator("h1")).to_contain_text("点名批评")
    expect(page.locator("#follows tbody tr")).to_have_count(1)
    expect(page.locator("#follows")).to_contain_text("被通报后开展自查")
    office.picture("desk_duty_event")
    office.speak("en")
    expect(page.locator("#follows")).to_contain_text("Own check after criticism")
    office.picture("desk_duty_event_en")
    office.speak("zh-hans")
    with page.expect_navigation():
        page.locator("#follows a[href*='has=missing']").first.click()
    expect(rows(office)).to_have_count(2)


def test_the_units_are_asked_and_one_does_it(rules: Journey) -> None:
    assert night(duties.remind) == [2]
    safety = rules.person("safety", phone=True)
    safety.open("/")
    expect(safety.page.locator("ul.todo")).to_contain_text("即将到期的履职要求")
    safety.picture("phone_duty_todo")
    safety.open("/duties/events/")
    expect(safety.page.locator("#results")).to_contain_text(TITLE)
    assert safety.wider() <= 0
    record(safety, "inspection.self")
    safety.open("/")
    expect(safety.page.locator("main")).not_to_contain_text("即将到期的履职要求：2项")


def test_the_other_becomes_a_shortfall_and_a_late_entry_stands_beside_it(
    rules: Journey, hands: Hands
) -> None:
    hands.forward(days=WITHIN + 1)
    assert night(duties.find_shortfalls, duties.remind)[0] == 1
    keeper = rules.person("shopkeeper", phone=True)
    keeper.open("/")
    expect(keeper.page.locator("ul.todo")).to_contain_text("期满未完成的履职要求：1项")
    page = keeper.open("/duties/record/?kind=inspection.self")
    page.locator("[name=done_day]").fill(str(w.TODAY + timedelta(days=1)))
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()
    office = rules.person("office")
    for language, words in (("zh-hans", "未完成记录"), ("en", "Shortfalls")):
        office.open("/duties/shortfalls/")
        office.speak(language)
        expect(office.page.locator("h1")).to_contain_text(words)
        expect(rows(office)).to_have_count(1)
        expect(rows(office)).to_contain_text("柳桥示范商店")
        cells = rows(office).locator("td")
        expect(cells.filter(has_text=re.compile(r"^\s*1\s*$"))).to_have_count(3)
        office.picture(f"desk_duty_shortfalls_{language}")
    office.speak("zh-hans")
    keeper.open("/duties/shortfalls/")
    expect(keeper.page.locator("#results")).to_contain_text("被通报后开展自查")
    assert keeper.wider() <= 0
    keeper.picture("phone_duty_shortfalls")


def test_a_record_goes_to_the_brigade_which_confirms_it(rules: Journey) -> None:
    safety = rules.person("safety", phone=True)
    record(safety, "inspection.led")
    expect(safety.page.locator("#receipts")).to_contain_text("消防救援大队")
    expect(safety.page.locator("#receipts")).to_contain_text("应急管理局")
    expect(safety.page.locator("#receipts")).to_contain_text("待确认")
    safety.picture("phone_duty_receipts")
    brigade = rules.person("fireman")
    page = brigade.open("/duties/received/")
    expect(rows(brigade)).to_have_count(1)
    brigade.picture("desk_duty_received")
    with page.expect_navigation():
        rows(brigade).locator("a").first.click()
    brigade.picture("desk_duty_delivery")
    with page.expect_navigation():
        page.locator("form[action*='/confirm/'] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("已确认收到")
    safety.page.reload()
    expect(safety.page.locator("#receipts")).to_contain_text("已确认收到")


def test_an_event_entered_by_mistake_is_withdrawn(rules: Journey) -> None:
    office = rules.person("office")
    enter(office, title="误录的通报")
    office.send(office.page.locator("main"))
    office.do("withdraw", reason="录入有误")
    expect(office.page.locator(".alert")).to_contain_text("录入有误")
    expect(office.page.locator("#follows")).to_have_count(0)
    office.picture("desk_duty_event_withdrawn")
    office.open("/duties/events/")
    expect(rows(office).first).to_contain_text("已撤回")
    office.picture("desk_duty_events")


def test_every_page_fits_a_telephone_in_both_languages(rules: Journey) -> None:
    office = rules.person("office", phone=True)
    office.open("/duties/events/?standing=valid")
    event = rows(office).last.locator("a").first.get_attribute("href") or ""
    pages = {
        "events": "/duties/events/",
        "event": event,
        "subjects": f"{event}subjects/",
        "new": "/duties/events/new/",
        "shortfalls": "/duties/shortfalls/",
        "received": "/duties/received/",
    }
    for language in ("zh-hans", "en"):
        chosen = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": rules.url}
        office.context.add_cookies([chosen])
        for name, path in pages.items():
            office.open(path)
            expect(office.page.locator("html")).to_have_attribute("lang", re.compile(f"^{language[:2]}"))
            assert office.wider() <= 0, (name, language)
            assert serious(office.page) == [], (name, language)
            office.picture(f"phone_duty_{name}_{language}")


def test_nobody_met_a_fault(rules: Journey) -> None:
    assert rules.troubles() == []
