"""How alike two names of units are, and by which pieces a name is looked for."""

import re
from collections.abc import Mapping
from functools import lru_cache

from zhiben.core.search import tokens

_PLACE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}省)?(?:[\u4e00-\u9fff]{2,4}市)?(?:[\u4e00-\u9fff]{1,4}[区县])?"
    r"(?:[\u4e00-\u9fff]{1,5}(?:街道|镇|乡))?"
)
_COMMON = re.compile(
    r"(?:股份|责任|集团|有限|总公司|分公司|子公司|公司|个体工商户|经营部|服务部|分店|门市部)|[\s()（）\[\]【】·•,，.。、-]"
)
PIECES, MOST_ROWS = 6, 5_000
"""Pieces of a name that are looked for at most, and how many units may have one."""


@lru_cache(maxsize=20_000)
def core_of(name: str) -> str:
    """What tells a name from others: without places before it, forms of companies, brackets and blanks."""
    bare = _COMMON.sub("", name)
    short = _PLACE.sub("", bare, count=1)
    return short if len(short) >= 2 else bare or name


def pieces_of(name: str, rows: Mapping[str, float] | None = None) -> list[str]:
    """Three signs in a row of the name, as terms of a tsquery, the rarest first; two where it is that short.

    `rows`: how many units have each of the common pairs of signs; what too many have tells nothing.
    """
    known, found = rows or {}, list[tuple[float, str]]()
    for run in core_of(name).split():
        cut = tokens(run).split()
        pairs = [[one, two] for one, two in zip(cut, cut[1:], strict=False) if len(two) > 1]
        for pair in pairs or [[one] for one in cut[:1]]:
            term = " & ".join(f"'{one}'" for one in pair)
            found.append((min(known.get(one, 0.0) for one in pair), f"({term})"))
    rare = [term for count, term in sorted(found, key=lambda one: one[0]) if count <= MOST_ROWS]
    return list(dict.fromkeys(rare))[:PIECES]


def name_likeness(one: str, other: str) -> float:
    """From 0 to 1, by the pairs of signs both have; at least 0.75 where one holds the other."""
    first, second = core_of(one), core_of(other)
    if first == second:
        return 1.0
    left, right = _grams(first), _grams(second)
    score = 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0
    held = min(len(first), len(second)) >= 3 and (first in second or second in first)
    return max(score, 0.75) if held else score


@lru_cache(maxsize=20_000)
def _grams(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1)) or frozenset({text})
