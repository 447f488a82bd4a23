"""What the API of plans takes in and gives out."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import Field

from zhiben.core.input import Id, Input, Line

Version = Annotated[int, Field(ge=1, le=2_000_000_000)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]


class PlanLineOut(Schema):
    """A plan of the list."""

    id: int
    title: str
    body_id: int
    document_id: int
    period_from: date | None
    period_to: date | None
    counting_from: date


class PlanOut(PlanLineOut):
    """One plan."""

    area: int
    stock_cutoff: date | None
    closed_day: date | None
    closed_why: str


class PlanCloseIn(Input):
    """Why nothing is entered for the plan any more."""

    reason: Line
    model_config = {"json_schema_extra": {"examples": [{"reason": "三年行动已结束，总结已印发。"}]}}


class WallTaskOut(Schema):
    """A task in a cell of the wall chart."""

    task_id: int
    number: str
    title: str
    due_day: date
    light: str
    share_id: int
    bodies: list[str]
    done: int
    shares: int


class WallColumnOut(Schema):
    """A phase, or a year."""

    title: str
    first_day: date
    last_day: date


class WallRowOut(Schema):
    """An action; one cell a column."""

    action: str
    cells: list[list[WallTaskOut]]


class WallOut(Schema):
    """The wall chart."""

    columns: list[WallColumnOut]
    rows: list[WallRowOut]
    counts: dict[str, int]


class ShareLineOut(Schema):
    """A share of the list."""

    id: int
    number: str
    title: str
    state: str
    due_day: date
    body_id: int | None
    named: str
    task_id: int
    parent_id: int | None
    plan_id: int
    done_day: date | None


class ProgressOut(Schema):
    """A monthly report."""

    id: int
    month: date
    state: str
    version: int
    nil: bool
    this_month: str
    cumulative: str
    percent: int
    next_step: str
    filled_by: int
    filled_at: datetime
    reviewed_by: int | None
    reviewed_at: datetime | None
    remark: str


class ShareOut(Schema):
    """One share with what belongs to it; `steps`: what the actor may do, each with what stands against it."""

    id: int
    number: str
    title: str
    state: str
    version: int
    body_id: int | None
    office_id: int
    named: str
    due_day: date
    handler_id: int | None
    leader_id: int | None
    deliverable: str
    object_by: date | None
    objection: str
    answer: str
    done_day: date | None
    result: str
    parent_id: int | None
    task_id: int
    plan_id: int
    cite: list[str]
    part: int
    sentence: str
    support: list[str]
    progress: list[ProgressOut]
    steps: dict[str, list[str]]


class MonthLineOut(Schema):
    """One share in a month."""

    share_id: int
    number: str
    title: str
    body_id: int
    body: str
    progress_id: int | None
    state: str
    nil: bool
    percent: int | None
    filled_by: str
    reviewed_by: str


class OwingOut(Schema):
    """A body and on how many tasks it has not reported."""

    body_id: int
    body: str
    count: int


class MonthOut(Schema):
    """A month of a plan: who reported, who has not, and the reminder text."""

    month: date
    due_day: date
    days_left: int
    lines: list[MonthLineOut]
    bodies: list[OwingOut]
    text: str


class ReadingOut(Schema):
    """What a target stood at."""

    day: date
    value: Decimal
    source: str
    person: str


class TargetOut(Schema):
    """A target with its readings, the newest first."""

    id: int
    title: str
    cite: list[str]
    part: int
    indicator: str
    op: str
    value: Decimal
    unit: str
    by: date | None
    reached: bool
    percent: int | None
    readings: list[ReadingOut]


class ShareVersionIn(Input):
    """The version that was seen."""

    version: Version
    model_config = {"json_schema_extra": {"examples": [{"version": 1}]}}


class SignIn(ShareVersionIn):
    """Leader, handler (persons of the own body) and deliverable."""

    leader_id: Id
    handler_id: Id
    deliverable: str = Field(min_length=1, max_length=300)
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 1, "leader_id": 1, "handler_id": 2, "deliverable": "统计分析报告"}]
        }
    }


class ObjectIn(ShareVersionIn):
    """Why the body objects."""

    reason: Text
    model_config = {"json_schema_extra": {"examples": [{"version": 1, "reason": "不属本部门职责"}]}}


class DecideIn(ShareVersionIn):
    """The answer; the share stays, goes to another body, or is released."""

    answer: Text
    body_id: Id | None = None
    release: bool = False
    model_config = {
        "json_schema_extra": {"examples": [{"version": 2, "answer": "改由消防救援大队牵头", "body_id": 3}]}
    }


class LeadIn(ShareVersionIn):
    """The body that leads, and others that lead beside it."""

    body_id: Id
    also: list[Id] = Field(default=[], max_length=50)
    model_config = {"json_schema_extra": {"examples": [{"version": 1, "body_id": 2, "also": [3]}]}}


class PieceIn(Input):
    """What one body does, by when."""

    body_id: Id
    title: Line
    due_day: date


class BreakIn(ShareVersionIn):
    """The pieces a share is broken down to."""

    pieces: list[PieceIn] = Field(min_length=1, max_length=200)
    model_config = {
        "json_schema_extra": {
            "examples": [
                {"version": 2, "pieces": [{"body_id": 4, "title": "开展摸排", "due_day": "2026-12-01"}]}
            ]
        }
    }


class ResultIn(ShareVersionIn):
    """With which result it is done."""

    result: Text
    model_config = {"json_schema_extra": {"examples": [{"version": 3, "result": "机制已印发执行"}]}}


class OldIn(Input):
    """Older tasks: done, or still running."""

    share_ids: list[Id] = Field(min_length=1, max_length=2000)
    done: bool
    model_config = {"json_schema_extra": {"examples": [{"share_ids": [1, 2], "done": True}]}}


class ProgressIn(Input):
    """The report for a month (any day of it)."""

    month: date
    nil: bool = False
    this_month: str = Field(default="", max_length=4000)
    cumulative: str = Field(default="", max_length=4000)
    percent: int = Field(ge=0, le=100)
    next_step: str = Field(default="", max_length=2000)
    file_ids: list[Id] = Field(default=[], max_length=30)
    model_config = {
        "json_schema_extra": {
            "examples": [{"month": "2026-11-01", "this_month": "完成两次分析", "percent": 40}]
        }
    }


class ReturnIn(ShareVersionIn):
    """What is to be corrected."""

    remark: Text
    model_config = {"json_schema_extra": {"examples": [{"version": 1, "remark": "请补充数据"}]}}


class ReadingIn(Input):
    """What a target stands at on a day, and where the number comes from."""

    day: date
    value: Decimal = Field(max_digits=17, decimal_places=4)
    source: str = Field(min_length=1, max_length=300)
    model_config = {
        "json_schema_extra": {"examples": [{"day": "2026-11-20", "value": "91.5", "source": "培训台账"}]}
    }


class ConfirmedOut(Schema):
    """How many rows it concerned."""

    count: int
