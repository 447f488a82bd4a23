"""The steps from confirmation to closing."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from pydantic import Field

from zhiben.core.input import Id, Input, Line, Note
from zhiben.domains.hazards import operations
from zhiben.domains.hazards.api.shared import CaseOut, DoneIn, StepIn, TextIn, case_of, photos_of, router, who
from zhiben.ui.widgets import read_signature


class GradeIn(StepIn):
    """Confirm and grade."""

    grade: Literal["general", "major", "major_fire"]
    basis: str = Field(default="", max_length=500)
    model_config = {
        "json_schema_extra": {"examples": [{"version": 1, "grade": "major", "basis": "判定标准第三条"}]}
    }


class LetterIn(Input):
    """The limit, as a day or counted, and the guidance."""

    version: int = Field(ge=1, le=2_000_000_000)
    day: date | None = None
    count: int | None = Field(default=None, ge=1, le=2000)
    unit: Literal["working_days", "calendar_days", "months"] = "working_days"
    guidance: Note
    ordered: bool = False
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 2, "count": 5, "unit": "working_days", "guidance": "先停电再更换"}]
        }
    }


class PlanItemIn(Input):
    """A step of the treatment with a limit of its own."""

    title: Line
    limit_day: date


class PlanIn(Input):
    """The plan of treatment: five elements, and the aim where grade and sector demand it."""

    version: int = Field(ge=1, le=2_000_000_000)
    responsibility: str = Field(max_length=1000)
    measures: str = Field(max_length=4000)
    funds: str = Field(max_length=1000)
    funds_yuan: Decimal = Field(ge=0, max_digits=14, decimal_places=2)
    time_limit: str = Field(max_length=1000)
    done_by: date
    contingency: str = Field(max_length=4000)
    aim: str = Field(default="", max_length=1000)
    items: list[PlanItemIn] = Field(default=[], max_length=50)
    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "version": 3,
                    "responsibility": "厂长负责",
                    "measures": "更换配电箱",
                    "funds": "自筹",
                    "funds_yuan": "12000.00",
                    "time_limit": "十日内",
                    "done_by": "2026-11-30",
                    "contingency": "停电作业",
                    "aim": "消除过热",
                }
            ]
        }
    }


class AcceptanceIn(DoneIn):
    """Acceptance on site; the signature is a PNG as a data address."""

    signature: str = Field(max_length=300_000)
    model_config = {
        "json_schema_extra": {
            "examples": [
                {"version": 6, "text": "现场查验合格", "signature": "data:image/png;base64,iVBORw0KGgo…"}
            ]
        }
    }


class ExtensionIn(Input):
    """More time asked for."""

    version: int = Field(ge=1, le=2_000_000_000)
    until: date
    reason: str = Field(min_length=1, max_length=2000)
    interim: str = Field(min_length=1, max_length=2000)
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 3, "until": "2026-12-20", "reason": "备件未到", "interim": "专人监护"}]
        }
    }


class ExtensionDecisionIn(TextIn):
    """The answer to a request for more time."""

    granted: bool
    model_config = {"json_schema_extra": {"examples": [{"version": 4, "granted": True, "text": "同意延期"}]}}


@router.post("/{pk}/confirm/", response=CaseOut, summary="Confirm and grade")
def confirm(request: HttpRequest, pk: Id, body: GradeIn) -> Any:
    """By the supervisor in this matter."""
    values = body.model_dump(exclude={"version"})
    operations.confirm_hazard(**who(request, pk, body.version), **values)
    return case_of(request, pk)


@router.post("/{pk}/decline/", response=CaseOut, summary="Find unfounded")
def decline(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """With the reason."""
    operations.decline_hazard(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/letter/", response=CaseOut, summary="Issue the letter with the limit")
def issue_letter(request: HttpRequest, pk: Id, body: LetterIn) -> Any:
    """The limit as a day, or counted from today."""
    limit = operations.Limit(day=body.day, count=body.count, unit=body.unit)
    operations.issue_letter(
        **who(request, pk, body.version), limit=limit, guidance=body.guidance, ordered=body.ordered
    )
    return case_of(request, pk)


@router.post("/{pk}/plan/", response=CaseOut, summary="File the plan of treatment")
def file_plan(request: HttpRequest, pk: Id, body: PlanIn) -> Any:
    """With the parts that grade and sector demand."""
    values = body.model_dump(exclude={"version", "aim", "items"})
    items = [operations.NewItem(**item.model_dump()) for item in body.items]
    plan = operations.FiveElements(**values, parts={"aim": body.aim}, items=items)
    operations.file_treatment(**who(request, pk, body.version), plan=plan)
    return case_of(request, pk)


@router.post("/{pk}/rectification/", response=CaseOut, summary="Record rectification")
def rectify(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """What was done to cure it."""
    operations.record_rectification(
        **who(request, pk, body.version), text=body.text, photos=photos_of(body.photos)
    )
    return case_of(request, pk)


@router.post("/{pk}/own-acceptance/", response=CaseOut, summary="Record own acceptance")
def own_acceptance(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """By another person of the unit."""
    operations.own_acceptance(**who(request, pk, body.version), text=body.text, photos=photos_of(body.photos))
    return case_of(request, pk)


@router.post("/{pk}/rectified/", response=CaseOut, summary="Report rectified")
def report_rectified(request: HttpRequest, pk: Id, body: StepIn) -> Any:
    """Asks the supervisor to accept on site."""
    operations.report_rectified(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/acceptance/", response=CaseOut, summary="Accept on site and sign")
def accept(request: HttpRequest, pk: Id, body: AcceptanceIn) -> Any:
    """One of the acceptors."""
    operations.accept_on_site(
        **who(request, pk, body.version),
        text=body.text,
        photos=photos_of(body.photos),
        signature_png=read_signature(body.signature),
    )
    return case_of(request, pk)


@router.post("/{pk}/review/", response=CaseOut, summary="Review and close")
def review(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """By a third person."""
    operations.review_and_close(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/send-back/", response=CaseOut, summary="Send back to the unit")
def send_back(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """A new round begins."""
    operations.send_back(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/extension/", response=CaseOut, summary="Ask for an extension")
def ask_extension(request: HttpRequest, pk: Id, body: ExtensionIn) -> Any:
    """Before the limit expires."""
    values = body.model_dump(exclude={"version"})
    operations.ask_extension(**who(request, pk, body.version), **values)
    return case_of(request, pk)


@router.post("/{pk}/extension/decision/", response=CaseOut, summary="Decide on an extension")
def decide_extension(request: HttpRequest, pk: Id, body: ExtensionDecisionIn) -> Any:
    """By the body that set the limit."""
    operations.decide_extension(**who(request, pk, body.version), granted=body.granted, text=body.text)
    return case_of(request, pk)
