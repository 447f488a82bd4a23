"""The clearance board: every number opens its rows, Excel says the same, and the ledger notices a change."""

import re
from datetime import date, timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests import world as w
from tests.journeys.people import DESK, PHONE, Journey, Somebody
from zhiben.core.ledger.sealer import seal_all
from zhiben.core.ledger.verify import verify
from zhiben.domains.hazards import operations as hazards

BOARD = "/hazards/board/?first=2026-01-01&last=2026-11-20&cutoff=2026-01-01"
CASES = (
    # unit, state, grade, channel, found, limit, ended (days before today)
    ("mill", "rectifying", "major", "inspection", 400, 10, None),
    ("mill", "rectifying", "general", "inspection", 380, -10, None),
    ("mill", "closed", "general", "self_report", 390, 350, 100),
    ("shop", "reported", "ungraded", "self_report", 2, None, None),
    ("shop", "closed", "general", "inspection", 60, 30, 20),
    ("shop", "rectifying", "general", "self_report", 40, 5, None),
    ("shop", "unfounded", "ungraded", "inspection", 30, None, 25),
)
TOTALS = {
    "stock": 2,
    "inflow": 2,
    "open": 4,
    "major": 1,
    "major_fire": 0,
    "overdue": 2,
    "found": 4,
    "closed": 2,
}


def _day(ago: int | None) -> date | None:
    return None if ago is None else w.TODAY - timedelta(days=ago)


@pytest.fixture(scope="module")
def office(journey: Journey) -> Somebody:
    """The office, in a district with a register of hazards."""
    world = journey.world
    sectors = {"mill": ("industry_trade", w.TOWNS[0]), "shop": ("commerce", w.TOWNS[1])}
    hazards.adopt_hazards(
        actor=w.SYSTEM,
        at=w.AT,
        source="测试台账",
        cases=[
            hazards.AdoptedHazard(
                unit_id=world.units[unit],
                area=sectors[unit][1],
                sector=sectors[unit][0],
                matter="general",
                body_id=world.bodies["emergency"],
                state=state,
                grade=grade,
                basis="判定标准第三条" if grade == "major" else "",
                channel=channel,
                title=f"示范隐患{number}",
                description="示范",
                place="车间",
                found_day=_day(found) or w.TODAY,
                limit_day=_day(limit),
                ended_day=_day(ended),
            )
            for number, (unit, state, grade, channel, found, limit, ended) in enumerate(CASES, 1)
        ],
    )
    return journey.person("office")


def _table(page: Page) -> list[list[str]]:
    rows = page.locator("#board-table tbody tr, #board-table tfoot tr")
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows.all()]


def _download(page: Page) -> list[list[str]]:
    with page.expect_download() as waiting:
        page.locator("a[href*='export=xlsx']").click()
    sheet = load_workbook(BytesIO(waiting.value.path().read_bytes())).active
    assert sheet is not None
    return [
        ["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)
    ]


def test_numbers_are_those_of_the_register(office: Somebody) -> None:
    page = office.open(BOARD)
    shown = {}
    for figure in page.locator("a.figure").all():
        name = parse_qs(urlsplit(figure.get_attribute("href") or "").query)["figure"][0]
        shown[name] = int(figure.locator(".figure-value").inner_text())
    assert shown == TOTALS
    lines = {row[0]: row[1:] for row in _table(page)}
    assert lines["竹溪镇"] == ["2", "0", "2", "1", "0", "1", "0", "1"]
    assert lines["柳桥街道"] == ["0", "2", "2", "0", "0", "1", "4", "1"]
    office.picture("desk_board")


@pytest.mark.parametrize("by", ["area", "sector", "channel"])
def test_every_number_opens_as_many_rows_as_it_says(office: Somebody, by: str) -> None:
    page = office.open(f"{BOARD}&by={by}")
    links = page.locator("#board-table td a, a.figure").all()
    asked = [
        (link.get_attribute("href") or "", int(re.findall(r"\d+", link.inner_text())[0])) for link in links
    ]
    assert len(asked) > len(TOTALS)
    for address, number in asked:
        page = office.open(address)
        total = int(page.locator("h1").inner_text().rsplit(":", 1)[1])
        items = [int(text) for text in page.locator("tbody td:last-child:not([colspan])").all_inner_texts()]
        assert (total, sum(items)) == (number, number), address


def test_a_row_leads_to_its_hazard(office: Somebody) -> None:
    page = office.open(BOARD)
    with page.expect_navigation():
        page.locator("a.figure[href*='figure=overdue']").click()
    expect(page.locator("tbody tr")).to_have_count(TOTALS["overdue"])
    office.picture("desk_board_rows")
    with page.expect_navigation():
        page.locator("tbody a").first.click()
    expect(page.locator("h1")).to_contain_text("示范隐患")


@pytest.mark.parametrize("by", ["area", "sector", "channel"])
def test_excel_says_what_the_page_says(office: Somebody, by: str) -> None:
    page = office.open(f"{BOARD}&by={by}")
    shown = _table(page)
    assert _download(page)[1:] == shown


def test_excel_of_the_rows_holds_the_rows(office: Somebody) -> None:
    page = office.open(BOARD)
    with page.expect_navigation():
        page.locator("a.figure[href*='figure=found']").click()
    numbers = page.locator("tbody td:first-child").all_inner_texts()
    assert [row[0] for row in _download(page)[1:]] == numbers


def _open_at(office: Somebody, address: str, width: dict[str, int], name: str) -> Page:
    """The page at that width; nothing hangs over its right edge."""
    page = office.open(address)
    page.set_viewport_size(width)  # type: ignore[arg-type] # width and height
    assert office.wider() <= 0
    office.picture(f"{'phone' if width is PHONE else 'desk'}_{name}")
    return page


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_the_account_under_the_board_adds_up(office: Somebody, width: dict[str, int]) -> None:
    page = _open_at(office, BOARD, width, "board_account")
    lines = [row.locator("td").inner_text() for row in page.locator("#board-account tbody tr").all()]
    numbers = [int(text.replace("−", "-").replace("+", "")) for text in lines]
    assert sum(numbers[:-1]) == numbers[-1] == TOTALS["open"]
    page.set_viewport_size(DESK)


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_what_came_later_adds_up_to_the_difference(office: Somebody, width: dict[str, int]) -> None:
    page = _open_at(office, BOARD.replace("/board/?", "/board/late/?figure=open&"), width, "board_late")
    shown = page.locator("#both-ways tr[aria-current] td").all_inner_texts()
    rows = [int(text) for text in page.locator("#late-rows td:last-child:not([colspan])").all_inner_texts()]
    assert [int(shown[1]) - int(shown[0]), sum(rows)] == [int(shown[2])] * 2
    page.set_viewport_size(DESK)


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_times_and_limits_of_what_was_closed(office: Somebody, width: dict[str, int]) -> None:
    page = _open_at(office, BOARD.replace("/board/?", "/board/times/?"), width, "board_times")
    closed = int(page.locator("#times td").first.inner_text())
    kept = [int(text) for text in page.locator("#limits td").all_inner_texts()[:4]]
    assert closed == sum(kept) == TOTALS["closed"]
    assert page.locator("#units-open td").inner_text() == "2"
    page.set_viewport_size(DESK)


def test_bulk_loaded_rows_are_proved_and_a_change_by_sql_is_named(office: Somebody) -> None:
    assert verify().problems == []
    seal_all()
    assert verify().problems == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE hazards_hazard SET state = 'rectified' WHERE title = '示范隐患1' RETURNING id")
        (changed,) = cursor.fetchone()
    (problem,) = verify().problems
    assert (problem.kind, problem.table, problem.id) == ("row_changed", "hazards_hazard", changed)


def test_nobody_met_a_fault(journey: Journey) -> None:
    assert journey.troubles() == []
