"""What the API of figures, matrix and excuses takes in and gives out."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from zhiben.core.input import Id, Input

Stretch = Annotated[str, Field(max_length=12)]
Word = Annotated[str, Field(max_length=120)]


class DutyAskIn(Input):
    """What figures and lists are narrowed to.

    `stretch`: a period of the calendar (2026-11, 2026-Q4, 2026-H2, 2026), by itself the running quarter, in its
    first ten days the one before; or days from `first` to `last`. Counted are the periods that end in it.
    `own`: only what is the area's own, not what lies in the areas below it. `sector`: `none` for none at all.
    """

    stretch: Stretch = ""
    first: date | None = None
    last: date | None = None
    area: Annotated[int, Field(ge=10**10, lt=10**12)] | None = None
    own: bool = False
    sector: Word | None = None
    duty: Id | None = None
    slug: Word = ""
    activity: Word = ""
    q: Annotated[str, Field(max_length=100)] = ""


class DutyFiguresIn(DutyAskIn):
    """How the figures are told apart; by area: one step below `area`, or below what you reach."""

    by: Literal["nothing", "area", "sector", "duty"] = "nothing"


class DutyWhoIn(DutyAskIn):
    """Which part of a figure; the rows add up to it."""

    has: Literal["done", "missing", "excused"] | None = None
    after: Annotated[str, Field(max_length=200)] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class DutyMatrixIn(Input):
    """Periods that end from `first` to `last` (by itself the last ones), in a place; `standing`: of at least one."""

    first: date | None = None
    last: date | None = None
    area: Annotated[int, Field(ge=10**10, lt=10**12)] | None = None
    own: bool = False
    sector: Word | None = None
    standing: Literal["done", "missing", "excused"] | None = None
    after: Annotated[str, Field(max_length=200)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class DutyLineOut(Schema):
    """A duty of the list."""

    id: int
    slug: str
    name: str
    part: int
    cite: list[str]
    title_zh: str
    title_en: str
    subject: str
    activity: str
    times: int | None
    per: str
    event: str
    within: int | None
    mark: str
    valid_from: date | None
    valid_to: date | None


class DutyOut(DutyLineOut):
    """One duty, with everything it asks."""

    who: dict[str, Any]
    variants: list[dict[str, Any]]
    leaders: list[str]
    covers: Decimal | None
    hours: Decimal | None
    evidence: list[str]
    fixed: str
    season_from: int | None
    season_to: int | None
    paused: str
    report_to: list[str]
    superseded_by: str
    until: date | None


class DutyFigureOut(Schema):
    """A figure: expected = done + missing + excused; `running`: what is missing in periods that have not ended."""

    area: int | None
    sector: str | None
    duty_id: int | None
    expected: int
    done: int
    missing: int
    running: int
    excused: int
    share: float | None


class DutyFiguresOut(Schema):
    """Figures of all periods that end from `first` to `last`."""

    first: date
    last: date
    total: DutyFigureOut
    items: list[DutyFigureOut]


class DutyStretchOut(Schema):
    """How one duty stands in one of its periods."""

    first_day: date
    last_day: date
    figure: DutyFigureOut


class DutyPeriodOut(Schema):
    """One subject in one period. `late`: so much of what is done was entered after the period had ended."""

    id: int
    duty_id: int
    unit_id: int | None
    body_id: int | None
    name: str
    area: int
    sector: str
    first_day: date
    last_day: date
    expected: int
    done: int
    missing: int
    excused: int
    standing: str
    late: int


class DutyMatrixRowOut(Schema):
    """One subject with its periods."""

    unit_id: int | None
    body_id: int | None
    name: str
    area: int
    periods: list[DutyPeriodOut]


class DutyMatrixOut(Schema):
    """Who × period; `columns`: first and last day of each period, the earliest first."""

    columns: list[tuple[date, date]]
    items: list[DutyMatrixRowOut]
    next: str | None


class DutyPeriodActivityOut(Schema):
    """An activity of the period's kind; `against`: codes of why it does not count."""

    id: int
    done_day: date
    entered_day: date
    counts: bool
    late: bool
    withdrawn: date | None
    against: list[str]


class DutyExcuseOut(Schema):
    """From day to day excused, why, and by whom."""

    id: int
    first_day: date
    last_day: date
    reason: str
    approver_id: int


class DutyPeriodCaseOut(DutyPeriodOut):
    """A period with what stands behind it; `days`: of a daily duty, each owed day and how it stands."""

    activities: list[DutyPeriodActivityOut]
    excuses: list[DutyExcuseOut]
    days: list[tuple[date, str]]


class DutyExcuseIn(Input):
    """Why."""

    reason: Annotated[str, Field(max_length=500)]
    model_config = {"json_schema_extra": {"examples": [{"reason": "停产检修"}]}}
