"""Whether two variants of a duty may hold for one subject and ask it different things. Pure."""

from collections.abc import Iterator
from itertools import combinations

from zhiben.domains.instruments.methods.packs.items import Duty, Variant, Who


def overlapping(duty: Duty) -> Iterator[tuple[int, int]]:
    """The pairs of variants, by number from 0, that one subject may meet together and that ask different things."""
    for (first, one), (second, other) in combinations(enumerate(duty.variants), 2):
        if _asks(one) != _asks(other) and may_meet(one.when, other.when):
            yield first, second


def _asks(variant: Variant) -> tuple[int, str]:
    return variant.times, variant.per


def may_meet(one: Who, other: Who) -> bool:
    """Whether one subject may be of both: nothing that a subject has only once tells them apart."""
    if one.subject != other.subject:
        return False
    single = ("kinds", "levels") if one.subject == "body" else ("kinds", "levels", "sectors")
    if any(_apart(getattr(one, field), getattr(other, field)) for field in single):
        return False
    if None not in (one.high_hazard, other.high_hazard) and one.high_hazard != other.high_hazard:
        return False
    return not (_below(one, other) or _below(other, one) or _denied(one, other) or _denied(other, one))


def _apart(one: list[str], other: list[str]) -> bool:
    """Two lists of alternatives without a common word; an empty list means any."""
    return bool(one and other) and not set(one) & set(other)


def _below(one: Who, other: Who) -> bool:
    """Whether all headcounts of one lie below those of the other."""
    if one.headcount_to is None or other.headcount_from is None:
        return False
    return one.headcount_to < other.headcount_from


def _denied(one: Who, other: Who) -> bool:
    """Whether what one asks for is what the other excludes."""
    excluded = set(other.no_tags)
    return bool(set(one.tags) & excluded) or bool(one.any_tags and set(one.any_tags) <= excluded)
