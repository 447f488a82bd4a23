"""What a pack may hold, as typed models; one for each kind. Pure.

Fields that the reader of plans fills too bear the same names and values as in `plan read`.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from zhiben.domains.instruments.methods.packs.words import Key

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
Op = Literal[">=", ">", "=", "<", "<="]
Short = Annotated[str, Field(min_length=1, max_length=200)]
Many = Annotated[list[Short], Field(max_length=60)]
Month = Annotated[int, Field(ge=1, le=12)]


class Strict(BaseModel):
    """Nothing that is not named, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Titles(Strict):
    """Our own short wording in both languages."""

    zh: str = Field(min_length=1, max_length=200)
    en: str = Field(min_length=1, max_length=200)


class Who(Strict):
    """Whom an item concerns: one query over the subject facts of the day.

    Lists are alternatives, except `tags`, which must all hold; `any_tags`: one of them; `no_tags`: none.
    """

    subject: Literal["unit", "post", "level", "body"]
    kinds: list[str] = []
    sectors: list[str] = []
    matters: list[str] = []
    levels: list[str] = []
    tags: list[Key] = []
    any_tags: list[Key] = []
    no_tags: list[Key] = []
    posts: list[Key] = []
    high_hazard: bool | None = None
    headcount_from: int | None = Field(default=None, ge=0)
    headcount_to: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _fits(self) -> "Who":
        if (self.subject == "post") != bool(self.posts):
            raise ValueError("posts are named where, and only where, the subject is a post")
        if self.subject in ("level", "body") and not (self.levels or self.kinds):
            raise ValueError("a level or a body needs levels or kinds")
        return self


class Span(Strict):
    """Days of a phase, both included."""

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")


class Season(Strict):
    """Months of the year in which a duty runs, both included; may pass over the turn of the year."""

    first: Month = Field(alias="from")
    last: Month = Field(alias="to")


class DueWhen(Strict):
    """When a report is due: a day of each period, a day of a month in it, a date, or within days of an event."""

    day: int | None = Field(default=None, ge=1, le=31)
    month: int | None = Field(default=None, ge=1, le=12)
    per: Period | None = None
    date: Annotated[str, Field(pattern=r"^(\d{4}-)?\d{2}-\d{2}$")] | None = None
    event: Key | None = None
    within: int | None = Field(default=None, ge=0, le=3660)


class Reporting(Strict):
    """Who reports to whom, when; the names as the document has them."""

    sender: Short | None = Field(default=None, alias="from")
    to: Short | None = None
    when: DueWhen | None = None


class Item(Strict):
    """What every item has."""

    id: Name
    cite: list[Short] = Field(min_length=1)
    title: Titles
    valid: tuple[date | None, date | None] | None = None
    superseded_by: str = ""
    mark: Mark | None = None
    uses: str = ""
    lead: Many | None = None
    support: Many | None = None

    @field_validator("cite", mode="before")
    @classmethod
    def _listed(cls, cite: Any) -> Any:
        return [cite] if isinstance(cite, str) else cite


class Variant(Strict):
    """How often a class of subjects owes the duty instead."""

    when: Who
    times: int = Field(ge=1, le=1000)
    per: Period


class Duty(Item):
    """So many times a period, or within so many days of an event."""

    kind: Literal["duty"]
    who: Who
    activity: Key
    times: int | None = Field(default=None, ge=1, le=1000)
    per: Period | None = None
    event: Key | None = None
    within: int | None = Field(default=None, ge=0, le=3660)
    led_by: list[Key] = []
    covers: float | None = Field(default=None, gt=0, le=100)
    season: Season | None = None
    hours: float | None = Field(default=None, gt=0)
    report_to: Many = []
    paused: Literal["excused", "owed", "supervisor"] = "excused"
    variants: list[Variant] = []
    fixed: Literal["first_monday"] | None = None
    first: date | None = None
    evidence: list[Literal["photo", "list", "file"]] = []

    @model_validator(mode="after")
    def _fits(self) -> "Duty":
        if (self.per is None) == (self.event is None):
            raise ValueError("a duty has either per or event")
        if (self.per is None) != (self.times is None):
            raise ValueError("times and per belong together")
        if self.within is not None and self.event is None:
            raise ValueError("within belongs to an event")
        return self


class Task(Item):
    """Done once, by a date; `by` null: by the end of the plan."""

    kind: Literal["task"]
    by: date | None = None
    phase: Span | None = None
    deliverable: Titles | None = None


class Target(Item):
    """A number to reach."""

    kind: Literal["target"]
    indicator: Key
    op: Op
    value: float | int
    unit: str = Field(max_length=30)
    by: date | None = None
    baseline: float | int | None = None
    steps: dict[str, float | int] = {}
    who: Who | None = None


class ReportDue(Item):
    """Due to somebody."""

    kind: Literal["report"]
    report: Reporting
    who: Who | None = None
    content: list[Titles] = []
    shifts: bool = False


class Limit(Item):
    """A threshold or prohibition with a condition, and what the platform does.

    `says`: a norm must hold, `then` follows where it does not; `then` follows where a trigger holds.
    """

    kind: Literal["limit"]
    says: Literal["norm", "trigger"]
    measure: Short
    op: Op
    value: float | int | None = None
    unit: str = Field(default="", max_length=30)
    when: dict[str, str] = {}
    then: Literal["warn", "block", "open_case"]
    mark: Mark
    uses: str = Field(min_length=1)


class Parameter(Item):
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


class Seat(Strict):
    """A seat of a scheme: who may fill it; `either`: one of several seats is enough (same word: same choice)."""

    key: Name
    title: Titles
    posts: list[Key] = []
    either: str = ""
    duties: list[Titles] = []


class Scheme(Item):
    """A responsibility scheme: subjects and their seats.

    `public`: names and offices are made public; `roll_call`: the clause asks whether the holders can be reached.
    """

    kind: Literal["scheme"]
    who: Who
    seats: list[Seat] = Field(min_length=1)
    public: bool = False
    roll_call: bool = False


class Register(Item):
    """A register the clause demands."""

    kind: Literal["register"]
    who: Who | None = None
    fields: list[Titles] = []
    grade: str = ""


class Procedure(Item):
    """A named way of working."""

    kind: Literal["procedure"]
    steps: list[Titles] = []
    uses: str = Field(min_length=1)


class System(Item):
    """A named information system or platform."""

    kind: Literal["system"]
    uses: str = Field(min_length=1)
    exchange: Literal["", "receive", "send", "both"] = ""


class Phase(Item):
    """A named phase."""

    kind: Literal["phase"]
    phase: Span


AnyItem = Annotated[
    Duty | Task | Target | ReportDue | Limit | Parameter | Scheme | Register | Procedure | System | Phase,
    Field(discriminator="kind"),
]
FEATURE_OF = {
    "duty": "duty-completeness",
    "task": "plan-to-tasks",
    "phase": "plan-to-tasks",
    "target": "target-tracking",
    "report": "reports-due",
    "scheme": "responsibility-seats",
    "register": "sector-registers",
}
"""The feature that carries an item of a kind out unless the item names one."""
