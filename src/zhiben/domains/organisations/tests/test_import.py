import io

import pytest
from django.core.cache import cache
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from zhiben.core import files
from zhiben.core.errors import Forbidden, Invalid, NotFound, Refusal
from zhiben.core.models import Act, Entry
from zhiben.domains.organisations import operations, queries
from zhiben.domains.organisations.methods.unit_table import Words, read_row, tags_of
from zhiben.domains.organisations.models import Tag, Unit
from zhiben.domains.organisations.tests import world
from zhiben.domains.organisations.tests.world import AT, COUNTY, GOOD_CODE, OTHER_TOWN, TOWN, actor, body
from zhiben.domains.people.models import Account
from zhiben.domains.people.tests import world as people

HEADS = (
    "单位名称",
    "统一社会信用代码",
    "单位类型",
    "行业领域",
    "所属区域",
    "地址",
    "从业人数",
    "高危行业",
    "成立日期",
    "标签",
)
GOOD = (
    "绿叶面包店",
    GOOD_CODE,
    "个体工商户",
    "商务",
    str(world.VILLAGE),
    "一号街",
    3,
    "否",
    "2024年3月5日",
    "燃气，沿街",
)


def book(*rows, heads=HEADS, above=0, change=None):
    """An .xlsx with these rows below the headings."""
    made = Workbook()
    sheet = made.active
    for _ in range(above):
        sheet.append(["台账"])
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def officer(**values):
    return actor("officer", COUNTY, **values)


def upload(who, data, name="units.xlsx"):
    return files.store(actor=who, at=AT, data=data, name=name, purpose="table")


@pytest.fixture
def village(db):
    return world.area(world.VILLAGE, "新村")


def units():
    return Unit.objects.unscoped(reason="test")


def problems(table):
    return [(p.row, p.column, p.finding.code) for p in table.problems]


def test_a_row_in_words_becomes_values():
    words = Words({"学校": "school"}, {"教育": "education"}, {"新村": 419901101201})
    cells = {"name": " 一小 ", "kind": "学校", "sector": "教育", "area": "新村", "address": "x", "headcount": "12人",
             "high_hazard": "√", "tags": "甲、乙,甲"}  # fmt: skip
    row, wrong = read_row(4, cells, words, lambda text: None)
    assert wrong == []
    assert (row.name, row.kind, row.sector, row.area) == ("一小", "school", "education", 419901101201)
    assert (row.headcount, row.high_hazard, row.tags, row.credit_code) == (12, True, ("甲", "乙"), None)


def test_what_is_wrong_with_a_row_names_its_columns():
    cells = {"name": "x", "kind": "castle", "sector": "magic", "area": "nowhere", "address": "x", "headcount": "many",
             "high_hazard": "perhaps", "opened": "soon"}  # fmt: skip
    _row, wrong = read_row(4, cells, Words({}, {}, {}), lambda text: None)
    assert [key for key, _ in wrong] == ["opened", "kind", "sector", "area", "headcount", "high_hazard"]


def test_tags_are_divided_by_any_comma():
    assert tags_of(" 甲，乙;丙、甲\n") == ("甲", "乙", "丙")


def test_a_whole_table_is_written_in_one_act(village):
    who = officer()
    key = upload(who, book(GOOD, ("小铺", "", "个体", "商务", "新村", "二号街"), above=1))
    table = queries.check_unit_table(who, key)
    assert (problems(table), len(table.rows)) == ([], 2)
    assert not units().exists()
    before = Act.objects.count()
    assert operations.import_units(actor=who, at=AT, file_id=key) == 2
    assert Act.objects.count() == before + 1
    first = units().get(credit_code=GOOD_CODE)
    assert (first.kind, first.sector, first.area, first.headcount) == ("sole_trader", "commerce", village, 3)
    assert sorted(Tag.objects.unscoped(reason="t").values_list("name", flat=True)) == ["沿街", "燃气"]
    assert Entry.objects.filter(table="organisations_unit").count() == 2
    with pytest.raises(Invalid) as refused:
        operations.import_units(actor=who, at=AT, file_id=key)
    assert refused.value.findings[0].params["count"] == 2
    assert units().count() == 2


def test_every_problem_is_listed_with_row_and_column(village):
    world.unit(credit_code="91110000600037341L")
    world.area(OTHER_TOWN[0] + 1, "旧村")
    who = actor("officer", TOWN, sectors=frozenset({"commerce"}))
    rows = (
        (*GOOD[:1], "91410100MA3X123456", *GOOD[2:]),
        GOOD,
        GOOD,
        ("已有", "91110000600037341L", *GOOD[2:]),
        ("外地", "", "企业", "商务", str(OTHER_TOWN[0] + 1), "x"),
        ("外行", "", "企业", "教育", "新村", "x"),
        ("", "", "企业", "商务", "新村", "x"),
        ("怪", "", "城堡", "商务", "无此地", "x"),
    )
    table = queries.check_unit_table(who, upload(who, book(*rows)))
    assert problems(table) == [
        (2, "统一社会信用代码", "OR-003"),
        (4, "统一社会信用代码", "unit-table-twice"),
        (5, "统一社会信用代码", "OR-013"),
        (6, "所属区域", "OR-006"),
        (7, "行业领域", "OR-010"),
        (8, "单位名称", "table-required"),
        (9, "单位类型", "unit-table-kind"),
        (9, "所属区域", "unit-table-area"),
    ]
    with pytest.raises(Invalid):
        operations.import_units(actor=who, at=AT, file_id=table.file_id)
    assert units().count() == 1


def test_the_same_small_place_is_not_written_twice(village):
    who = officer()
    row = ("小铺", "", "个体", "商务", "新村", "二号街")
    operations.import_units(actor=who, at=AT, file_id=upload(who, book(row)))
    table = queries.check_unit_table(who, upload(who, book(row, ("别处", "", "个体", "商务", "新村", "x"))))
    assert problems(table) == [(2, "单位名称", "taken")]


def test_formulas_merged_cells_and_empty_rows(village):
    def change(sheet):
        sheet["G2"] = "=1+2"
        sheet.merge_cells("C3:C4")
        sheet["A90000"] = None
        sheet["K100000"] = " "

    who = officer()
    rows = (GOOD, ("甲", "", "个体", "商务", "新村", "x"), ("乙", "", None, "商务", "新村", "x"))
    table = queries.check_unit_table(who, upload(who, book(*rows, change=change)))
    codes = {(row, code) for row, _column, code in problems(table)}
    assert {(2, "table-formula"), (3, "table-merged")} <= codes


def test_tables_that_are_none(db):
    who = officer()
    with pytest.raises(Refusal):
        queries.check_unit_table(who, upload(who, book(("x",), heads=("什么",))))
    with pytest.raises(Refusal):
        upload(who, b"PK nonsense")


def test_a_table_is_read_only_by_who_uploaded_it(village):
    key = upload(officer(person=7), book(GOOD))
    with pytest.raises(NotFound):
        queries.check_unit_table(officer(person=8), key)
    with pytest.raises(Forbidden):
        operations.import_units(actor=actor("worker", COUNTY), at=AT, file_id=key)


def test_the_pages_of_the_import(client, village):
    cache.clear()
    office = body("Office", kind="committee_office", ranges=[COUNTY])
    member = people.member("office", body_id=office)
    client.force_login(Account.objects.get(pk=people.account(member, "office.one")))
    who = people.actor(member)
    start, confirm = reverse("organisations:import"), reverse("organisations:import_confirm")
    assert client.get(start).status_code == 200
    template = client.get(reverse("organisations:import_template"))
    sheet = load_workbook(io.BytesIO(template.content)).active
    assert [cell.value for cell in sheet[1]][:6] == list(HEADS[:6])
    bad = upload(who, book((*GOOD[:1], "91410100MA3X123456", *GOOD[2:])))
    page = client.post(start, {"file": bad})
    assert page.status_code == 200
    assert "problem-rows" in page.content.decode()
    assert client.post(confirm, {"file": bad}).status_code == 422
    good = upload(who, book(GOOD))
    assert client.post(start, {"file": good}).context["problems"] == []
    assert client.post(confirm, {"file": good}).status_code == 302
    assert units().count() == 1
    assert client.post(start, {"file": 999_999}).status_code == 404
    assert client.post(start, {}).status_code == 422
