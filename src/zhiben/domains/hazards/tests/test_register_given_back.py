"""What lay over the cells of a register comes back with it: cells merged over rows, and pictures."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image

from tests import world as w
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.methods.register.laid import spans_again
from zhiben.domains.hazards.methods.register.read import read_book
from zhiben.domains.hazards.methods.register.shapes import Span
from zhiben.domains.hazards.models import RegisterLayout
from zhiben.domains.hazards.queries import register_export
from zhiben.domains.hazards.tests.registers import make
from zhiben.domains.hazards.tests.registers.steps import bring, district, settle, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None, tmp_path: Path, settings: Any) -> Iterator[w.World]:
    """The district with files of its own."""
    yield from district(tmp_path, settings)


def given_back(world: w.World, name: str, data: bytes | None = None) -> bytes:
    """A register brought in and exported again."""
    register = take(world, "officer1", name, data)
    settle(world, "officer1", register)
    bring(world, "officer1", register)
    layout = RegisterLayout.objects.unscoped(reason="test").order_by("-id")[0]
    return do.export_register(actor=world.actor("officer1"), at=w.AT, layout_id=layout.pk)[1]


def test_merged_units_and_pictures_come_back(world: w.World) -> None:
    data = given_back(world, "pictures_and_sheets.xlsx")
    sheet = load_workbook(io.BytesIO(data)).active
    assert {str(span) for span in sheet.merged_cells.ranges} == {"A1:I1", "A3:A5", "B3:B5"}
    assert [sheet.cell(row, 1).value for row in (3, 4, 5, 6)] == [make.DEPOT, None, None, make.MILL]
    book = read_book(data, "again.xlsx")
    assert [(one.row, one.column) for one in book.sheets[0].pictures] == [(2, 4), (2, 5), (4, 5), (5, 4)]
    assert [one.data for one in book.sheets[0].pictures] == [
        make.picture(colour) for colour in ("red", "green", "blue", "orange")
    ]
    assert sheet.row_dimensions[3].height == 60


def test_a_table_of_a_document_comes_back_with_its_pictures(world: w.World) -> None:
    sheet = load_workbook(io.BytesIO(given_back(world, "document.docx"))).active
    assert "B5:B6" in {str(span) for span in sheet.merged_cells.ranges}
    places = sorted((image.anchor._from.row, image.anchor._from.col) for image in sheet._images)
    assert places == [(4, 3), (4, 4), (5, 3), (6, 3)]


def test_pictures_of_an_old_workbook_come_back(world: w.World) -> None:
    old = (Path(__file__).parent / "registers" / "old_pictures.xls").read_bytes()
    book = read_book(given_back(world, "old_pictures.xls", old), "again.xlsx")
    assert [(one.row, one.column) for one in book.sheets[0].pictures] == [(2, 4), (2, 5), (3, 4), (4, 5)]
    assert Image.open(io.BytesIO(book.sheets[0].pictures[0].data)).size == (160, 120)
    assert Span(2, 3, 1, 1) in book.sheets[0].merged


def test_what_is_given_back_is_known_again(world: w.World) -> None:
    data = given_back(world, "pictures_and_sheets.xlsx")
    again = take(world, "officer1", "again.xlsx", data)
    assert bring(world, "officer1", again)["here"] == 4


def test_two_files_of_one_layout_keep_their_merges_apart(world: w.World) -> None:
    given_back(world, "pictures_and_sheets.xlsx")
    changed = load_workbook(io.BytesIO(make.pictures_and_sheets()))
    for row, text in ((3, "消防泵漏水严重"), (4, "应急灯全部损坏"), (5, "配电室堆放杂物")):
        changed["隐患台账"].cell(row, 3).value = text
    stream = io.BytesIO()
    changed.save(stream)
    sheet = load_workbook(io.BytesIO(given_back(world, "second.xlsx", stream.getvalue()))).active
    spans = {str(span) for span in sheet.merged_cells.ranges}
    assert {"A3:A5", "B3:B5", "A7:A9", "B7:B9"} <= spans


def test_too_many_pictures_leave_their_names(world: w.World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_export, "PICTURES", 2)
    sheet = load_workbook(io.BytesIO(given_back(world, "document.docx"))).active
    assert len(sheet._images) == 2
    assert [bool(sheet.cell(row, 4).value) for row in (5, 6, 7)] == [False, True, True]


def test_merges_follow_their_rows() -> None:
    places = {(7, 3): 0, (7, 5): 1, (7, 6): 2, (8, 3): 3}
    spans = {"7": [[3, 5, 0, 0], [6, 7, 1, 1], [6, 7, 2, 3]], "8": [[3, 4, 0, 0]], "9": [[1, 9, 0, 0]]}
    assert spans_again(spans, places) == [Span(0, 1, 0, 0), Span(2, 2, 2, 3)]
