"""Rows to an Excel file, streamed through constant memory. Text stays text: no formulas come from data."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from xlsxwriter.worksheet import Worksheet

from zhiben.core.errors import TooLarge
from zhiben.core.findings import N_, Finding, sentence
from zhiben.ui.listing.columns import Column

MOST_ROWS = 100_000
LONGEST_CELL = 32_767
EXACT = 10**15
_CLOSED = ("state", "grade")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

sentence("export-too-large", N_("These are more than %(most)s rows. Narrow the filters and export in parts."))


def excel_response(
    columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], filename: str
) -> HttpResponse:
    """An .xlsx of these rows and columns as a download."""
    disposition = content_disposition_header(as_attachment=True, filename=filename) or ""
    return HttpResponse(
        workbook(columns, rows), content_type=XLSX, headers={"Content-Disposition": disposition}
    )


def workbook(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """An .xlsx of these rows and columns. TooLarge beyond 100,000 rows."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    formats = _formats(book)
    for position, column in enumerate(columns):
        sheet.set_column(position, position, 14)
        sheet.write_string(0, position, str(column.label), formats["head"])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    plain = [_reader(column) for column in columns]
    for line, row in enumerate(rows, start=1):
        refuse_size(line)
        for position, read in enumerate(plain):
            _write(sheet, line, position, read(row), formats)
    book.close()
    return target.getvalue()


def refuse_size(rows: int) -> None:
    """TooLarge where these are more rows than one file takes."""
    if rows > MOST_ROWS:
        raise TooLarge(Finding("export-too-large", {"most": MOST_ROWS}))


def _reader(column: Column) -> Callable[[Mapping[str, Any]], Any]:
    """`column.plain`; the words of a closed list are looked up once each, not once a row."""
    if column.words is None and column.kind not in _CLOSED:
        return column.plain
    known: dict[Any, Any] = {}

    def read(row: Mapping[str, Any]) -> Any:
        value = row.get(column.key)
        if value not in known:
            known[value] = column.plain(row)
        return known[value]

    return read


def _formats(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }


def _write(sheet: Worksheet, line: int, position: int, value: Any, formats: dict[str, Any]) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(line, position, value, formats["time"])
    elif isinstance(value, date):
        sheet.write_datetime(line, position, datetime.combine(value, time.min), formats["day"])
    elif _is_number(value):
        sheet.write_number(line, position, float(value))
    elif value != "":
        sheet.write_string(line, position, str(value)[:LONGEST_CELL])


def _is_number(value: Any) -> bool:
    """Whether Excel can hold it as a number without losing digits (area codes and ids may be longer)."""
    return (
        isinstance(value, int | float | Decimal) and not isinstance(value, bool) and abs(float(value)) < EXACT
    )
