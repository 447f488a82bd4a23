"""PDF with text: printed lines page by page, without page numbers and running heads."""

import re
from collections import Counter
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import PdfiumError

from zhiben.domains.instruments.methods.reading.extract.pdf_tables import PrintedTable, tables_of
from zhiben.domains.instruments.methods.reading.extract.sniff import unreadable
from zhiben.domains.instruments.methods.reading.model import Line, LineKind

MAX_PAGES = 2_000
_PAGE_NUMBER = re.compile(
    r"[-—–－―·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共,，]+\s*\d{1,4}\s*页?)?[-—–－―·\s]*"
)
_DIGITS = re.compile(r"\d+")
# A line may end this many letters early so that no punctuation begins the next one.
_SLACK = 1.9
_EDGES = " \r\t\u3000\ufffe\x02"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Printed:
    """A printed line with its edges in points and the height of its letters."""

    text: str
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0
    middle: float = 0.0
    cells: tuple[str, ...] = ()


def read_pdf(data: bytes) -> list[Line]:
    """Lines of a PDF; raises Unreadable when it is encrypted, damaged or a scan."""
    try:
        document = pypdfium2.PdfDocument(data)
    except PdfiumError as problem:
        code = "encrypted" if "password" in str(problem).lower() else "damaged"
        raise unreadable(code) from problem
    try:
        if len(document) > MAX_PAGES:
            raise unreadable("too_many_pages", limit=MAX_PAGES)
        pages = [_page_lines(document[index]) for index in range(len(document))]
    finally:
        document.close()
    if sum(len(_CHINESE.findall(line.text)) for page in pages for line in page) < 2 * len(pages):
        raise unreadable("no_text")
    return _lines(_without_running_heads(pages))


def _page_lines(page: pypdfium2.PdfPage) -> list[_Printed]:
    textpage = page.get_textpage()
    lines: list[_Printed] = []
    position = 0
    for raw in textpage.get_text_range().split("\n"):
        text = raw.strip(_EDGES)
        if text:
            start = position + len(raw) - len(raw.lstrip(_EDGES))
            lines.append(_printed(textpage, text, start))
        position += len(raw) + 1
    tables = tables_of(page, textpage)
    textpage.close()
    page.close()
    return _with_tables(lines, tables) if tables else lines


def _with_tables(lines: list[_Printed], tables: list[PrintedTable]) -> list[_Printed]:
    """The rows of each table where its first line stood."""
    kept: list[_Printed] = []
    left = list(tables)
    for line in lines:
        table = next((one for one in tables if one.holds(line.left + 1, line.middle)), None)
        if table is None:
            kept.append(line)
        elif table in left:
            left.remove(table)
            kept += [_Printed(" ".join(filter(None, cells)), cells=cells) for cells in table.rows]
    return kept


def _printed(textpage: pypdfium2.PdfTextPage, text: str, start: int) -> _Printed:
    clean = text.replace("\ufffe", "").replace("\x02", "")
    try:
        left, bottom, _, top = textpage.get_charbox(start, loose=True)
        right = textpage.get_charbox(start + len(text) - 1, loose=True)[2]
    except (PdfiumError, ValueError, IndexError):
        return _Printed(clean)
    return _Printed(clean, float(left), float(right), float(top - bottom), float(top + bottom) / 2)


def _may_be_head(line: _Printed) -> bool:
    return len(line.text) < 60 and not line.cells


def _without_running_heads(pages: list[list[_Printed]]) -> list[list[_Printed]]:
    """Drops page numbers and the lines that open or close most pages."""
    edges = Counter(
        head
        for page in pages
        for head in {_DIGITS.sub("", line.text) for line in page[:2] + page[-2:] if _may_be_head(line)}
    )
    heads = {text for text, seen in edges.items() if text and seen >= 2 and seen * 2 > len(pages)}
    return [
        [
            line
            for place, line in enumerate(page)
            if 2 <= place < len(page) - 2
            or line.cells
            or not (_PAGE_NUMBER.fullmatch(line.text) or _DIGITS.sub("", line.text) in heads)
        ]
        for page in pages
    ]


def _lines(pages: list[list[_Printed]]) -> list[Line]:
    """Compares each line with the edges of the text block: the outermost that many lines share."""
    everything = [line for page in pages for line in page]
    printed = [line for line in everything if not line.cells]
    lefts = Counter(round(line.left) for line in printed)
    rights = Counter(round(line.right) for line in printed)
    few = max(2, len(printed) // 20)
    left = min((edge for edge, seen in lefts.items() if seen >= few), default=min(lefts, default=0))
    widest = max(rights, default=0)
    # Two short headings may end alike; the text block is wider than they are.
    right = max(
        (edge for edge, seen in rights.items() if seen >= few and edge > widest * 0.6), default=widest
    )
    found: list[Line] = []
    table = 0
    for place, line in enumerate(everything):
        if line.cells:
            # A table goes on over the end of a page.
            before = everything[place - 1].cells if place else ()
            table += len(before) != len(line.cells)
            found.append(Line(line.text, LineKind.ROW, cells=line.cells, table=table))
        else:
            indented = line.left > left + 0.9 * line.size
            full = line.right > right - _SLACK * line.size
            found.append(Line(line.text, indented=indented, full=full))
    return found
