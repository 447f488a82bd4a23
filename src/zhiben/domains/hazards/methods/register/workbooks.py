"""Reading an .xlsx: values (of formulas the last), merges, hidden parts, pictures at and in cells, colours."""

import colorsys
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from zhiben.core.findings import Finding
from zhiben.domains.hazards.methods.register.shapes import Book, Picture, Sheet, Span, Value

ROWS = 21_000
COLUMNS = 100
PICTURES = 2_000
PICTURE_BYTES = 20 * 1024 * 1024
_IN_CELL = re.compile(r'DISPIMG\(\s*"([^"]+)"')
_HUES = ((0.03, "red"), (0.11, "orange"), (0.19, "yellow"), (0.45, "green"), (0.72, "blue"), (1.01, "red"))
_MACROS = "xl/vbaProject.bin"
_SHEET_BYTES = 120 * 1024 * 1024


def read_workbook(data: bytes) -> Book:
    """All worksheets of a workbook."""
    book = Book("xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {one.filename: one.file_size for one in archive.infolist()}
        if max((size for name, size in names.items() if name.endswith(".xml")), default=0) > _SHEET_BYTES:
            raise ValueError("a part is larger than any register")
        if _MACROS in names:
            book.told.append(Finding("register-macros"))
        inside = dict(_pictures_in_cells(archive, names))
    loaded = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    for worksheet in loaded.worksheets:
        book.sheets.append(_sheet(worksheet, inside))
    loaded.close()
    return book


def _sheet(worksheet: Any, inside: dict[str, bytes]) -> Sheet:
    sheet = Sheet(worksheet.title, hidden=worksheet.sheet_state != "visible")
    for number, cells in enumerate(worksheet.iter_rows(max_col=min(worksheet.max_column, COLUMNS))):
        if number > ROWS * 3:
            break
        sheet.rows.append([_value(sheet, cell, number, place, inside) for place, cell in enumerate(cells)])
    sheet.merged = [
        Span(one.min_row - 1, one.max_row - 1, one.min_col - 1, one.max_col - 1)
        for one in worksheet.merged_cells.ranges
    ]
    sheet.hidden_rows = {key - 1 for key, row in worksheet.row_dimensions.items() if row.hidden}
    sheet.hidden_columns = set(_hidden_columns(worksheet))
    sheet.pictures += _anchored(worksheet)
    return sheet


def _hidden_columns(worksheet: Any) -> Iterator[int]:
    for letter, column in worksheet.column_dimensions.items():
        if column.hidden:
            first = column.min or column_index_from_string(letter)
            yield from range(first - 1, min(column.max or first, COLUMNS))


def _value(sheet: Sheet, cell: Any, row: int, column: int, inside: dict[str, bytes]) -> Value:
    value: Value = cell.value
    if isinstance(value, str) and (found := _IN_CELL.search(value)):
        if found[1] in inside:
            sheet.pictures.append(Picture(row, column, f"{found[1]}.png", inside[found[1]]))
        return None
    if value is None and cell.has_style and cell.fill.fill_type == "solid":
        colour = _colour(cell.fill.fgColor)
        if colour:
            sheet.colours[(row, column)] = colour
    return value


def _colour(colour: Any) -> str:
    """The word of a fill; none for white, grey and colours of the theme."""
    if colour.type != "rgb" or len(str(colour.rgb)) < 6:
        return ""
    text = str(colour.rgb)[-6:]
    red, green, blue = (int(text[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, saturation, light = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.15 or light < 0.3:
        return ""
    return next(word for limit, word in _HUES if hue <= limit)


def _anchored(worksheet: Any) -> Iterator[Picture]:
    """Pictures lying on the sheet: a picture belongs to the cell its middle lies on."""
    for number, image in enumerate(worksheet._images[:PICTURES]):
        anchor = image.anchor
        start = getattr(anchor, "_from", None)
        if start is None:
            continue
        end = getattr(anchor, "to", None) or start
        data = image._data()
        if len(data) <= PICTURE_BYTES:
            middle = (start.row + end.row) // 2, (start.col + end.col) // 2
            yield Picture(*middle, f"picture-{number + 1}.{image.format}", data)


def _pictures_in_cells(archive: zipfile.ZipFile, names: dict[str, int]) -> Iterator[tuple[str, bytes]]:
    """The pictures a WPS table keeps inside cells, by the name their formula gives."""
    if "xl/cellimages.xml" not in names or "xl/_rels/cellimages.xml.rels" not in names:
        return
    links = {
        one.get("Id"): posixpath.normpath(posixpath.join("xl", one.get("Target", "")))
        for one in fromstring(archive.read("xl/_rels/cellimages.xml.rels"))
    }
    for picture in fromstring(archive.read("xl/cellimages.xml")):
        name = target = ""
        for node in picture.iter():
            if node.tag.endswith("}cNvPr"):
                name = node.get("name", "")
            elif node.tag.endswith("}blip"):
                link = next((v for k, v in node.attrib.items() if k.endswith("}embed")), "")
                target = links.get(link, "")
        if name and names.get(target, PICTURE_BYTES + 1) <= PICTURE_BYTES:
            yield name, archive.read(target)
