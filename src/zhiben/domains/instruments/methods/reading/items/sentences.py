"""Sentences of a clause, each with a copy that is safe to search."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from ..model import Clause, ClauseKind

_PLAIN = str.maketrans("（）％，；：！？０１２３４５６７８９－–−～~〜", "()%，；：！？0123456789------")
_SPACE = re.compile(r"\s+|\*\*")
_COMMA = re.compile(r"[,;:](?!\d)|(?<!\d)[,;:]")
_WIDE = {",": "，", ";": "；", ":": "："}
_TITLE = re.compile(r"《[^《》]*(?:〈[^〈〉]*〉[^《》]*)*》|〔[^〔〕]*〕")
_DOTTED = re.compile(r"(?<!\d)(20\d\d)[./](?=(?:1[0-2]|0?[1-9])(?![\d./%]))")
_FULL_STOP = re.compile(r"(?<=[一-龥)”\"%])\.(?![A-Za-z0-9.])")
_BREAK = re.compile(r"[。！？；()“”]")
_LONGEST_ASIDE = 260
_LONGEST = 3000
_LONGEST_PIECE = 800


@dataclass(frozen=True)
class Sentence:
    """One printed sentence and its parts between semicolons."""

    clause: Clause
    text: str
    pieces: tuple["Piece", ...]
    paragraph: int = 0


@dataclass(frozen=True)
class Piece:
    """What stands between two semicolons; `plain` has the same length and no names of documents."""

    printed: str
    plain: str

    @cached_property
    def open(self) -> str:
        """The words outside parentheses, the others blanked."""
        return blank_asides(self.plain)


_ASIDE = re.compile(r"\((?:[^()]|\([^()]*\))*\)")


def blank_asides(text: str) -> str:
    """Blank every parenthesis, keeping the length."""
    return _ASIDE.sub(lambda found: " " * len(found[0]), text) if "(" in text else text


def compact(text: str) -> str:
    """Remove white space and emphasis marks."""
    return _SPACE.sub("", text)


def plain(text: str) -> str:
    """The same text, character for character, in one width and with names of documents blanked."""
    text = text.translate(_PLAIN).replace("—", "-")
    text = _COMMA.sub(lambda found: _WIDE[found[0]], text)
    text = _FULL_STOP.sub("。", text) if "." in text else text
    text = _DOTTED.sub(lambda found: f"{found[1]}年", text)
    return _TITLE.sub(lambda found: "《" + "□" * (len(found[0]) - 2) + "》", text)


def sentences(clause: Clause) -> list[Sentence]:
    """All sentences of a clause's own text."""
    found: list[Sentence] = []
    if clause.kind is ClauseKind.ROW:
        row = compact(clause.text)
        return [replace(one, text=row) for cell in clause.cells for one in _split(clause, compact(cell), 0)]
    for index, paragraph in enumerate(clause.body or tuple(clause.text.split("\n"))):
        printed = compact(paragraph)
        if printed:
            found.extend(_split(clause, printed, index))
    return found


def _split(clause: Clause, printed: str, paragraph: int) -> list[Sentence]:
    """Sentences of a paragraph; what runs on without an end is cut, so that no input makes the search slow."""
    found = _at_stops(clause, printed, paragraph)
    if all(len(one.text) <= _LONGEST for one in found):
        return found
    cut: list[Sentence] = []
    for one in found:
        for start in range(0, len(one.text), _LONGEST):
            cut.extend(_at_stops(clause, one.text[start : start + _LONGEST], paragraph))
    return cut


def _at_stops(clause: Clause, printed: str, paragraph: int) -> list[Sentence]:
    text = plain(printed)
    result: list[Sentence] = []
    start = piece = 0
    pieces: list[Piece] = []
    for position, stop in _stops(text):
        end = position + 1
        pieces.extend(_pieces(printed[piece:end], text[piece:end]))
        piece = end
        if stop != "；":
            result.append(Sentence(clause, printed[start:end], tuple(pieces), paragraph))
            start, pieces = end, []
    if piece < len(text):
        pieces.extend(_pieces(printed[piece:], text[piece:]))
    if pieces:
        result.append(Sentence(clause, printed[start:], tuple(pieces), paragraph))
    return result


def _pieces(printed: str, text: str) -> list[Piece]:
    cuts = range(0, len(printed), _LONGEST_PIECE)
    return [Piece(printed[at : at + _LONGEST_PIECE], text[at : at + _LONGEST_PIECE]) for at in cuts]


def _stops(text: str) -> list[tuple[int, str]]:
    stops: list[tuple[int, str]] = []
    inside = 0
    opened = 0
    for found in _BREAK.finditer(text):
        mark = found[0]
        if mark in "(“":
            inside, opened = inside + 1, found.start()
        elif mark in ")”":
            inside = max(0, inside - 1)
        elif not inside or found.start() - opened > _LONGEST_ASIDE:
            inside = 0
            stops.append((found.start(), mark))
    return stops
