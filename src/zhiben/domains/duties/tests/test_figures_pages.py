"""Figures of duties on pages: every number opens a list that adds up to it; the matrix; excuses; late entries."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests import world as w
from tests.world import AT, DISTRICT, TODAY, TOWNS, World
from zhiben.core import clock, files
from zhiben.core.actors import Actor, Territory
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.models import Duty, DutyPeriod, Excuse
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.duties.tests.scene import catch_up, duty, load, more_units, noon
from zhiben.domains.instruments.operations import import_document
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
QUARTER = "stretch=2026-Q4"


@dataclass
class Case:
    """A half-year drill of eight units: the mill held it, one is excused, six are missing; a monthly check."""

    world: World
    half: Duty
    month: Duty
    units: list[int]

    def period(self, unit: int, of: Duty | None = None) -> int:
        """The period that runs today."""
        rows = DutyPeriod.objects.unscoped(reason="test").filter(duty=of or self.half, unit=unit)
        return int(rows.filter(first_day__lte=TODAY, last_day__gte=TODAY).get().pk)

    def record(self, unit: int, done: date, *, at: date = TODAY, kind: str = "drill.evacuation") -> None:
        """An activity of a unit, entered on a day."""
        new = NewActivity(kind=kind, done_day=done, unit_id=unit)
        operations.record_activity(actor=self.world.actor("office"), at=noon(at), activity=new)


@pytest.fixture
def case(db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    world = w.build(lifelike=True)
    monkeypatch.setattr(clock, "now", lambda: AT)
    made = load(tmp_path, duty("half"), duty("check", per="month", activity="inspection.self"))
    units = more_units(world, 6)
    catch_up(date(2026, 10, 5), TODAY)
    case = Case(world, made["half"], made["check"], units)
    case.record(world.units["mill"], TODAY)
    operations.excuse(
        actor=world.actor("officer1"), at=AT, period_id=case.period(units[0]), reason="尚未投产"
    )
    return case


def signed_in(name: str, language: str = "zh-hans") -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    client.cookies["django_language"] = language
    return client


def shown(name: str, address: str, language: str = "zh-hans", status: int = 200) -> str:
    answer = signed_in(name, language).get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def numbers(page: str, table: str) -> dict[str, list[int]]:
    """Expected, done, missing, excused by the name of the line."""
    body = page.split(f'id="figures-{table}"')[1].split("</table>")[0]
    found = {}
    for row in body.split("<tr")[2:]:
        name = re.search(
            r"<td data-label=\"[^\"]*\">(?:<div>)?(?:<a[^>]*>)?(?:<span lang=\"zh\">)?([^<]+)", row
        )
        assert name is not None
        found[name.group(1)] = [int(n) for n in re.findall(r"/duties/who/[^>]*>(\d+)</a>", row)]
    return found


def links(page: str, table: str) -> list[tuple[str, int]]:
    """Every number of a table with its address."""
    body = page.split(f'id="figures-{table}"')[1].split("</table>")[0]
    found = re.findall(r'href="(/duties/who/[^"]*)"[^>]*>(\d+)</a>', body)
    return [(address.replace("&amp;", "&"), int(number)) for address, number in found]


def test_by_duty_by_area_by_sector(case: Case) -> None:
    page = reverse("duties:figures") + f"?{QUARTER}&slug=test/duties"
    by_duty = numbers(shown("office", page), "duty")
    assert by_duty == {"试half": [8, 1, 6, 1], "试check": [16, 0, 16, 0], "合计": [24, 1, 22, 1]}
    by_area = numbers(shown("office", page + "&tab=area&activity=drill.evacuation"), "area")
    assert by_area == {"竹溪镇": [7, 1, 5, 1], "柳桥街道": [1, 0, 1, 0], "合计": [8, 1, 6, 1]}
    by_sector = numbers(shown("office", page + "&tab=sector&q=half", "en"), "sector")
    assert by_sector == {"Industry and trade": [7, 1, 5, 1], "Commerce": [1, 0, 1, 0], "Total": [8, 1, 6, 1]}


@pytest.mark.parametrize("tab", ["duty", "area", "sector"])
def test_every_number_opens_a_list_that_adds_up_to_it(case: Case, tab: str) -> None:
    page = shown("office", reverse("duties:figures") + f"?{QUARTER}&slug=test/duties&tab={tab}")
    office = signed_in("office")
    found = links(page, tab)
    assert len(found) >= 12
    for address, number in found:
        answer = office.get(address + "&export=xlsx")
        assert answer.status_code == 200, address
        head, *rows = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
        part = re.search("has=(\\w+)", address)
        column = {"": "应履行", "done": "已完成", "missing": "未完成", "excused": "准予免除"}[
            part.group(1) if part else ""
        ]
        assert sum(row[head.index(column)] for row in rows) == number, address


def test_the_list_names_who_is_missing(case: Case) -> None:
    page = reverse("duties:who") + f"?{QUARTER}&duty={case.half.pk}&has=missing"
    names = re.findall(r'/duties/periods/\d+/"[^>]*>([^<]+)', shown("office", page))
    assert sorted(names) == sorted([*(f"试单位{TOWNS[0]}-{n}" for n in range(1, 6)), "柳桥示范商店"])
    text = shown("office", page, "en")
    assert "together: expected 6, done 0, missing 6, excused 0" in text
    assert "Not yet fulfilled" in text


def test_a_figure_is_narrowed_to_an_area_and_what_is_the_areas_own(case: Case) -> None:
    page = reverse("duties:figures") + f"?{QUARTER}&tab=area&slug=test/duties"
    town = shown("office", page + f"&area={TOWNS[1]}")
    assert numbers(town, "area")["合计"] == [3, 0, 3, 0]
    assert "全部辖区" in town
    assert numbers(shown("office", page + f"&area={DISTRICT}"), "area")["合计"] == [24, 1, 22, 1]
    own = shown("office", page + f"&area={DISTRICT}&at={DISTRICT}")
    assert "figures-area" not in own
    assert shown("office", page + "&area=77", status=422)


def test_only_who_reads_duties_and_only_within_reach(case: Case) -> None:
    page = reverse("duties:figures") + f"?{QUARTER}&slug=test/duties"
    assert numbers(shown("town2", page), "duty")["合计"] == [3, 0, 3, 0]
    mine = numbers(shown("shopkeeper", page), "duty")
    assert mine["合计"] == [3, 0, 3, 0]
    foreign = case.period(case.world.units["mill"])
    for name in ("town2", "shopkeeper"):
        assert shown(name, reverse("duties:period", args=[foreign]), status=404)
    assert "云溪示范机械厂" not in shown("town2", reverse("duties:who") + f"?{QUARTER}")
    assert shown("office", reverse("duties:duty", args=[10**9]), status=404)
    assert shown("office", reverse("duties:matrix", args=[10**9]), status=404)
    assert shown("office", reverse("duties:who") + "?stretch=2026-Q9", status=422)
    assert shown("office", reverse("duties:who") + "?has=nothing", status=422)


def test_without_a_stretch_it_is_the_quarter_that_runs_or_in_its_first_days_the_last(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reverse("duties:figures")
    assert "2026年第四季度" in shown("office", page)
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=45))
    assert "2026年第四季度：" in shown("office", page)
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=60))
    assert "2027年第一季度：" in shown("office", page)
    asked = shown("office", page + "?stretch=2024-2026", "en")
    assert '<option value="2024-2026" selected>2024–2026</option>' in asked


def test_a_late_entry_counts_and_stays_late(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = case.units[1]
    row = DutyPeriod.objects.unscoped(reason="test").get(duty=case.month, unit=unit, last_day="2026-10-31")
    case.record(unit, date(2026, 10, 20), kind="inspection.self")
    row.refresh_from_db()
    assert (row.expected, row.done) == (1, 1)
    page = shown("office", reverse("duties:period", args=[row.pk]), "en")
    assert "data-late" in page
    assert page.count("entered late") >= 2
    matrix = shown("office", reverse("duties:matrix", args=[case.month.pk]), "en")
    assert f'/duties/periods/{row.pk}/" data-standing="late"' in matrix
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=200))
    assert "data-late" in shown("office", reverse("duties:period", args=[row.pk]), "en")
    case.record(unit, date(2026, 10, 22), kind="inspection.self")
    assert "data-late" in shown("office", reverse("duties:period", args=[row.pk]), "en")


def test_done_in_time_is_not_late(case: Case) -> None:
    page = shown("office", reverse("duties:period", args=[case.period(case.world.units["mill"])]), "en")
    assert "data-late" not in page
    assert "counts" in page


def test_the_matrix_shows_who_and_when(case: Case) -> None:
    page = reverse("duties:matrix", args=[case.month.pk])
    text = shown("office", page)
    assert text.index("2026年11月") < text.index("2026年10月")
    assert text.count('data-standing="missing"') == 8
    assert text.count('data-standing="running"') == 8
    half = reverse("duties:matrix", args=[case.half.pk])
    assert shown("office", half + "?standing=excused").count("data-standing=") == 1
    assert shown("office", half + "?sector=commerce").count("data-standing=") == 1
    assert shown("office", half + f"?area={TOWNS[0]}").count("data-standing=") == 7
    assert "data-standing" not in shown("office", half + "?ends_from=2025-01-01&ends_to=2025-12-31")


def test_the_matrix_pages_by_subject(case: Case) -> None:
    more_units(case.world, 60, area=TOWNS[1])
    catch_up(TODAY)
    page = reverse("duties:matrix", args=[case.half.pk])
    first = shown("office", page)
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    rest = shown("office", page + following.group(1).replace("&amp;", "&"))
    seen = re.findall(r"/duties/periods/(\d+)/", first), re.findall(r"/duties/periods/(\d+)/", rest)
    assert (len(seen[0]), len(seen[1])) == (50, 18)
    assert not set(seen[0]) & set(seen[1])


def test_a_duty_says_what_it_asks_and_how_it_stands(case: Case) -> None:
    page = shown("office", reverse("duties:duty", args=[case.half.pk]), "en")
    for words in ("Test half", "Enterprise", "once a half-year", "Evacuation", "platform's own setting"):
        assert words in page.replace("&#x27;", "'"), words
    assert re.search(r">8</a>.*>1</a>.*>6</a>", page, re.DOTALL)
    listed = shown("office", reverse("duties:duties") + "?slug=test/duties&q=half")
    assert "试half" in listed
    assert "试check" not in listed


def test_the_clause_of_a_duty_leads_to_its_document(case: Case) -> None:
    office = case.world.actor("office")
    text = "试验\n一、主要任务\n每半年开展一次紧急撤离演练。\n".encode()
    file = files.store(actor=office, at=AT, data=text, name="试验.txt", purpose="document")
    made = import_document(actor=office, at=AT, file_id=file)
    page = shown("office", reverse("duties:duty", args=[case.half.pk]))
    address = re.search(rf'href="(/instruments/{made}/coverage/\?part=0#clause-\d+)">一</a>', page)
    assert address is not None
    assert f"/instruments/{made}/" not in shown("town2", reverse("duties:duty", args=[case.half.pk]))


def test_a_duty_that_was_overtaken_names_what_overtook_it(case: Case, tmp_path: Path) -> None:
    made = load(tmp_path, duty("half", superseded_by="test/duties:check"), duty("check", per="month"))
    page = shown("office", reverse("duties:duty", args=[made["half"].pk]))
    assert "已被替代：" in page
    assert "试验" in page.split("已被替代：")[1][:80]


def test_the_office_excuses_with_a_reason(case: Case) -> None:
    key = case.period(case.units[2])
    page, step = reverse("duties:period", args=[key]), reverse("duties:excuse", args=[key])
    assert step in shown("officer1", page)
    assert step not in shown("leader", page)
    officer = signed_in("officer1")
    refused = officer.post(step, {"reason": " "}, **HTMX)
    assert (refused.status_code, "请简要说明理由" in refused.content.decode()) == (409, True)
    assert officer.post(step, {"reason": "停产检修"}, **HTMX).status_code == 204
    text = shown("town1", page)
    assert "停产检修" in text
    assert "闻一舟" in text
    assert Excuse.objects.unscoped(reason="test").count() == 2
    assert "没有可免除的履职" in shown("officer1", page)
    assert officer.post(step, {"reason": "again"}, **HTMX).status_code == 409
    assert signed_in("town1").post(step, {"reason": "x"}, **HTMX).status_code == 403
    assert signed_in("leader").post(step, {"reason": "x"}, **HTMX).status_code == 403


def test_the_excel_of_the_figures_is_the_table(case: Case) -> None:
    address = reverse("duties:figures") + f"?{QUARTER}&slug=test/duties&q=half&export=xlsx"
    answer = signed_in("office", "en").get(address)
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[1][0] == "Test half"
    assert rows[1][3:] == (8, 1, 6, 6, 1, 14.2)
    assert rows[-1][0] == "Total"


@pytest.mark.parametrize(
    "name",
    ["figures", "figures-area", "who", "matrix", "duty", "period", "duties"],
)
def test_no_page_asks_once_more_for_each_row(case: Case, name: str) -> None:
    pages = {
        "figures": reverse("duties:figures") + f"?{QUARTER}",
        "figures-area": reverse("duties:figures") + f"?{QUARTER}&tab=area&area={DISTRICT}&q=half",
        "who": reverse("duties:who") + f"?{QUARTER}&area={DISTRICT}&q=half",
        "matrix": reverse("duties:matrix", args=[case.month.pk]) + f"?area={DISTRICT}",
        "duty": reverse("duties:duty", args=[case.half.pk]),
        "period": reverse("duties:period", args=[case.period(case.world.units["mill"])]),
        "duties": reverse("duties:duties"),
    }
    client = signed_in("office")
    client.get(pages[name])

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(pages[name]).status_code == 200
        return len(found)

    few = asked()
    more_units(case.world, 25, area=TOWNS[1])
    catch_up(TODAY)
    for unit in case.units[3:]:
        case.record(unit, TODAY)
    assert few == asked() <= 20


def test_figures_by_area_show_one_step_below_what_is_asked_or_reached() -> None:
    def reaching(*ranges: tuple[int, int]) -> Actor:
        return Actor(1, 1, "office", territories=(Territory(ranges),))

    province, city = (410000000000, 419999999999), (410100000000, 410199999999)
    county, other = (410102000000, 410102999999), (410103000000, 410103999999)
    town = (410102001000, 410102001999)
    steps = [queries.step_for(reaching(one), None) for one in (province, city, county, town)]
    assert steps == ["city", "county", "town", "town"]
    assert queries.step_for(reaching(county, other), None) == "county"
    assert [queries.step_for(reaching(province), one) for one in (city, county)] == ["county", "town"]
    assert queries.range_of(city[0]) == city
    assert queries.range_of(city[0], is_itself=True) == (city[0], city[0] + 999_999)
    assert queries.range_of(county[0], is_itself=True) == (county[0], county[0] + 999)


def test_of_many_duties_those_with_most_missing_come_first_and_the_sum_is_of_all(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    w.build(lifelike=True)
    monkeypatch.setattr(clock, "now", lambda: AT)
    load(tmp_path, *(duty(f"d{number}") for number in range(70)))
    catch_up(TODAY)
    few = shown("office", f"/duties/?{QUARTER}")
    every = shown("office", f"/duties/?{QUARTER}&all=1")
    rows = [len(re.findall(r"<tr><td", page)) for page in (few, every)]
    assert rows[1] - rows[0] == 10
    assert "显示其余10行" in few and "figures-all" not in every
    totals = [page[page.index("<tfoot>") :].split("</tfoot>")[0] for page in (few, every)]
    assert re.sub(r"href=\"[^\"]*\"", "", totals[0]) == re.sub(r"href=\"[^\"]*\"", "", totals[1])
