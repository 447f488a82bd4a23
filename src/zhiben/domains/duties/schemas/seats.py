"""What the API of seats takes in and gives out."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from zhiben.core.input import Id, Input

SeatKey = Annotated[str, Field(min_length=1, max_length=120)]
SeatNote = Annotated[str, Field(max_length=2000)]


class SeatTitlesOut(Schema):
    """Words in both languages."""

    zh: str
    en: str


class SeatInSchemeOut(Schema):
    """A seat as the pack has it; of seats with the same `either` one is enough."""

    key: str
    title: SeatTitlesOut
    posts: list[str]
    either: str
    duties: list[SeatTitlesOut]


class SeatSchemeOut(Schema):
    """A responsibility scheme and the clause it comes from. `public`: names and offices are made public."""

    id: int
    slug: str
    name: str
    part: int
    cite: list[str]
    title_zh: str
    title_en: str
    subject: str
    who: dict[str, Any]
    seats: list[SeatInSchemeOut]
    public: bool
    roll_call: bool
    mark: str
    superseded_by: str
    valid_from: date | None
    valid_to: date | None


class SeatFigureOut(Schema):
    """How a scheme's seats stand within your reach: seats = filled + vacant."""

    scheme: SeatSchemeOut
    subjects: int
    seats: int
    filled: int
    vacant: int
    expiring: int
    expired: int
    left: int


class SeatHolderOut(Schema):
    """Who has a seat. `standing`: filled, expiring, expired, left, or vacant while the term has not begun."""

    id: int
    person_id: int
    name: str
    office: str
    since: date
    until: date | None
    left_on: date | None
    waits: int | None
    standing: str


class SeatOut(Schema):
    """One seat of a subject. `instead`: the seat whose holder is enough."""

    key: str
    title_zh: str
    title_en: str
    posts: list[str]
    either: str
    standing: str
    instead: str
    holders: list[SeatHolderOut]


class SeatSubjectOut(Schema):
    """A unit or body with seats."""

    kind: str
    id: int
    name: str
    area: int
    sector: str


class SeatSubjectSeatsOut(Schema):
    """A subject with its seats under one scheme."""

    subject: SeatSubjectOut
    vacant: int
    seats: list[SeatOut]


class SeatSubjectPageOut(Schema):
    """A page of subjects; the next begins `after`."""

    items: list[SeatSubjectSeatsOut]
    after: int | None


class SeatsOfSchemeOut(Schema):
    """One scheme of a subject with its seats."""

    scheme: SeatSchemeOut
    seats: list[SeatOut]


class SeatsOfSubjectOut(Schema):
    """A subject and every scheme that means it."""

    subject: SeatSubjectOut
    schemes: list[SeatsOfSchemeOut]


class SeatDueOut(Schema):
    """What falls due at the subject of a seat and somebody in such a seat leads."""

    duty_id: int
    title_zh: str
    title_en: str
    last_day: date


class SeatOfPersonOut(Schema):
    """One seat of a person, with its tasks and what falls due."""

    scheme: SeatSchemeOut
    seat: str
    title_zh: str
    title_en: str
    tasks: list[SeatTitlesOut]
    unit_id: int | None
    body_id: int | None
    subject: str
    office: str
    since: date
    until: date | None
    standing: str
    dues: list[SeatDueOut]


class SeatHandOverOut(Schema):
    """A hand-over; neither confirmed nor withdrawn it waits for the successor."""

    id: int
    holder_id: int
    scheme_id: int
    seat: str
    unit_id: int | None
    body_id: int | None
    subject: str
    outgoing: str
    successor: str
    office: str
    day: date
    until: date | None
    note: str
    open_matters: dict[str, int]
    confirmed_on: date | None
    withdrawn_on: date | None


class SeatsMineOut(Schema):
    """Your own seats, and the hand-overs that wait for you."""

    seats: list[SeatOfPersonOut]
    hand_overs: list[SeatHandOverOut]


class SeatOverloadOut(Schema):
    """Somebody who answers for more subjects than the parameter allows."""

    person_id: int
    name: str
    subjects: int


class SeatPastOut(Schema):
    """Somebody who had a seat, or has it."""

    id: int
    seat: str
    person_id: int
    name: str
    office: str
    since: date
    until: date | None
    vacant_from: date | None
    ended: str
    ended_note: str


class SeatBoardHolderOut(Schema):
    """What is public: the seat, the name, the office."""

    seat_zh: str
    seat_en: str
    name: str
    office: str


class SeatBoardSchemeOut(Schema):
    """A scheme whose clause makes names public."""

    title_zh: str
    title_en: str
    cite: list[str]
    holders: list[SeatBoardHolderOut]


class SeatBoardOut(Schema):
    """The public notice board of a unit or body."""

    name: str
    schemes: list[SeatBoardSchemeOut]


class SeatPersonIn(Input):
    """A person of the platform by number, or a name; with post and office as shown."""

    person_id: Id | None = None
    name: Annotated[str, Field(max_length=60)] = ""
    office: Annotated[str, Field(max_length=120)] = ""
    until: date | None = None


class SeatHolderIn(SeatPersonIn):
    """Who takes which seat from when to when."""

    seat: SeatKey
    since: date | None = None


class SeatSubjectIn(Input):
    """Whose seats: a unit or a body."""

    unit_id: Id | None = None
    body_id: Id | None = None


class SeatFillIn(SeatSubjectIn):
    """The persons that take seats of one subject."""

    holders: Annotated[list[SeatHolderIn], Field(min_length=1, max_length=50)]
    model_config = {
        "json_schema_extra": {
            "examples": [
                {"unit_id": 1, "holders": [{"seat": "town-official", "name": "甲", "office": "副镇长"}]}
            ]
        }
    }


class SeatCopyIn(SeatSubjectIn):
    """Take over the persons of another scheme of the same subject."""

    from_scheme_id: Id
    model_config = {"json_schema_extra": {"examples": [{"unit_id": 1, "from_scheme_id": 2}]}}


class SeatEndIn(Input):
    """From when the seat is empty, and why."""

    day: date
    why: Literal["term_over", "moved", "mistake"]
    note: Annotated[str, Field(max_length=500)] = ""
    model_config = {
        "json_schema_extra": {"examples": [{"day": "2026-11-20", "why": "moved", "note": "调离"}]}
    }


class SeatHandOverIn(Input):
    """Who takes the seat over from which day; what there is to know."""

    successor: SeatPersonIn
    day: date
    note: SeatNote = ""
    model_config = {
        "json_schema_extra": {
            "examples": [{"successor": {"name": "乙", "office": "副镇长"}, "day": "2026-11-20", "note": ""}]
        }
    }


class SeatIdsOut(Schema):
    """The numbers of what was made."""

    ids: list[int]


class SeatRollIn(Input):
    """Why the roll is called, where (left out: all within reach), and how long there is to answer."""

    reason: Annotated[str, Field(min_length=1, max_length=200)]
    minutes: Annotated[int, Field(ge=5, le=10_080)] = 60
    area: Id | None = None
    model_config = {"json_schema_extra": {"examples": [{"reason": "暴雨橙色预警", "minutes": 60}]}}


class SeatRollNoteIn(Input):
    """A remark to an answer."""

    note: Annotated[str, Field(max_length=200)] = ""
    model_config = {"json_schema_extra": {"examples": [{"note": "已到岗"}]}}


class SeatRollOut(Schema):
    """A roll-call: called = in time + late + open; of the open `without` have no account."""

    id: int
    scheme_id: int
    body: str
    reason: str
    called_at: datetime
    ends_at: datetime
    called: int
    in_time: int
    late: int
    open: int
    without: int


class SeatRollLineOut(Schema):
    """One seat in a roll-call; `how`: answered by himself, reached by the caller, empty: not yet."""

    id: int
    person_id: int
    name: str
    office: str
    seat: str
    subject: str
    has_account: bool
    how: str
    answered_at: datetime | None
    is_late: bool
    note: str
