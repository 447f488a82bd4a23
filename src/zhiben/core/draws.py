"""Draws that anybody can recompute: the smallest SHA-256 of seed and key are the sample.

With the seed, the keys drawn from and this sentence, a pocket program gives the same sample:
order the keys by sha256(f"{seed}|{key}") and take the first ceil(n * percent / 100).
"""

import hashlib
from collections.abc import Iterable
from math import ceil


def _place(seed: str, key: str) -> str:
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()


def draw(keys: Iterable[str], *, share: int, seed: str) -> list[str]:
    """`share` percent of the keys (at least one of any), in the order drawn."""
    given = sorted(set(keys))
    count = min(len(given), ceil(len(given) * share / 100))
    return sorted(given, key=lambda key: _place(seed, key))[:count]


def draw_count(keys: Iterable[str], *, count: int, seed: str) -> list[str]:
    """So many of the keys (all, when there are fewer), in the order drawn."""
    return sorted(set(keys), key=lambda key: _place(seed, key))[:count]


def digest(keys: Iterable[str]) -> str:
    """SHA-256 of the keys drawn from, sorted, one a line."""
    return hashlib.sha256("\n".join(sorted(set(keys))).encode()).hexdigest()
