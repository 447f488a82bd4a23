"""The API of roll-calls: only of schemes whose clause asks for them."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Status

from zhiben.core import clock
from zhiben.core.input import Id, Limit
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.api.shared import router
from zhiben.domains.duties.schemas import seats as schemas


def _head(line: queries.RollCallHead) -> dict[str, Any]:
    return {**asdict(line), "scheme_id": line.scheme.id}


@router.get(
    "/seats/schemes/{pk}/roll-calls/", response=list[schemas.SeatRollOut], summary="Roll-calls of a scheme"
)
def roll_calls(request: HttpRequest, pk: Id) -> Any:
    """The latest within your reach."""
    queries.get_scheme(request.actor, pk)
    return [_head(one) for one in queries.roll_calls(request.actor, pk)]


@router.post("/seats/schemes/{pk}/roll-calls/", response={201: schemas.SeatRollOut}, summary="Call the roll")
def call_roll(request: HttpRequest, pk: Id, body: schemas.SeatRollIn) -> Any:
    """Of everybody who holds a seat of the scheme there."""
    made = operations.call_roll(actor=request.actor, at=clock.now(), scheme_id=pk, **body.model_dump())
    return Status(201, _head(queries.get_roll_call(request.actor, made)[0]))


@router.get("/seats/roll-calls/{pk}/", response=schemas.SeatRollOut, summary="One roll-call")
def roll_call(request: HttpRequest, pk: Id) -> Any:
    """For who called and who is called."""
    return _head(queries.get_roll_call(request.actor, pk)[0])


@router.get("/seats/roll-calls/{pk}/seats/", response=list[schemas.SeatRollLineOut], summary="Who answered")
def roll_call_seats(
    request: HttpRequest, pk: Id, open_only: bool = False, after: Id | None = None, limit: Limit = 50
) -> Any:
    """In the order of their numbers; `open_only`: who has not answered. The next page: after the last id."""
    return queries.roll_call_seats(request.actor, pk, open_only=open_only, after=after or 0, limit=limit)


@router.post("/seats/roll-calls/{pk}/answer/", response=schemas.SeatRollOut, summary="Answer a roll-call")
def answer_roll(request: HttpRequest, pk: Id, body: schemas.SeatRollNoteIn) -> Any:
    """For all your seats in it."""
    operations.answer_roll(actor=request.actor, at=clock.now(), roll_call_id=pk, note=body.note)
    return _head(queries.get_roll_call(request.actor, pk)[0])


@router.post(
    "/seats/roll-calls/lines/{pk}/reached/", response={204: None}, summary="Note that somebody was reached"
)
def note_reached(request: HttpRequest, pk: Id, body: schemas.SeatRollNoteIn) -> Any:
    """By the caller, by telephone or in person."""
    operations.note_reached(actor=request.actor, at=clock.now(), line_id=pk, note=body.note)
    return Status(204, None)
