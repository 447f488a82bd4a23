"""General hazards: kept inside the unit, dissuaded, re-inspected."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import Field

from zhiben.core import clock
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.core.input import Id, Input, Line
from zhiben.domains.hazards import operations, queries
from zhiben.domains.hazards.api.shared import (
    CaseOut,
    DoneIn,
    PhotoIn,
    StepIn,
    TextIn,
    case_of,
    photos_of,
    router,
    who,
)
from zhiben.domains.hazards.api.steps import AcceptanceIn
from zhiben.ui.widgets import read_signature


class OwnIn(Input):
    """A general hazard of the own unit that it puts right itself."""

    title: str = Field(min_length=1, max_length=120)
    place: Line
    description: str = Field(default="", max_length=4000)
    matter: str = Field(default="general", max_length=40)
    limit_day: date | None = None
    photos: list[PhotoIn] = Field(default=[], max_length=30)
    fixed: bool = False
    site_id: Id | None = None
    model_config = {
        "json_schema_extra": {"examples": [{"title": "灭火器压力不足", "place": "一车间", "fixed": True}]}
    }


class DissuadeIn(Input):
    """What was dissuaded on the spot."""

    unit_id: Id
    title: str = Field(min_length=1, max_length=120)
    place: Line
    text: str = Field(min_length=1, max_length=4000)
    matter: str = Field(default="general", max_length=40)
    photos: list[PhotoIn] = Field(default=[], max_length=30)
    model_config = {
        "json_schema_extra": {
            "examples": [{"unit_id": 1, "title": "通道堆物", "place": "后门", "text": "当场清理"}]
        }
    }


class LookAgainIn(DoneIn):
    """Whether it is put right now."""

    corrected: bool
    model_config = {"json_schema_extra": {"examples": [{"version": 1, "corrected": True, "text": "已清理"}]}}


class SeedIn(Input):
    """By which seed to draw."""

    seed: str = Field(min_length=1, max_length=80)
    model_config = {"json_schema_extra": {"examples": [{"seed": "2026-11-20"}]}}


class InsideOut(Schema):
    """Items a unit keeps inside."""

    unit_id: int
    unit: str
    open: int
    closed: int
    in_time: int


@router.post("/own/", response={201: dict[str, int]}, summary="Record a general hazard of the own unit")
def record_own(request: HttpRequest, body: OwnIn) -> Any:
    """The unit puts it right itself; the supervisor sees counts and drawn samples."""
    values = body.model_dump(exclude={"photos"})
    key = operations.record_own(actor=request.actor, at=clock.now(), photos=photos_of(body.photos), **values)
    return Status(201, {"id": key})


@router.post("/dissuaded/", response={201: CaseOut}, summary="Record what was dissuaded on the spot")
def dissuade(request: HttpRequest, body: DissuadeIn) -> Any:
    """By a grid member or town officer; it is looked at once more."""
    values = body.model_dump(exclude={"photos"})
    key = operations.dissuade(actor=request.actor, at=clock.now(), photos=photos_of(body.photos), **values)
    return Status(201, case_of(request, key))


@router.get("/inside/", response=list[InsideOut], summary="What units keep inside, as counts")
def inside(request: HttpRequest) -> Any:
    """Within the territory, by unit."""
    if not request.actor.may("hazards.board"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.board"}))
    return queries.inside(request.actor, clock.today())


@router.post(
    "/inside/samples/", response={201: dict[str, int]}, summary="Draw a sample of what is kept inside"
)
def draw_samples(request: HttpRequest, body: SeedIn) -> Any:
    """What was drawn is open to the supervisor from then on."""
    draw = operations.draw_samples(actor=request.actor, at=clock.now(), seed=body.seed)
    return Status(201, {"id": draw})


@router.post("/{pk}/own/fixed/", response=CaseOut, summary="Put right inside the unit")
def fix_own(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """By the unit."""
    operations.fix_own(**who(request, pk, body.version), text=body.text, photos=photos_of(body.photos))
    return case_of(request, pk)


@router.post("/{pk}/own/close/", response=CaseOut, summary="Close inside the unit")
def close_own(request: HttpRequest, pk: Id, body: StepIn) -> Any:
    """By another person of the unit."""
    operations.close_own(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/own/raise/", response=CaseOut, summary="Report to the supervisor after all")
def raise_own(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """It is no longer kept inside."""
    operations.raise_own(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/look-again/", response=CaseOut, summary="Look once more at what was dissuaded")
def look_again(request: HttpRequest, pk: Id, body: LookAgainIn) -> Any:
    """Put right, and it ends; or not, and it goes to the supervisor."""
    operations.look_again(
        **who(request, pk, body.version),
        corrected=body.corrected,
        text=body.text,
        photos=photos_of(body.photos),
    )
    return case_of(request, pk)


@router.post("/{pk}/reinspection/", response=CaseOut, summary="Re-inspect and sign")
def reinspect(request: HttpRequest, pk: Id, body: AcceptanceIn) -> Any:
    """One of the officers; ends a general hazard under an order."""
    operations.reinspect(
        **who(request, pk, body.version),
        text=body.text,
        photos=photos_of(body.photos),
        signature_png=read_signature(body.signature),
    )
    return case_of(request, pk)
