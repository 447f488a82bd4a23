"""The API of hazards: the same operations and queries as the pages."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from zhiben.core import clock
from zhiben.core.api import Page, after_cursor, page_of
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.core.input import Id, Input, Limit, Line, Note
from zhiben.domains.hazards import operations, queries
from zhiben.ui.widgets import read_signature

router = Router(tags=["hazards"])


class HazardOut(Schema):
    """One hazard of a list."""

    id: int
    number: str
    title: str
    unit_id: int
    body_id: int | None
    area: int
    sector: str
    matter: str
    state: str
    grade: str
    channel: str
    found_day: date
    limit_first: date | None
    limit_day: date | None
    ended_day: date | None
    version: int


class FindingOut(Schema):
    """Why a step is not possible now."""

    code: str
    params: dict[str, Any]


class ActionOut(Schema):
    """A step possible in this state, with what stands against it."""

    name: str
    findings: list[FindingOut]


class FileOut(Schema):
    """A file of a step."""

    id: int
    name: str
    taken_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None
    is_image: bool


class StepOut(Schema):
    """One line of the timeline."""

    round: int
    step: str
    at: datetime
    recorded_at: datetime
    person: str
    body: str
    text: str
    data: dict[str, Any]
    files: list[FileOut]


class SignatureOut(Schema):
    """Who signed what on which side; `image`: a drawn signature is kept."""

    id: int
    round: int
    step: str
    side: str
    person_id: int
    has_image: bool

    @staticmethod
    def resolve_has_image(signature: dict[str, Any]) -> bool:
        """The number in the vault stays inside."""
        return signature["image"] is not None


class CaseOut(HazardOut):
    """One hazard with its timeline and what may be done now."""

    grade_basis: str
    criterion: str
    description: str
    place: str
    site_id: int | None
    site: str
    round: int
    signatures: list[SignatureOut]
    steps: list[StepOut]
    treatments: list[dict[str, Any]]
    extensions: list[dict[str, Any]]
    suspensions: list[dict[str, Any]]
    actions: list[ActionOut]


class PhotoIn(Input):
    """An uploaded photograph or document, with where and when it was taken."""

    file_id: Id
    taken_at: AwareDatetime | None = None
    latitude: Decimal | None = Field(default=None, ge=-90, le=90, decimal_places=6)
    longitude: Decimal | None = Field(default=None, ge=-180, le=180, decimal_places=6)


class SuspensionIn(Input):
    """The unit has stopped the affected area."""

    extent: Line
    since: AwareDatetime


class ReportIn(Input):
    """A hazard to report."""

    unit_id: Id
    matter: str = Field(default="general", max_length=40)
    title: str = Field(min_length=1, max_length=120)
    description: str = Field(min_length=1, max_length=4000)
    place: Line
    found_day: date
    criterion: str = Field(default="", max_length=500)
    site_id: Id | None = None
    photos: list[PhotoIn] = Field(default=[], max_length=30)
    suspension: SuspensionIn | None = None
    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "unit_id": 1,
                    "matter": "general",
                    "title": "配电箱过热",
                    "description": "二车间配电箱外壳过热",
                    "place": "二车间",
                    "found_day": "2026-11-20",
                }
            ]
        }
    }


class StepIn(Input):
    """A step with words; `version` is the version the person saw."""

    version: int = Field(ge=1, le=2_000_000_000)
    text: str = Field(default="", max_length=4000)
    model_config = {"json_schema_extra": {"examples": [{"version": 3, "text": "已按方案整改"}]}}


class TextIn(StepIn):
    """A step that needs words."""

    text: str = Field(min_length=1, max_length=4000)
    model_config = {"json_schema_extra": {"examples": [{"version": 3, "text": "现场查看，情况属实"}]}}


class GradeIn(StepIn):
    """Confirm and grade."""

    grade: Literal["general", "major"]
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
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 2, "count": 5, "unit": "working_days", "guidance": "先停电再更换"}]
        }
    }


class ServeIn(Input):
    """On whom and how; the signature is a PNG as a data address."""

    version: int = Field(ge=1, le=2_000_000_000)
    recipient_id: Id
    method: Literal["in_person", "electronic"]
    signature: str = Field(default="", max_length=300_000)
    model_config = {
        "json_schema_extra": {"examples": [{"version": 3, "recipient_id": 1, "method": "electronic"}]}
    }


class PlanIn(Input):
    """The plan of treatment with the five elements."""

    version: int = Field(ge=1, le=2_000_000_000)
    responsibility: str = Field(max_length=1000)
    measures: str = Field(max_length=4000)
    funds: str = Field(max_length=1000)
    funds_yuan: Decimal = Field(ge=0, max_digits=14, decimal_places=2)
    time_limit: str = Field(max_length=1000)
    done_by: date
    contingency: str = Field(max_length=4000)
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
                }
            ]
        }
    }


class DoneIn(TextIn):
    """What was done or found, with files."""

    photos: list[PhotoIn] = Field(default=[], max_length=30)
    model_config = {
        "json_schema_extra": {"examples": [{"version": 4, "text": "已更换", "photos": [{"file_id": 1}]}]}
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


def _case(request: HttpRequest, pk: int) -> Any:
    return queries.case(request.actor, pk, clock.today())


def _photos(photos: list[PhotoIn]) -> list[operations.Photo]:
    return [operations.Photo(**photo.model_dump()) for photo in photos]


def _who(request: HttpRequest, pk: int, version: int) -> dict[str, Any]:
    return {"actor": request.actor, "at": clock.now(), "hazard_id": pk, "seen_version": version}


@router.get("/", response=Page[HazardOut], summary="Hazards within reach, newest first")
def hazards(
    request: HttpRequest,
    tab: Literal["", "territory", "own", "granted"] = "",
    q: str = "",
    state: str = "",
    grade: str = "",
    sector: str = "",
    channel: str = "",
    matter: str = "",
    unit: Id | None = None,
    area: Id | None = None,
    found_from: date | None = None,
    found_to: date | None = None,
    open: bool = False,
    overdue: bool = False,
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """Keyset paging: hand `next` in as `after`."""
    if not request.actor.may("hazards.read"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.read"}))
    filters: dict[str, Any] = {"q": q, "state": state, "grade": grade, "sector": sector, "channel": channel}
    filters |= {"matter": matter, "unit": unit, "area": area, "open": open, "overdue": overdue}
    filters |= {"found_from": found_from, "found_to": found_to}
    rows = queries.hazards(request.actor, tab=tab, today=clock.today(), **filters)
    start = after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__lt=start[0])
    return page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.post("/", response={201: CaseOut}, summary="Report a hazard")
def report(request: HttpRequest, body: ReportIn) -> Any:
    """Of the own unit, or found in a unit within reach."""
    values = body.model_dump(exclude={"photos", "suspension"})
    stop = body.suspension
    key = operations.report_hazard(
        actor=request.actor,
        at=clock.now(),
        photos=_photos(body.photos),
        suspension=operations.SelfSuspension(stop.extent, stop.since) if stop else None,
        **values,
    )
    return Status(201, _case(request, key))


@router.get("/signatures/{pk}/", summary="A drawn signature, as PNG")
def signature(request: HttpRequest, pk: Id) -> HttpResponse:
    """For who judges or audits hazards, and for the signer; the look is logged."""
    png = operations.show_signature(actor=request.actor, at=clock.now(), signature_id=pk)
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, no-store"})


@router.get("/{pk}/", response=CaseOut, summary="One hazard")
def hazard(request: HttpRequest, pk: Id) -> Any:
    """With timeline and what may be done now."""
    return _case(request, pk)


@router.post("/{pk}/confirm/", response=CaseOut, summary="Confirm and grade")
def confirm(request: HttpRequest, pk: Id, body: GradeIn) -> Any:
    """By the supervisor in this matter."""
    values = body.model_dump(exclude={"version"})
    operations.confirm_hazard(**_who(request, pk, body.version), **values)
    return _case(request, pk)


@router.post("/{pk}/decline/", response=CaseOut, summary="Find unfounded")
def decline(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """With the reason."""
    operations.decline_hazard(**_who(request, pk, body.version), text=body.text)
    return _case(request, pk)


@router.post("/{pk}/letter/", response=CaseOut, summary="Issue the letter with the limit")
def issue_letter(request: HttpRequest, pk: Id, body: LetterIn) -> Any:
    """The limit as a day, or counted from today."""
    limit = operations.Limit(day=body.day, count=body.count, unit=body.unit)
    operations.issue_letter(**_who(request, pk, body.version), limit=limit, guidance=body.guidance)
    return _case(request, pk)


@router.post("/{pk}/serve/", response=CaseOut, summary="Serve the letter on a person")
def serve(request: HttpRequest, pk: Id, body: ServeIn) -> Any:
    """In person with a signature, or electronically with consent."""
    operations.serve_letter(
        **_who(request, pk, body.version),
        recipient_id=body.recipient_id,
        method=body.method,
        signature_png=read_signature(body.signature) if body.signature else None,
    )
    return _case(request, pk)


@router.post("/{pk}/plan/", response=CaseOut, summary="File the plan of treatment")
def file_plan(request: HttpRequest, pk: Id, body: PlanIn) -> Any:
    """With the five elements."""
    plan = operations.FiveElements(**body.model_dump(exclude={"version"}))
    operations.file_treatment(**_who(request, pk, body.version), plan=plan)
    return _case(request, pk)


@router.post("/{pk}/rectification/", response=CaseOut, summary="Record rectification")
def rectify(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """What was done to cure it."""
    operations.record_rectification(
        **_who(request, pk, body.version), text=body.text, photos=_photos(body.photos)
    )
    return _case(request, pk)


@router.post("/{pk}/own-acceptance/", response=CaseOut, summary="Record own acceptance")
def own_acceptance(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """By another person of the unit."""
    operations.own_acceptance(**_who(request, pk, body.version), text=body.text, photos=_photos(body.photos))
    return _case(request, pk)


@router.post("/{pk}/rectified/", response=CaseOut, summary="Report rectified")
def report_rectified(request: HttpRequest, pk: Id, body: StepIn) -> Any:
    """Asks the supervisor to accept on site."""
    operations.report_rectified(**_who(request, pk, body.version), text=body.text)
    return _case(request, pk)


@router.post("/{pk}/acceptance/", response=CaseOut, summary="Accept on site and sign")
def accept(request: HttpRequest, pk: Id, body: AcceptanceIn) -> Any:
    """One of the acceptors."""
    operations.accept_on_site(
        **_who(request, pk, body.version),
        text=body.text,
        photos=_photos(body.photos),
        signature_png=read_signature(body.signature),
    )
    return _case(request, pk)


@router.post("/{pk}/review/", response=CaseOut, summary="Review and close")
def review(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """By a third person."""
    operations.review_and_close(**_who(request, pk, body.version), text=body.text)
    return _case(request, pk)


@router.post("/{pk}/send-back/", response=CaseOut, summary="Send back to the unit")
def send_back(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """A new round begins."""
    operations.send_back(**_who(request, pk, body.version), text=body.text)
    return _case(request, pk)


@router.post("/{pk}/extension/", response=CaseOut, summary="Ask for an extension")
def ask_extension(request: HttpRequest, pk: Id, body: ExtensionIn) -> Any:
    """Before the limit expires."""
    values = body.model_dump(exclude={"version"})
    operations.ask_extension(**_who(request, pk, body.version), **values)
    return _case(request, pk)


@router.post("/{pk}/extension/decision/", response=CaseOut, summary="Decide on an extension")
def decide_extension(request: HttpRequest, pk: Id, body: ExtensionDecisionIn) -> Any:
    """By the body that set the limit."""
    operations.decide_extension(**_who(request, pk, body.version), granted=body.granted, text=body.text)
    return _case(request, pk)
