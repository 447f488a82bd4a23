"""The county office sees in three clicks which mines did not hold the half-year drill; late entries stay late."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import world as w
from tests.journeys.axe import serious
from tests.journeys.people import Journey, Somebody
from zhiben.core import clock
from zhiben.domains.duties import operations as duties
from zhiben.domains.duties import queries
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.organisations import operations as organisations

MINES = [f"云溪{name}煤矿" for name in ("一号", "二号", "三号", "四号", "五号", "六号", "七号")]
HELD, EXCUSED, MISSING = MINES[:3], MINES[3], MINES[4:]
DRILL = {"zh-hans": "紧急撤离和逃生避险演练", "en": "Evacuation and escape drill"}
SUMMER = date(2026, 6, 15)
DRILLED = date(2026, 6, 10)


@pytest.fixture(scope="module")
def mines(journey: Journey) -> dict[str, int]:
    """Seven mines under the true packs: three held the drill (one twice), one is excused, three are missing."""
    actor, at = w.SYSTEM, clock.now()
    load_packs(actor=actor, at=at, folder=w.PACKS)
    made = {}
    for number, name in enumerate(MINES):
        made[name] = organisations.register_unit(
            actor=actor,
            at=at,
            name=name,
            kind="enterprise",
            sector="coal",
            area=w.TOWNS[number % 2],
            address=f"矿山路{number + 1}号",
            opened=date(2025, 1, 1),
        )
    for day in (SUMMER, w.TODAY):
        duties.catch_up(actor=actor, at=at, on=day)
    office = journey.world.actor("office")
    held = [NewActivity(kind="drill.evacuation", done_day=w.TODAY, unit_id=made[name]) for name in HELD]
    duties.record_activity(actor=office, at=at, activity=held[0])
    duties.record_activities(actor=office, at=at, rows=[*held[1:], held[1]])
    late = NewActivity(kind="drill.evacuation", done_day=DRILLED, unit_id=made[HELD[0]])
    duties.record_activity(actor=office, at=at, activity=late)
    period = next(
        due.period.id
        for due in queries.due_for(office, w.TODAY, unit_id=made[EXCUSED])
        if (due.duty.slug, due.duty.name) == ("henan-2024-46/coal", "drill-evacuation")
    )
    officer = journey.world.actor("officer1")
    duties.excuse(actor=officer, at=at, period_id=period, reason="井下停产，无人员入井。")
    return made


class Clicks:
    """A person's clicks, counted."""

    def __init__(self, person: Somebody) -> None:
        self.person, self.made = person, 0

    @property
    def page(self) -> Page:
        """What is seen now."""
        return self.person.page

    def follow(self, link: Locator) -> None:
        """Press a link and wait for its page."""
        with self.page.expect_navigation():
            link.click()
        self.made += 1

    def press(self, button: Locator) -> None:
        """Press something on the page."""
        button.click()
        self.made += 1


def line_of(page: Page, words: str) -> Locator:
    """The line of a duty in the table of figures."""
    return page.locator("#figures-duty tbody tr").filter(has=page.get_by_role("link", name=words, exact=True))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_three_clicks_to_the_mines_that_did_not_hold_the_drill(
    journey: Journey, mines: dict[str, int], phone: bool, language: str
) -> None:
    office = journey.person("office", phone=phone)
    office.open("/")
    if phone:
        office.page.locator(".navbar-toggler").click()
    office.speak(language)
    page = office.open("/")
    clicks = Clicks(office)
    if phone:
        clicks.press(page.locator(".navbar-toggler"))
    clicks.follow(page.locator("aside nav a[href='/duties/']"))
    assert office.wider() <= 0
    device = "phone" if phone else "desk"
    assert serious(page) == []
    office.picture(f"{device}_duties_figures_{language}")
    line = line_of(page, DRILL[language])
    expect(line.locator("td a[href*='/duties/who/']")).to_have_text(["7", "3", "3", "1"])
    clicks.follow(line.locator("a[data-has=missing]"))
    assert clicks.made <= 3
    expect(page.locator("#results tbody tr")).to_have_count(len(MISSING))
    names = page.locator("#results tbody tr td:first-child a").all_inner_texts()
    assert sorted(names) == sorted(MISSING)
    expect(page.locator("h1")).to_contain_text(DRILL[language])
    assert office.wider() <= 0
    office.picture(f"{device}_duties_who_{language}")


def test_the_matrix_and_the_duty_are_read_on_desk_and_phone(journey: Journey, mines: dict[str, int]) -> None:
    for phone in (False, True):
        office = journey.person("office", phone=phone)
        page = office.open("/duties/")
        if phone:
            page.locator(".navbar-toggler").click()
        office.speak("zh-hans")
        page = office.open("/duties/?sector=coal")
        with page.expect_navigation():
            line_of(page, DRILL["zh-hans"]).locator("td a").first.click()
        expect(page.locator(".case-facts")).to_contain_text("煤矿")
        expect(page.locator(".case-facts")).to_contain_text("每半年1次")
        device = "phone" if phone else "desk"
        office.picture(f"{device}_duties_duty")
        with page.expect_navigation():
            page.locator("a.btn-primary[href$='/matrix/']").click()
        expect(page.locator("#matrix tbody tr")).to_have_count(len(MINES))
        late = page.locator("#matrix tbody tr").filter(has_text=HELD[0]).locator("[data-standing=late]")
        expect(late).to_have_count(1)
        assert office.wider() <= 0
        assert serious(page) == []
        office.picture(f"{device}_duties_matrix")


def test_a_late_entry_counts_and_stays_late(journey: Journey, mines: dict[str, int]) -> None:
    office = journey.person("office")
    page = office.open("/duties/?stretch=2026-Q2&sector=coal")
    line = line_of(page, DRILL["zh-hans"])
    expect(line.locator("td a[href*='/duties/who/']")).to_have_text(["7", "1", "6", "0"])
    expect(line).to_contain_text("14.2")
    with page.expect_navigation():
        line.locator("td a[href*='has=done']").click()
    with page.expect_navigation():
        page.locator("#results tbody tr a").first.click()
    expect(page.locator("h1")).to_contain_text(HELD[0])
    expect(page.locator("[data-late]")).to_contain_text("补录")
    expect(page.locator("#activities")).to_contain_text("2026年6月10日")
    assert serious(page) == []
    office.picture("desk_duties_period_late")


def test_a_second_drill_is_kept_and_counts_once(journey: Journey, mines: dict[str, int]) -> None:
    office = journey.person("office")
    page = office.open("/duties/?sector=coal")
    line = line_of(page, DRILL["zh-hans"])
    expect(line.locator("td a[href*='/duties/who/']")).to_have_text(["7", "3", "3", "1"])
    with page.expect_navigation():
        line.locator("td a[href*='has=done']").click()
    with page.expect_navigation():
        page.locator("#results tbody a").filter(has_text=HELD[1]).first.click()
    expect(page.locator("#activities li")).to_have_count(2)
    expect(page.locator(".case-facts dd").nth(1)).to_have_text("1")


def test_an_officer_excuses_a_mine_and_it_is_missing_no_more(journey: Journey, mines: dict[str, int]) -> None:
    officer = journey.person("officer1")
    page = officer.open("/duties/?sector=coal")
    with page.expect_navigation():
        line_of(page, DRILL["zh-hans"]).locator("a[data-has=missing]").click()
    with page.expect_navigation():
        page.locator("#results tbody a").filter(has_text=MISSING[0]).first.click()
    box = officer.step("excuse")
    assert "请简要说明理由" in officer.try_to_send(box)
    officer.picture("desk_duties_excuse")
    officer.do("excuse", reason="整合技改，全矿停产。")
    expect(page.locator("#excuses")).to_contain_text("闻一舟")
    page = officer.open("/duties/?sector=coal")
    line = line_of(page, DRILL["zh-hans"])
    expect(line.locator("td a[href*='/duties/who/']")).to_have_text(["7", "3", "2", "2"])
    with page.expect_navigation():
        line.locator("td a[href*='has=excused']").click()
    names = page.locator("#results tbody tr td:first-child a").all_inner_texts()
    assert sorted(names) == sorted([EXCUSED, MISSING[0]])


def test_by_area_with_drill_down_and_by_sector(journey: Journey, mines: dict[str, int]) -> None:
    office = journey.person("office")
    page = office.open("/duties/?activity=drill.evacuation&sector=coal&slug=henan-2024-46/coal")
    page.locator("a[data-tab=area]").click()
    rows = page.locator("#figures-area tbody tr")
    expect(rows).to_have_count(2)
    expect(page.locator(".chart canvas, .chart svg").first).to_be_visible()
    office.picture("desk_duties_by_area")
    with page.expect_navigation():
        rows.filter(has_text="竹溪镇").locator("td a").first.click()
    expect(page.locator("#figures-duty tbody tr")).to_have_count(1)
    expect(page.locator("#figures-duty tfoot")).to_contain_text(re.compile("合计.*4", re.DOTALL))
    page.locator("a[data-tab=sector]").click()
    expect(page.locator("#figures-sector tbody tr")).to_have_count(1)
    expect(page.locator("#figures-sector tbody tr")).to_contain_text("煤矿")


def test_another_town_sees_its_own_mines_only(
    journey: Journey, mines: dict[str, int], tmp_path: Path
) -> None:
    town = journey.person("town2")
    page = town.open("/duties/?sector=coal")
    expect(line_of(page, DRILL["zh-hans"]).locator("td a[href*='/duties/who/']").first).to_have_text("3")
    with page.expect_navigation():
        page.locator("#results tfoot a").first.click()
    shown = set(page.locator("#results tbody tr td:first-child a").all_inner_texts())
    assert shown <= {*MINES[1::2]}


def test_nobody_met_a_fault(journey: Journey) -> None:
    assert journey.troubles() == []
