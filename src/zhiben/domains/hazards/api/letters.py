"""Serving the letter."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from pydantic import Field

from zhiben.core.input import Id
from zhiben.domains.hazards import operations
from zhiben.domains.hazards.api.shared import CaseOut, StepIn, case_of, router, who
from zhiben.domains.notices.operations import ServiceDetails
from zhiben.domains.notices.vocabulary import Capacity, Method
from zhiben.ui.widgets import read_signature

_WORDS = ("witness_name", "witness_capacity", "refusal", "place", "day", "tracking", "text", "files")


class ServeIn(StepIn):
    """On whom and how; the method says which details it needs. The signature is a PNG as a data address."""

    method: Method
    recipient_id: Id | None = None
    recipient_name: str = Field(default="", max_length=60)
    capacity: Capacity | Literal[""] = ""
    signature: str = Field(default="", max_length=300_000)
    witness_name: str = Field(default="", max_length=60)
    witness_capacity: str = Field(default="", max_length=60)
    refusal: str = Field(default="", max_length=500)
    place: str = Field(default="", max_length=300)
    day: date | None = None
    tracking: str = Field(default="", max_length=60)
    text: str = Field(default="", max_length=4000)
    files: list[Id] = Field(default=[], max_length=9)
    model_config = {
        "json_schema_extra": {"examples": [{"version": 3, "recipient_id": 1, "method": "electronic"}]}
    }


@router.post("/{pk}/serve/", response=CaseOut, summary="Serve the letter on a person")
def serve(request: HttpRequest, pk: Id, body: ServeIn) -> Any:
    """In person, left with a witness, by post, electronically, by one-time link or by public notice."""
    drawn = read_signature(body.signature) if body.signature else None
    operations.serve_letter(
        **who(request, pk, body.version),
        recipient_id=body.recipient_id,
        recipient_name=body.recipient_name,
        capacity=body.capacity,
        method=body.method,
        details=ServiceDetails(signature_png=drawn, **{name: getattr(body, name) for name in _WORDS}),
    )
    return case_of(request, pk)
