"""A safety officer with a telephone: what is due, a drill recorded with a photograph, counted; the office sees it."""

import re

import pytest
from playwright.sync_api import expect

from tests import world as w
from tests.journeys.conftest import Hands
from tests.journeys.people import Journey, Somebody, photograph
from zhiben.domains.duties.tests.scene import catch_up, duty, load

DRILL = "试drill"


@pytest.fixture(scope="module")
def duties(journey: Journey, tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """Every enterprise owes a half-yearly drill with a photograph, a quarterly one, a daily patrol."""
    load(
        tmp_path_factory.mktemp("packs"),
        duty("drill", evidence=["photo"]),
        duty("quarter", per="quarter"),
        duty("patrol", activity="patrol", per="day"),
        duty("led", activity="inspection.led", per="month", led_by=["principal"]),
    )
    catch_up(w.TODAY)
    return journey


def speak(person: Somebody, language: str) -> None:
    """On a telephone the switch is folded away; it sets this cookie."""
    person.context.add_cookies([{"name": "django_language", "value": language, "url": person.journey.url}])


def line(person: Somebody, words: str, part: str = "left"):
    """A duty on the page of what is due."""
    title = person.page.locator("strong", has_text=words)
    return person.page.locator(f"#{part} .due-duty").filter(has=title)


def test_recorded_on_a_telephone_in_few_taps_and_counted_at_once(duties: Journey) -> None:
    safety = duties.person("safety", phone=True)
    page = safety.open("/duties/due/")
    expect(page.locator("#left-title")).to_contain_text("3")
    expect(line(safety, DRILL)).to_contain_text("应履行 1 次，已履行 0 次")
    expect(line(safety, DRILL)).to_contain_text("试quarter")
    assert safety.wider() == 0
    safety.picture("phone_due")
    with page.expect_navigation():
        line(safety, DRILL).get_by_role("link", name=re.compile("登记")).click()
    main = page.locator("main")
    expect(main.locator("[name=done_day]")).to_have_value(w.TODAY.isoformat())
    safety.attach(main.locator("[data-field=photos]"), photograph("drill"))
    safety.fill(main, participants="28", detail_scenario="车间起火，全员撤离")
    assert safety.wider() == 0
    safety.picture("phone_record")
    safety.send(main)
    expect(page.locator("#counts-title")).to_contain_text("计入 2 项履职要求")
    expect(main).to_contain_text("车间起火")
    expect(page.locator(".step-files img")).to_have_count(1)
    assert safety.wider() == 0
    safety.picture("phone_activity")
    safety.open("/duties/due/")
    expect(page.locator("#left-title")).to_contain_text("1")
    page.locator("#done summary").click()
    expect(line(safety, DRILL, "done")).to_contain_text("已履行 1 次")


def test_a_daily_duty_takes_one_tap(duties: Journey) -> None:
    safety = duties.person("safety", phone=True)
    page = safety.open("/duties/due/")
    with page.expect_navigation():
        line(safety, "试patrol", "today").get_by_role("button").click()
    expect(page.locator("#today")).to_have_count(0)


def test_what_a_deputy_led_is_said_not_to_count(duties: Journey) -> None:
    safety = duties.person("safety", phone=True)
    speak(safety, "en")
    page = safety.open("/duties/record/?kind=inspection.led")
    safety.fill(page.locator("main"), led_post="safety_director")
    safety.picture("phone_record_en")
    safety.send(page.locator("main"))
    expect(page.locator("#counts-title")).to_contain_text("It counts for 0 duties")
    expect(page.locator("#counts .finding")).to_contain_text("Principal")
    assert safety.wider() == 0
    safety.picture("phone_activity_en")
    safety.open("/duties/due/")
    safety.picture("phone_due_en")
    speak(safety, "zh-hans")


def test_the_office_sees_it_at_its_desk(duties: Journey, hands: Hands) -> None:
    office = duties.person("office")
    page = office.open("/duties/activities/?kind=drill.evacuation")
    expect(page.locator("#results tbody tr")).to_have_count(1)
    office.picture("desk_activities")
    with page.expect_navigation():
        page.locator("#results tbody tr a").first.click()
    expect(page.locator("main")).to_contain_text("云溪示范机械厂")
    expect(page.locator("#counts-title")).to_contain_text("2")
    office.picture("desk_activity")
    page = office.open(f"/duties/due/?unit={duties.world.units['mill']}")
    expect(page.locator("#left .due-duty")).to_have_count(1)
    office.picture("desk_due")
    office.speak("en")
    office.open(f"/duties/due/?unit={duties.world.units['mill']}")
    office.picture("desk_due_en")
    office.speak("zh-hans")


def test_a_late_entry_is_shown_as_late(duties: Journey, hands: Hands) -> None:
    hands.forward(days=45)
    safety = duties.person("safety", phone=True)
    page = safety.open("/duties/due/")
    expect(page.locator("#missed .due-duty").first).to_be_visible()
    safety.picture("phone_due_missed")
    with page.expect_navigation():
        line(safety, "试led", "missed").get_by_role("link", name=re.compile("补录|登记")).first.click()
    main = page.locator("main")
    expect(main.locator("[name=done_day]")).to_have_value("")
    safety.fill(main, done_day="2026-11-25", led_post="principal")
    safety.send(main)
    expect(page.locator(".case-head .badge").first).to_contain_text("补录")


def test_a_table_is_looked_at_and_taken(duties: Journey) -> None:
    office = duties.person("officer1")
    page = office.open("/duties/import/")
    office.picture("desk_activity_import")
    rows = "单位名称,活动类型,完成日期\n云溪示范机械厂,巡查,2026-11-18\n无名厂,巡查,2026-11-18\n"
    office.attach(
        page.locator("main"), {"name": "活动.csv", "mimeType": "text/csv", "buffer": rows.encode("utf-8-sig")}
    )
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    expect(page.locator("#problem-rows tbody tr")).to_have_count(1)
    office.picture("desk_activity_import_check")
    office.send(page.locator("main"))
    expect(page.locator("#results tbody")).to_contain_text("巡查")


def test_a_calendar_is_subscribed_and_ended(duties: Journey) -> None:
    safety = duties.person("safety", phone=True)
    page = safety.open("/duties/due/")
    with page.expect_navigation():
        page.locator("#calendar button").first.click()
    address = page.locator("#address").inner_text()
    safety.picture("phone_calendar")
    answer = page.request.get(address)
    assert answer.ok
    assert "BEGIN:VCALENDAR" in answer.text()
    safety.open("/duties/due/")
    page.locator("#calendar button").last.click()
    with page.expect_navigation():
        page.locator("#confirm button[value=yes]").click()
    assert page.request.get(address).status == 404


def test_nobody_met_a_fault(duties: Journey) -> None:
    assert duties.troubles() == []
