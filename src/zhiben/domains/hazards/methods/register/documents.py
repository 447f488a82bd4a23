"""Reading the tables of a .docx: text, merged cells and the pictures in them."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from zhiben.domains.hazards.methods.register.shapes import Book, Picture, Sheet, Span, Value

_EMBED = qn("r:embed")
_BLIP = qn("a:blip")
_OLD = "{urn:schemas-microsoft-com:vml}imagedata"
_OLD_ID = qn("r:id")


def read_document(data: bytes) -> Book:
    """Each table as a sheet; a table that continues one of the same width is joined to it."""
    document = Document(io.BytesIO(data))
    book = Book("docx")
    lines: list[str] = []
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            text = "".join(node.text or "" for node in element.iter(qn("w:t"))).strip()
            lines += [text] if text else []
        elif element.tag == qn("w:tbl"):
            sheet = _sheet(element, document.part, f"{len(book.sheets) + 1}")
            if not lines and book.sheets and book.sheets[-1].width == sheet.width:
                _join(book.sheets[-1], sheet)
            else:
                book.sheets.append(_titled(sheet, lines))
            lines = []
    if book.sheets:
        book.sheets[-1].rows += [list[Value]([line]) for line in lines]
    return book


def _titled(sheet: Sheet, lines: list[str]) -> Sheet:
    """The lines above a table are its title: rows over the whole width."""
    if lines:
        above = Sheet(sheet.name, [list[Value]([line]) for line in lines])
        last = max(sheet.width - 1, 0)
        above.merged = [Span(number, number, 0, last) for number in range(len(lines))]
        _join(above, sheet)
        return above
    return sheet


def _join(above: Sheet, below: Sheet) -> None:
    shift = len(above.rows)
    above.rows += below.rows
    above.merged += [Span(s.top + shift, s.bottom + shift, s.left, s.right) for s in below.merged]
    above.pictures += [Picture(p.row + shift, p.column, p.name, p.data) for p in below.pictures]


def _sheet(table: Any, part: Any, name: str) -> Sheet:
    sheet = Sheet(name)
    open_spans: dict[int, list[int]] = {}
    for number, row in enumerate(table.findall(qn("w:tr"))):
        values: list[Value] = []
        for cell in row.iter(qn("w:tc")):
            place, width = len(values), _width(cell)
            if _continues(cell) and place in open_spans:
                open_spans[place][1] = number
                values += [None] * width
                continue
            _close(sheet, open_spans.pop(place, None))
            open_spans[place] = [number, number, place, place + width - 1]
            values += [_text(cell), *[None] * (width - 1)]
            sheet.pictures += _pictures(cell, part, number, place)
        sheet.rows.append(values)
    for span in open_spans.values():
        _close(sheet, span)
    return sheet


def _close(sheet: Sheet, span: list[int] | None) -> None:
    if span is not None and (span[1] > span[0] or span[3] > span[2]):
        sheet.merged.append(Span(span[0], span[1], span[2], span[3]))


def _width(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    value = span.get(qn("w:val")) if span is not None else "1"
    return min(max(int(value), 1), 100)


def _continues(cell: Any) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") != "restart"


def _text(cell: Any) -> str | None:
    lines = [
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in cell.findall(qn("w:p"))
    ]
    return "\n".join(lines).strip() or None


def _pictures(cell: Any, part: Any, row: int, column: int) -> Iterator[Picture]:
    for tag, key in ((_BLIP, _EMBED), (_OLD, _OLD_ID)):
        for node in cell.iter(tag):
            found = part.related_parts.get(node.get(key, ""))
            if found is not None:
                yield Picture(row, column, str(found.partname).rsplit("/", 1)[-1], found.blob)
