"""Numerals inside a paragraph: 一是 … 二是 …, (1) … (2) …, ① … ② …"""

import re
from dataclasses import dataclass

from zhiben.domains.instruments.methods.reading.marks import CIRCLED, Mark, Rank, mark_of

_HAN = "[一二三四五六七八九十]"
_EDGE = r"(?<=[。；：:;！？，,、）)”])\s*"
_ANY = re.compile(
    rf"{_EDGE}(?:(?P<word>{_HAN}{{1,3}}是(?!否)|第{_HAN}{{1,2}}[，,、：]|{_HAN}{{1,2}}要(?=[^求素点害]))"
    rf"|(?P<bracket>[（(]\s*\d{{1,2}}\s*[）)])|(?P<han>[（(]{_HAN}{{1,3}}[）)])"
    rf"|(?P<arabic>\d{{1,2}}[.．、](?=[\u4e00-\u9fff“《])))"
    rf"|(?P<circled>[{CIRCLED}])"
)
_HINT = re.compile(rf"[是，,、：要]|[{CIRCLED}]|[（(][\d{_HAN[1:-1]}]|[.．]")
# References (按照(一)(二)的要求) stand after a comma; only words may follow one.
# No numeral is longer.
_REACH = 16
# A paragraph that begins with one of these may hold the next of them: ①…；②….
_BESIDE = frozenset({Rank.CIRCLED, Rank.ARABIC_BRACKET})
_STRONG_EDGE = frozenset("。；：:;！？")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph; all but the first begin with a numeral."""

    text: str
    mark: Mark | None


def split_inline(text: str, running: int = 0) -> list[Segment]:
    """Cuts a paragraph at a series of numerals counting from 1 (or going on from `running` with words)."""
    if len(text) < 8 or not _HINT.search(text):
        return [Segment(text, None)]
    series = _series(text, running)
    if not series:
        return [Segment(text, None)]
    segments = [Segment(text[: series[0]].rstrip(), None)]
    ends = [*series[1:], len(text)]
    for start, end in zip(series, ends, strict=True):
        piece = text[start:end].strip()
        segments.append(Segment(piece, mark_of(piece)))
    return segments


def _series(text: str, running: int) -> list[int]:
    """Where the numerals of the outermost series stand."""
    first = mark_of(text)
    rank = first.rank if first else None
    groups: dict[Rank, list[tuple[int, int]]] = {}
    for found in _ANY.finditer(text):
        start = found.start(found.lastgroup or 0)
        mark = mark_of(text[start : start + _REACH])
        if mark is None or not start or not _may_stand(text, start, mark):
            continue
        expected = groups[mark.rank][-1][1] + 1 if mark.rank in groups else 1
        if mark.rank is rank and mark.rank not in groups and first and mark.rank in _BESIDE:
            expected = first.value + 1
        if mark.rank is Rank.WORD and mark.rank not in groups:
            expected = _first_word(mark.value, running, first if rank is Rank.WORD else None)
        if mark.value == expected:
            groups.setdefault(mark.rank, []).append((start, mark.value))
    own = rank if rank in _BESIDE else None
    return _outermost(groups, running or int(rank is Rank.WORD), own)


def _first_word(value: int, running: int, first: Mark | None) -> int:
    """A series may go on from the numeral the paragraph begins with, or from the paragraph before."""
    if first is not None:
        return first.value + 1
    return running + 1 if running and value == running + 1 else 1


def _may_stand(text: str, start: int, mark: Mark) -> bool:
    if mark.rank in (Rank.WORD, Rank.CIRCLED):
        return True
    return text[max(0, start - _REACH) : start].rstrip()[-1:] in _STRONG_EDGE


def _outermost(groups: dict[Rank, list[tuple[int, int]]], running: int, own: Rank | None) -> list[int]:
    long_enough = [
        places
        for rank, places in groups.items()
        if len(places) >= 2 or (rank is Rank.WORD and running) or rank is own
    ]
    if not long_enough:
        return []
    return [start for start, _ in min(long_enough, key=lambda places: places[0][0])]
