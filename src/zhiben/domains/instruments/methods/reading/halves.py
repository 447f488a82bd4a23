"""Parts that begin their numbering anew: the heading of each half comes first in its addresses."""

import re

from zhiben.domains.instruments.methods.reading.clean import bare, is_title, squeeze
from zhiben.domains.instruments.methods.reading.marks import Rank
from zhiben.domains.instruments.methods.reading.model import LineKind
from zhiben.domains.instruments.methods.reading.paragraphs import Paragraph

_BACK, _LONGEST = 4, 60
_BREAKS = re.compile(r"[）)》\s]")


def find_halves(paragraphs: list[Paragraph], title: str) -> dict[int, str]:
    """Index of each half's heading → its words; empty when the part numbers through."""
    starts = _starts(paragraphs)
    if len(starts) < 2:
        return {}
    found = {}
    for place, start in enumerate(starts):
        earliest = starts[place - 1] + 1 if place else 0
        heading = _heading_before(paragraphs, start, max(earliest, start - _BACK))
        if heading is not None:
            mark = paragraphs[heading].mark
            found[heading] = _short(squeeze(mark.rest if mark else paragraphs[heading].text), title)
    return found if any(index > starts[0] for index in found) else {}


def _starts(paragraphs: list[Paragraph]) -> list[int]:
    """Where the highest class of numerals begins at 1."""
    marked = [(i, p.mark) for i, p in enumerate(paragraphs) if p.mark and p.line.kind is not LineKind.ROW]
    top = min((mark.rank for _, mark in marked), default=Rank.WORD)
    if top > Rank.HAN:
        return []
    return [i for i, mark in marked if mark.rank is top and mark.value == 1]


def _heading_before(paragraphs: list[Paragraph], start: int, earliest: int) -> int | None:
    for index in range(start - 1, earliest - 1, -1):
        paragraph = paragraphs[index]
        if paragraph.line.kind is LineKind.ROW:
            return None
        if _is_heading(paragraph):
            return index
        if paragraph.mark:
            return None
    return None


def _is_heading(paragraph: Paragraph) -> bool:
    if len(paragraph.text) > _LONGEST:
        return False
    text = paragraph.mark.rest if paragraph.mark else paragraph.text
    if is_title(text) or paragraph.line.depth:
        return True
    return paragraph.mark is None and not paragraph.closed and len(text) <= 20


def _short(text: str, title: str) -> str:
    """The heading's words beyond those that the part's title says already."""
    own, known = bare(text), bare(title)
    common = 0
    while common < min(len(own), len(known)) and _same(own[common], known[common]):
        common += 1
    cut = max((found.end() for found in _BREAKS.finditer(own[:common])), default=0)
    return own[cut:] or own


def _same(first: str, second: str) -> bool:
    pairs = {"—": "-", "－": "-", "–": "-", "（": "(", "）": ")"}
    return pairs.get(first, first) == pairs.get(second, second)
