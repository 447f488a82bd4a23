"""The API of notices."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from zhiben.core import clock
from zhiben.core.input import Id, Input
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
    recipient_id: int
    capacity: str
    method: str
    sent_at: datetime
    opened_at: datetime | None
    received_at: datetime | None


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
