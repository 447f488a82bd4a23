"""Plain text and Markdown."""

import codecs
import re

from zhiben.domains.instruments.methods.reading.extract.sniff import unreadable
from zhiben.domains.instruments.methods.reading.model import Line, LineKind

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_STRONG = re.compile(r"\*\*([^*\n]*)\*\*|__([^_\n]+)__")
_RULE = re.compile(r"[-*_=—－]{3,}")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")
_STRAY = re.compile(
    r"\[bookmark:[^\]]*\]|<!--[^>]{0,500}-->|<br\s*/?>|</?(?:u|b|i|span|p|div)\b[^>]*>", re.IGNORECASE
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
    lines: list[Line] = []
    table = 0
    in_table = False
    for raw in _STRAY.sub("", text).splitlines():
        stripped = raw.strip(" \t\u3000\xa0\u200b\ufeff")
        if not stripped or _RULE.fullmatch(stripped):
            # A blank line ends a Markdown table but may stand between the tabbed rows of a text.
            in_table = in_table and not stripped
            continue
        if _TABLE_RULE.fullmatch(stripped) and "|" in stripped:
            continue
        cells = _cells(raw)
        if cells and not in_table:
            table += 1
        in_table = bool(cells)
        lines.append(_row(cells, table) if cells else _line(raw, stripped))
    return _without_lone_rows(lines)


def _line(raw: str, stripped: str) -> Line:
    indented = raw.startswith(("  ", "\u3000"))
    if found := _HEADING.match(stripped):
        return Line(_plain(found[2]).strip(), LineKind.HEADING, depth=len(found[1]), strong=True)
    if "**" not in stripped and "__" not in stripped:
        return Line(stripped, indented=indented)
    strong = not _STRONG.sub("", stripped).strip()
    return Line(_plain(stripped).replace("**", "").strip(), indented=indented, strong=strong)


def _plain(text: str) -> str:
    return _STRONG.sub(lambda found: found[1] or found[2] or "", text)


def _row(cells: tuple[str, ...], table: int) -> Line:
    return Line(" ".join(filter(None, cells)), LineKind.ROW, cells=cells, table=table)


def _cells(raw: str) -> tuple[str, ...]:
    line = raw.strip(" \r")
    if line.startswith("|") and line.endswith("|") and line.count("|") >= 3:
        return tuple(_plain(cell.strip()) for cell in line[1:-1].split("|"))
    if line.strip("\t").count("\t") >= 2:
        return tuple(cell.strip() for cell in line.split("\t"))
    return ()


def _without_lone_rows(lines: list[Line]) -> list[Line]:
    """A single line with tabs is no table."""
    sizes: dict[int, int] = {}
    for line in lines:
        sizes[line.table] = sizes.get(line.table, 0) + 1
    return [Line(line.text) if line.table and sizes[line.table] < 2 else line for line in lines]
