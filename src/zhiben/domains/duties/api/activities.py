"""The API of activities, and of what is due."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Status
from pydantic import ValidationError

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.api import Page, after_cursor, page_of, plain
from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.input import Id, Limit
from zhiben.core.wording import words
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.api.shared import router
from zhiben.domains.duties.operations import NewActivity, RowResult
from zhiben.domains.duties.queries import Count, Owed
from zhiben.domains.duties.schemas import activities as schemas
from zhiben.domains.organisations import queries as organisations

sentence("activity-row", N_("%(message)s"))


def _said(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [{"code": one.code, "field": one.field, "text": words(one)} for one in findings]


def _new(actor: Actor, given: schemas.ActivityIn, units: dict[str, int]) -> NewActivity:
    """As the operation takes it. A code that no unit within reach has names no unit at all."""
    values = given.model_dump(exclude={"unit_code", "file_ids"})
    if given.unit_code:
        values["unit_id"] = units.get(given.unit_code.upper(), 0)
    elif given.unit_id is None and given.body_id is None:
        own = {"unit_id": actor.unit_id} if actor.unit_id is not None else {"body_id": actor.body_id}
        values |= own
    return NewActivity(**values, file_ids=tuple(given.file_ids))


def _units(actor: Actor, rows: Iterable[schemas.ActivityIn]) -> dict[str, int]:
    codes = {row.unit_code.upper() for row in rows if row.unit_code}
    if not codes:
        return {}
    found = organisations.list_units(actor, closed=None).filter(credit_code__in=codes)
    return {code: key for code, key in found.values_list("credit_code", "id") if code}


def _count(one: Count) -> dict[str, Any]:
    return {
        "duty_id": one.duty.id,
        "title": one.duty.title,
        "slug": one.duty.slug,
        "cite": one.duty.cite,
        "first_day": one.period.first_day,
        "last_day": one.period.last_day,
        "expected": one.period.expected,
        "done": one.period.done,
        "excused": one.period.excused,
        "counts": not one.findings,
        "findings": _said(one.findings),
        "notes": _said(one.notes),
    }


def _activity(actor: Actor, pk: int) -> dict[str, Any]:
    line = queries.get_activity(actor, pk)
    return {
        **asdict(line),
        "is_late": line.is_late,
        "counts": [_count(one) for one in queries.counts_for(actor, pk)],
        "evidence": [asdict(one) for one in queries.evidence_of(actor, pk)],
    }


@router.get("/activities/", response=Page[schemas.ActivityLineOut], summary="Activities, newest entry first")
def activities(
    request: HttpRequest,
    kind: str = "",
    unit: Id | None = None,
    own: bool = False,
    done_from: date | None = None,
    done_to: date | None = None,
    late: bool = False,
    q: str = "",
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """Within your territory or unit; `own`: those of your body. Keyset paging: hand `next` in as `after`."""
    rows = queries.activity_rows(
        request.actor,
        tab="granted" if own and request.actor.unit_id is None else "",
        q=q[:100],
        kind=kind[:80],
        unit=unit,
        done_from=done_from,
        done_to=done_to,
        late=late,
    )
    start = after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__lt=start[0])
    return page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.post("/activities/", response={201: schemas.ActivityOut}, summary="Record an activity")
def record(request: HttpRequest, body: schemas.ActivityIn) -> Any:
    """Answered with the duties it counts for, and why not for others."""
    actor: Actor = request.actor
    given = _new(actor, body, _units(actor, [body]))
    made = operations.record_activity(actor=actor, at=clock.now(), activity=given)
    return Status(201, _activity(actor, made))


@router.post("/activities/batch/", response=schemas.ActivityBatchOut, summary="Record many activities")
def record_batch(request: HttpRequest, body: schemas.ActivityBatchIn) -> Any:
    """As one act, with a result for each row. A refusal (422) names its fields as `<row>.<field>`, rows from 1."""
    actor: Actor = request.actor
    read = [_read(row) for row in body.rows]
    units = _units(actor, [one for one in read if isinstance(one, schemas.ActivityIn)])
    shaped = [(row, one) for row, one in enumerate(read, 1) if isinstance(one, schemas.ActivityIn)]
    broken = {row: one for row, one in enumerate(read, 1) if not isinstance(one, schemas.ActivityIn)}
    rows = [_new(actor, one, units) for _row, one in shaped]
    if broken and not body.partial:
        _refuse(actor, [row for row, _ in shaped], rows, broken)
    results = operations.record_activities(actor=actor, at=clock.now(), rows=rows, partial=body.partial)
    made = {row: result for (row, _), result in zip(shaped, results, strict=True)}
    return plain(
        _batch([made.get(row) or RowResult(row, None, broken[row]) for row in range(1, len(read) + 1)])
    )


def _refuse(
    actor: Actor, numbers: Sequence[int], rows: Sequence[NewActivity], broken: dict[int, tuple[Finding, ...]]
) -> None:
    """Every fault of every row: of those that cannot be read, and of those that break a rule."""
    judged = operations.judge_activities(actor=actor, at=clock.now(), rows=rows)
    against = {row: one.findings for row, one in zip(numbers, judged, strict=True) if one.findings} | broken
    raise Invalid(
        *(
            Finding(one.code, one.params, f"{row}.{one.field or ''}".rstrip("."))
            for row in sorted(against)
            for one in against[row]
        )
    )


def _read(row: dict[str, Any]) -> schemas.ActivityIn | tuple[Finding, ...]:
    try:
        return schemas.ActivityIn.model_validate(row)
    except ValidationError as error:
        return tuple(
            Finding("activity-row", {"message": one["msg"]}, ".".join(map(str, one["loc"])))
            for one in error.errors(include_url=False, include_input=False)
        )


def _batch(results: Sequence[RowResult]) -> dict[str, Any]:
    recorded = sum(one.activity_id is not None for one in results)
    return {
        "recorded": recorded,
        "refused": len(results) - recorded,
        "rows": [
            {"row": place, "activity_id": one.activity_id, "findings": _said(one.findings)}
            for place, one in enumerate(results, 1)
        ],
    }


@router.get("/activities/{pk}/", response=schemas.ActivityOut, summary="One activity")
def get_activity(request: HttpRequest, pk: Id) -> Any:
    """With what it counts for, why not for others, and its evidence."""
    return _activity(request.actor, pk)


@router.post("/activities/{pk}/withdrawal/", response=schemas.ActivityOut, summary="Withdraw an activity")
def withdraw(request: HttpRequest, pk: Id, body: schemas.ActivityWithdrawIn) -> Any:
    """It stays, marked, and counts no more."""
    operations.withdraw_activity(actor=request.actor, at=clock.now(), activity_id=pk, reason=body.reason)
    return _activity(request.actor, pk)


@router.get("/due/", response=schemas.DutyDueOut, summary="What a unit or body owes")
def due(request: HttpRequest, unit: Id | None = None, body: Id | None = None) -> Any:
    """Your own unit or body, or one within reach."""
    today = clock.today()
    subject = queries.get_subject(request.actor, unit, None if unit is not None else body)
    page = queries.due_page(request.actor, today, subject)
    return {
        **{"unit_id": subject.unit_id, "body_id": subject.body_id, "name": subject.name, "on": today},
        "today": [_owed(one) for one in page.today],
        "left": [_owed(one) for one in page.left],
        "missed": [_owed(one) for one in page.missed],
        "done": [_owed(one) for one in page.done],
    }


def _owed(one: Owed) -> dict[str, Any]:
    duty, period = one.due.duty, one.due.period
    return {
        "duty_id": duty.id,
        "period_id": period.id,
        "title": duty.title,
        "slug": duty.slug,
        "source": one.source,
        "cite": duty.cite,
        "activity": duty.activity,
        "led_by": duty.leaders,
        "hours": duty.hours,
        "covers": duty.covers,
        "evidence": duty.evidence,
        "first_day": period.first_day,
        "last_day": period.last_day,
        "expected": period.expected,
        "done": period.done,
        "excused": period.excused,
        "today_done": one.due.today_done,
        "also": list(one.also),
    }
