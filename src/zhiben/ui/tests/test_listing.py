from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Mod
from django.test import RequestFactory

from zhiben.core.errors import Invalid, TooLarge
from zhiben.ui.listing import (
    Choice,
    Column,
    DayRange,
    Flag,
    Listing,
    Order,
    Picker,
    Search,
    Tab,
    Whole,
    cursors,
    excel,
)
from zhiben.ui.listing.excel import excel_response

LISTING = Listing(
    key="kinds",
    title="Kinds",
    columns=(
        Column("id", "Number"),
        Column("app_label", "App", words={"people": "People"}),
        Column("model", "Model", is_shown=False),
    ),
    filters=(
        Search("q", "Search"),
        Choice("state", "State", {"open": "Open", "closed": "Closed"}),
        Whole("unit", "Unit"),
        Picker("area", "Area"),
        DayRange("found", "Found"),
        Flag("overdue", "Overdue"),
    ),
    tabs=(Tab("mine", "Mine"), Tab("all", "All")),
    orders=(
        Order("new", "Newest", ("-id",)),
        Order("app", "App", ("app_label", "-id")),
        Order("part", "Part", ("part", "id"), nullable=frozenset({"part"})),
        Order("part-down", "Part", ("-part", "-id"), nullable=frozenset({"part"})),
    ),
)


def kinds():
    part = Case(When(odd=0, then=Value(None)), default=F("odd"), output_field=IntegerField(null=True))
    return (
        ContentType.objects.annotate(odd=Mod("id", 3))
        .annotate(part=part)
        .values("id", "app_label", "model", "part")
    )


def walk(rows, order, size):
    asked, seen = LISTING.read({"sort": order}), []
    page = asked.page(rows, size)
    pages = [page]
    while page.next:
        page = LISTING.read({"sort": order, "cursor": page.next}).page(rows, size)
        pages.append(page)
    for each in pages:
        seen += [row["id"] for row in each.rows]
    return seen, pages


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["new", "app", "part", "part-down"])
@pytest.mark.parametrize("size", [1, 4, 7])
def test_pages_walk_through_every_row_once_and_back(order, size):
    rows = kinds()
    fields = LISTING.read({"sort": order}).order.fields
    expected = [row["id"] for row in rows.order_by(*fields)]
    seen, pages = walk(rows, order, size)
    assert seen == expected
    page, back = pages[-1], [row["id"] for row in pages[-1].rows]
    while page.previous:
        page = LISTING.read({"sort": order, "cursor": page.previous}).page(rows, size)
        back = [row["id"] for row in page.rows] + back
    assert back == expected
    assert not pages[0].previous


@pytest.mark.django_db
def test_a_page_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        LISTING.read({}).page(kinds(), 5)


def test_cursors_keep_the_kinds_of_values():
    values = [date(2024, 12, 31), datetime(2024, 1, 1, tzinfo=UTC), Decimal("1.50"), None, "字", 7]
    assert cursors.decode("s", cursors.encode("s", cursors.FORWARD, values), 6) == ("f", values)


@pytest.mark.parametrize("text", ["", "x", "a:b", "字", cursors.encode("other", "f", [1]), "W10:1"])
def test_a_foreign_cursor_is_refused(text):
    with pytest.raises(Invalid) as refusal:
        cursors.decode("mine", text, 1)
    assert refusal.value.findings[0].code == "cursor"


def test_a_cursor_of_another_order_is_refused():
    asked = LISTING.read({"sort": "new"})
    cursor = cursors.encode(asked._salt, "f", [5])
    with pytest.raises(Invalid):
        LISTING.read({"sort": "app", "cursor": cursor}).page(ContentType.objects.values("id", "app_label"))


def test_filters_are_read_from_the_address():
    asked = LISTING.read(
        {
            "q": " 电梯 ",
            "state": "open",
            "unit": "12",
            "area": "410102000000",
            "found_from": "2024-01-01",
            "overdue": "1",
            "tab": "all",
            "page": "9",
        }
    )
    assert asked.filters == {
        "q": "电梯",
        "state": "open",
        "unit": 12,
        "area": 410102000000,
        "found_from": date(2024, 1, 1),
        "overdue": True,
    }
    assert asked.tab == "all"
    assert "page" not in asked.url() and "cursor=c" in asked.url(cursor="c")


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"state": "nothing"}, "state"),
        ({"unit": "9" * 19}, "unit"),
        ({"unit": "-1"}, "unit"),
        ({"unit": "٣"}, "unit"),
        ({"area": "x"}, "area"),
        ({"q": "a\x00"}, "q"),
        ({"q": "a" * 101}, "q"),
        ({"found_from": "2024-02-30"}, "found_from"),
        ({"found_from": "2024-02-02", "found_to": "2024-02-01"}, "found_from"),
        ({"overdue": "yes"}, "overdue"),
        ({"tab": "theirs"}, "tab"),
        ({"sort": "random"}, "sort"),
    ],
)
def test_a_value_that_does_not_fit_names_its_field(params, field):
    with pytest.raises(Invalid) as refusal:
        LISTING.read(params)
    assert refusal.value.findings[0].field == field


def test_columns_follow_the_choice_of_the_person():
    assert [c.key for c in LISTING.read({}).columns] == ["id", "app_label"]
    assert [c.key for c in LISTING.read({}, "model.id.nothing").columns] == ["id", "model"]
    assert [c.key for c in LISTING.read({}, "nothing").columns] == ["id", "app_label"]


@pytest.mark.django_db
def test_the_export_holds_all_rows_with_the_chosen_columns():
    request = RequestFactory().get(
        "/", {"export": "xlsx", "sort": "app"}, headers={"cookie": "columns-kinds=id.app_label"}
    )
    response = LISTING.read_request(request).respond(request, kinds())
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Number", "App")
    assert [row[0] for row in rows[1:]] == list(
        ContentType.objects.order_by("app_label", "-id").values_list("id", flat=True)
    )
    assert "People" in {row[1] for row in rows}


def test_text_stays_text_in_excel():
    columns = (Column("text", "Text"), Column("day", "Day", "day"), Column("big", "Big"))
    rows = [{"text": "=1+1", "day": date(2024, 12, 31), "big": 410102000000123456}]
    response = excel_response(columns, rows, "list.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    text, day, big = next(sheet.iter_rows(min_row=2))
    assert (text.data_type, text.value) == ("s", "=1+1")
    assert day.value.date() == date(2024, 12, 31)
    assert big.value == "410102000000123456"


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(excel, "MOST_ROWS", 2)
    with pytest.raises(TooLarge):
        excel_response((Column("id", "Id"),), ({"id": i} for i in range(3)), "list.xlsx")


@pytest.mark.django_db
def test_the_fragment_holds_the_results_alone():
    request = RequestFactory().get("/", headers={"HX-Request": "true", "HX-Target": "results"})
    response = LISTING.read_request(request).respond(request, kinds(), counts={"mine": 3})
    page = response.content.decode()
    assert "<html" not in page and "<table" in page
    assert "HX-Target" in response["Vary"]
