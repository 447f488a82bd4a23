"""Reading the cells of an .xlsx or .csv with limits, whatever the file claims about itself."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from zhiben.core.errors import TooLarge, Unreadable, WrongType
from zhiben.core.files.sniff import decode, sniff
from zhiben.core.findings import Finding
from zhiben.core.imports.columns import Grid

CELLS_LIMIT = 2_000_000
BLANK_LIMIT = 2_000
COLUMNS_LIMIT = 200
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    DefusedXmlException,
    SyntaxError,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
)


def read_grid(data: bytes, name: str) -> Grid:
    """The cells of the first sheet; refuses what is no table, encrypted, a bomb or broken."""
    kind = sniff(io.BytesIO(data), name)
    if kind == "xlsx":
        return _workbook(data, name)
    if kind in ("csv", "txt"):
        return _separated(data, name)
    if kind == "xls":
        raise WrongType(Finding("file-old-office", {"name": name}), code="file-old-office")
    raise WrongType(Finding("table-kind", {"name": name}), code="table-kind")


def _workbook(data: bytes, name: str) -> Grid:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except _BROKEN as error:
        raise _broken(name) from error
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise _broken(name)
        sheet: Any = sheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=COLUMNS_LIMIT)
        grid = Grid(sheet.title)
        _fill(grid, rows)
        grid.merged = _merged(data, sheet._worksheet_path)
        if len(sheets) > 1:
            grid.warnings.append(Finding("table-sheets", {"sheet": sheet.title}))
        return grid
    except _BROKEN as error:
        raise _broken(name) from error
    finally:
        book.close()


def _broken(name: str) -> Unreadable:
    return Unreadable(Finding("file-broken", {"name": name}), code="file-broken")


def _fill(grid: Grid, rows: Iterable[Sequence[object]]) -> None:
    """Keep the rows with anything in them; stop at a long stretch of empty ones, and say so."""
    cells = blank = last = 0
    for number, row in enumerate(rows, start=1):
        filled = sum(value is not None and value != "" for value in row)
        cells += filled
        if cells > CELLS_LIMIT:
            raise TooLarge(Finding("table-too-wide", {"limit": CELLS_LIMIT}), code="table-too-wide")
        if filled:
            grid.rows.append((number, row))
            blank, last = 0, number
            continue
        blank += 1
        if blank > BLANK_LIMIT:
            grid.warnings.append(Finding("table-blank-end", {"row": last, "count": BLANK_LIMIT}))
            return


def _merged(data: bytes, path: str) -> list[tuple[int, int, int, int]]:
    """Merged ranges as (first row, last row, first column, last column).

    The fast reader skips them, and they stand after all rows: the text is searched, not parsed.
    """
    found: set[bytes] = set()
    tail = b""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(path.lstrip("/")) as sheet:
        while chunk := sheet.read(1024 * 1024):
            found.update(_MERGE.findall(tail + chunk))
            tail = chunk[-200:]
    ranges = [range_boundaries(ref.decode("ascii")) for ref in sorted(found)]
    return [(top or 1, bottom or 1, left or 1, right or 1) for left, top, right, bottom in ranges]


def _separated(data: bytes, name: str) -> Grid:
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        raise Unreadable(Finding("table-encoding", {"name": name}), code="table-encoding") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    grid = Grid(re.sub(r"\.[^.]*$", "", name))
    try:
        _fill(grid, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _broken(name) from error
    return grid
