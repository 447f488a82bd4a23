"""The words packs are written in: activities, events, indicators, tags and posts, each with names. Pure.

They stand in `packs/vocabulary/*.yaml`, so that a pack may need a word that no program knows yet.
"""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", max_length=80)]
KINDS = ("activities", "events", "indicators", "tags", "posts")


class Word(BaseModel):
    """A word in both languages; `unit`: what an indicator counts in; `of`: whose post it is, if not a unit's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str = Field(min_length=1, max_length=80)
    en: str = Field(min_length=1, max_length=120)
    unit: str = Field(default="", max_length=20)
    of: Literal["", "body"] = ""


class Words(BaseModel):
    """One file of words: by kind, key -> names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    activities: dict[Key, Word] = {}
    events: dict[Key, Word] = {}
    indicators: dict[Key, Word] = {}
    tags: dict[Key, Word] = {}
    posts: dict[Key, Word] = {}


def joined(files: Iterable[Words]) -> tuple[Words, list[tuple[str, str]]]:
    """All words of several files as one, and (kind, key) of those that two files name differently."""
    known: dict[str, dict[str, Word]] = {kind: {} for kind in KINDS}
    twice = []
    for file in files:
        for kind, found in known.items():
            for key, word in getattr(file, kind).items():
                if found.setdefault(key, word) != word:
                    twice.append((kind, key))
    return Words(**known), twice
