"""Listing, reporting and showing hazards."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Status
from pydantic import AwareDatetime, Field

from zhiben.core import clock
from zhiben.core.api import Page, after_cursor, page_of, plain
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.core.input import Id, Input, Limit, Line
from zhiben.domains.hazards import operations, queries
from zhiben.domains.hazards.api.shared import CaseOut, HazardOut, PhotoIn, case_of, photos_of, router


class SuspensionIn(Input):
    """The unit has stopped the affected area."""

    extent: Line
    since: AwareDatetime


class ReportIn(Input):
    """A hazard to report."""

    unit_id: Id
    matter: str = Field(default="general", max_length=40)
    title: str = Field(min_length=1, max_length=120)
    description: str = Field(min_length=1, max_length=4000)
    place: Line
    found_day: date
    criterion: str = Field(default="", max_length=500)
    producing: bool | None = None
    site_id: Id | None = None
    activity_id: Id | None = None
    photos: list[PhotoIn] = Field(default=[], max_length=30)
    suspension: SuspensionIn | None = None
    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "unit_id": 1,
                    "matter": "general",
                    "title": "配电箱过热",
                    "description": "二车间配电箱外壳过热",
                    "place": "二车间",
                    "found_day": "2026-11-20",
                }
            ]
        }
    }


class HazardPage(Page[HazardOut]):
    """Hazards of one tab; `counts`: open hazards in each tab the reader has."""

    counts: dict[str, int]


@router.get("/", response=HazardPage, summary="Hazards within reach, newest first")
def hazards(
    request: HttpRequest,
    tab: Literal["", "territory", "own", "granted"] = "",
    q: str = "",
    state: str = "",
    grade: str = "",
    sector: str = "",
    channel: str = "",
    matter: str = "",
    unit: Id | None = None,
    area: Id | None = None,
    found_from: date | None = None,
    found_to: date | None = None,
    open: bool = False,
    overdue: bool = False,
    interim_expired: bool = False,
    progress_missing: bool = False,
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """One tab at a time (left out: the unit's own, or the territory). Keyset paging: hand `next` in as `after`."""
    if not request.actor.may("hazards.read"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.read"}))
    filters: dict[str, Any] = {"q": q, "state": state, "grade": grade, "sector": sector, "channel": channel}
    filters |= {"matter": matter, "unit": unit, "area": area, "open": open, "overdue": overdue}
    filters |= {"interim_expired": interim_expired, "progress_missing": progress_missing}
    filters |= {"found_from": found_from, "found_to": found_to}
    main = "own" if request.actor.unit_id is not None else "territory"
    start = after_cursor(after, int)
    before = None if start is None else start[0]
    rows = queries.newest(
        request.actor, tab=tab or main, today=clock.today(), limit=limit + 1, before=before, **filters
    )
    page = page_of(rows, limit, key=lambda row: (row["id"],))
    return plain({**page, "counts": queries.tab_counts(request.actor)})


@router.post("/", response={201: CaseOut}, summary="Report a hazard")
def report(request: HttpRequest, body: ReportIn) -> Any:
    """Of the own unit, or found in a unit within reach."""
    values = body.model_dump(exclude={"photos", "suspension"})
    stop = body.suspension
    key = operations.report_hazard(
        actor=request.actor,
        at=clock.now(),
        photos=photos_of(body.photos),
        suspension=operations.SelfSuspension(stop.extent, stop.since) if stop else None,
        **values,
    )
    return Status(201, case_of(request, key))


@router.get("/signatures/{pk}/", summary="A drawn signature, as PNG")
def signature(request: HttpRequest, pk: Id) -> HttpResponse:
    """For who judges or audits hazards, and for the signer; the look is logged."""
    png = operations.show_signature(actor=request.actor, at=clock.now(), signature_id=pk)
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, no-store"})


def hazard(request: HttpRequest, pk: Id) -> Any:
    """With timeline and what may be done now."""
    return case_of(request, pk)
