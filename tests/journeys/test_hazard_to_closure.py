"""A major hazard from the unit's phone to its proven end, with every person at their own browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Journey, photograph

TITLE = "二车间配电箱外壳过热"


@pytest.fixture(scope="module")
def case(journey: Journey) -> str:
    """The address of a major hazard that the unit's safety officer reported on a phone."""
    safety = journey.person("safety", phone=True)
    page = safety.open("/hazards/report/")
    safety.fill(page, title=TITLE, place="二车间东墙", description="外壳烫手，有焦味。", found_day="2026-11-20")
    safety.attach(page, photograph("panel"))
    page.locator("[name=suspended]").check()
    safety.fill(page, extent="二车间全部设备", since="2026-11-20T08:30")
    safety.picture("phone_report")
    safety.send(page)
    return page.url.removeprefix(journey.url)


def test_reported_on_a_phone_with_a_photograph_and_self_suspension(journey: Journey, case: str) -> None:
    page = journey.person("safety", phone=True).open(case)
    expect(page.locator("h1")).to_contain_text(TITLE)
    expect(page.locator(".case-timeline img")).to_have_count(1)
    expect(page.locator(".alert-warning")).to_contain_text("二车间全部设备")
    assert page.locator(".case-timeline img").evaluate("async i => (await i.decode(), i.naturalWidth)") > 0
