"""How often one token or one person may ask the API in a minute.

Each process counts for itself and tells the others through the cache only after a twentieth of the limit, so a
usual client costs no query; several processes together may let a few per cent more through.
"""

from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.core.cache import cache

from zhiben.core import clock
from zhiben.core.errors import TooMany
from zhiben.core.findings import N_, Finding, sentence

sentence(
    "api-rate", N_("The API takes %(limit)s requests a minute from each token or person; wait %(seconds)s s.")
)

_KEPT = 10_000
_MINUTE = 60


@dataclass
class _Count:
    minute: int
    own: int = 0
    everywhere: int = 0


_counts: dict[str, _Count] = {}
_lock = Lock()


def count(who: str) -> None:
    """Count one request of this token or person; TooMany beyond the limit of this minute (0: no limit)."""
    limit: int = settings.ZHIBEN_API_RATE
    if limit <= 0:
        return
    minute, second = divmod(int(clock.now().timestamp()), _MINUTE)
    with _lock:
        known = _known(who, minute)
        known.own += 1
        told = known.own if known.own >= max(1, limit // 20) else 0
        known.own -= told
    if told:
        known.everywhere = _tell(f"api-rate:{who}:{minute}", told)
    if known.everywhere + known.own > limit:
        wait = _MINUTE - second
        refusal = TooMany(Finding("api-rate", {"limit": limit, "seconds": wait}), code="too-many")
        refusal.retry_after = wait
        raise refusal


def _known(who: str, minute: int) -> _Count:
    found = _counts.get(who)
    if found is None or found.minute != minute:
        if len(_counts) >= _KEPT:
            _counts.clear()
        found = _counts[who] = _Count(minute)
    return found


def _tell(key: str, told: int) -> int:
    """Add to what all processes counted; returns the sum."""
    cache.add(key, 0, 2 * _MINUTE)
    try:
        return cache.incr(key, told)
    except ValueError:
        return told
