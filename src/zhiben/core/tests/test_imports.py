"""Tables people hand in: what is read, and what is wrong in which row and column."""

from datetime import date

import pytest

from zhiben.core.errors import Refusal
from zhiben.core.imports import Column, Table, day, read_table, text_of
from zhiben.core.tests import samples

COLUMNS = [
    Column("name", ("单位名称", "企业名称"), required=True, longest=20),
    Column("code", ("统一社会信用代码",)),
    Column("opened", ("成立日期",)),
]


def read(data: bytes, name: str = "单位.xlsx", max_rows: int = 20_000) -> Table:
    return read_table(data, name=name, columns=COLUMNS, max_rows=max_rows)


def refusal(data: bytes, name: str = "单位.xlsx", **kwargs: int) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(data, name, **kwargs)
    return caught.value


def problems(table: Table) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.finding.code) for one in table.problems]


def test_rows_are_read_under_a_title_and_other_headings() -> None:
    table = read(
        samples.workbook(
            [
                ["云溪区企业名单", None, None],
                ["企业名称 *", "统一社会\n信用代码(选填)", "备注"],
                [" 甲公司 ", 91410000, "x"],
                [None, None, None],
                ["乙\u3000公司", "Y", None],
            ],
            merged=("A1:C1",),
        )
    )
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, {"name": "甲公司", "code": "91410000"}),
        (5, {"name": "乙 公司", "code": "Y"}),
    ]
    assert table.heading_row == 2 and table.problems == []
    assert [finding.code for finding in table.warnings] == ["table-heading-unknown"]


def test_formulas_errors_and_merged_cells_are_named_by_row_and_column() -> None:
    table = read(
        samples.workbook(
            [
                ["单位名称", "统一社会信用代码"],
                ["=A3&B3", "1"],
                ["#REF!", "2"],
                ["丙", "3"],
                [None, "4"],
                ["长" * 21, "5"],
            ],
            merged=("A4:A5",),
        )
    )
    assert sorted(problems(table)) == [
        (2, "单位名称", "table-formula"),
        (3, "单位名称", "table-error"),
        (4, "", "table-merged"),
        (5, "单位名称", "table-required"),
        (6, "单位名称", "table-too-long"),
    ]
    merged = next(one for one in table.problems if one.finding.code == "table-merged")
    assert merged.finding.params == {"range": "A4:A5"}


def test_a_hundred_thousand_empty_rows_are_passed_over_and_told() -> None:
    rows: list[list[object]] = [["单位名称"], ["甲"], *[[""]] * 100_000, ["最后"]]
    data = samples.workbook(rows)
    table = read(data)
    assert [row.cells["name"] for row in table.rows] == ["甲"]
    told = next(finding for finding in table.warnings if finding.code == "table-blank-end")
    assert told.params["row"] == 2


@pytest.mark.parametrize(
    ("data", "name", "status", "code"),
    [
        (samples.OLE + "EncryptedPackage".encode("utf-16-le"), "单位.xlsx", 415, "file-encrypted"),
        (samples.OLE + b"\0" * 600, "单位.xls", 415, "file-old-office"),
        (samples.archive({"xl/workbook.xml": b"\0" * 40_000_000}), "单位.xlsx", 413, "file-bomb"),
        (samples.archive({"xl/workbook.xml": b"<not a workbook"}), "单位.xlsx", 400, "file-broken"),
        (samples.jpeg(), "单位.xlsx", 415, "table-kind"),
        (b"", "单位.xlsx", 400, "file-empty"),
        (samples.workbook([["甲", "乙"], [1, 2]]), "单位.xlsx", 422, "table-no-headings"),
        (samples.workbook([["成立日期"], ["2024-01-01"]]), "单位.xlsx", 422, "table-no-headings"),
        (samples.workbook([["单位名称"]]), "单位.xlsx", 422, "table-empty"),
        (samples.workbook([[]]), "单位.xlsx", 422, "table-no-headings"),
        (samples.workbook([["单位名称", "企业名称"], ["a", "b"]]), "单位.xlsx", 422, "table-heading-twice"),
    ],
)
def test_what_cannot_be_read_at_all(data: bytes, name: str, status: int, code: str) -> None:
    caught = refusal(data, name)
    assert (caught.status, caught.findings[0].code) == (status, code)


def test_an_xml_bomb_in_a_workbook_is_not_unfolded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><workbook>&c;</workbook>'
    assert refusal(samples.archive({"xl/workbook.xml": bomb, "[Content_Types].xml": bomb})).status == 400


def test_too_many_rows() -> None:
    rows: list[list[object]] = [["单位名称"], *[[f"单位{n}"] for n in range(12)]]
    assert refusal(samples.workbook(rows), max_rows=10).findings[0].code == "table-too-many-rows"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_separated_values(encoding: str) -> None:
    data = '单位名称,统一社会信用代码\r\n"甲,公司",1\r\n\r\n乙,2\r\n'.encode(encoding)
    table = read(data, "单位.csv")
    assert [(row.number, row.cells["name"]) for row in table.rows] == [(2, "甲,公司"), (4, "乙")]


def test_only_the_first_sheet_is_read_and_told() -> None:
    table = read(samples.workbook([["单位名称"], ["甲"]], sheets=2))
    assert [finding.code for finding in table.warnings] == ["table-sheets"]


def test_cells_become_text_and_days() -> None:
    assert [text_of(v) for v in (13.0, 1.5, True, date(2026, 3, 1), None)] == [
        "13",
        "1.5",
        "是",
        "2026-03-01",
        "",
    ]
    texts = ("2026-03-01", "2026/3/1", "2026年3月1日", "20260301", "2026-03-01 10:00")
    assert {day(text) for text in texts} == {date(2026, 3, 1)}
    assert day("2026-02-30") is None and day("下周") is None
