"""JSON of organisations, in and out."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints
from pydantic.config import JsonDict

from zhiben.core.input import Code, Id, Input, Line
from zhiben.domains.organisations.methods.unit_table import MOST_PEOPLE

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Address = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=240)]
People = Annotated[int, Field(ge=0, le=MOST_PEOPLE)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30)]

_UNIT: JsonDict = {
    "name": "绿叶面包店",
    "kind": "sole_trader",
    "sector": "commerce",
    "area": 419901101201,
    "address": "一号街3号",
    "credit_code": None,
    "headcount": 3,
    "high_hazard": False,
    "tags": ["燃气"],
}


class UnitIn(Input):
    """A unit to be registered."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
    kind: Code
    sector: Code
    area: Id
    address: Address
    credit_code: Annotated[str, StringConstraints(max_length=40)] | None = None
    headcount: People | None = None
    high_hazard: bool = False
    opened: date | None = None
    tags: list[Word] = Field(default=[], max_length=30)
    model_config = {"json_schema_extra": {"examples": [_UNIT]}}


class UnitPatch(Input):
    """Facts of a unit to be changed; what is left out stays. `version`: the one that was seen."""

    version: Id
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)] | None = None
    credit_code: Annotated[str, StringConstraints(max_length=40)] | None = None
    kind: Code | None = None
    sector: Code | None = None
    area: Id | None = None
    address: Address | None = None
    headcount: People | None = None
    high_hazard: bool | None = None
    opened: date | None = None
    model_config = {"json_schema_extra": {"examples": [{"version": 1, "headcount": 5}]}}


class CloseIn(Input):
    """The last day of a unit; `version`: the one that was seen."""

    version: Id
    last_day: date
    model_config = {"json_schema_extra": {"examples": [{"version": 1, "last_day": "2026-05-06"}]}}


class LastDayIn(Input):
    """The last day of a mandate, a stretch or an occupancy."""

    last_day: date
    model_config = {"json_schema_extra": {"examples": [{"last_day": "2026-05-06"}]}}


class TagsIn(Input):
    """All tags of a unit."""

    names: list[Word] = Field(max_length=30)
    model_config = {"json_schema_extra": {"examples": [{"names": ["燃气", "沿街"]}]}}


class SiteIn(Input):
    """A place where a unit works."""

    name: Short
    address: Address
    area: Id | None = None
    model_config = {"json_schema_extra": {"examples": [{"name": "二号库", "address": "南环路9号"}]}}


class BuildingIn(Input):
    """A building with its owner and manager."""

    name: Short
    address: Address
    area: Id
    owner_id: Id | None = None
    manager_id: Id | None = None
    model_config = {
        "json_schema_extra": {"examples": [{"name": "一号楼", "address": "南环路1号", "area": 419901101201}]}
    }


class OccupancyIn(Input):
    """A unit in a building, from a day on."""

    building_id: Id
    since: date
    floor: Annotated[str, StringConstraints(max_length=40)] = ""
    model_config = {
        "json_schema_extra": {"examples": [{"building_id": 1, "since": "2026-01-01", "floor": "2"}]}
    }


class BodyIn(Input):
    """A body to be registered."""

    name: Short
    short_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    kind: Code
    level: Code
    area: Id
    parent_id: Id | None = None
    opened: date | None = None
    model_config = {
        "json_schema_extra": {
            "examples": [
                {"name": "某区应急管理局", "short_name": "区应急局", "kind": "department", "level": "county",
                 "area": 419901000000}
            ]
        }
    }  # fmt: skip


class TerritoryIn(Input):
    """A range of areas a body reaches."""

    low: Id
    high: Id
    since: date
    until: date | None = None
    sector: Code | None = None
    matter: Code | None = None
    model_config = {
        "json_schema_extra": {
            "examples": [{"low": 419901000000, "high": 419901999999, "since": "2024-01-01"}]
        }
    }


class MandateIn(Input):
    """A power of a body over a unit, over a site, or by default over a range of areas."""

    body_id: Id
    matter: Code
    power: Code
    since: date
    until: date | None = None
    unit_id: Id | None = None
    site_id: Id | None = None
    low: Id | None = None
    high: Id | None = None
    sector: Code | None = None
    basis: Annotated[str, StringConstraints(max_length=200)] = ""
    model_config = {
        "json_schema_extra": {
            "examples": [
                {"body_id": 1, "matter": "fire", "power": "supervise", "since": "2024-01-01", "unit_id": 1}
            ]
        }
    }


class FactIn(Input):
    """A fact about a unit, a site or a body, from a day on."""

    subject_kind: Code
    subject_id: Id
    key: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    value: Line
    since: date
    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "subject_kind": "unit",
                    "subject_id": 1,
                    "key": "risk_grade",
                    "value": "red",
                    "since": "2026-01-01",
                }
            ]
        }
    }


class ImportIn(Input):
    """A table that was uploaded."""

    file: Id
    model_config = {"json_schema_extra": {"examples": [{"file": 1}]}}


class IdOut(Schema):
    """The number of what was made."""

    id: int


class VersionOut(Schema):
    """The version a unit has now."""

    id: int
    version: int


class CountOut(Schema):
    """How many units were registered."""

    count: int


class UnitLine(Schema):
    """A unit in a list."""

    id: int
    name: str
    credit_code: str | None
    kind: str
    sector: str
    area: int
    address: str
    headcount: int | None
    high_hazard: bool
    opened: date | None
    closed: date | None
    version: int


class SiteOut(Schema):
    """A site of a unit."""

    id: int
    name: str
    address: str
    area: int


class BuildingOut(Schema):
    """A building a unit is in, owns or manages."""

    id: int
    name: str
    address: str
    floor: str
    occupancy_id: int | None


class HolderOut(Schema):
    """Who has which power over a unit."""

    matter: str
    power: str
    body_id: int
    body: str
    by_default: bool


class UnitOut(UnitLine):
    """A unit with what hangs on it."""

    tags: list[str]
    sites: list[SiteOut]
    buildings: list[BuildingOut]


class BodyOut(Schema):
    """A body."""

    id: int
    name: str
    short_name: str
    kind: str
    level: str
    area: int
    parent_id: int | None


class StretchOut(Schema):
    """A stretch of areas a body reaches."""

    id: int
    low: int
    high: int
    sector: str | None
    matter: str | None
    valid_from: date
    valid_to: date | None


class MandateOut(Schema):
    """A mandate."""

    id: int
    body_id: int
    matter: str
    power: str
    unit_id: int | None
    site_id: int | None
    low: int | None
    high: int | None
    sector: str | None
    basis: str
    valid_from: date
    valid_to: date | None


class GapOut(Schema):
    """A unit nobody supervises in a matter."""

    unit_id: int
    name: str
    area: int
    sector: str
    matter: str


class RowProblem(Schema):
    """What is wrong in a cell of a table."""

    row: int
    column: str
    code: str
    text: str


class TableOut(Schema):
    """What a table of units holds; nothing is written yet."""

    rows: int
    problems: list[RowProblem]
    warnings: list[str]
