"""One hazard that two found: a grid town and the unit report it, the supervisor compares, merges and takes apart."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests import world as w
from tests.journeys.people import Journey, Somebody
from zhiben.core import clock
from zhiben.domains.hazards import operations as hazards
from zhiben.domains.hazards.models import Hazard

WORDS = {
    "zh-hans": ("两者在同一单位发现。", "同一隐患的其他来源", "该查出而未查出", "疑似同一隐患"),
    "en": (
        "Both were found in the same unit.",
        "Also found as",
        "Missed detections",
        "These two look like one hazard",
    ),
}


def speak(person: Somebody, language: str) -> None:
    """Choose the language; on a telephone its switch is folded away."""
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": person.journey.url}
    person.context.add_cookies([cookie])


def _numbers() -> list[str]:
    rows = Hazard.objects.unscoped(reason="what the browsers made").order_by("pk")
    return list(rows.values_list("number", flat=True))


def _missed_in_the_shop(world: w.World) -> None:
    """A visit that found nothing, and what was found six days later."""
    hazards.note_clean_visit(
        actor=world.actor("officer2"), at=clock.now(), unit_id=world.units["shop"], matter="general",
        day=w.TODAY - timedelta(days=6), text="灭火器、出口",
    )  # fmt: skip
    found = hazards.report_hazard(
        actor=world.actor("officer1"), at=clock.now(), unit_id=world.units["shop"], matter="general",
        title="安全出口锁闭", description="后门安全出口上锁", place="后门", found_day=w.TODAY,
    )  # fmt: skip
    hazards.confirm_hazard(
        actor=world.actor("officer1"), at=clock.now(), hazard_id=found, seen_version=1,
        grade="major", basis="判定标准第三条",
    )  # fmt: skip


@pytest.fixture(scope="module")
def reported(journey: Journey) -> list[str]:
    """The same box, found by the unit and by the town; numbers of both."""
    unit = journey.world.units["mill"]
    given: dict[str, Any] = {"unit_id": unit, "matter": "general", "found_day": w.TODAY}
    hazards.report_hazard(
        actor=journey.world.actor("safety"), at=clock.now(), title="二车间配电箱过热",
        description="二车间配电箱外壳过热", place="二车间", **given,
    )  # fmt: skip
    hazards.report_hazard(
        actor=journey.world.actor("town1"), at=clock.now(), title="电箱烫手",
        description="2车间东墙电箱外壳很烫，未断电", place="二车间东墙", **given,
    )  # fmt: skip
    _missed_in_the_shop(journey.world)
    assert hazards.find_same(actor=w.SYSTEM, at=clock.now()) == 1
    return _numbers()[:2]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_supervisor_is_asked_with_reasons(journey: Journey, reported: list[str], language: str) -> None:
    reason, _sources, _missed, todo = WORDS[language]
    for phone in (False, True):
        officer = journey.person("officer1", phone=phone)
        speak(officer, language)
        page = officer.todo(todo)
        expect(page.locator("main")).to_contain_text(reason)
        for number in reported:
            expect(page.locator("main")).to_contain_text(number)
        assert officer.wider() == 0
        officer.picture(f"{'phone' if phone else 'desk'}_same_pair_{language}")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_merged_with_its_sources_and_taken_apart(
    journey: Journey, reported: list[str], language: str
) -> None:
    _reason, sources, _missed, todo = WORDS[language]
    officer = journey.person("officer1")
    officer.open("/")
    officer.speak(language)
    page = officer.todo(todo)
    with page.expect_navigation():
        page.locator("form button.btn-primary[type=submit]").click()
    expect(page.locator("h1")).to_contain_text(reported[0])
    expect(page.locator("#sources")).to_contain_text(sources)
    expect(page.locator("#sources")).to_contain_text(reported[1])
    officer.picture(f"desk_same_sources_{language}")
    town = journey.person("town1", phone=True)
    first = Hazard.objects.unscoped(reason="test").get(number=reported[0])
    town.open(f"/hazards/{first.pk}/")
    assert town.wider() == 0
    with page.expect_navigation():
        page.locator("#sources a").filter(has_text=reported[1]).click()
    officer.do("unmerge", text="实为两处")
    expect(page.locator(".state").first).not_to_have_text("")
    assert Hazard.objects.unscoped(reason="test").get(number=reported[1]).state == "reported"
    page = officer.open(f"/hazards/{first.pk}/")
    more = page.locator("details:has(#step-propose) > summary, .more-actions > summary")
    if more.count():
        more.first.click()
    box = officer.step("propose")
    officer.fill(box, number=reported[1])
    officer.send(box)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_was_missed_is_seen_by_the_office(journey: Journey, reported: list[str], language: str) -> None:
    _reason, _sources, missed, _todo = WORDS[language]
    for phone in (False, True):
        office = journey.person("office", phone=phone)
        speak(office, language)
        for tab in ("undeclared", "visited"):
            page = office.open(f"/hazards/missed/?tab={tab}")
            expect(page.locator("h1")).to_contain_text(missed)
            expect(page.locator("#results")).to_contain_text("安全出口锁闭")
            assert office.wider() == 0
            office.picture(f"{'phone' if phone else 'desk'}_missed_{tab}_{language}")


def test_a_visit_without_findings_is_noted_on_a_phone(journey: Journey) -> None:
    town = journey.person("town2", phone=True)
    town.open(f"/hazards/visited/?unit={journey.world.units['shop']}")
    assert town.wider() == 0
    town.picture("phone_visited")
    town.send(town.page)


def test_nothing_went_wrong_on_any_page(journey: Journey) -> None:
    assert journey.troubles() == []
