"""Sub-items: treatment in steps."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from pydantic import Field

from zhiben.core import clock
from zhiben.core.input import Id, Input, Line
from zhiben.domains.hazards import operations, queries
from zhiben.domains.hazards.api.shared import CaseOut, DoneIn, TextIn, case_of, photos_of, router, who


class ItemIn(Input):
    """A part of the hazard with a limit of its own."""

    version: int = Field(ge=1, le=2_000_000_000)
    title: Line
    limit_day: date
    model_config = {
        "json_schema_extra": {"examples": [{"version": 3, "title": "更换电缆", "limit_day": "2026-11-25"}]}
    }


@router.post("/{pk}/items/", response=CaseOut, summary="Add a sub-item")
def add_item(request: HttpRequest, pk: Id, body: ItemIn) -> Any:
    """By the unit or the responsible body; figures count the hazard once."""
    operations.add_item(**who(request, pk, body.version), title=body.title, limit_day=body.limit_day)
    return case_of(request, pk)


def _on_item(request: HttpRequest, pk: int, version: int) -> dict[str, Any]:
    return {"actor": request.actor, "at": clock.now(), "item_id": pk, "seen_version": version}


def _case(request: HttpRequest, pk: int) -> Any:
    return case_of(request, queries.hazard_of_item(request.actor, pk))


@router.post("/items/{pk}/rectified/", response=CaseOut, summary="Report a sub-item put right")
def rectify_item(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """By the unit; `version` is the sub-item's."""
    operations.rectify_item(
        **_on_item(request, pk, body.version), text=body.text, photos=photos_of(body.photos)
    )
    return _case(request, pk)


@router.post("/items/{pk}/acceptance/", response=CaseOut, summary="Accept a sub-item on site")
def accept_item(request: HttpRequest, pk: Id, body: DoneIn) -> Any:
    """By an officer who did not act for the unit; `version` is the sub-item's."""
    operations.accept_item(
        **_on_item(request, pk, body.version), text=body.text, photos=photos_of(body.photos)
    )
    return _case(request, pk)


@router.post("/items/{pk}/send-back/", response=CaseOut, summary="Send a sub-item back")
def send_item_back(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """To the unit; `version` is the sub-item's."""
    operations.send_item_back(**_on_item(request, pk, body.version), text=body.text)
    return _case(request, pk)
