"""Reading an .xls: values, merges, hidden parts and the pictures that lie on its cells."""

from typing import Any

import xlrd
from xlrd.xldate import xldate_as_datetime

from zhiben.core.findings import Finding
from zhiben.domains.hazards.methods.register.old_pictures import read_old_pictures
from zhiben.domains.hazards.methods.register.shapes import Book, Sheet, Span, Value


def read_old_book(data: bytes) -> Book:
    """All worksheets of an old workbook."""
    book = Book("xls")
    opened = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=_Quiet())
    for loaded in opened.sheets():
        book.sheets.append(_sheet(loaded, opened.datemode))
    pictures = read_old_pictures(data)
    for sheet, found in zip(book.sheets, pictures.of_sheets, strict=False):
        sheet.pictures += found
    if pictures.others:
        book.told.append(Finding("register-pictures", {"count": pictures.others}))
    return book


class _Quiet:
    """Takes what the library would print."""

    def write(self, text: str) -> int:
        """Nothing is kept."""
        return len(text)

    def flush(self) -> None:
        """Nothing is kept."""


def _sheet(loaded: Any, mode: int) -> Sheet:
    sheet = Sheet(loaded.name, hidden=loaded.visibility != 0)
    for number in range(loaded.nrows):
        sheet.rows.append([_value(cell, mode) for cell in loaded.row(number)])
    sheet.merged = [
        Span(top, bottom - 1, left, right - 1) for top, bottom, left, right in loaded.merged_cells
    ]
    sheet.hidden_rows = {number for number, info in loaded.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {number for number, info in loaded.colinfo_map.items() if info.hidden}
    return sheet


def _value(cell: Any, mode: int) -> Value:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xldate_as_datetime(cell.value, mode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return str(cell.value) if cell.ctype == xlrd.XL_CELL_TEXT else float(cell.value)
