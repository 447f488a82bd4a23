"""A register as an office keeps it: handed in, corrected once, looked at, brought in, opened, given back."""

import re
from io import BytesIO
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from procrastinate.contrib.django import app

from tests import world as w
from tests.journeys.people import Journey, Somebody
from zhiben.core.ledger.book import act
from zhiben.domains.hazards.tests.registers import make
from zhiben.domains.organisations.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def district(journey: Journey) -> Journey:
    """The invented district with the two more units that stand in the registers."""
    with act(actor=w.SYSTEM, at=w.AT, operation="test.units") as a:
        for name in (make.CAFE, make.DEPOT):
            a.create(
                Unit,
                name=name,
                kind="enterprise",
                sector="commerce",
                area=w.TOWNS[0],
                area_at=w.TOWNS[0],
                address="示范路2号",
                headcount=8,
                opened=w.SINCE,
            )
    return journey


def work_off_the_queue() -> None:
    """What the worker does, until nothing waits; in a thread of its own, since the browser's loop runs in ours."""
    thread = Thread(target=_work)
    thread.start()
    thread.join()


def _work() -> None:
    connection.settings_dict["CONN_MAX_AGE"] = 0
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    connections.close_all()


def file(name: str, kind: str = XLSX) -> dict[str, Any]:
    return {"name": name, "mimeType": kind, "buffer": make.ALL[name]()}


def hand_in(person: Somebody, given: dict[str, Any]) -> Page:
    """On the page that the list of hazards leads to."""
    person.open("/hazards/")
    link = person.page.locator("a[href='/hazards/registers/']").first
    person.open(link.get_attribute("href") or "")
    person.attach(person.page.locator("main"), given)
    return person.send(person.page)


def figure(page: Page, words: str) -> int:
    """The number over these words."""
    box = page.locator(".figure").filter(has=page.get_by_text(words, exact=True))
    return int(box.locator(".figure-value").inner_text())


def export(person: Somebody) -> Any:
    """The workbook given back."""
    with person.page.expect_download() as download:
        person.page.locator("form[action*='/export/'] button").first.click()
    with open(download.value.path(), "rb") as stream:
        return load_workbook(BytesIO(stream.read())).active


def test_an_officer_brings_in_the_register_of_the_town_in_chinese(district: Journey) -> None:
    officer = district.person("officer1")
    officer.speak("zh-hans")
    page = hand_in(officer, file("two_row_head.xlsx"))
    expect(page).to_have_url(re.compile(r"/registers/\d+/layout/$"))
    expect(page.get_by_label("整改情况 / 责任人")).to_have_value("person")
    expect(page.get_by_label("备注")).to_have_value("keep")
    assert officer.wider() == 0
    officer.picture("register_layout_zh_1440")
    page.get_by_label("备注").select_option("measures")
    officer.send(page)
    assert (figure(page, "可以导入"), figure(page, "不能导入")) == (5, 2)
    expect(page.locator("#refused")).to_contain_text("查无此店")
    officer.picture("register_preview_zh_1440")
    match = page.locator("form[action*='/unit/']")
    match.locator("input:visible").first.fill("柳桥示范")
    page.locator(".picker-list [role=option]").filter(has_text=make.SHOP).first.click()
    with page.expect_navigation():
        match.locator("button[type=submit]").click()
    assert (figure(page, "可以导入"), figure(page, "不能导入")) == (6, 1)
    officer.send(page)
    work_off_the_queue()
    page.reload()
    assert figure(page, "已导入") == 6
    officer.picture("register_done_zh_1440")

    officer.open("/hazards/?q=灭火器")
    with page.expect_navigation():
        page.locator("#results a[href^='/hazards/']").first.click()
    stood = page.locator("section").filter(has_text="原台账中的原始记录").last
    expect(stood).to_contain_text("已催办两次")
    expect(stood).to_contain_text("另行保存")
    expect(stood).not_to_contain_text("商若水")
    officer.picture("register_case_zh_1440")

    officer.open("/hazards/registers/")
    given, back = load_workbook(BytesIO(make.two_row_head())).active, export(officer)
    assert [cell.value for cell in back[4]] == [cell.value for cell in given[4]]
    assert back["F8"].value == "商若水"
    assert str(back["I8"].value) == "整改中"
    assert not district.troubles()


def test_the_same_register_again_needs_no_correction_and_brings_nothing(district: Journey) -> None:
    officer = district.person("officer1")
    officer.speak("zh-hans")
    page = hand_in(officer, file("two_row_head.xlsx"))
    expect(page).to_have_url(re.compile(r"/registers/\d+/$"))
    assert (figure(page, "可以导入"), figure(page, "此前已导入")) == (0, 6)
    expect(page.get_by_role("button", name="确认导入")).to_have_count(0)


def test_a_safety_officer_brings_in_her_own_on_a_phone_in_english(district: Journey) -> None:
    safety = district.person("safety", phone=True)
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": district.url}
    safety.context.add_cookies([cookie])
    page = hand_in(safety, file("ticks_and_colours.xlsx"))
    expect(page.get_by_label("完成情况 / 时间")).to_have_value("done_day")
    assert safety.wider() == 0
    safety.picture("register_layout_en_390")
    safety.send(page)
    assert (figure(page, "Comes in"), figure(page, "Cannot come in")) == (5, 1)
    assert safety.wider() == 0
    safety.picture("register_preview_en_390")
    safety.send(page)
    work_off_the_queue()
    page.reload()
    assert figure(page, "Brought in") == 5
    back = export(safety)
    assert [cell.value for cell in back[4]][:7] == [
        1,
        "车间地面油污湿滑",
        "一车间",
        "24/3/5",
        "√",
        None,
        "24/3/6",
    ]
    safety.open("/hazards/?q=油污")
    with page.expect_navigation():
        page.locator("#results a[href^='/hazards/']").first.click()
    expect(page.locator("main")).to_contain_text("As it stood in their register")
    assert safety.wider() == 0
    safety.picture("register_case_en_390")
    assert not district.troubles()
