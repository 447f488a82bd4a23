"""PDF with text: printed lines page by page, without page numbers and running heads."""

import re
from collections import Counter

import pypdfium2
from pypdfium2 import PdfiumError

from zhiben.domains.instruments.methods.reading.extract.sniff import unreadable
from zhiben.domains.instruments.methods.reading.model import Line

MAX_PAGES = 2_000
_PAGE_NUMBER = re.compile(
    r"[-—–－―·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共,，]+\s*\d{1,4}\s*页?)?[-—–－―·\s]*"
)
_DIGITS = re.compile(r"\d+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def read_pdf(data: bytes) -> list[Line]:
    """Lines of a PDF; raises Unreadable when it is encrypted, damaged or a scan."""
    try:
        document = pypdfium2.PdfDocument(data)
    except PdfiumError as problem:
        code = "encrypted" if "password" in str(problem).lower() else "damaged"
        raise unreadable(code) from problem
    try:
        pages = [_page_lines(document[index]) for index in range(min(len(document), MAX_PAGES))]
    finally:
        document.close()
    if sum(len(_CHINESE.findall(text)) for page in pages for _, text in page) < 2 * len(pages):
        raise unreadable("no_text")
    return _lines(_without_running_heads(pages))


def _page_lines(page: pypdfium2.PdfPage) -> list[tuple[float, str]]:
    """Left edge (in points) and text of each printed line."""
    textpage = page.get_textpage()
    lines: list[tuple[float, str]] = []
    position = 0
    for raw in textpage.get_text_range().split("\n"):
        text = raw.strip(" \r\t\u3000\ufffe\x02")
        if text:
            start = position + len(raw) - len(raw.lstrip(" \r\t\u3000"))
            lines.append((_left(textpage, start), text.replace("\ufffe", "").replace("\x02", "")))
        position += len(raw) + 1
    textpage.close()
    page.close()
    return lines


def _left(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    try:
        return float(textpage.get_charbox(index, loose=True)[0])
    except (PdfiumError, ValueError, IndexError):
        return 0.0


def _without_running_heads(pages: list[list[tuple[float, str]]]) -> list[list[tuple[float, str]]]:
    """Drops page numbers and the lines that open or close most pages."""
    edges = Counter(
        _DIGITS.sub("", text) for page in pages for _, text in {*page[:2], *page[-2:]} if len(text) < 60
    )
    heads = {text for text, seen in edges.items() if seen >= 3 and seen * 2 > len(pages)}
    kept = []
    for page in pages:
        last = len(page) - 2
        kept.append(
            [
                (left, text)
                for place, (left, text) in enumerate(page)
                if not (place < 2 or place >= last)
                or not (_PAGE_NUMBER.fullmatch(text) or (text and _DIGITS.sub("", text) in heads))
            ]
        )
    return kept


def _lines(pages: list[list[tuple[float, str]]]) -> list[Line]:
    """The text block's left edge is the commonest one; what stands 12 points right of it is indented."""
    edges = Counter(round(left) for page in pages for left, _ in page)
    common = edges.most_common(1)[0][0]
    lowest = min((edge for edge, seen in edges.items() if seen * 20 > edges.total()), default=common)
    return [Line(text, indented=left > lowest + 12) for page in pages for left, text in page]
