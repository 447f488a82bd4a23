"""Two hazards that look like one; what was missed; visits that found nothing."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import Field

from zhiben.core import clock
from zhiben.core.api import Page, after_cursor, page_of
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.core.input import Id, Input, Limit
from zhiben.core.wording import said
from zhiben.domains.hazards import operations, queries
from zhiben.domains.hazards.api.shared import CaseOut, TextIn, case_of, router

_VERSION = Field(ge=1, le=2_000_000_000)


class PairOut(Schema):
    """Two hazards that look like one."""

    id: int
    a_id: int
    b_id: int
    score: int
    state: str
    offered_at: datetime


class PairPageOut(Schema):
    """The two side by side, with the reasons in words; `kept`: the one that stays if nobody says otherwise."""

    id: int
    version: int
    state: str
    score: int
    reasons: list[dict[str, Any]]
    sides: list[dict[str, Any]]
    kept: int


class MergeIn(Input):
    """Which one stays and which one ends in it, with the versions the person saw."""

    kept_id: Id
    ended_id: Id
    kept_version: int = _VERSION
    ended_version: int = _VERSION
    text: str = Field(default="", max_length=2000)
    model_config = {
        "json_schema_extra": {
            "examples": [
                {"kept_id": 1, "ended_id": 2, "kept_version": 3, "ended_version": 1, "text": "同一处"}
            ]
        }
    }


class RefuseIn(Input):
    """That they are two."""

    version: int = _VERSION
    text: str = Field(default="", max_length=2000)
    model_config = {"json_schema_extra": {"examples": [{"version": 1, "text": "不在同一层"}]}}


class MissedOut(Schema):
    """A hazard somebody else should have found before."""

    id: int
    number: str
    title: str
    unit_id: int
    area: int
    sector: str
    matter: str
    grade: str
    channel: str
    found_day: date
    last_declared: date | None = None
    visit_day: date | None = None
    visit_body: int | None = None


class VisitIn(Input):
    """A visit that found nothing."""

    unit_id: Id
    matter: str = Field(default="general", max_length=40)
    day: date
    text: str = Field(default="", max_length=2000)
    model_config = {
        "json_schema_extra": {"examples": [{"unit_id": 1, "matter": "general", "day": "2026-11-19"}]}
    }


class VisitOut(Schema):
    """The number of the visit's line."""

    id: int


def _demand(request: HttpRequest, permission: str) -> None:
    if not request.actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}), code="no-permission")


@router.get(
    "/same/pairs/", response=Page[PairOut], summary="Hazards that look like one, for the body that decides"
)
def same(
    request: HttpRequest,
    settled: bool = False,
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """Keyset paging: hand `next` in as `after`."""
    _demand(request, "hazards.merge")
    rows = queries.pairs(request.actor, "settled" if settled else "offered")
    start = after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__lt=start[0])
    return page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.get("/same/pairs/{pk}/", response=PairPageOut, summary="Two hazards side by side, with the reasons")
def same_pair(request: HttpRequest, pk: Id) -> Any:
    """For the body both were offered to."""
    _demand(request, "hazards.merge")
    pair = queries.pair(request.actor, pk, clock.today())
    sides = [{**asdict(side), "against": [said(one) for one in side.against]} for side in pair.sides]
    plain = {name: getattr(pair, name) for name in ("id", "version", "state", "score", "kept")}
    return {**plain, "reasons": [said(reason) for reason in pair.reasons], "sides": sides}


@router.post("/same/pairs/{pk}/refuse/", response={204: None}, summary="They are two, for good")
def refuse(request: HttpRequest, pk: Id, body: RefuseIn) -> Any:
    """They are not offered together again."""
    operations.refuse_same(
        actor=request.actor, at=clock.now(), pair_id=pk, seen_version=body.version, text=body.text
    )
    return Status(204, None)


@router.post("/same/merge/", response=CaseOut, summary="One hazard ends in another")
def merge(request: HttpRequest, body: MergeIn) -> Any:
    """By the body that answers for both; sources, finders, promises and files stay."""
    operations.merge_hazards(actor=request.actor, at=clock.now(), **body.model_dump())
    return case_of(request, body.kept_id)


@router.post("/{pk}/unmerge/", response=CaseOut, summary="Take a merged hazard out again")
def unmerge(request: HttpRequest, pk: Id, body: TextIn) -> Any:
    """It goes back to the state it had."""
    operations.unmerge_hazard(
        actor=request.actor, at=clock.now(), hazard_id=pk, seen_version=body.version, text=body.text
    )
    return case_of(request, pk)


@router.get("/missed/found/", response=Page[MissedOut], summary="What was there and not found")
def missed(
    request: HttpRequest,
    kind: Literal["undeclared", "visited"] = "undeclared",
    grade: str = "",
    channel: str = "",
    sector: str = "",
    unit: Id | None = None,
    found_from: date | None = None,
    found_to: date | None = None,
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """For the unit concerned, its supervisor and the office."""
    _demand(request, "hazards.missed")
    filters: dict[str, Any] = {"grade": grade, "channel": channel, "sector": sector, "unit": unit}
    filters |= {"found_from": found_from, "found_to": found_to}
    rows = queries.missed(request.actor, clock.today(), kind, **filters)
    start = after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__lt=start[0])
    return page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.post("/visits/clean/", response={201: VisitOut}, summary="Visited, found nothing")
def visit(request: HttpRequest, body: VisitIn) -> Any:
    """One line, once a person, unit, matter and day."""
    key = operations.note_clean_visit(actor=request.actor, at=clock.now(), **body.model_dump())
    return Status(201, {"id": key})
