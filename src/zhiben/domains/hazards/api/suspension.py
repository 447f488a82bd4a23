"""Suspensions and resumption."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import AwareDatetime, Field

from zhiben.core import clock
from zhiben.core.api import Page, after_cursor, page_of
from zhiben.core.input import Id, Input, Limit, Line, Note
from zhiben.domains.hazards import operations, queries
from zhiben.domains.hazards.api.letters import ServeIn
from zhiben.domains.hazards.api.shared import ActionOut, DoneIn, PhotoIn, TextIn, photos_of, router, who
from zhiben.domains.hazards.api.steps import AcceptanceIn
from zhiben.domains.hazards.vocabulary.suspension import Occasion, SuspensionKind
from zhiben.domains.notices.operations import ServiceDetails
from zhiben.ui.widgets import read_signature

_PROOF = ("witness_name", "witness_capacity", "refusal", "place", "day", "tracking", "text", "files")


class SuspensionLine(Schema):
    """One suspension of a list."""

    id: int
    number: str
    kind: str
    state: str
    extent: str
    since: datetime
    until: date | None
    due_day: date | None
    lifted_at: datetime | None
    body_id: int | None
    hazard_id: int
    hazard_number: str
    hazard_state: str
    unit_id: int
    area: int
    sector: str


class SuspensionOut(SuspensionLine):
    """One suspension with its applications, decisions, notices and what may be done now."""

    version: int
    basis: str
    decided_as: str
    handler_id: int | None
    overseer: str
    steps: list[str]
    next_step: str
    resumptions: list[dict[str, Any]]
    notices: list[dict[str, Any]]
    actions: list[ActionOut]


class StopIn(Input):
    """What an authority suspends; `version` is the hazard's."""

    version: int = Field(ge=1, le=2_000_000_000)
    kind: SuspensionKind
    extent: str = Field(min_length=1, max_length=300)
    basis: str = Field(min_length=1, max_length=500)
    decided_as: Line
    since: AwareDatetime
    until: date | None = None
    overseer_id: Id | None = None
    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "version": 2,
                    "kind": "suspension_for_rectification",
                    "extent": "二车间",
                    "basis": "安全生产法第六十五条",
                    "decided_as": "局长办公会",
                    "since": "2026-11-20T10:00:00+08:00",
                }
            ]
        }
    }


class OwnStopIn(Input):
    """What the unit stopped by itself; `version` is the hazard's."""

    version: int = Field(ge=1, le=2_000_000_000)
    extent: str = Field(min_length=1, max_length=300)
    since: AwareDatetime
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 1, "extent": "二车间", "since": "2026-11-20T10:00:00+08:00"}]
        }
    }


class ApplicationIn(Input):
    """The unit's own evaluation of the treatment and its plan of resumption."""

    version: int = Field(ge=1, le=2_000_000_000)
    evaluation: str = Field(min_length=1, max_length=4000)
    plan: str = Field(min_length=1, max_length=4000)
    photos: list[PhotoIn] = Field(default=[], max_length=30)
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 1, "evaluation": "已更换并试运行", "plan": "分步通电"}]
        }
    }


class PostingIn(Input):
    """A public notice as it was posted."""

    occasion: Occasion
    text: Note
    place: str = Field(min_length=1, max_length=300)
    day: date
    photos: list[PhotoIn] = Field(default=[], max_length=30)
    model_config = {
        "json_schema_extra": {
            "examples": [{"occasion": "suspend", "text": "公告", "place": "公告栏", "day": "2026-11-20"}]
        }
    }


def _shown(request: HttpRequest, pk: int) -> Any:
    return queries.suspension(request.actor, pk, clock.today())


def _who(request: HttpRequest, pk: int, version: int) -> dict[str, Any]:
    return {"actor": request.actor, "at": clock.now(), "suspension_id": pk, "seen_version": version}


@router.get("/suspensions/", response=Page[SuspensionLine], summary="Suspensions within reach, newest first")
def suspensions(
    request: HttpRequest,
    tab: Literal["", "territory", "own", "granted"] = "",
    state: str = "",
    kind: str = "",
    sector: str = "",
    area: Id | None = None,
    standing: bool = False,
    overdue: bool = False,
    after_end: bool = False,
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """`after_end`: the hazard has ended, the suspension stands; `overdue`: the acceptance is past its term."""
    filters: dict[str, Any] = {"state": state, "kind": kind, "sector": sector, "area": area}
    filters |= {"standing": standing, "overdue": overdue, "after_end": after_end}
    rows = queries.suspensions(request.actor, tab=tab, today=clock.today(), **filters)
    start = after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__lt=start[0])
    return page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.get("/suspensions/{pk}/", response=SuspensionOut, summary="One suspension")
def suspension(request: HttpRequest, pk: Id) -> Any:
    """With its resumption and what may be done now."""
    return _shown(request, pk)


@router.post("/{pk}/suspension/", response={201: SuspensionOut}, summary="Suspend")
def suspend(request: HttpRequest, pk: Id, body: StopIn) -> Any:
    """By a body with the power; which kinds it may order is data."""
    stop = operations.Stop(**body.model_dump(exclude={"version"}))
    key = operations.suspend(**who(request, pk, body.version), stop=stop)
    return Status(201, _shown(request, key))


@router.post("/{pk}/self-suspension/", response={201: SuspensionOut}, summary="Record a self-suspension")
def stop_own(request: HttpRequest, pk: Id, body: OwnStopIn) -> Any:
    """The unit has stopped the affected area by itself."""
    values = body.model_dump(exclude={"version"})
    key = operations.stop_by_ourselves(**who(request, pk, body.version), **values)
    return Status(201, _shown(request, key))


@router.post("/suspensions/{pk}/lift/", response=SuspensionOut, summary="Lift the own suspension")
def lift(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """By the unit itself, after its own acceptance."""
    operations.lift_own(**_who(request, pk, body.version), text=body.text, photos=photos_of(body.photos))
    return _shown(request, pk)


@router.post("/suspensions/{pk}/application/", response=SuspensionOut, summary="Apply for resumption")
def apply(request: HttpRequest, pk: Id, body: ApplicationIn) -> Any:
    """By the principal or the actual controller."""
    operations.apply_for_resumption(
        **_who(request, pk, body.version),
        application=operations.Application(plan=body.plan, evaluation=body.evaluation),
        photos=photos_of(body.photos),
    )
    return _shown(request, pk)


@router.post("/suspensions/{pk}/acceptance/", response=SuspensionOut, summary="Accept the resumption on site")
def accept(request: HttpRequest, pk: Id, body: AcceptanceIn) -> Any:
    """One of the acceptors, with a signature."""
    operations.accept_resumption(
        **_who(request, pk, body.version),
        text=body.text,
        photos=photos_of(body.photos),
        signature_png=read_signature(body.signature),
    )
    return _shown(request, pk)


@router.post("/suspensions/{pk}/signature/", response=SuspensionOut, summary="Sign the resumption")
def sign(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """By the head of the department."""
    operations.sign_resumption(**_who(request, pk, body.version), text=body.text)
    return _shown(request, pk)


@router.post("/suspensions/{pk}/consent/", response=SuspensionOut, summary="Consent to the resumption")
def consent(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """By the body that oversees it."""
    operations.consent_to_resumption(
        **_who(request, pk, body.version), text=body.text, photos=photos_of(body.photos)
    )
    return _shown(request, pk)


@router.post("/suspensions/{pk}/approval/", response=SuspensionOut, summary="Approve the resumption")
def approve(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """By the head of government; the suspension is lifted."""
    operations.approve_resumption(**_who(request, pk, body.version), text=body.text)
    return _shown(request, pk)


@router.post("/suspensions/{pk}/refusal/", response=SuspensionOut, summary="Refuse the resumption")
def refuse(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """By whoever decides next; the suspension stands."""
    operations.refuse_resumption(**_who(request, pk, body.version), text=body.text)
    return _shown(request, pk)


@router.post("/suspensions/{pk}/revocation/", response=SuspensionOut, summary="Revoke the suspension")
def revoke(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """By the body that ordered it, where the hazard was unfounded."""
    operations.revoke_suspension(**_who(request, pk, body.version), text=body.text)
    return _shown(request, pk)


@router.post("/suspensions/{pk}/notice/", response=SuspensionOut, summary="Record a public notice posted")
def post_notice(request: HttpRequest, pk: Id, body: PostingIn) -> Any:
    """Of the suspension, or of the resumption once it is lifted."""
    values = body.model_dump(exclude={"photos"})
    operations.post_notice(
        actor=request.actor, at=clock.now(), suspension_id=pk, photos=photos_of(body.photos), **values
    )
    return _shown(request, pk)


@router.post("/suspensions/{pk}/serve/", response=SuspensionOut, summary="Serve the decision")
def serve(request: HttpRequest, pk: Id, body: ServeIn) -> Any:
    """On a person of the unit, by one of the methods of service."""
    drawn = read_signature(body.signature) if body.signature else None
    operations.serve_suspension(
        actor=request.actor,
        at=clock.now(),
        suspension_id=pk,
        method=body.method,
        capacity=body.capacity,
        recipient_id=body.recipient_id,
        recipient_name=body.recipient_name,
        details=ServiceDetails(signature_png=drawn, **{name: getattr(body, name) for name in _PROOF}),
    )
    return _shown(request, pk)
