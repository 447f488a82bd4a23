"""The API of plans: the same operations and queries as the pages."""

from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Status

from zhiben.core import clock
from zhiben.core.api import Page, after_cursor, page_of
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.core.input import Id, Limit
from zhiben.domains.plans import operations, queries, schemas
from zhiben.domains.plans.api.shared import router
from zhiben.domains.plans.vocabulary import ShareState


def _share(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One share with its reports and the steps open to the actor."""
    case = queries.share(request.actor, pk)
    offers = queries.share_offers(request.actor, pk, clock.today())
    steps = {name: [finding.code for finding in findings] for name, findings in offers.items()}
    return {**asdict(case), "progress": queries.progress_of(request.actor, pk), "steps": steps}


def _step(request: HttpRequest, operation: Any, pk: int, body: schemas.ShareVersionIn) -> dict[str, Any]:
    """One step on a share, answered with the share as it is then."""
    values = body.model_dump(exclude={"version"})
    operation(actor=request.actor, at=clock.now(), share_id=pk, seen_version=body.version, **values)
    return _share(request, pk)


@router.get("/", response=Page[schemas.PlanLineOut], summary="Plans within reach, newest first")
def plans(request: HttpRequest, after: str | None = None, limit: Limit = 50) -> Any:
    """Keyset paging: hand `next` in as `after`."""
    rows, start = queries.plans(request.actor), after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__lt=start[0])
    return page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.get("/shares/", response=Page[schemas.ShareLineOut], summary="Shares of tasks, newest first")
def shares(
    request: HttpRequest,
    tab: Literal["ours", "given", "all"] = "all",
    state: ShareState | None = None,
    plan: Id | None = None,
    q: str = "",
    overdue: bool = False,
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """Keyset paging: hand `next` in as `after`."""
    asked = {"state": state, "plan": plan, "q": q[:100], "overdue": overdue}
    given = {name: value for name, value in asked.items() if value}
    rows, start = queries.shares(request.actor, tab, clock.today(), **given), after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__lt=start[0])
    return page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.post(
    "/shares/confirmations/", response=schemas.ConfirmedOut, summary="Confirm older tasks, many at once"
)
def confirm(request: HttpRequest, body: schemas.OldIn) -> Any:
    """As done, or as still running."""
    return {"count": operations.confirm_old(actor=request.actor, at=clock.now(), **body.model_dump())}


@router.get("/shares/{pk}/", response=schemas.ShareOut, summary="One share")
def get_share(request: HttpRequest, pk: Id) -> Any:
    """With its reports and the steps open to you."""
    return _share(request, pk)


@router.post("/shares/{pk}/sign/", response=schemas.ShareOut, summary="Sign for a share")
def sign(request: HttpRequest, pk: Id, body: schemas.SignIn) -> Any:
    """Names leader, handler and deliverable."""
    return _step(request, operations.sign_for_share, pk, body)


@router.post("/shares/{pk}/objection/", response=schemas.ShareOut, summary="Object to a share")
def object_to(request: HttpRequest, pk: Id, body: schemas.ObjectIn) -> Any:
    """Within the term."""
    return _step(request, operations.object_to_share, pk, body)


@router.post("/shares/{pk}/decision/", response=schemas.ShareOut, summary="Decide on an objection")
def decide(request: HttpRequest, pk: Id, body: schemas.DecideIn) -> Any:
    """It stays, goes to another body, or is released."""
    return _step(request, operations.decide_objection, pk, body)


@router.post("/shares/{pk}/lead/", response=schemas.ShareOut, summary="Name the lead body")
def lead(request: HttpRequest, pk: Id, body: schemas.LeadIn) -> Any:
    """And others that lead beside it."""
    return _step(request, operations.name_lead, pk, body)


@router.post("/shares/{pk}/pieces/", response={201: list[int]}, summary="Break a share down")
def break_down(request: HttpRequest, pk: Id, body: schemas.BreakIn) -> Any:
    """Returns the numbers of the shares made."""
    pieces = [operations.Piece(**piece.model_dump()) for piece in body.pieces]
    made = operations.break_down(
        actor=request.actor, at=clock.now(), share_id=pk, seen_version=body.version, pieces=pieces
    )
    return Status(201, made)


@router.post("/shares/{pk}/completion/", response=schemas.ShareOut, summary="Report a share done")
def complete(request: HttpRequest, pk: Id, body: schemas.ResultIn) -> Any:
    """With its result."""
    return _step(request, operations.complete_share, pk, body)


@router.post("/shares/{pk}/progress/", response=schemas.ShareOut, summary="Report progress for a month")
def report(request: HttpRequest, pk: Id, body: schemas.ProgressIn) -> Any:
    """Or correct a report that is not reviewed."""
    operations.report_progress(actor=request.actor, at=clock.now(), share_id=pk, **body.model_dump())
    return _share(request, pk)


@router.post("/progress/{pk}/review/", response=schemas.ShareOut, summary="Review a monthly report")
def review(request: HttpRequest, pk: Id, body: schemas.ShareVersionIn) -> Any:
    """By another person than who filled it."""
    operations.review_progress(actor=request.actor, at=clock.now(), progress_id=pk, seen_version=body.version)
    return _share(request, queries.share_of_progress(request.actor, pk))


@router.post("/progress/{pk}/return/", response=schemas.ShareOut, summary="Return a monthly report")
def give_back(request: HttpRequest, pk: Id, body: schemas.ReturnIn) -> Any:
    """With what is to be corrected."""
    operations.return_progress(
        actor=request.actor, at=clock.now(), progress_id=pk, seen_version=body.version, remark=body.remark
    )
    return _share(request, queries.share_of_progress(request.actor, pk))


@router.get("/{pk}/", response=schemas.PlanOut, summary="One plan")
def get_plan(request: HttpRequest, pk: Id) -> Any:
    """Its head."""
    return queries.plan(request.actor, pk)


@router.post("/{pk}/close/", response=schemas.PlanOut, summary="Close a plan")
def close(request: HttpRequest, pk: Id, body: schemas.PlanCloseIn) -> Any:
    """Nothing is entered for it any more; what was entered stays."""
    operations.close_plan(actor=request.actor, at=clock.now(), plan_id=pk, reason=body.reason)
    return queries.plan(request.actor, pk)


@router.post(
    "/{pk}/reopen/", response=schemas.PlanOut, summary="Open a plan again that was closed by mistake"
)
def reopen(request: HttpRequest, pk: Id) -> Any:
    """Its bodies are asked again."""
    operations.reopen_plan(actor=request.actor, at=clock.now(), plan_id=pk)
    return queries.plan(request.actor, pk)


@router.get("/{pk}/wall/", response=schemas.WallOut, summary="The wall chart of a plan")
def wall(request: HttpRequest, pk: Id) -> Any:
    """Actions down, phases or years across, each task with its light."""
    return queries.wall(request.actor, pk, clock.today())


@router.get("/{pk}/months/{month}/", response=schemas.MonthOut, summary="A month: who reported, who has not")
def get_month(request: HttpRequest, pk: Id, month: date) -> Any:
    """Any day of the month."""
    table = queries.progress_month(request.actor, pk, month)
    owed = queries.owing(table, clock.today())
    return {**asdict(owed), "lines": table.lines}


@router.get("/{pk}/targets/", response=list[schemas.TargetOut], summary="Targets with their readings")
def list_targets(request: HttpRequest, pk: Id) -> Any:
    """In the order of the plan."""
    queries.plan(request.actor, pk)
    return queries.targets(request.actor, pk)


@router.post(
    "/{pk}/targets/{target}/readings/", response={201: schemas.TargetOut}, summary="Record a reading"
)
def record(request: HttpRequest, pk: Id, target: Id, body: schemas.ReadingIn) -> Any:
    """A second one for the same day replaces the first."""
    values = {"target_id": target, "plan_id": pk, **body.model_dump()}
    operations.record_target(actor=request.actor, at=clock.now(), **values)
    found = [line for line in queries.targets(request.actor, pk) if line.id == target]
    if not found:
        raise NotFound(Finding("not-found"))
    return Status(201, found[0])
