"""Registers kept before, by program: hand in, settle, look, confirm, give back."""

from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.input import Id, Input
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.api.shared import FindingOut, router
from zhiben.domains.organisations import queries as organisations

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RegisterIn(Input):
    """An uploaded file (purpose “register”)."""

    file: Id
    model_config = {"json_schema_extra": {"examples": [{"file": 1}]}}


class ColumnOut(Schema):
    """A column of a register, the field it is read as, and how sure that is."""

    index: int
    label: str
    field: str
    sure: float
    why: str
    samples: list[str]
    hidden: bool


class RegisterLineOut(Schema):
    """A register that was handed in."""

    id: int
    name: str
    taken_at: datetime
    settled_at: datetime | None
    confirmed_at: datetime | None
    done_at: datetime | None


class RegisterOut(Schema):
    """How a register is read. Rows are counted from one."""

    id: int
    name: str
    settled: bool
    confirmed: bool
    done: bool
    job: int | None
    layout_id: int | None
    matter: str
    sheet: str
    sheets: list[str]
    head: tuple[int, int]
    columns: list[ColumnOut]
    states: dict[str, str]
    grades: dict[str, str]
    split: str
    day_order: str
    carry: bool
    year: int | None
    day: date | None
    wan: bool
    told: list[FindingOut]


class HeadIn(Input):
    """Another sheet, or other rows of the head, counted from one."""

    sheet: str = Field(max_length=200)
    first: int | None = Field(default=None, ge=1, le=20_000)
    last: int | None = Field(default=None, ge=1, le=20_000)
    model_config = {"json_schema_extra": {"examples": [{"sheet": "Sheet1", "first": 3, "last": 4}]}}


class LayoutIn(Input):
    """How the register is read: a field for each column in order, and the meaning of its words."""

    matter: str = Field(default="general", max_length=40)
    columns: list[str] = Field(max_length=100)
    states: dict[str, Literal["", "closed", "rectifying", "rectified", "reported", "unfounded"]] = {}
    grades: dict[str, Literal["", "general", "major"]] = {}
    split: Literal["none", "numbered", "lines"] = "numbered"
    day_order: Literal["ymd", "mdy", "dmy"] = "ymd"
    carry: bool = False
    year: int | None = Field(default=None, ge=1990, le=2100)
    day: date | None = None
    wan: bool = False
    model_config = {
        "json_schema_extra": {
            "examples": [{"columns": ["serial", "unit", "description", "found_day", "state"]}]
        }
    }


class MatchIn(Input):
    """A name in the register and the unit it means."""

    name: str = Field(max_length=1000)
    unit: Id
    model_config = {"json_schema_extra": {"examples": [{"name": "示范机械厂", "unit": 1}]}}


class NewUnitIn(Input):
    """A unit to put on the books. `called`: its name in the register."""

    called: str = Field(min_length=1, max_length=1000)
    name: str = Field(min_length=1, max_length=160)
    kind: str = Field(max_length=40)
    sector: str = Field(max_length=40)
    area: Id
    address: str = Field(min_length=1, max_length=240)
    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "called": "示范机械厂",
                    "name": "云溪示范机械厂",
                    "kind": "enterprise",
                    "sector": "industry_trade",
                    "area": 419901001000,
                    "address": "示范路1号",
                }
            ]
        }
    }


class NearOut(Schema):
    """A known unit whose name is like one of the register."""

    id: int
    name: str
    area: int
    address: str


class RowOut(Schema):
    """One hazard of a register: what will happen to it, and why. `known`: hazards that may be the same."""

    row: int
    part: int
    verdict: str
    unit_id: int | None
    unit: str
    description: str
    found_day: date | None
    limit_day: date | None
    done_day: date | None
    state: str
    grade: str
    findings: list[FindingOut]
    known: list[int]


class PreviewOut(Schema):
    """Every row, and those that are no hazards. `near`: units whose names are like the unknown ones, nearest first."""

    rows: list[RowOut]
    left_out: list[tuple[int, str]]
    unknown_units: list[tuple[str, int]]
    near: dict[str, list[NearOut]]


class ConfirmIn(Input):
    """For rows to be decided: “row-part” -> in, out, or the number of the known hazard it is joined to."""

    decisions: dict[str, str] = Field(default={}, max_length=20_000)
    model_config = {"json_schema_extra": {"examples": [{"decisions": {"5-0": "in"}}]}}


def _out(request: HttpRequest, pk: int) -> dict[str, Any]:
    register = queries.get_register(request.actor, pk)
    shown, layout = queries.shown_layout(request.actor, register, clock.today()), register.layout
    names = ("id", "name", "settled", "confirmed", "done", "job", "layout_id", "matter")
    read = ("sheet", "states", "grades", "split", "day_order", "carry", "year", "day", "wan")
    columns = [
        {
            "index": guess.index,
            "label": guess.label,
            "field": field,
            "sure": guess.sure,
            "why": guess.why,
            "samples": list(guess.samples),
            "hidden": guess.hidden,
        }
        for guess, field in zip(shown.guesses, layout.columns, strict=True)
    ]
    return {
        **{name: getattr(register, name) for name in names},
        **{name: getattr(layout, name) for name in read},
        "sheets": shown.sheets,
        "head": (layout.top + 1, layout.bottom + 1),
        "columns": columns,
        "told": shown.told,
    }


@router.get("/registers/", response=list[RegisterLineOut], summary="Registers handed in")
def registers(request: HttpRequest) -> Any:
    """Of the own body or unit, newest first."""
    return queries.registers(request.actor)


@router.post("/registers/", response={201: RegisterOut}, summary="Hand in a register")
def take(request: HttpRequest, body: RegisterIn) -> Any:
    """It is read, and how is proposed; nothing is brought in."""
    key = do.take_register(actor=request.actor, at=clock.now(), file_id=body.file)
    return Status(201, _out(request, key))


@router.get("/registers/{pk}/", response=RegisterOut, summary="How a register is read")
def register(request: HttpRequest, pk: Id) -> Any:
    """Its columns with the fields they are read as."""
    return _out(request, pk)


@router.post("/registers/{pk}/head/", response=RegisterOut, summary="Say where the head of a register is")
def head(request: HttpRequest, pk: Id, body: HeadIn) -> Any:
    """The columns are proposed anew."""
    rows = (body.first - 1, max(body.first, body.last) - 1) if body.first and body.last else None
    do.move_head(actor=request.actor, at=clock.now(), register_id=pk, sheet=body.sheet, head=rows)
    return _out(request, pk)


@router.put("/registers/{pk}/layout/", response=RegisterOut, summary="Settle how a register is read")
def settle(request: HttpRequest, pk: Id, body: LayoutIn) -> Any:
    """Remembered for the next file with the same head."""
    do.settle_register(actor=request.actor, at=clock.now(), register_id=pk, **body.model_dump())
    return _out(request, pk)


@router.post("/registers/{pk}/units/", response=RegisterOut, summary="Say which unit a name means")
def match(request: HttpRequest, pk: Id, body: MatchIn) -> Any:
    """Remembered like the columns."""
    do.match_units(actor=request.actor, at=clock.now(), register_id=pk, units={body.name: body.unit})
    return _out(request, pk)


@router.post(
    "/registers/{pk}/units/new/", response={201: RegisterOut}, summary="Put a named unit on the books"
)
def new_unit(request: HttpRequest, pk: Id, body: NewUnitIn) -> Any:
    """For those who may register units; the name in the register means it from now on."""
    do.add_unit(actor=request.actor, at=clock.now(), register_id=pk, **body.model_dump())
    return Status(201, _out(request, pk))


@router.get("/registers/{pk}/rows/", response=PreviewOut, summary="What will happen to every row")
def rows(request: HttpRequest, pk: Id) -> Any:
    """Before anything is brought in."""
    found = queries.register_preview(request.actor, queries.get_register(request.actor, pk), clock.today())
    return {
        "rows": [_row(line) for line in found.lines],
        "left_out": found.left_out,
        "unknown_units": found.unknown_units,
        "near": _near(request.actor, [name for name, _count in found.unknown_units]),
    }


def _near(actor: Actor, names: list[str]) -> dict[str, Any]:
    return {} if actor.unit_id else organisations.units_like(actor, names)


def _row(line: queries.RegisterLine) -> dict[str, Any]:
    entry = line.entry
    names = ("row", "part", "description", "found_day", "limit_day", "done_day", "state", "grade")
    return {
        **{name: getattr(entry, name) for name in names},
        "verdict": line.verdict,
        "unit_id": line.unit.id if line.unit else None,
        "unit": entry.unit,
        "findings": [finding for _label, finding in line.findings],
        "known": [known.id for known in line.known],
    }


@router.post("/registers/{pk}/confirm/", response={202: dict[str, int]}, summary="Bring a register in")
def confirm(request: HttpRequest, pk: Id, body: ConfirmIn) -> Any:
    """As a job, once; its number is given back."""
    job = do.confirm_register(actor=request.actor, at=clock.now(), register_id=pk, decisions=body.decisions)
    return Status(202, {"job": job})


@router.post("/registers/{pk}/rest/", response={202: dict[str, int]}, summary="Bring in what stayed out")
def rest(request: HttpRequest, pk: Id, body: ConfirmIn) -> Any:
    """Rows that can come in now; what is here stays as it is. As a job; its number is given back."""
    job = do.bring_rest(actor=request.actor, at=clock.now(), register_id=pk, decisions=body.decisions)
    return Status(202, {"job": job})


@router.post("/registers/layouts/{pk}/export/", summary="A register in its own columns, as .xlsx")
def export(request: HttpRequest, pk: Id) -> HttpResponse:
    """With the states of today; looking at the names and telephones kept apart is logged."""
    name, data = do.export_register(actor=request.actor, at=clock.now(), layout_id=pk)
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename=\"register.xlsx\"; filename*=UTF-8''{quote(name)}"
    return answer
