"""The API of responsibility seats."""

from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Status

from zhiben.core import clock
from zhiben.core.api import Page, after_cursor, page_of
from zhiben.core.input import Id, Limit
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.api.shared import router
from zhiben.domains.duties.operations import NewHolder
from zhiben.domains.duties.schemas import seats as schemas
from zhiben.domains.places import queries as places

Standing = Literal["filled", "vacant", "expiring", "expired", "left"]


def _scheme(line: queries.SchemeLine) -> dict[str, Any]:
    seats = [
        {
            "key": seat["key"],
            "title": seat["title"],
            "posts": seat.get("posts") or [],
            "either": seat.get("either") or "",
            "duties": seat.get("duties") or [],
        }
        for seat in line.seats
    ]
    return {**asdict(line), "seats": seats}


def _area(code: int | None) -> tuple[int, int] | None:
    return places.range_of(code) if code is not None else None


def _holder(one: queries.PersonSeat) -> dict[str, Any]:
    return {
        "scheme": _scheme(one.scheme),
        "seat": one.seat.key,
        "title_zh": one.seat.title_zh,
        "title_en": one.seat.title_en,
        "tasks": one.seat.duties,
        "unit_id": one.holder.unit_id,
        "body_id": one.holder.body_id,
        "subject": one.subject_name,
        "office": one.holder.office,
        "since": one.holder.since,
        "until": one.holder.until,
        "standing": one.holder.standing,
        "dues": [
            {
                "duty_id": due.duty.id,
                "title_zh": due.duty.title_zh,
                "title_en": due.duty.title_en,
                "last_day": due.period.last_day,
            }
            for due in one.dues
        ],
    }


def _hand_over(line: queries.HandOverLine) -> dict[str, Any]:
    return {**asdict(line), "scheme_id": line.scheme.id, "subject": line.subject_name}


@router.get(
    "/seats/schemes/", response=Page[schemas.SeatFigureOut], summary="How seats are filled, by scheme"
)
def seat_schemes(
    request: HttpRequest,
    q: str = "",
    slug: str = "",
    area: Id | None = None,
    after: str | None = None,
    limit: Limit = 20,
) -> Any:
    """Schemes in force with their figures within your reach; `slug`: those of one document."""
    queries.seat_reader(request.actor)
    today = clock.today()
    start = after_cursor(after, str, int)
    lines = queries.schemes_in_force(today, q=q[:100], slug=slug[:120])
    wanted = [line for line in lines if start is None or (line.slug, line.id) > start]
    page: Any = page_of(wanted[: limit + 1], limit, key=lambda line: (line.slug, line.id))
    figures = queries.seat_figures(request.actor, today, page["items"], area=_area(area))
    page["items"] = [{**asdict(one), "scheme": _scheme(one.scheme), "vacant": one.vacant} for one in figures]
    return page


@router.get(
    "/seats/schemes/{pk}/subjects/", response=schemas.SeatSubjectPageOut, summary="Subjects of a scheme"
)
def seat_subjects(
    request: HttpRequest,
    pk: Id,
    standing: Standing | None = None,
    area: Id | None = None,
    after: Id | None = None,
    limit: Limit = 50,
) -> Any:
    """With their seats; `standing`: those with at least one seat that stands so (vacant: the vacancies)."""
    page = queries.seat_subjects(
        request.actor,
        pk,
        clock.today(),
        standing=standing,
        area=_area(area),
        after=after or 0,
        limit=limit,
    )
    return {"items": page.rows, "after": page.after}


@router.get("/seats/of/", response=schemas.SeatsOfSubjectOut, summary="The seats of one unit or body")
def seats_of(request: HttpRequest, unit_id: Id | None = None, body_id: Id | None = None) -> Any:
    """Every scheme that means it, with who has which seat."""
    subject, found = queries.seats_of(request.actor, clock.today(), unit_id=unit_id, body_id=body_id)
    schemes = [{"scheme": _scheme(one.scheme), "seats": one.seats} for one in found]
    return {"subject": subject, "schemes": schemes}


@router.get(
    "/seats/schemes/{pk}/history/",
    response=list[schemas.SeatPastOut],
    summary="Who had the seats of a subject",
)
def seat_history(request: HttpRequest, pk: Id, unit_id: Id | None = None, body_id: Id | None = None) -> Any:
    """Under one scheme, the latest first."""
    return queries.seat_history(request.actor, pk, unit_id=unit_id, body_id=body_id)


@router.get("/seats/mine/", response=schemas.SeatsMineOut, summary="Your own seats")
def my_seats(request: HttpRequest) -> Any:
    """With their tasks, what falls due, and hand-overs that wait for you."""
    mine = queries.my_seats(request.actor, clock.today())
    waiting = queries.hand_overs_to(request.actor)
    return {"seats": [_holder(one) for one in mine], "hand_overs": [_hand_over(one) for one in waiting]}


@router.get(
    "/seats/persons/{person_id}/", response=list[schemas.SeatOfPersonOut], summary="The seats of one person"
)
def seats_of_person(request: HttpRequest, person_id: Id) -> Any:
    """At subjects within your reach."""
    return [_holder(one) for one in queries.seats_of_person(request.actor, person_id, clock.today())]


@router.get("/seats/overloaded/", response=list[schemas.SeatOverloadOut], summary="Who answers for too many")
def seats_overloaded(request: HttpRequest, area: Id | None = None) -> Any:
    """Persons with seats at more subjects than the parameter duties.seats.most allows."""
    return queries.overloaded(request.actor, clock.today(), area=_area(area))


@router.get(
    "/seats/board/{kind}/{subject}/", response=schemas.SeatBoardOut, summary="The public notice board"
)
def seat_board(request: HttpRequest, kind: Literal["unit", "body"], subject: Id) -> Any:
    """Name and office, of the schemes whose clause makes them public."""
    found, schemes = queries.notice_board(kind, subject, clock.today())
    return {
        "name": found.name,
        "schemes": [
            {
                "title_zh": one.scheme.title_zh,
                "title_en": one.scheme.title_en,
                "cite": one.scheme.cite,
                "holders": [
                    {
                        "seat_zh": seat.title_zh,
                        "seat_en": seat.title_en,
                        "name": holder.name,
                        "office": holder.office,
                    }
                    for seat in one.seats
                    for holder in seat.holders
                    if holder.is_held
                ],
            }
            for one in schemes
        ],
    }


@router.post("/seats/schemes/{pk}/holders/", response={201: schemas.SeatIdsOut}, summary="Fill seats")
def fill_seats(request: HttpRequest, pk: Id, body: schemas.SeatFillIn) -> Any:
    """Of one subject, in one act; nothing is written where one row is refused."""
    holders = [NewHolder(**one.model_dump()) for one in body.holders]
    made = operations.fill_seats(
        actor=request.actor,
        at=clock.now(),
        scheme_id=pk,
        holders=holders,
        unit_id=body.unit_id,
        body_id=body.body_id,
    )
    return Status(201, {"ids": made})


@router.post(
    "/seats/schemes/{pk}/copies/", response={201: schemas.SeatIdsOut}, summary="Fill from another scheme"
)
def copy_seats(request: HttpRequest, pk: Id, body: schemas.SeatCopyIn) -> Any:
    """The open seats whose posts match those of the other scheme of the same subject."""
    made = operations.copy_seats(actor=request.actor, at=clock.now(), scheme_id=pk, **body.model_dump())
    return Status(201, {"ids": made})


@router.post("/seats/holders/{pk}/end/", response={204: None}, summary="Give a seat up")
def end_seat(request: HttpRequest, pk: Id, body: schemas.SeatEndIn) -> Any:
    """From a day on; the row stays."""
    operations.end_seat(actor=request.actor, at=clock.now(), holder_id=pk, **body.model_dump())
    return Status(204, None)


@router.post(
    "/seats/holders/{pk}/hand-over/", response={201: schemas.SeatHandOverOut}, summary="Hand a seat over"
)
def hand_over(request: HttpRequest, pk: Id, body: schemas.SeatHandOverIn) -> Any:
    """The successor confirms; without account it takes effect at once."""
    made = operations.hand_over(
        actor=request.actor,
        at=clock.now(),
        holder_id=pk,
        successor=NewHolder("", **body.successor.model_dump()),
        day=body.day,
        note=body.note,
    )
    return Status(201, _hand_over(queries.get_hand_over(request.actor, made)))


@router.get("/seats/hand-overs/{pk}/", response=schemas.SeatHandOverOut, summary="One hand-over")
def get_hand_over(request: HttpRequest, pk: Id) -> Any:
    """For who hands over, who takes over, and who reaches the subject."""
    return _hand_over(queries.get_hand_over(request.actor, pk))


@router.post(
    "/seats/hand-overs/{pk}/confirmation/", response=schemas.SeatHandOverOut, summary="Take a seat over"
)
def confirm_hand_over(request: HttpRequest, pk: Id) -> Any:
    """By the successor."""
    operations.confirm_hand_over(actor=request.actor, at=clock.now(), hand_over_id=pk)
    return _hand_over(queries.get_hand_over(request.actor, pk))


@router.post(
    "/seats/hand-overs/{pk}/withdrawal/", response=schemas.SeatHandOverOut, summary="Withdraw a hand-over"
)
def withdraw_hand_over(request: HttpRequest, pk: Id) -> Any:
    """Before it is confirmed."""
    operations.withdraw_hand_over(actor=request.actor, at=clock.now(), hand_over_id=pk)
    return _hand_over(queries.get_hand_over(request.actor, pk))
