"""The API of reports due."""

from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Status

from zhiben.core import clock
from zhiben.core.api import Page, after_cursor, page_of
from zhiben.core.input import Id, Limit
from zhiben.domains.plans import operations, queries, schemas
from zhiben.domains.plans.api.shared import router
from zhiben.domains.plans.methods.dues import Term
from zhiben.domains.plans.vocabulary import DueState, Standing


def _due(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One report due with what was written and the steps open to the actor."""
    case = queries.due(request.actor, pk, clock.today())
    offers = queries.due_offers(request.actor, pk, clock.today())
    steps = {name: [finding.code for finding in findings] for name, findings in offers.items()}
    return {**asdict(case), "deliveries": queries.deliveries(request.actor, pk), "open_steps": steps}


def _step(request: HttpRequest, operation: Any, pk: int, body: schemas.DueVersionIn) -> dict[str, Any]:
    values = body.model_dump(exclude={"version"})
    operation(actor=request.actor, at=clock.now(), due_id=pk, seen_version=body.version, **values)
    return _due(request, pk)


def _rule(request: HttpRequest, pk: int) -> dict[str, Any]:
    head = queries.report_rule(request.actor, pk)
    return {
        **asdict(head),
        "senders": queries.report_senders(request.actor, pk),
        "periods": queries.report_periods(request.actor, pk, clock.today()),
    }


@router.get("/dues/", response=Page[schemas.DueLineOut], summary="Reports due, newest first")
def dues(
    request: HttpRequest,
    tab: Literal["ours", "received", "all"] = "all",
    state: DueState | None = None,
    standing: Standing | None = None,
    rule: Id | None = None,
    q: str = "",
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """`standing`: open, delivered, late or missing today. Keyset paging: hand `next` in as `after`."""
    asked = {"state": state, "standing": standing, "rule": rule, "q": q[:100]}
    given = {name: value for name, value in asked.items() if value}
    rows, start = queries.dues(request.actor, tab, clock.today(), **given), after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__lt=start[0])
    return page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.get("/dues/{pk}/", response=schemas.DueOut, summary="One report due")
def get_due(request: HttpRequest, pk: Id) -> Any:
    """With what was delivered and the steps open to you."""
    return _due(request, pk)


@router.post("/dues/{pk}/delivery/", response=schemas.DueOut, summary="Deliver a report")
def deliver(request: HttpRequest, pk: Id, body: schemas.ReportDeliveryIn) -> Any:
    """Answered with the receipt, or waiting for the sender's approvals."""
    return _step(request, operations.deliver_report, pk, body)


@router.post("/dues/{pk}/approval/", response=schemas.DueOut, summary="Approve a report of your body")
def approve(request: HttpRequest, pk: Id, body: schemas.DueVersionIn) -> Any:
    """By another person than who wrote it; the last approval delivers it."""
    return _step(request, operations.approve_report, pk, body)


@router.post("/dues/{pk}/rework/", response=schemas.DueOut, summary="Return a report for rework")
def rework(request: HttpRequest, pk: Id, body: schemas.ReportReasonIn) -> Any:
    """Within the sender, before it is delivered."""
    return _step(request, operations.give_back_report, pk, body)


@router.post("/dues/{pk}/return/", response=schemas.DueOut, summary="Send a delivered report back")
def send_back(request: HttpRequest, pk: Id, body: schemas.ReportAgainIn) -> Any:
    """What was delivered stays on record."""
    return _step(request, operations.send_back_report, pk, body)


@router.post("/dues/{pk}/waiver/", response=schemas.DueOut, summary="Do without a report")
def waive(request: HttpRequest, pk: Id, body: schemas.ReportReasonIn) -> Any:
    """It is then not expected any more."""
    return _step(request, operations.waive_report, pk, body)


@router.get("/report-rules/", response=Page[schemas.ReportRuleLineOut], summary="Reports offices are owed")
def report_rules(request: HttpRequest, after: str | None = None, limit: Limit = 50) -> Any:
    """Keyset paging: hand `next` in as `after`."""
    rows, start = queries.report_rules(request.actor), after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__lt=start[0])
    return page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.post("/report-rules/", response={201: schemas.ReportRuleOut}, summary="Make a report due")
def assign(request: HttpRequest, body: schemas.ReportAssignIn) -> Any:
    """To your body, by these bodies."""
    values = body.model_dump(exclude={"term", "bodies", "sectors", "item_id", "title"})
    term = Term(**{name: value for name, value in body.term.model_dump().items() if value is not None})
    made = operations.assign_report(
        actor=request.actor,
        at=clock.now(),
        body_ids=body.bodies,
        sectors=body.sectors,
        item_id=body.item_id,
        title=body.title,
        terms=operations.Terms(term=term, **values),
    )
    return Status(201, _rule(request, made))


@router.get("/report-rules/{pk}/", response=schemas.ReportRuleOut, summary="One report an office is owed")
def get_rule(request: HttpRequest, pk: Id) -> Any:
    """With its senders, and for each period how many are expected, delivered, late and missing."""
    return _rule(request, pk)


@router.post(
    "/report-rules/{pk}/senders/", response=schemas.ReportRuleOut, summary="Change who owes a report"
)
def senders(request: HttpRequest, pk: Id, body: schemas.ReportSendersIn) -> Any:
    """From today on."""
    operations.change_senders(actor=request.actor, at=clock.now(), rule_id=pk, **body.model_dump())
    return _rule(request, pk)


@router.post("/report-rules/{pk}/end/", response=schemas.ReportRuleOut, summary="A report is no longer due")
def end(request: HttpRequest, pk: Id) -> Any:
    """After today."""
    operations.end_report(actor=request.actor, at=clock.now(), rule_id=pk)
    return _rule(request, pk)
