"""The API of notices."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field, StringConstraints

from zhiben.core import clock
from zhiben.core.input import Id, Input, Line
from zhiben.core.wording import words
from zhiben.domains.notices import operations, queries

router = Router(tags=["notices"])


class TodoOut(Schema):
    """Something the actor must do."""

    id: int
    kind: str
    text: str
    url: str
    due_day: date | None
    case_kind: str
    case_id: int


class ServiceOut(Schema):
    """A paper served, with its proof."""

    id: int
    paper_kind: str
    paper_id: int
    number: str
    recipient_id: int | None
    capacity: str
    method: str
    standing: str
    is_late: bool
    sent_at: datetime
    opened_at: datetime | None
    received_at: datetime | None
    respond_by: date | None
    counts_day: date | None
    returned_day: date | None
    answer: str
    objection: str
    reply: str


class AnswerIn(Input):
    """Whether the content is accepted; an objection needs words."""

    accepts: bool
    text: Annotated[str, StringConstraints(max_length=4000)] = ""

    model_config = {"json_schema_extra": {"examples": [{"accepts": False, "text": "x"}]}}


class ReplyIn(Input):
    """Words."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]

    model_config = {"json_schema_extra": {"examples": [{"text": "x"}]}}


class DeliveryIn(Input):
    """The post delivered on a day; `files`: photographs of its receipt."""

    day: date
    files: list[Id] = Field(default=[], max_length=4)

    model_config = {"json_schema_extra": {"examples": [{"day": "2026-11-20", "files": [1]}]}}


class PostReturnIn(Input):
    """The post brought the paper back, with the reason it gave."""

    day: date
    text: Line

    model_config = {"json_schema_extra": {"examples": [{"day": "2026-11-20", "text": "x"}]}}


class ConsentIn(Input):
    """Nothing but the act itself."""

    model_config = {"json_schema_extra": {"examples": [{}]}}


@router.get("/todos/", response=list[TodoOut], summary="What I must do now, by time limit")
def todos(request: HttpRequest) -> Any:
    """At most a hundred lines."""
    return [
        {
            **{name: getattr(line, name) for name in TodoOut.model_fields if name != "text"},
            "text": words(line.finding),
        }
        for line in queries.todos(request.actor)
    ]


@router.get("/services/", response=list[ServiceOut], summary="Papers served on me")
def services(request: HttpRequest) -> Any:
    """Newest first, at most a hundred."""
    return queries.served_on(request.actor)


@router.get("/services/{pk}/signature/", summary="The signature under a service in person, as PNG")
def signature(request: HttpRequest, pk: Id) -> HttpResponse:
    """For who serves or audits, and for the signer; the look is logged."""
    png = operations.show_signature(actor=request.actor, at=clock.now(), service_id=pk)
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, no-store"})


@router.post("/services/{pk}/receive/", response=ServiceOut, summary="Confirm that a paper was received")
def receive(request: HttpRequest, pk: Id) -> Any:
    """By the recipient only."""
    operations.receive(actor=request.actor, at=clock.now(), service_id=pk)
    return queries.service(request.actor, pk)


@router.post("/services/{pk}/answer/", response=ServiceOut, summary="Accept what a paper says, or object")
def answer(request: HttpRequest, pk: Id, body: AnswerIn) -> Any:
    """By the recipient only, once, after the receipt."""
    operations.answer(actor=request.actor, at=clock.now(), service_id=pk, **body.model_dump())
    return queries.service(request.actor, pk)


@router.post("/services/{pk}/reply/", response=ServiceOut, summary="Answer an objection")
def reply(request: HttpRequest, pk: Id, body: ReplyIn) -> Any:
    """By the body that served."""
    operations.reply(actor=request.actor, at=clock.now(), service_id=pk, text=body.text)
    return queries.service(request.actor, pk)


@router.post("/services/{pk}/delivered/", response=ServiceOut, summary="Record the receipt of the post")
def delivered(request: HttpRequest, pk: Id, body: DeliveryIn) -> Any:
    """By the body that served by post."""
    operations.record_delivery(actor=request.actor, at=clock.now(), service_id=pk, **body.model_dump())
    return queries.service(request.actor, pk)


@router.post("/services/{pk}/returned/", response=ServiceOut, summary="Record that the post brought it back")
def returned(request: HttpRequest, pk: Id, body: PostReturnIn) -> Any:
    """By the body that served by post."""
    operations.record_return(actor=request.actor, at=clock.now(), service_id=pk, **body.model_dump())
    return queries.service(request.actor, pk)


@router.post("/services/{pk}/link/withdraw/", response=ServiceOut, summary="Withdraw the one-time links")
def withdraw(request: HttpRequest, pk: Id) -> Any:
    """By the body that served. Links are made on the page only: answers of the API may be kept for repetition."""
    operations.revoke_link(actor=request.actor, at=clock.now(), service_id=pk)
    return queries.service(request.actor, pk)


@router.post("/consent/", response={201: None}, summary="Consent to electronic service")
def consent(request: HttpRequest, body: ConsentIn) -> Any:
    """For the unit the token acts for."""
    operations.consent(actor=request.actor, at=clock.now())
    return Status(201, None)


@router.delete("/consent/", response={204: None}, summary="Take the consent back")
def revoke(request: HttpRequest) -> Any:
    """What was served stays served."""
    operations.revoke_consent(actor=request.actor, at=clock.now())
    return Status(204, None)
