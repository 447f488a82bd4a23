"""What the API of events, shortfalls and receipts takes in and gives out."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from zhiben.core.input import Code, Id, Input


class DutyEventIn(Input):
    """An event: over a place and perhaps a sector, or of one unit or body."""

    kind: Code
    day: date
    area: Id | None = None
    sector: Annotated[str, Field(max_length=40)] = ""
    unit_id: Id | None = None
    body_id: Id | None = None
    title: Annotated[str, Field(max_length=200)] = ""
    until: date | None = None
    duty_id: Id | None = None
    model_config = {
        "json_schema_extra": {
            "examples": [
                {"kind": "accident.elsewhere", "day": "2026-11-20", "sector": "coal", "title": "外地事故"}
            ]
        }
    }


class DutyEventReasonIn(Input):
    """Why an event is taken back."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]
    model_config = {"json_schema_extra": {"examples": [{"reason": "登记重复"}]}}


class DutyEventLineOut(Schema):
    """An event of the list. `origin`: what it came from, empty where somebody entered it."""

    id: int
    kind: str
    day: date
    until: date | None
    title: str
    area: int
    sector: str
    unit_id: int | None
    body_id: int | None
    duty_id: int | None
    origin: str
    withdrawn: date | None
    withdrawn_why: str


class DutyEventFollowsOut(Schema):
    """A duty that follows from an event, and how those within reach stand."""

    duty_id: int
    title_zh: str
    title_en: str
    last_day: date
    subjects: int
    expected: int
    done: int
    excused: int
    missing: int


class DutyEventOut(DutyEventLineOut):
    """An event with what follows from it."""

    follows: list[DutyEventFollowsOut]
    may_withdraw: bool


class DutyShortfallOut(Schema):
    """A period that ended unfulfilled. `late`: what was done since; `left`: what is still missing."""

    id: int
    duty_id: int
    unit_id: int | None
    body_id: int | None
    name: str
    area: int
    sector: str
    first_day: date
    last_day: date
    event: int
    expected: int
    done: int
    excused: int
    missing: int
    late: int
    left: int
    found_day: date
    void: date | None
    period_id: int | None


class DutyReceiptOut(Schema):
    """A record delivered to a body; without a receiver: who is named is not on this platform."""

    id: int
    activity_id: int
    duty_id: int
    named: str
    receiver_id: int | None
    receiver: str
    receipt: str
    unit_id: int | None
    body_id: int | None
    name: str
    kind: str
    done_day: date
    entered_day: date
    withdrawn: date | None
    delivered_at: datetime
    confirmed_at: datetime | None
