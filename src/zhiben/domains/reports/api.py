"""The API of reports: the workbench's figures and the working calendar."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from zhiben.core import clock
from zhiben.core.calendar import operations as calendar
from zhiben.core.calendar import queries as calendars
from zhiben.core.input import Input
from zhiben.domains.reports import queries

router = Router(tags=["reports"])


class FigureOut(Schema):
    """A number and the page that opens its rows."""

    label: str
    value: int
    url: str


class DayOut(Schema):
    """One day of the working calendar."""

    day: date
    kind: str
    working: bool
    known: bool
    name_zh: str
    source: str


class DayIn(Input):
    """What kind of day a day is."""

    day: date
    kind: Literal["workday", "rest", "holiday", "make_up_work"]
    name: str = Field(default="", max_length=40)
    model_config = {
        "json_schema_extra": {"examples": [{"day": "2027-01-01", "kind": "holiday", "name": "元旦"}]}
    }


@router.get("/figures/", response=list[FigureOut], summary="The figures of my workbench")
def figures(request: HttpRequest) -> Any:
    """Each opens its rows."""
    bench = queries.workbench(request.actor, clock.today())
    return [{"label": str(f.label), "value": f.value, "url": f.url} for f in bench.figures]


@router.post("/calendar/days/", response={201: None}, summary="Change a day of the calendar")
def edit_day(request: HttpRequest, body: DayIn) -> Any:
    """By those who keep the calendar."""
    calendar.edit_day(actor=request.actor, at=clock.now(), **body.model_dump())
    return Status(201, None)


@router.get("/calendar/{year}/", response=list[DayOut], summary="The working calendar of a year")
def year(request: HttpRequest, year: int) -> Any:
    """Day by day; `known` is false where the year is not announced yet."""
    return calendars.year_overview(year).days
