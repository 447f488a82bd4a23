"""HTML: block elements become lines, table rows become rows."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from zhiben.domains.instruments.methods.reading.extract.sniff import unreadable
from zhiben.domains.instruments.methods.reading.model import Line, LineKind

_SKIP = frozenset(
    {"script", "style", "head", "nav", "noscript", "template", "svg", "iframe", "select", "button"}
)
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody"}
    | {"thead", "tfoot", "tr", "td", "th", "section", "article", "header", "footer", "main", "aside", "body"}
    | {"html", "blockquote", "pre", "center", "form", "figure", "figcaption", "address"}
)
_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
_MOST_CELLS = 100
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|breadcrumbs?|crumbs?|menu|footer|copyright|share|sidebar)(?:$|[\s_-])"
)
_CRUMBS = re.compile(r"(?:首页|(?:当前|您(?:的|所在的?)?)位置).{0,4}[>›»：:].{0,80}")
_SPACES = " \t\r\n\xa0\u3000\u200b"


def read_html(text: str) -> list[Line]:
    """Lines of an HTML page."""
    # lxml refuses text that declares its own encoding; it is decoded already.
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as problem:
        raise unreadable("no_content") from problem
    return list(_Walker().lines(root))


class _Walker:
    """Collects inline text until a block begins or ends."""

    def __init__(self) -> None:
        self.buffer: list[str] = []
        self.tables = 0

    def lines(self, root: etree._Element) -> Iterator[Line]:
        """All lines in the order of the page."""
        yield from self._walk(root, 0)
        yield from self._flush(0)

    def _flush(self, depth: int) -> Iterator[Line]:
        text, self.buffer = "".join(self.buffer), []
        for piece in text.split("\n"):
            clean = piece.strip(_SPACES)
            if clean and not _CRUMBS.fullmatch(clean):
                kind = LineKind.HEADING if depth else LineKind.TEXT
                yield Line(clean, kind, depth=depth)

    def _walk(self, element: etree._Element, depth: int) -> Iterator[Line]:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIP or not tag or _is_beside(element, tag):
            return
        if tag == "table" and not element.xpath("boolean(.//table)"):
            yield from self._flush(depth)
            yield from self._table(element)
            return
        block = tag in _BLOCKS
        inner = _HEADINGS.get(tag, depth)
        if block:
            yield from self._flush(depth)
        elif tag == "br":
            self.buffer.append("\n")
        self._add(element.text)
        for number, child in enumerate(element, start=1):
            self._number(tag, child, number)
            yield from self._walk(child, inner)
            self._add(child.tail)
        if block:
            yield from self._flush(inner)

    def _number(self, tag: str, child: etree._Element, number: int) -> None:
        """An ordered list prints its numbers though they are not in its text."""
        if tag == "ol" and child.tag == "li":
            self.buffer.append(f"\n{number}.")

    def _add(self, text: str | None) -> None:
        if text:
            self.buffer.append(" ".join(text.split()) if text.strip(_SPACES) else " ")

    def _table(self, element: etree._Element) -> Iterator[Line]:
        rows = [row for row in _rows(element) if any(row)]
        if len(rows) < 2 or max(map(len, rows)) < 2:
            yield from (Line(cell) for row in rows for cell in row if cell)
            return
        self.tables += 1
        for row in rows:
            yield Line(" ".join(filter(None, row)), LineKind.ROW, cells=row, table=self.tables)


def _is_beside(element: etree._Element, tag: str) -> bool:
    """Menus, paths and the page's foot are no text of the paper."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return tag not in ("html", "body") and _BESIDE.search(names) is not None


def _rows(table: etree._Element) -> Iterator[tuple[str, ...]]:
    """Rows of a table; a cell that spans rows stands in each of them."""
    open_: dict[int, tuple[int, str]] = {}
    for element in table.iter("tr"):
        row: list[str] = []
        for cell in element.xpath("./td|./th"):
            _fill(row, open_)
            down = _span(cell, "rowspan")
            if down > 1:
                open_[len(row)] = (down - 1, _cell(cell))
            row += [_cell(cell)] + [""] * (_span(cell, "colspan") - 1)
        _fill(row, open_)
        yield tuple(row)


def _fill(row: list[str], open_: dict[int, tuple[int, str]]) -> None:
    """Puts the cells that span down from above where the row has come to."""
    while (place := len(row)) in open_:
        left, text = open_.pop(place)
        row.append(text)
        if left > 1:
            open_[place] = (left - 1, text)


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, min(int(value), _MOST_CELLS)) if value.isdecimal() else 1


def _cell(cell: etree._Element) -> str:
    return "".join("".join(cell.itertext()).split())
