"""How alike two short Chinese descriptions are, and what they say about the spot."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from zhiben.domains.hazards.methods.sameness.synonyms import FAULTS, FILLERS, PLACES, THINGS

_STANDARD = {word: group[0] for groups in (PLACES, FAULTS, THINGS) for group in groups for word in group}
_THINGS, _FAULTS, _PLACES = (frozenset(group[0] for group in groups) for groups in (THINGS, FAULTS, PLACES))
_KNOWN = re.compile("|".join(sorted(_STANDARD, key=len, reverse=True)))
_FILL = re.compile("|".join(sorted(FILLERS, key=len, reverse=True)))
_DIGITS = "零一二三四五六七八九"
_NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,4})"
_COUNTED = re.compile(
    rf"{_NUMBER}\s*(?:个|具|处|只|台|套|盏|瓶|人|米|公斤|千克|吨|支|块|根|扇|辆|日|天|月|年|%)|{_NUMBER}"
)
_NOISE_WIDE = re.compile(r"[，。；、,.;\s]+")
_NOISE = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")
SPOTS: dict[str, re.Pattern[str]] = {
    "floor": re.compile(rf"(负|地下|b)?第?({_NUMBER})(?:层|楼(?!栋|号|房)|f)|(b)(\d)(?!\d)"),
    "building": re.compile(rf"()({_NUMBER}|[a-z])(?:号楼|栋|幢|座|号厂房|号院)"),
    "room": re.compile(rf"()({_NUMBER})(?:室|号房|房间|号铺|号摊|号门|包厢|包间)"),
    "workshop": re.compile(rf"()(?:第)?({_NUMBER}|[a-z])(?:号)?(?:车间|工段|厂区|分厂|厂)(?!房)"),
    "machine": re.compile(rf"()({_NUMBER})号(?!楼|车间|房|铺|摊|门|厂|院|工段|路)"),
    "side": re.compile(r"()(东(?!西)|(?<!东)西|南|北|左|右)(?:侧|边|门|面|头|区|段|墙|翼|楼|入口|出口|楼梯)"),
    "sex": re.compile(r"()(男|女)(?:生|工|宿舍|更衣|厕|浴)"),
}
"""Kinds of address within a unit that tell one spot from another."""


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Half-width, small letters, no marks or spaces."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower().replace("#", "号"))


def number_of(text: str) -> int:
    """A whole number below 1,000 in Arabic or Chinese figures; 0 when it is none."""
    if text.isdecimal():
        return int(text)
    total = last = 0
    for sign in text.replace("两", "二"):
        if sign in "十百":
            total += (last or 1) * (10 if sign == "十" else 100)
            last = 0
        else:
            last = max(_DIGITS.find(sign), 0)
    return total + last


@lru_cache(maxsize=4096)
def spots(text: str) -> dict[str, frozenset[str]]:
    """The spots a text names, by kind: floor, building, room, workshop, machine, side, sex."""
    bare, found = " ".join(map(plain, _NOISE_WIDE.split(text))), {}
    for kind, pattern in SPOTS.items():
        values = frozenset(_spot(match.groups()) for match in pattern.finditer(bare))
        if values:
            found[kind] = values
    return found


def _spot(groups: tuple[str | None, ...]) -> str:
    below, value = next((a or "", b) for a, b in zip(groups[::2], groups[1::2], strict=True) if b)
    return ("-" if below else "") + (str(number) if (number := number_of(value)) else value)


def elsewhere(a: str, b: str) -> tuple[str, ...]:
    """The kinds of spot in which two texts contradict each other."""
    one, other = spots(a), spots(b)
    return tuple(kind for kind in SPOTS if kind in one and kind in other and not one[kind] & other[kind])


def agreed(a: str, b: str) -> tuple[str, ...]:
    """The kinds of spot in which two texts agree."""
    one, other = spots(a), spots(b)
    return tuple(kind for kind in SPOTS if kind in one and kind in other and one[kind] & other[kind])


@lru_cache(maxsize=4096)
def standard(text: str) -> str:
    """The text with one word for each thing and without numbers."""
    bare = _COUNTED.sub("", plain(text))
    return _KNOWN.sub(lambda match: _STANDARD[match.group()], bare)


@lru_cache(maxsize=4096)
def terms(text: str) -> frozenset[str]:
    """The known words in a text, each by the one that stands for all."""
    return frozenset(_STANDARD[word] for word in _KNOWN.findall(plain(text)))


def other_places(a: str, b: str) -> bool:
    """Whether both name rooms known by name, and none in common."""
    one, other = terms(a) & _PLACES, terms(b) & _PLACES
    return bool(one and other and not one & other)


@lru_cache(maxsize=4096)
def _grams(text: str) -> Counter[str]:
    rest = _FILL.sub("", standard(text))
    return Counter(rest[place : place + 2] for place in range(len(rest) - 1))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """What two sets share: of both, and of the smaller."""
    both = len(one & other)
    return both / (len(one) + len(other)) + 0.5 * both / min(len(one), len(other))


def likeness(a: str, b: str) -> float:
    """How alike two short descriptions are, 0 to 1: bigrams, known things and known faults; numbers count for nothing.

    The shorter text may be a part of the longer: half of it is judged by what it shares of itself.
    """
    grams, others = _grams(a), _grams(b)
    if not grams or not others:
        return 1.0 if plain(a) and plain(a) == plain(b) else 0.0
    shared = sum((grams & others).values())
    by_signs = shared / (grams.total() + others.total()) + 0.5 * shared / max(
        min(grams.total(), others.total()), 4
    )
    parts = [(0.4, by_signs)]
    for weight, kind in ((0.35, _THINGS), (0.25, _FAULTS)):
        one, other = terms(a) & kind, terms(b) & kind
        if one and other:
            parts.append((weight, _shared(one, other)))
    return sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)


@lru_cache(maxsize=4096)
def without(text: str, *places: str) -> str:
    """A text in standard words without the names of the places, for comparing what was found and not where."""
    rest = standard(text)
    for place in sorted((standard(place) for place in places), key=len, reverse=True):
        if len(place) > 1 and place not in _THINGS:
            rest = rest.replace(place, "")
    return rest if len(rest) > 1 else standard(text)
