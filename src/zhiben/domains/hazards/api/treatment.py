"""What accompanies the treatment: follow-up, money, interim measures, the reason for being overdue."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from pydantic import Field

from zhiben.core.input import Id, Input
from zhiben.domains.hazards import operations
from zhiben.domains.hazards.api.shared import CaseOut, PhotoIn, TextIn, case_of, photos_of, router, who


class FollowUpIn(Input):
    """How far the treatment is."""

    version: int = Field(ge=1, le=2_000_000_000)
    percent: int = Field(ge=0, le=100)
    text: str = Field(min_length=1, max_length=2000)
    photos: list[PhotoIn] = Field(default=[], max_length=30)
    model_config = {"json_schema_extra": {"examples": [{"version": 4, "percent": 40, "text": "已到货"}]}}


class SpendingIn(Input):
    """Money spent, in yuan."""

    version: int = Field(ge=1, le=2_000_000_000)
    day: date
    yuan: Decimal = Field(gt=0, max_digits=14, decimal_places=2)
    text: str = Field(min_length=1, max_length=500)
    model_config = {
        "json_schema_extra": {
            "examples": [{"version": 4, "day": "2026-11-20", "yuan": "3200.00", "text": "购置配电箱"}]
        }
    }


class InterimIn(Input):
    """What keeps people safe meanwhile."""

    version: int = Field(ge=1, le=2_000_000_000)
    text: str = Field(min_length=1, max_length=2000)
    until: date
    model_config = {
        "json_schema_extra": {"examples": [{"version": 4, "text": "专人看护", "until": "2026-11-30"}]}
    }


class EndInterimIn(Input):
    """Why an interim measure ends."""

    version: int = Field(ge=1, le=2_000_000_000)
    interim_id: Id
    text: str = Field(min_length=1, max_length=500)
    model_config = {
        "json_schema_extra": {"examples": [{"version": 4, "interim_id": 1, "text": "配电箱已更换"}]}
    }


@router.post("/{pk}/follow-up/", response=CaseOut, summary="Report progress of the treatment")
def follow_up(request: HttpRequest, pk: Id, body: FollowUpIn) -> Any:
    """By the unit, weekly or monthly."""
    operations.follow_up(
        **who(request, pk, body.version),
        percent=body.percent,
        text=body.text,
        photos=photos_of(body.photos),
    )
    return case_of(request, pk)


@router.post("/{pk}/spending/", response=CaseOut, summary="Record money spent")
def spend(request: HttpRequest, pk: Id, body: SpendingIn) -> Any:
    """With the day on which it was spent."""
    values = body.model_dump(exclude={"version"})
    operations.record_spending(**who(request, pk, body.version), **values)
    return case_of(request, pk)


@router.post("/{pk}/interim/", response=CaseOut, summary="Set an interim measure")
def set_interim(request: HttpRequest, pk: Id, body: InterimIn) -> Any:
    """It expires and has to be renewed or ended."""
    operations.set_interim(**who(request, pk, body.version), text=body.text, until=body.until)
    return case_of(request, pk)


@router.post("/{pk}/interim/end/", response=CaseOut, summary="End an interim measure")
def end_interim(request: HttpRequest, pk: Id, body: EndInterimIn) -> Any:
    """With the reason."""
    values = body.model_dump(exclude={"version"})
    operations.end_interim(**who(request, pk, body.version), **values)
    return case_of(request, pk)


@router.post("/{pk}/overdue-reason/", response=CaseOut, summary="Explain why it is overdue")
def explain_overdue(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """By the unit, once the limit has passed."""
    operations.explain_overdue(**who(request, pk, body.version), text=body.text)
    return case_of(request, pk)
