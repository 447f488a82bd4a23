"""The API of events, shortfalls and records delivered."""

from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Status

from zhiben.core import clock
from zhiben.core.api import Page, after_cursor, page_of
from zhiben.core.input import Id, Limit
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.api.shared import router
from zhiben.domains.duties.schemas import events as schemas


def _newest(rows: QuerySet[Any, dict[str, Any]], after: str | None, limit: int) -> list[dict[str, Any]]:
    """One page and one row more, the newest first."""
    start = after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__lt=start[0])
    return list(rows.order_by("-id")[: limit + 1])


def _event(request: HttpRequest, pk: int) -> dict[str, Any]:
    event = queries.get_event(request.actor, pk)
    follows = [
        {
            **asdict(one),
            "duty_id": one.duty.id,
            "title_zh": one.duty.title_zh,
            "title_en": one.duty.title_en,
            "missing": one.missing,
        }
        for one in queries.consequences(request.actor, event)
    ]
    return {**asdict(event), "follows": follows, "may_withdraw": queries.may_withdraw(request.actor, pk)}


@router.get("/events/", response=Page[schemas.DutyEventLineOut], summary="Events duties follow from")
def duty_events(
    request: HttpRequest,
    kind: str = "",
    sector: str = "",
    days_from: date | None = None,
    days_to: date | None = None,
    standing: Literal["valid", "withdrawn"] | None = None,
    q: str = "",
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """Those that concern you, the newest first. Keyset paging: hand `next` in as `after`."""
    asked = {"kind": kind[:80], "sector": sector[:40], "standing": standing, "q": q[:100]}
    rows = queries.event_rows(request.actor, days_from=days_from, days_to=days_to, **asked)
    return page_of(_newest(rows, after, limit), limit, key=lambda row: (row["id"],))


@router.post("/events/", response={201: schemas.DutyEventOut}, summary="Enter an event")
def enter_event(request: HttpRequest, body: schemas.DutyEventIn) -> Any:
    """Everybody it concerns owes what the duties in force demand after it."""
    made = operations.record_event(actor=request.actor, at=clock.now(), **body.model_dump())
    return Status(201, _event(request, made))


@router.get("/events/{pk}/", response=schemas.DutyEventOut, summary="One event and what follows")
def get_duty_event(request: HttpRequest, pk: Id) -> Any:
    """For each duty: until when, for how many within your reach, and how they stand."""
    return _event(request, pk)


@router.post("/events/{pk}/withdrawal/", response=schemas.DutyEventOut, summary="Take an event back")
def withdraw_duty_event(request: HttpRequest, pk: Id, body: schemas.DutyEventReasonIn) -> Any:
    """Nothing is owed for it any more; what was done stays recorded."""
    operations.withdraw_event(actor=request.actor, at=clock.now(), event_id=pk, reason=body.reason)
    return _event(request, pk)


@router.get("/shortfalls/", response=Page[schemas.DutyShortfallOut], summary="Periods that ended unfulfilled")
def duty_shortfalls(
    request: HttpRequest,
    area: Id | None = None,
    duty: Id | None = None,
    unit: Id | None = None,
    sector: str = "",
    ended_from: date | None = None,
    ended_to: date | None = None,
    void: bool = False,
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """The newest first, with what was entered late since. `void`: also those whose event was withdrawn."""
    rows = queries.shortfall_rows(
        request.actor,
        area=area,
        duty=duty,
        unit=unit,
        sector=sector[:40],
        ended_from=ended_from,
        ended_to=ended_to,
        void=void,
    )
    found = _newest(rows, after, limit)
    lines = [{**asdict(line), "missing": line.missing} for line in queries.shortfall_lines(found)]
    return page_of(lines, limit, key=lambda row: (row["id"],))


@router.get("/received/", response=Page[schemas.DutyReceiptOut], summary="Records delivered to your body")
def received_records(
    request: HttpRequest,
    standing: Literal["waiting", "confirmed"] | None = None,
    kind: str = "",
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """The newest first."""
    rows = queries.received_rows(request.actor, standing=standing, kind=kind[:80])
    lines = [asdict(line) for line in queries.received_lines(_newest(rows, after, limit))]
    return page_of(lines, limit, key=lambda row: (row["id"],))


@router.get("/received/{pk}/", response=schemas.DutyReceiptOut, summary="One record delivered")
def received_record(request: HttpRequest, pk: Id) -> Any:
    """To its receiver, and to who may see what was done."""
    return asdict(queries.get_received(request.actor, pk).line)


@router.post("/received/{pk}/confirmation/", response=schemas.DutyReceiptOut, summary="Confirm receipt")
def confirm_record(request: HttpRequest, pk: Id) -> Any:
    """By the receiving body, once."""
    operations.confirm_receipt(actor=request.actor, at=clock.now(), delivery_id=pk)
    return asdict(queries.get_received(request.actor, pk).line)


@router.get(
    "/activities/{pk}/receipts/", response=list[schemas.DutyReceiptOut], summary="To whom an activity went"
)
def activity_receipts(request: HttpRequest, pk: Id) -> Any:
    """Every receiver its duties name, with receipts."""
    queries.get_activity(request.actor, pk)
    return [asdict(line) for line in queries.receipts_of(request.actor, pk)]
