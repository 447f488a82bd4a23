"""The own fields of an item, as typed models: what a person or a program may enter for a proposal. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.instruments.methods.packs.items import Period, Span, Who
from zhiben.domains.instruments.methods.packs.words import Key

sentence("item-field", N_("The value of “%(name)s” does not fit here."))

Number = Annotated[int | float, Field(ge=-1e13, le=1e13, allow_inf_nan=False)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Bodies = Annotated[list[Body], Field(max_length=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class When(_Strict):
    """When a report is due: a day of each period, a day of a month in it, or a date."""

    day: Annotated[int, Field(ge=1, le=31)] | None = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    per: Period | None = None
    date: Annotated[str, StringConstraints(pattern=r"^(\d{4}-)?\d{2}-\d{2}$")] | None = None


class Report(_Strict):
    """Who reports to whom, when."""

    sender: Words | None = Field(default=None, alias="from")
    to: Words | None = None
    when: When | None = None


class ItemData(_Strict):
    """Every field an item may have; those that do not apply are left out."""

    times: Annotated[int, Field(ge=1, le=1000)] | None = None
    per: Period | None = None
    event: Words | None = None
    within: Annotated[int, Field(ge=0, le=3660)] | None = None
    op: Literal[">=", ">", "=", "<", "<="] | None = None
    value: Number | None = None
    unit: Annotated[str, StringConstraints(strip_whitespace=True, max_length=30)] | None = None
    by: date | None = None
    phase: Span | None = None
    report: Report | None = None
    indicator: Words | None = None
    lead: Bodies | None = None
    support: Bodies | None = None
    hours: Number | None = None
    who: Who | None = None
    activity: Key | None = None
    led_by: Annotated[list[Key], Field(max_length=60)] | None = None


def item_data(data: Mapping[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """The fields as plain JSON values without the empty ones, or what does not fit."""
    try:
        read = ItemData.model_validate(dict(data))
    except ValidationError as error:
        names = dict.fromkeys(str(one["loc"][0]) for one in error.errors())
        return {}, [Finding("item-field", {"name": name}, name) for name in names]
    fields = read.model_dump(mode="json", by_alias=True, exclude_none=True)
    if read.who is not None:
        fields["who"] = read.who.model_dump(mode="json", exclude_defaults=True)
    return fields, []
