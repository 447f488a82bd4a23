"""From the bytes of a file to its sheets, with limits, whatever the file claims about itself."""

import csv
import io
import re
import struct
import zipfile
import zlib

from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException
from xlrd import XLRDError
from xlrd.compdoc import CompDocError

from zhiben.core.errors import Invalid, TooLarge, Unreadable, WrongType
from zhiben.core.files.sniff import decode, sniff
from zhiben.core.findings import Finding
from zhiben.domains.hazards.methods.register.documents import read_document
from zhiben.domains.hazards.methods.register.old_books import read_old_book
from zhiben.domains.hazards.methods.register.shapes import Book, Sheet, Value
from zhiben.domains.hazards.methods.register.workbooks import read_workbook

ROWS_LIMIT = 20_000
CELLS_LIMIT = 800_000
COLUMNS_LIMIT = 100
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    DefusedXmlException,
    XLRDError,
    CompDocError,
    struct.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    EOFError,
    OSError,
    MemoryError,
    RecursionError,
)
"""What the readers of others raise at a damaged file."""
_READERS = {"xlsx": read_workbook, "xls": read_old_book, "docx": read_document}


def read_book(data: bytes, name: str) -> Book:
    """Every sheet or table of a file; refuses what is no table, encrypted, a bomb, broken or too large."""
    kind = sniff(io.BytesIO(data), name)
    if kind in ("csv", "txt"):
        book = Book("csv", [_separated(data, name)])
    elif kind in _READERS:
        try:
            book = _READERS[kind](data)
        except BROKEN as error:
            raise _broken(name) from error
    else:
        raise WrongType(Finding("register-kind", {"name": name}, "file"), code="register-kind")
    _limit(book)
    if not any(any(row) for sheet in book.sheets for row in sheet.rows):
        raise Invalid(Finding("register-empty", {"name": name}, "file"), code="register-empty")
    return book


def _broken(name: str) -> Unreadable:
    return Unreadable(Finding("file-broken", {"name": name}, "file"), code="file-broken")


def _limit(book: Book) -> None:
    """Cut what is empty at the end of rows and sheets; refuse more than can be handled."""
    cells = 0
    for sheet in book.sheets:
        sheet.rows = [_cut(row[:COLUMNS_LIMIT]) for row in sheet.rows]
        while sheet.rows and not sheet.rows[-1]:
            sheet.rows.pop()
        cells += sum(map(len, sheet.rows))
        if sum(map(bool, sheet.rows)) > ROWS_LIMIT + 200:
            raise TooLarge(
                Finding("table-too-many-rows", {"limit": ROWS_LIMIT}, "file"), code="table-too-many-rows"
            )
    if cells > CELLS_LIMIT:
        raise TooLarge(Finding("table-too-wide", {"limit": CELLS_LIMIT}, "file"), code="table-too-wide")


def _cut(row: list[Value]) -> list[Value]:
    last = max((place for place, value in enumerate(row) if value not in (None, "")), default=-1)
    return row[: last + 1]


def _separated(data: bytes, name: str) -> Sheet:
    """A text table: the separator that most lines have in equal number."""
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        raise Unreadable(Finding("table-encoding", {"name": name}, "file"), code="table-encoding") from error
    separator = max(",;\t", key=lambda sign: _evenness(text, sign))
    try:
        rows = [
            [cell.strip() or None for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error as error:
        raise _broken(name) from error
    return Sheet(re.sub(r"\.[^.]*$", "", name), [list[Value](row) for row in rows])


def _evenness(text: str, sign: str) -> int:
    return sum(text_line.count(sign) for text_line in text.split("\n")[:200])
