"""Packs: one file, an instrument and its items; the JSON Schema is generated from the models. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field

from zhiben.domains.instruments.methods.packs.items import AnyItem, Slug, Strict, Titles


class InstrumentHead(Strict):
    """Which document, or which part of one, the file reads. `area`: where it binds, its code; everywhere without."""

    id: Slug
    number: str = ""
    part: int = 0
    title: Titles
    issuer: str = ""
    area: int | None = Field(default=None, ge=100_000_000_000, le=999_999_999_999)
    issued: date | None = None
    period: tuple[date | None, date | None] = (None, None)
    source: str = ""
    sectors: list[str] = []


class PackFile(Strict):
    """One file: an instrument's head and its items."""

    instrument: InstrumentHead
    items: list[AnyItem]


def schema() -> dict[str, Any]:
    """The JSON Schema of a pack file."""
    return PackFile.model_json_schema()


def item_digest(content: Mapping[str, Any]) -> str:
    """Digest of an item's content: the same content gives the same edition."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
