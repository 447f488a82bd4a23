"""What the API of instruments takes in and gives out."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from zhiben.core.input import Id, Input, Line

Kind = Literal["duty", "task", "target", "report", "phase", "limit"]
Decision = Literal["open", "kept", "dropped"]
Version = Annotated[int, Field(ge=1, le=2_000_000_000)]
Part = Annotated[int, Field(ge=0, le=9999)]


class DocumentLineOut(Schema):
    """A document of the list."""

    id: int
    title: str
    state: str
    body_id: int
    number: str
    issuer: str
    period_from: date | None
    period_to: date | None
    counting_from: date | None


class DocumentOut(DocumentLineOut):
    """A document with its parts and what the reader warns of."""

    version: int
    area: int
    stock_cutoff: date | None
    parts: list[dict[str, Any]]
    warnings: list[dict[str, Any]]


class ClauseOut(Schema):
    """One clause as printed."""

    part: int
    address: str
    parent: str | None
    level: int
    title: str
    text: str


class ProposalOut(Schema):
    """An item found in a clause, or added by hand, with its decision."""

    id: int
    part: int
    cite: list[str]
    kind: str
    title: str
    sentence: str
    data: dict[str, Any]
    origin: str
    decision: str
    corrected: bool


class ItemOut(Schema):
    """A published item."""

    id: int
    part: int
    cite: list[str]
    kind: str
    title_zh: str
    data: dict[str, Any]
    mark: str


class ParameterOut(Schema):
    """A number or term that rules read, with its source, clause and mark."""

    key: str
    value: int | float | str | list[str]
    unit: str
    when: dict[str, str]
    title_zh: str
    title_en: str
    source: str
    cite: str
    mark: str


class DocumentIn(Input):
    """An uploaded file (purpose document) to be read as a plan."""

    file_id: Id
    title: str = Field(default="", max_length=200)
    model_config = {"json_schema_extra": {"examples": [{"file_id": 1, "title": ""}]}}


class DecisionIn(Input):
    """Proposals to keep, to drop, or to leave open again."""

    proposal_ids: list[Id] = Field(min_length=1, max_length=5000)
    decision: Decision
    model_config = {"json_schema_extra": {"examples": [{"proposal_ids": [1, 2], "decision": "kept"}]}}


class DecidedOut(Schema):
    """How many rows it concerned."""

    count: int


class CorrectionIn(Input):
    """An item as it should be; `data` holds the fields of its kind (docs/schemas/plan-read.json)."""

    kind: Kind
    title: Line
    data: dict[str, Any] = {}
    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "kind": "task",
                    "title": "建立统计分析机制",
                    "data": {"by": "2026-12-31", "lead": ["区应急管理局"], "support": []},
                }
            ]
        }
    }


class AdditionIn(CorrectionIn):
    """An item the reader did not find, at a clause of a part."""

    part: Part = 0
    clause: Line
    model_config = {
        "json_schema_extra": {
            "examples": [{"clause": "二", "kind": "task", "title": "推广经验做法", "data": {}}]
        }
    }


class PublishIn(Input):
    """From which day the platform counts; the plan's period; what is stock."""

    version: Version
    counting_from: date
    period_from: date | None = None
    period_to: date | None = None
    stock_cutoff: date | None = None
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 1, "counting_from": "2026-09-01", "period_to": "2026-12-31"}]
        }
    }


class DocumentVersionIn(Input):
    """The version that was seen."""

    version: Version
    model_config = {"json_schema_extra": {"examples": [{"version": 1}]}}


class TitleOut(Schema):
    """Our own wording in both languages."""

    zh: str
    en: str


class CoverShareOut(Schema):
    """Clauses with items by how far they are carried out."""

    carried: int
    partly: int
    not_yet: int


class InstrumentCoverageOut(Schema):
    """An instrument of the packs."""

    id: str
    part: int
    number: str
    title: TitleOut
    items: int
    share: CoverShareOut


class FeatureOut(Schema):
    """A feature and whether it works."""

    id: str
    title: TitleOut
    works: bool


class ProductCoverageOut(Schema):
    """What the platform carries out."""

    instruments: list[InstrumentCoverageOut]
    features: list[FeatureOut]


class LiveOut(Schema):
    """A figure of one kind: of `expected`, how many `done`, `overdue`, `excused`; `url`: the list behind it.

    `item`: whose it is; null where several are summed.
    """

    item: int | None = None
    kind: str
    expected: int
    done: int
    overdue: int
    excused: int
    first: date | None
    last: date | None
    said: str
    url: str | None


class CourseOut(Schema):
    """Clauses of which data exist: nothing overdue, or something."""

    on_course: int
    behind: int


class ClauseCoverageOut(Schema):
    """A clause that has items; `working` and `planned` are the features of its items.

    `cover` is null where only items that run stand at it; `course` where no data exist.
    """

    id: str
    cover: str | None
    working: list[str]
    planned: list[str]
    items: list[int]
    course: str | None
    live: list[LiveOut]


class DocumentCoverageOut(Schema):
    """One part of a document: its share, how it stands, clause by clause; and the share of the whole."""

    share: CoverShareOut
    part_share: CoverShareOut
    course: CourseOut
    live: list[LiveOut]
    clauses: list[ClauseCoverageOut]
