"""What the API of activities and of what is due takes in and gives out."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from zhiben.core.input import Id, Input

Word = Annotated[str, Field(max_length=80, pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$")]
Details = Annotated[dict[Word, Annotated[str, Field(max_length=4000)]], Field(max_length=10)]
MOST_ROWS = 10_000


class ActivityIn(Input):
    """What a unit or a body did. One of unit_id, unit_code and body_id; all left out: your own."""

    kind: Word
    done_day: date
    unit_id: Id | None = None
    unit_code: Annotated[str, Field(max_length=18)] | None = None
    body_id: Id | None = None
    led_post: Annotated[str, Field(max_length=80)] = ""
    led_person: Id | None = None
    participants: Annotated[int, Field(ge=0, le=2_000_000_000)] | None = None
    reached: Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)] | None = None
    hours: Annotated[Decimal, Field(ge=0, le=9999, decimal_places=2)] | None = None
    place: Annotated[str, Field(max_length=200)] = ""
    text: Annotated[str, Field(max_length=4000)] = ""
    details: Details = {}
    file_ids: Annotated[list[Id], Field(max_length=9)] = []
    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "kind": "drill.evacuation",
                    "done_day": "2026-11-19",
                    "unit_id": 1,
                    "participants": 26,
                    "details": {"scenario": "车间起火"},
                }
            ]
        }
    }


class ActivityBatchIn(Input):
    """Up to 10,000 activities. Nothing is recorded where a row is refused; with `partial` the good rows are."""

    rows: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MOST_ROWS)]
    partial: bool = False
    model_config = {
        "json_schema_extra": {
            "examples": [
                {"rows": [{"kind": "patrol", "done_day": "2026-11-19", "unit_id": 1}], "partial": True}
            ]
        }
    }


class ActivityWithdrawIn(Input):
    """Why."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]
    model_config = {"json_schema_extra": {"examples": [{"reason": "登记错了单位"}]}}


class ActivityLineOut(Schema):
    """An activity of the list."""

    id: int
    unit_id: int | None
    body_id: int | None
    kind: str
    done_day: date
    entered_day: date
    led_post: str
    led_person: int | None
    participants: int | None
    reached: Decimal | None
    hours: Decimal | None
    place: str
    text: str
    files: int
    withdrawn: date | None


class ActivityFindingOut(Schema):
    """A sentence, with its code and the field it is about."""

    code: str
    field: str | None
    text: str


class ActivityCountOut(Schema):
    """A duty of the activity's kind in the period of its day; with findings it does not count there, and why."""

    duty_id: int
    title: str
    slug: str
    cite: list[str]
    first_day: date
    last_day: date
    expected: int
    done: int
    excused: int
    counts: bool
    findings: list[ActivityFindingOut]
    notes: list[ActivityFindingOut]


class ActivityEvidenceOut(Schema):
    """A file of an activity."""

    file_id: int
    name: str


class ActivityOut(ActivityLineOut):
    """One activity, what it counts for, its evidence."""

    name: str
    area: int
    sector: str
    is_late: bool
    entered_at: datetime
    details: dict[str, str]
    withdrawn_why: str
    counts: list[ActivityCountOut]
    evidence: list[ActivityEvidenceOut]


class ActivityRowOut(Schema):
    """What became of one row: the activity, or why it was refused."""

    row: int
    activity_id: int | None
    findings: list[ActivityFindingOut]


class ActivityBatchOut(Schema):
    """How many rows were recorded and refused, and each of them, counted from 1."""

    recorded: int
    refused: int
    rows: list[ActivityRowOut]


class DutyOwedOut(Schema):
    """A duty in one period as its subject owes it. `also`: other duties the same activity is for."""

    duty_id: int
    period_id: int
    title: str
    slug: str
    source: str
    cite: list[str]
    activity: str
    led_by: list[str]
    hours: Decimal | None
    covers: Decimal | None
    evidence: list[str]
    first_day: date
    last_day: date
    expected: int
    done: int
    excused: int
    today_done: bool | None
    also: list[str]


class DutyDueOut(Schema):
    """What a unit or body owes today, what is left, what it missed, what is done."""

    unit_id: int | None
    body_id: int | None
    name: str
    on: date
    today: list[DutyOwedOut]
    left: list[DutyOwedOut]
    missed: list[DutyOwedOut]
    done: list[DutyOwedOut]
