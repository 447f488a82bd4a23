"""Word documents: paragraphs with their automatic numerals as printed, tables as rows."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from zhiben.domains.instruments.methods.reading.extract.docx_numbering import Numbering
from zhiben.domains.instruments.methods.reading.extract.sniff import unreadable
from zhiben.domains.instruments.methods.reading.model import Line, LineKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_PART = 100 * 1024 * 1024
_SPACES = " \t\r\n\xa0\u3000\u200b"
_TEXT, _TAB, _BREAKS = f"{W}t", f"{W}tab", (f"{W}br", f"{W}cr")
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_HYPHENS = {f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}rPr", f"{W}txbxContent"})
# Word keeps a second copy of every text box for old readers.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(data: bytes) -> list[Line]:
    """Lines of a .docx; raises Unreadable when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _xml(archive, "word/document.xml")
            styles = _xml(archive, "word/styles.xml")
            numbering = _xml(archive, "word/numbering.xml")
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, ValueError, NotImplementedError) as problem:
        raise unreadable("damaged") from problem
    if body is None or (root := body.find(f"{W}body")) is None:
        raise unreadable("damaged")
    return list(_Reader(Styles(styles), Numbering(numbering)).lines(root))


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """A part of the package; at most MAX_PART bytes are unpacked whatever its header promises."""
    if name not in archive.namelist():
        return None
    with archive.open(name) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise unreadable("zip_bomb")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


class Styles:
    """What the reader needs of a paragraph style: heading depth, contents, list numbering."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = {} if root is None else {s.get(f"{W}styleId"): s for s in root.iter(f"{W}style")}

    def chain(self, style: str | None) -> Iterator[etree._Element]:
        """The style and those it is based on."""
        seen = set()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            element = self._styles[style]
            yield element
            based = element.find(f"{W}basedOn")
            style = based.get(f"{W}val") if based is not None else None

    def name(self, style: str | None) -> str:
        """The style's name in lower case without spaces."""
        element = self._styles.get(style)
        name = element.find(f"{W}name") if element is not None else None
        value = (name.get(f"{W}val") if name is not None else None) or style or ""
        return value.lower().replace(" ", "")

    def depth(self, style: str | None) -> int:
        """1 to 9 for a heading style or one with an outline level, else 0."""
        for element in self.chain(style):
            level = element.find(f"{W}pPr/{W}outlineLvl")
            if level is not None and (level.get(f"{W}val") or "9") in "012345678":
                return int(level.get(f"{W}val")) + 1
            name = self.name(element.get(f"{W}styleId"))
            if name.startswith("heading") and name[7:].isdigit():
                return int(name[7:])
        return 0

    def numbering(self, style: str | None) -> etree._Element | None:
        """The list numbering a style brings along."""
        for element in self.chain(style):
            found = element.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return found
        return None


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.tables = 0

    def lines(self, parent: etree._Element) -> Iterator[Line]:
        """Paragraphs and rows in the order of the document, also those inside content controls."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif isinstance(child.tag, str) and child.tag != f"{W}sectPr":
                yield from self.lines(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        style = _value(paragraph, f"{W}pPr/{W}pStyle")
        name = self.styles.name(style)
        text = _text(paragraph)
        printed = self._numeral(paragraph, style) if text.strip(_SPACES) else ""
        depth = self.styles.depth(style)
        kind = LineKind.HEADING if depth or name == "title" else LineKind.TEXT
        if name.startswith("toc") and name not in ("tocheading",):
            kind = LineKind.CONTENTS
        strong = _is_strong(paragraph)
        for number, piece in enumerate(filter(None, (p.strip(_SPACES) for p in text.split("\n")))):
            yield Line((printed if number == 0 else "") + piece, kind, depth=depth, strong=strong)

    def _numeral(self, paragraph: etree._Element, style: str | None) -> str:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        inherited = self.styles.numbering(style)
        number = _numbering_value(own, "numId") or _numbering_value(inherited, "numId")
        level = _numbering_value(own, "ilvl") or _numbering_value(inherited, "ilvl") or "0"
        if not number or number == "0" or not level.isdigit():
            return ""
        return self.numbering.next(number, int(level))

    def _table(self, table: etree._Element) -> Iterator[Line]:
        rows = list(_rows(table))
        if len(rows) < 2 or max(map(len, rows)) < 2:
            # Layout tables: a frame around text, a letterhead.
            for cell in table.iter(_CELL):
                yield from self.lines(cell)
            return
        self.tables += 1
        for row in rows:
            yield Line(" ".join(filter(None, row)), LineKind.ROW, cells=row, table=self.tables)


def _rows(table: etree._Element) -> Iterator[tuple[str, ...]]:
    """Rows with something in them; a cell merged downwards stands in each of its rows."""
    above: tuple[str, ...] = ()
    for element in table.iter(_ROW):
        row = tuple(_cells(element, above))
        if any(row):
            above = row
            yield row


def _cells(row: etree._Element, above: tuple[str, ...]) -> Iterator[str]:
    place = 0
    for cell in row.findall(_CELL):
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(f"{W}val") != "restart":
            yield above[place] if place < len(above) else ""
        else:
            yield "".join("".join(_text(p) for p in cell.iter(_PARAGRAPH)).split())
        span = _value(cell, f"{W}tcPr/{W}gridSpan")
        more = min(int(span), 50) - 1 if span and span.isdigit() else 0
        yield from [""] * more
        place += 1 + max(more, 0)


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find(path)
    return found.get(f"{W}val") if found is not None else None


def _numbering_value(element: etree._Element | None, name: str) -> str | None:
    return _value(element, f"{W}{name}") if element is not None else None


def _text(element: etree._Element) -> str:
    pieces: list[str] = []
    _collect(element, pieces)
    return "".join(pieces)


def _collect(element: etree._Element, pieces: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag in _LEFT_OUT or tag == _FALLBACK:
            continue
        if tag == _TEXT:
            pieces.append(child.text or "")
        elif tag == _TAB:
            pieces.append("\t")
        elif tag in _BREAKS:
            pieces.append("" if child.get(f"{W}type") == "page" else "\n")
        elif tag in _HYPHENS:
            pieces.append(_HYPHENS[tag])
        else:
            _collect(child, pieces)


def _is_strong(paragraph: etree._Element) -> bool:
    runs = [run for run in paragraph.findall(f"{W}r") if _text(run).strip(_SPACES)]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: etree._Element) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    return bold is not None and bold.get(f"{W}val") not in ("0", "false", "off")
