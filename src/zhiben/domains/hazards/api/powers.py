"""Who handles a hazard, its grade, other ends and look-back."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import Field

from zhiben.core import clock
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.core.input import Id, Input
from zhiben.domains.hazards import operations, queries
from zhiben.domains.hazards.api.shared import CaseOut, DoneIn, StepIn, TextIn, case_of, photos_of, router, who


class HandlerIn(TextIn):
    """To whom, in which matter, and why."""

    to_body_id: Id
    matter: str = Field(max_length=40)
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 2, "to_body_id": 1, "matter": "fire", "text": "属消防事项"}]
        }
    }


class JointIn(StepIn):
    """Which bodies are jointly responsible."""

    body_ids: list[Id] = Field(min_length=1, max_length=20)
    model_config = {"json_schema_extra": {"examples": [{"version": 2, "body_ids": [1]}]}}


class RegradeIn(TextIn):
    """Another grade, with the reason."""

    grade: Literal["general", "major", "major_fire"]
    basis: str = Field(default="", max_length=500)
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 3, "grade": "general", "basis": "", "text": "经复核不构成重大"}]
        }
    }


class DiscussionIn(DoneIn):
    """The discussion or review behind a grade."""

    kind: Literal["discussion", "experts"]
    model_config = {
        "json_schema_extra": {"examples": [{"version": 1, "kind": "discussion", "text": "集体讨论纪要"}]}
    }


class HandOverIn(TextIn):
    """To whom outside this deployment."""

    destination: str = Field(min_length=1, max_length=200)
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 2, "destination": "邻市应急管理局", "text": "单位已迁出"}]
        }
    }


class DrawIn(Input):
    """What to draw from, and how much of it."""

    first: date
    last: date
    percent: int = Field(ge=1, le=100)
    seed: str = Field(min_length=1, max_length=80)
    model_config = {
        "json_schema_extra": {
            "examples": [{"first": "2026-01-01", "last": "2026-06-30", "percent": 10, "seed": "2026-07-01"}]
        }
    }


class DrawnOut(Schema):
    """One hazard of a draw."""

    id: int
    number: str
    title: str
    is_sound: bool | None


class DrawOut(Schema):
    """One draw with the cases the reader sees."""

    id: int
    first: date
    last: date
    percent: int
    seed: str
    population: int
    digest: str
    cases: list[DrawnOut]


@router.get("/look-back/", response=list[DrawOut], summary="Draws of closed hazards")
def look_backs(request: HttpRequest) -> Any:
    """The latest twenty within reach."""
    if not request.actor.may("hazards.look_back"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.look_back"}))
    return queries.look_backs(request.actor)


@router.post("/look-back/", response={201: dict[str, int]}, summary="Draw closed hazards to look at again")
def draw_look_back(request: HttpRequest, body: DrawIn) -> Any:
    """A share of what was closed, by a seed; anybody can recompute it."""
    draw = operations.draw_look_back(actor=request.actor, at=clock.now(), **body.model_dump())
    return Status(201, {"id": draw})


@router.post("/{pk}/urge/", response=CaseOut, summary="Urge")
def urge(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """Whoever has the next step."""
    operations.urge(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/transfer/", response=CaseOut, summary="Propose a transfer")
def propose_transfer(request: HttpRequest, pk: Id, body: HandlerIn) -> Any:
    """To the supervisor in another matter."""
    operations.propose_transfer(
        **who(request, pk, body.version), to_body_id=body.to_body_id, matter=body.matter, text=body.text
    )
    return case_of(request, pk)


@router.post("/{pk}/transfer/accept/", response=CaseOut, summary="Accept the transfer")
def accept_transfer(request: HttpRequest, pk: Id, body: StepIn) -> Any:
    """By the body it was offered to."""
    operations.accept_transfer(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/transfer/refuse/", response=CaseOut, summary="Refuse the transfer")
def refuse_transfer(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """With the reason; refused twice goes up."""
    operations.refuse_transfer(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/assign/", response=CaseOut, summary="Assign to a body")
def assign(request: HttpRequest, pk: Id, body: HandlerIn) -> Any:
    """By the coordinating office, after two refusals or where nobody is responsible."""
    operations.assign(
        **who(request, pk, body.version), to_body_id=body.to_body_id, matter=body.matter, text=body.text
    )
    return case_of(request, pk)


@router.post("/{pk}/joint/", response=CaseOut, summary="Name joint bodies")
def name_joint(request: HttpRequest, pk: Id, body: JointIn) -> Any:
    """The responsible body stays the one lead."""
    operations.name_joint(**who(request, pk, body.version), body_ids=body.body_ids, text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/countersign/", response=CaseOut, summary="Countersign as finder")
def countersign(request: HttpRequest, pk: Id, body: StepIn) -> Any:
    """Before the handling body closes it."""
    operations.countersign(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/discussion/", response=CaseOut, summary="Record a discussion or expert review")
def record_discussion(request: HttpRequest, pk: Id, body: DiscussionIn) -> Any:
    """Behind the grade of a major fire hazard."""
    operations.record_discussion(
        **who(request, pk, body.version), kind=body.kind, text=body.text, photos=photos_of(body.photos)
    )
    return case_of(request, pk)


@router.post("/{pk}/statement/", response=CaseOut, summary="State the unit's case")
def state_case(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """On the finding or the grade."""
    operations.state_case(**who(request, pk, body.version), text=body.text, photos=photos_of(body.photos))
    return case_of(request, pk)


@router.post("/{pk}/statement/answer/", response=CaseOut, summary="Answer the unit's statement")
def answer_case(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """By the supervisor."""
    operations.answer_case(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/grade/", response=CaseOut, summary="Grade anew")
def regrade(request: HttpRequest, pk: Id, body: RegradeIn) -> Any:
    """A grade falls only by the level that raised it."""
    operations.regrade(**who(request, pk, body.version), grade=body.grade, basis=body.basis, text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/hand-over/", response=CaseOut, summary="Hand over outside this deployment")
def hand_over(request: HttpRequest, pk: Id, body: HandOverIn) -> Any:
    """The hazard ends here."""
    operations.hand_over(**who(request, pk, body.version), destination=body.destination, text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/take-back/", response=CaseOut, summary="Take back what was handed over")
def take_back(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """It is open again."""
    operations.take_back(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)


@router.post("/{pk}/look-back/", response=CaseOut, summary="Looked at again: sound")
def look_back(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """A closed hazard that stays closed."""
    operations.look_back(**who(request, pk, body.version), text=body.text, photos=photos_of(body.photos))
    return case_of(request, pk)


@router.post("/{pk}/reopen/", response=CaseOut, summary="Reopen")
def reopen(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """A closed hazard that was found again, with its history."""
    operations.reopen(**who(request, pk, body.version), text=body.text, photos=photos_of(body.photos))
    return case_of(request, pk)
