"""Numerals at the beginning of a line: what class, what value, what address."""

import re
from dataclasses import dataclass
from enum import IntEnum

HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")
_DIGITS = "零一二三四五六七八九"
_HAN = "[一二三四五六七八九十百零〇]"


class Rank(IntEnum):
    """The order of numeral classes from chapter to inline word; a lower class nests in a higher one."""

    HALF = 0
    BOOK = 10
    CHAPTER = 20
    SECTION = 30
    ARTICLE = 40
    HAN = 50
    NAMED = 55
    HAN_BRACKET = 60
    DOTTED = 65
    ARABIC = 70
    ARABIC_BRACKET = 80
    ARABIC_CLOSE = 85
    CIRCLED = 90
    WORD = 100
    PARAGRAPH = 110


@dataclass(frozen=True, slots=True)
class Mark:
    """A numeral: `label` is its address, `rest` the text after it."""

    rank: Rank
    value: int
    label: str
    rest: str


_STRUCTURE = re.compile(rf"第({_HAN}+|\d{{1,3}})([编章节])(?![的、，。至和规])[\s　:：]*")
_ARTICLE = re.compile(
    rf"第({_HAN}+|\d{{1,4}})条(?:之({_HAN}))?(?:[\s　:：]+|(?=【)|(?![的、，。至和规款第所中及或之]))"
)
_HAN_COMMA = re.compile(rf"({_HAN}{{1,4}})\s*[、．.]")
_HAN_BRACKET = re.compile(rf"[（(]\s*({_HAN}{{1,4}})\s*[）)][、．.]?")
_DOTTED = re.compile(
    r"(\d{1,3}(?:[.．]\d{1,3}){1,4})[.．、]?(?![\d.％%]|[年月日时米吨万亿元个“”])[\s　]*(?=\D)"
)
_ARABIC = re.compile(r"(\d{1,3})\s*[.．、](?:(?![\d.．])|(?=[\d０-９]{1,2}月|20\d\d年|２０[\d０-９]{2}年))")
_ARABIC_BRACKET = re.compile(r"[（(]\s*(\d{1,3})\s*[）)][、．.]?")
_ARABIC_CLOSE = re.compile(r"(\d{1,3})[）)]")
_CIRCLED = re.compile(rf"([{CIRCLED}])")
_WORD = re.compile(
    rf"({_HAN}{{1,3}})(?:是(?!否)|要(?=[^求素点害]))|第({_HAN}{{1,2}})[，,、：]|其({_HAN})[，,、：]"
)

_FIRST = frozenset("第一二三四五六七八九十百（(0123456789０１２３４５６７８９其" + CIRCLED)


def number_of(han: str) -> int:
    """The value of a Chinese or Arabic numeral."""
    if han.isdigit():
        return int(han)
    total, digit = 0, 0
    for char in han:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = HAN_DIGITS.get(char, 0)
    return total + digit


def chinese(number: int) -> str:
    """十二 for 12; enough for the numerals of lists (below 1000)."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _structure(text: str) -> Mark | None:
    if found := _STRUCTURE.match(text):
        rank = {"编": Rank.BOOK, "章": Rank.CHAPTER, "节": Rank.SECTION}[found[2]]
        return Mark(rank, number_of(found[1]), f"第{found[1]}{found[2]}", text[found.end() :])
    if found := _ARTICLE.match(text):
        tail = f"之{found[2]}" if found[2] else ""
        return Mark(Rank.ARTICLE, number_of(found[1]), f"第{found[1]}条{tail}", text[found.end() :])
    return None


def _word(text: str) -> Mark | None:
    if found := _WORD.match(text):
        numeral = found[1] or found[2] or found[3]
        label = found[0].rstrip("，,、：")
        return Mark(Rank.WORD, number_of(numeral), label, text[found.end() :].lstrip("，,：:"))
    return None


def _han(text: str) -> Mark | None:
    if found := _HAN_COMMA.match(text):
        return Mark(Rank.HAN, number_of(found[1]), found[1], text[found.end() :].lstrip())
    return _word(text)


def _bracket(text: str) -> Mark | None:
    if found := _HAN_BRACKET.match(text):
        return Mark(Rank.HAN_BRACKET, number_of(found[1]), f"({found[1]})", text[found.end() :].lstrip())
    if found := _ARABIC_BRACKET.match(text):
        return Mark(Rank.ARABIC_BRACKET, int(found[1]), f"({int(found[1])})", text[found.end() :].lstrip())
    return None


def _arabic(text: str) -> Mark | None:
    text = text[:6].translate(_WIDE) + text[6:]
    if found := _DOTTED.match(text):
        label = found[1]
        return Mark(Rank.DOTTED, int(label.rpartition(".")[2]), label, text[found.end() :].lstrip())
    if found := _ARABIC.match(text):
        return Mark(Rank.ARABIC, int(found[1]), found[1], text[found.end() :].lstrip())
    if found := _ARABIC_CLOSE.match(text):
        return Mark(Rank.ARABIC_CLOSE, int(found[1]), f"{found[1]})", text[found.end() :].lstrip())
    return None


def _circled(text: str) -> Mark | None:
    return Mark(Rank.CIRCLED, CIRCLED.index(text[0]) + 1, text[0], text[1:].lstrip(" 、.．"))


_BY_FIRST = (
    {c: _circled for c in CIRCLED}
    | {c: _han for c in "一二三四五六七八九十百"}
    | {c: _bracket for c in "（("}
    | {c: _arabic for c in "0123456789０１２３４５６７８９"}
    | {"其": _word}
)


def mark_of(text: str) -> Mark | None:
    """The numeral a line begins with, if it does."""
    if not text or text[0] not in _FIRST:
        return None
    if text[0] == "第":
        return _structure(text) or _word(text)
    return _BY_FIRST[text[0]](text)
