"""What the API of reports due takes in and gives out."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from zhiben.core.input import Id, Input, Line
from zhiben.core.periods import PeriodKind

Version = Annotated[int, Field(ge=1, le=2_000_000_000)]
Reason = Annotated[str, Field(min_length=1, max_length=2000)]
Value = Annotated[str, Field(min_length=1, max_length=200)] | int | float
Many = Annotated[list[Id], Field(max_length=500)]
SectorKey = Annotated[str, Field(max_length=40)]


class DueLineOut(Schema):
    """A report due of the list."""

    id: int
    rule_id: int
    title: str
    period: str
    state: str
    standing: str
    body_id: int | None
    unit_id: int | None
    office_id: int
    due_day: date
    cutoff_day: date
    delivered_day: date | None
    receipt: str


class DueFileOut(Schema):
    """A file of a delivery."""

    id: int
    name: str


class ReportDeliveryOut(Schema):
    """One try; with a receipt it was delivered as it stands here."""

    number: int
    text: str
    figures: dict[str, str | int | float]
    written_by: int
    written_at: datetime
    checked_by: int | None
    approved_by: int | None
    receipt: str
    delivered_at: datetime | None
    remark: str
    files: list[DueFileOut]


class DueOut(DueLineOut):
    """One report due."""

    version: int
    steps: int
    remind_day: date
    again_by: date | None
    remark: str
    cite: list[str]
    named_from: str
    named_to: str
    content: list[str]
    deliveries: list[ReportDeliveryOut]
    open_steps: dict[str, list[str]]


class DueVersionIn(Input):
    """The version that was seen."""

    version: Version
    model_config = {"json_schema_extra": {"examples": [{"version": 1}]}}


class ReportDeliveryIn(DueVersionIn):
    """What is delivered."""

    text: Annotated[str, Field(max_length=20_000)] = ""
    figures: dict[Line, Value] = Field(default={}, max_length=200)
    file_ids: Annotated[list[Id], Field(max_length=9)] = []
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 1, "text": "本月工作总结", "figures": {"排查隐患": 3}}]
        }
    }


class ReportReasonIn(DueVersionIn):
    """Why."""

    reason: Reason
    model_config = {"json_schema_extra": {"examples": [{"version": 1, "reason": "缺少依据"}]}}


class ReportAgainIn(ReportReasonIn):
    """Why it is sent back, and by when it is delivered again."""

    again_by: date | None = None
    model_config = {
        "json_schema_extra": {"examples": [{"version": 2, "reason": "数据不符", "again_by": "2026-12-05"}]}
    }


class ReportTermIn(Input):
    """When it is due: a day of each period (in a month of it), 12-10 every year, or 2026-11-30 once."""

    day: Annotated[int, Field(ge=1, le=31)] | None = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    per: PeriodKind | None = None
    date: Annotated[str, Field(pattern=r"^(\d{4}-)?\d{2}-\d{2}$")] | None = None


class ReportAssignIn(Input):
    """Who owes what when; `item`: the rule of a pack or a published document."""

    item_id: Id | None = None
    title: Annotated[str, Field(max_length=200)] = ""
    bodies: Many = []
    sectors: Annotated[list[SectorKey], Field(max_length=100)] = []
    term: ReportTermIn
    starts: date
    ends: date | None = None
    shifts: bool = False
    steps: Annotated[int, Field(ge=0, le=2)] = 0
    cutoff_days: Annotated[int, Field(ge=0, le=366)] = 0
    remind_before: Annotated[int, Field(ge=0, le=30)] = 3
    model_config = {
        "json_schema_extra": {
            "examples": [
                {"title": "月报", "bodies": [2], "term": {"day": 2, "per": "month"}, "starts": "2026-11-20"}
            ]
        }
    }


class ReportSendersIn(Input):
    """Bodies that owe it from now on, and those no longer."""

    add: Many = []
    remove: Many = []
    model_config = {"json_schema_extra": {"examples": [{"add": [3], "remove": [2]}]}}


class ReportRuleLineOut(Schema):
    """A report an office is owed."""

    id: int
    title: str
    body_id: int
    item_id: int | None
    term: dict[str, str | int]
    starts: date
    ends: date | None


class ReportSenderOut(Schema):
    """Who owes it: a body or a unit."""

    body_id: int | None
    unit_id: int | None
    valid_from: date
    valid_to: date | None


class ReportPeriodOut(Schema):
    """How a period stands today: expected = delivered + late + missing + open."""

    period: str
    due_day: date
    expected: int
    delivered: int
    late: int
    missing: int
    open: int
    waived: int


class ReportRuleOut(ReportRuleLineOut):
    """One, with its senders and periods."""

    cite: list[str]
    named_from: str
    named_to: str
    content: list[str]
    shifts: bool
    steps: int
    cutoff_days: int
    remind_before: int
    unit_sectors: list[str]
    senders: list[ReportSenderOut]
    periods: list[ReportPeriodOut]
