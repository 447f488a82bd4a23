"""Contents pages: recognised, taken out of the text, kept as the list of parts to expect."""

import re
from dataclasses import dataclass

from zhiben.domains.instruments.methods.reading.clean import bare, is_closed
from zhiben.domains.instruments.methods.reading.marks import Rank, mark_of
from zhiben.domains.instruments.methods.reading.model import Line, LineKind

_LEADER = re.compile(
    r"(?:[.．·•⋯…‧]\s?){3,}\s*[-—–－]?\s*\d{0,4}\s*[-—–－]?\s*$|…{1,}\s*\d{1,4}\s*$|\t+\s*\d{1,4}$"
)
_HEADINGS = frozenset({"目录", "目次", "CONTENTS", "Contents"})
_SIGNS = re.compile(r"[^\w\u4e00-\u9fff]+")
# Lines of one entry that the page broke before its leader.
_GAP, _LONGEST, _TAIL, _MOST = 3, 60, 200, 400


@dataclass(frozen=True, slots=True)
class Entry:
    """A part that the contents or a list of attachments announces."""

    number: int | None
    title: str
    key: str
    pairs: frozenset[str]
    attached: bool = False


def key_of(text: str) -> str:
    """The text reduced to what a title and its announcement share."""
    return _SIGNS.sub("", text)


def pairs_of(key: str) -> frozenset[str]:
    """Neighbouring characters, to compare titles by."""
    return frozenset(key[i : i + 2] for i in range(len(key) - 1))


def entry_of(text: str, *, attached: bool = False) -> Entry | None:
    """The announced part, or None for a chapter (those carry Chinese numerals)."""
    text = bare(text)
    mark = mark_of(text)
    if mark and mark.rank not in (Rank.ARABIC, Rank.ARABIC_BRACKET, Rank.ARABIC_CLOSE):
        return None
    title = mark.rest if mark else re.sub(r"^附[件录]\d*[:：.、]?", "", text)
    found = re.match(r"附[件录](\d+)", text)
    number = mark.value if mark else int(found[1]) if found else None
    key = key_of(title)
    return Entry(number, title, key, pairs_of(key), attached) if len(key) >= 4 else None


def take_contents(lines: list[Line]) -> tuple[list[Line], list[Entry]]:
    """The lines with each contents page replaced by one CONTENTS line, and the parts it announces."""
    taken = _led(lines) or _headed(lines)
    if not taken:
        return lines, []
    entries: list[Entry] = []
    kept: list[Line] = []
    text = ""
    for index, line in enumerate(lines):
        if index not in taken:
            kept.append(line)
            continue
        if not kept or kept[-1].kind is not LineKind.CONTENTS:
            kept.append(Line("", LineKind.CONTENTS))
        text += line.text[:-_TAIL] + _LEADER.sub("", line.text[-_TAIL:])
        if taken[index] and (entry := entry_of(text)):
            entries.append(entry)
        text = "" if taken[index] else text
    return kept, entries[:_MOST]


def _led(lines: list[Line]) -> dict[int, bool]:
    """Lines with leaders and page numbers and the beginnings above them; True where an entry ends."""
    ends = [
        i
        for i, line in enumerate(lines)
        if line.kind is LineKind.CONTENTS or _LEADER.search(line.text[-_TAIL:])
    ]
    if len(ends) < 3:
        return {}
    taken = dict.fromkeys(ends, True)
    for before, after in zip(ends, ends[1:], strict=False):
        between = range(before + 1, after)
        if len(between) <= _GAP and all(_may_begin(lines[i]) for i in between):
            taken |= dict.fromkeys(between, False)
    first = ends[0]
    while (
        first and _may_begin(lines[first - 1]) and mark_of(lines[first - 1].text) and first - 1 not in taken
    ):
        first -= 1
        taken[first] = False
    for index in range(max(0, first - 2), first):
        if bare(lines[index].text) in _HEADINGS:
            taken[index] = True
    return taken


def _may_begin(line: Line) -> bool:
    return line.kind is not LineKind.ROW and len(line.text) <= _LONGEST and not line.text.endswith("。")


def _headed(lines: list[Line]) -> dict[int, bool]:
    """Without leaders: what stands below 目录 as long as it comes again further on."""
    start = next((i for i, line in enumerate(lines[:200]) if bare(line.text) in _HEADINGS), None)
    if start is None:
        return {}
    keys = [bare(line.text) for line in lines]
    taken = {start: True}
    for index in range(start + 1, min(len(lines), start + _MOST)):
        key = re.sub(r"\d{1,4}$", "", keys[index])
        if is_closed(key) or len(key) < 2 or not any(later.startswith(key) for later in keys[index + 1 :]):
            break
        taken[index] = True
    return taken
