"""Plain text and Markdown."""

import codecs
import re
from collections import Counter

from zhiben.domains.instruments.methods.reading.clean import is_page_number
from zhiben.domains.instruments.methods.reading.extract.sniff import unreadable
from zhiben.domains.instruments.methods.reading.model import Line, LineKind

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_STRONG = re.compile(r"\*\*([^*\n]*)\*\*|__([^_\n]+)__")
_BULLET = re.compile(r"^(?:[-*+•●○▪■◆◇★]|>)\s+(?=\S)")
_ESCAPED = re.compile(r"\\([.()*_#+\-])")
_EDGES = " \t\r\u3000\xa0\u200b\ufeff"
_MOST_BREAKS = 12
_SERIAL = re.compile(r"\d{1,3}\t")
_RULE = re.compile(r"[-*_=—－]{3,}")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")
_STRAY = re.compile(
    r"\[bookmark:[^\]]{0,200}\]|<!--[^>]{0,500}-->|<br\s*/?>|</?(?:u|b|i|span|p|div)\b[^>]{0,200}>",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What no Chinese text of some length does without.
_COMMON = frozenset("的一是不在了有和人这中大为上个国以要会年工作安全生产部门单位及与对、。，（）：；“”《》")
_ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or GB 18030."""
    text = _decoded(data)
    if "\x00" in text:
        raise unreadable("nul_bytes")
    sample = text[:200_000]
    if len(_ODD.findall(sample)) > len(sample) // 50:
        raise unreadable("not_text")
    return text.removeprefix("\ufeff")


def _decoded(data: bytes) -> str:
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _strict(data, "utf-16")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        return _bare_utf16(data)
    text = _strict(data, "gb18030")
    # GB 18030 accepts almost any bytes: only text that is plainly Chinese is believed.
    wide = [char for char in text[:50_000] if ord(char) > 0x7F]
    usual = sum(map(_is_usual, wide)) >= 0.8 * len(wide)
    common = sum(char in _COMMON for char in wide) >= 0.05 * len(wide)
    if not (usual and common):
        raise unreadable("not_text")
    return text


def _is_usual(char: str) -> bool:
    """Whether the character stands in GB 2312 (what official texts are written in)."""
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _bare_utf16(data: bytes) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CHINESE.findall(text)) * 2 > len(text):
            return text
    raise unreadable("nul_bytes")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise unreadable("not_text") from problem


def read_plain(text: str) -> list[Line]:
    """Lines of a text or Markdown file; pipes and tabs make table rows."""
    reader = _PlainReader()
    for raw in _STRAY.sub("", text).splitlines():
        reader.take(raw)
    return reader.finished()


class _PlainReader:
    """Tells the rows of tables from the lines of the text."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.table = 0
        self.columns = 0
        self.broken: list[str] = []

    def take(self, raw: str) -> None:
        """Adds one line of the file."""
        stripped = raw.strip(_EDGES)
        if not stripped or _RULE.fullmatch(stripped) or is_page_number(stripped):
            return
        if "|" in stripped and _TABLE_RULE.fullmatch(stripped):
            return
        if self.broken and _SERIAL.match(stripped):
            self._give_up()
        if self._is_broken_row(raw):
            self._broken_row(raw)
        else:
            self._whole(raw)

    def _is_broken_row(self, raw: str) -> bool:
        tabs = raw.count("\t")
        return bool(self.columns) and tabs < self.columns - 1 and bool(tabs or self.broken)

    def _whole(self, raw: str) -> None:
        if cells := _cells(raw):
            self._row(cells)
        else:
            self._text(raw)

    def finished(self) -> list[Line]:
        """All lines; a single row is no table."""
        self._give_up()
        sizes = Counter(line.table for line in self.lines)
        return [Line(line.text) if line.table and sizes[line.table] < 2 else line for line in self.lines]

    def _row(self, cells: tuple[str, ...]) -> None:
        if not self.columns:
            self.table += 1
            self.columns = len(cells)
        text = " ".join(filter(None, cells))
        self.lines.append(Line(text, LineKind.ROW, cells=cells, table=self.table))

    def _text(self, raw: str) -> None:
        self.columns = 0
        self.lines.append(_line(raw, raw.strip(_EDGES)))

    def _broken_row(self, raw: str) -> None:
        """A row whose cells hold line breaks goes on until it has all its columns."""
        self.broken.append(raw.strip(" \r"))
        whole = "".join(self.broken)
        if whole.count("\t") >= self.columns - 1:
            self.broken = []
            self._row(tuple(cell.strip() for cell in whole.split("\t")))
        elif len(self.broken) >= _MOST_BREAKS:
            self._give_up()

    def _give_up(self) -> None:
        broken, self.broken = self.broken, []
        for raw in broken:
            self._whole(raw)


def _line(raw: str, stripped: str) -> Line:
    indented = raw.startswith(("  ", "\u3000"))
    item = bool(_BULLET.match(stripped))
    stripped = _ESCAPED.sub(r"\1", _BULLET.sub("", stripped))
    if found := _HEADING.match(stripped):
        return Line(_plain(found[2]).strip(), LineKind.HEADING, depth=len(found[1]), strong=True)
    if "**" not in stripped and "__" not in stripped:
        return Line(stripped, indented=indented, item=item)
    strong = not _STRONG.sub("", stripped).strip()
    return Line(_plain(stripped).replace("**", "").strip(), indented=indented, strong=strong, item=item)


def _plain(text: str) -> str:
    return _STRONG.sub(lambda found: found[1] or found[2] or "", text)


def _cells(raw: str) -> tuple[str, ...]:
    line = raw.strip(" \r")
    if line.startswith("|") and line.endswith("|") and line.count("|") >= 3:
        return tuple(_plain(cell.strip()) for cell in line[1:-1].split("|"))
    if line.strip("\t").count("\t") >= 2:
        return tuple(cell.strip() for cell in line.split("\t"))
    return ()
