"""Packs: what a file of rules may hold, as typed models; the JSON Schema is generated from them. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Period = Literal[
    "day",
    "week",
    "ten_days",
    "half_month",
    "month",
    "two_months",
    "quarter",
    "half_year",
    "year",
    "three_years",
]
Mark = Literal["S", "D", "K", "P"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*(/[a-z0-9-]+)*$", max_length=120)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=120)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Titles(_Strict):
    """Our own short wording in both languages."""

    zh: str
    en: str


class InstrumentHead(_Strict):
    """Which document, or which part of one, the file reads."""

    id: Slug
    number: str = ""
    part: int = 0
    title: Titles
    issuer: str = ""
    issued: date | None = None
    period: tuple[date | None, date | None] = (None, None)
    source: str = ""
    sectors: list[str] = []


class _Item(_Strict):
    id: Name
    cite: list[str] = Field(min_length=1)
    title: Titles
    valid: tuple[date | None, date | None] | None = None
    superseded_by: str = ""
    mark: Mark | None = None
    uses: str = ""

    @field_validator("cite", mode="before")
    @classmethod
    def _listed(cls, cite: Any) -> Any:
        return [cite] if isinstance(cite, str) else cite


class Parameter(_Item):
    """A number, term or list of the law that a lifecycle or rule reads."""

    kind: Literal["parameter"]
    key: str
    value: int | float | str | list[str]
    unit: Literal["working_days", "calendar_days", "months", "count", "list", "text"]
    when: dict[str, str] = {}
    mark: Mark

    @model_validator(mode="after")
    def _fits(self) -> "Parameter":
        if (self.unit == "list") != isinstance(self.value, list):
            raise ValueError("value and unit do not fit: a list has the unit list")
        return self


class PackFile(_Strict):
    """One file: an instrument's head and its items."""

    instrument: InstrumentHead
    items: list[Parameter]

    @model_validator(mode="after")
    def _unique(self) -> "PackFile":
        names = [item.id for item in self.items]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"item ids occur twice: {', '.join(twice)}")
        return self


def schema() -> dict[str, Any]:
    """The JSON Schema of a pack file."""
    return PackFile.model_json_schema()


def item_digest(content: Mapping[str, Any]) -> str:
    """Digest of an item's content: the same content gives the same edition."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def line_of(head: InstrumentHead, item: Parameter) -> dict[str, Any]:
    """One entry of `zhiben packs list --json` (docs/schemas/packs-list.json)."""
    valid = item.valid or head.period
    return {
        "instrument": head.id,
        "source": head.source,
        "part": head.part,
        "id": item.id,
        "kind": item.kind,
        "cite": item.cite,
        "text": None,
        "title": {"zh": item.title.zh, "en": item.title.en},
        "mark": item.mark,
        "valid": [day.isoformat() if day else None for day in valid],
        "superseded_by": item.superseded_by or None,
        "uses": item.uses or None,
        "key": item.key,
        "value": item.value,
        "unit": item.unit,
        "when": item.when,
    }
