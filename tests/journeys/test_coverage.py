"""A document with its state beside it: an activity recorded on a telephone changes the figure at its clause."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import expect

from tests import world as w
from tests.journeys.axe import serious
from tests.journeys.people import Journey, Somebody
from zhiben.domains.duties.tests.scene import catch_up
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.instruments.tests.test_documents import TEXT, Story, upload
from zhiben.domains.instruments.tests.test_live import PACK

RUNNING = "[data-live=duties_running]"


@pytest.fixture(scope="module")
def document(journey: Journey, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a published plan, whose pack demands an inspection led by the principal each quarter."""
    folder = tmp_path_factory.mktemp("packs")
    for name in ("features.yaml", "vocabulary"):
        (folder / name).symlink_to(w.PACKS / name)
    (folder / "sample.yaml").write_text(PACK, encoding="utf-8")
    load_packs(actor=w.SYSTEM, at=w.AT, folder=folder)
    story = Story(journey.world, upload(journey.world, TEXT.encode()))
    story.decide("kept")
    story.publish()
    catch_up(date(2026, 9, 30), w.TODAY)
    return f"/instruments/{story.id}/coverage/"


@pytest.fixture(params=["zh-hans", "en"])
def language(request: pytest.FixtureRequest, journey: Journey) -> Iterator[str]:
    """Both languages, for whoever sits at a browser."""
    chosen: str = request.param
    for name, phone in (("office", False), ("leader", True)):
        person = journey.person(name, phone=phone)
        cookie = {"name": "django_language", "value": chosen, "url": journey.url}
        person.context.add_cookies([cookie])
    yield chosen
    for name, phone in (("office", False), ("leader", True)):
        journey.person(name, phone=phone).context.clear_cookies(name="django_language")


def clause(person: Somebody, address: str):
    """A clause on the page."""
    return person.page.locator(".clause").filter(has=person.page.locator(f".tag:text-is('{address}')"))


def test_office_reads_the_plan_with_its_state_beside_it(journey: Journey, document: str) -> None:
    office = journey.person("office")
    office.open(document)
    led = clause(office, "二(一)2")
    expect(led.locator(RUNNING)).to_contain_text(re.compile(r"应履行 2 次，目前已履行 0 次"))
    expect(led.locator(".state").last).to_have_text("滞后")
    expect(clause(office, "二(一)1").locator("[data-live=tasks]").first).to_contain_text("完成 0 项")
    expect(office.page.locator("[data-part-live]")).to_contain_text("缺 2 次")
    expect(office.page.locator("[data-course]")).to_contain_text("条")


def test_recorded_on_a_telephone_it_counts_at_its_clause_and_the_figure_opens_its_list(
    journey: Journey, document: str
) -> None:
    safety = journey.person("safety", phone=True)
    safety.open("/duties/record/?kind=inspection.led")
    main = safety.page.locator("main")
    safety.fill(main, led_post="principal")
    safety.send(main)
    office = journey.person("office")
    office.open(document)
    figure = clause(office, "二(一)2").locator(RUNNING)
    expect(figure).to_contain_text("目前已履行 1 次")
    with office.page.expect_navigation():
        figure.locator("a").click()
    expect(office.page.locator("#results tbody tr")).to_have_count(2)
    expect(office.page.locator("#results")).to_contain_text("云溪示范机械厂")


def test_it_reads_well_at_a_desk_and_on_a_telephone(journey: Journey, document: str, language: str) -> None:
    said = {"zh-hans": ("目前已履行 1 次", "滞后"), "en": ("1 of 2 times so far", "behind")}[language]
    for name, phone in (("office", False), ("leader", True)):
        person = journey.person(name, phone=phone)
        page = person.open(document)
        for words in said:
            expect(page.locator("main")).to_contain_text(words)
        assert person.wider() == 0
        assert not serious(page)
        person.picture(f"{'phone' if phone else 'desk'}_coverage_{language}")


def test_nobody_met_a_fault(journey: Journey) -> None:
    assert journey.troubles() == []
