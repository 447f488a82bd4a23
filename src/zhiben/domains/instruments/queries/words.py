"""The words packs are written in (`packs/vocabulary/*.yaml`), in the reader's language."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from zhiben.core.findings import Finding
from zhiben.domains.instruments.methods.packs import Who, Words, selector_problems
from zhiben.domains.instruments.queries.pack_files import SELECTORS, read_words


def words_of(kind: str) -> dict[str, str]:
    """Names by key of a kind of words (`activities`, `events`, `indicators`, `tags`, `posts`), as the reader speaks."""
    place = 0 if (get_language() or "zh").startswith("zh") else 1
    return {key: names[place] for key, names in _names()[kind].items()}


def word_of(kind: str, key: str) -> str:
    """One word as the reader speaks; the key itself where no file names it."""
    names = _names()[kind].get(key)
    if names is None:
        return key
    return names[0] if (get_language() or "zh").startswith("zh") else names[1]


@lru_cache(maxsize=1)
def posts_of_bodies() -> frozenset[str]:
    """Keys of the posts that only public bodies have."""
    posts = read_words(Path(settings.PACKS_DIR), []).posts
    return frozenset(key for key, word in posts.items() if word.of == "body")


def duty_findings(fields: Mapping[str, Any]) -> list[Finding]:
    """What in the subject, activity and leaders of a duty no word or register of the platform knows."""
    words = read_words(Path(settings.PACKS_DIR), [])
    found = []
    if fields.get("who"):
        who = Who.model_validate(fields["who"])
        found += [f"who_{field}" for field, _ in selector_problems(who, words, SELECTORS)]
    if fields.get("activity") and fields["activity"] not in words.activities:
        found.append("activity")
    if not set(fields.get("led_by") or ()) <= set(words.posts):
        found.append("led_by")
    return [Finding("item-field", {"name": name}, name) for name in dict.fromkeys(found)]


def names_of(kind: str) -> dict[str, tuple[str, str]]:
    """Names by key of a kind of words, in Chinese and in English: what people may write for it."""
    return dict(_names()[kind])


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, tuple[str, str]]]:
    """Read once in each process: the files change with the program only."""
    problems: list[Finding] = []
    words = read_words(Path(settings.PACKS_DIR), problems)
    return {
        kind: {key: (word.zh, word.en) for key, word in getattr(words, kind).items()}
        for kind in Words.model_fields
    }
