"""The clearance board: figures from the flows, each opening its rows."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiben.core import clock
from zhiben.core.errors import Forbidden, Invalid
from zhiben.core.findings import Finding
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.forms import BoardForm
from zhiben.domains.hazards.queries import BoardAsk
from zhiben.domains.hazards.vocabulary import CHANNEL_LABELS, FIGURE_LABELS
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.vocabulary import sector_name
from zhiben.domains.places import queries as places
from zhiben.domains.plans import queries as plans
from zhiben.ui.answers import refuse_form
from zhiben.ui.listing import Column, excel_response

SHOWN = ("stock", "inflow", "open", "overdue", "found", "closed")
BYS = ("town", "sector", "channel")


def _ask(request: HttpRequest) -> tuple[BoardAsk, BoardForm]:
    """The question in the address; what is not given comes from the plan in force and the calendar."""
    if not request.actor.may("hazards.board"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.board"}))
    form = BoardForm(request.GET)
    if not form.is_valid():
        raise refuse_form(form)
    given = form.cleaned_data
    last = given["last"] or clock.today()
    first = given["first"] or date(last.year, 1, 1)
    if first > last:
        raise Invalid(Finding("value-out-of-range", field="first"))
    low, high = places.range_of(int(given["area"])) if given["area"].isdecimal() else (None, None)
    cutoff = given["cutoff"] or plans.stock_cutoff(request.actor) or date(last.year, 1, 1)
    ask = BoardAsk(first=first, last=last, cutoff=cutoff, grade=given["grade"], low=low, high=high)
    return ask, BoardForm(initial={**given, "first": first, "last": last, "cutoff": cutoff})


def _names(by: str, keys: list[str]) -> dict[str, str]:
    if by == "town":
        found = places.names([int(key) for key in keys])
        return {key: found.get(int(key), key) for key in keys}
    if by == "sector":
        return {key: sector_name(key) for key in keys}
    return {key: str(CHANNEL_LABELS.get(key, key)) for key in keys}


def _table(request: HttpRequest, ask: BoardAsk, by: queries.By) -> dict[str, Any]:
    rows = queries.board(request.actor, ask, by)
    names = _names(by, [row.key for row in rows])
    return {
        "by": by,
        "rows": [
            {
                "name": names[row.key],
                "cells": [
                    (figure, getattr(row, figure), _link(ask, figure, by, row.key)) for figure in SHOWN
                ],
            }
            for row in rows
        ],
        "chart": {
            "categories": [names[row.key] for row in rows],
            "series": [
                {"name": _("Stock"), "values": [row.stock for row in rows]},
                {"name": _("Inflow"), "values": [row.inflow for row in rows]},
            ],
            "stacked": True,
            "links": [_link(ask, "open", by, row.key) for row in rows],
        },
    }


def _link(ask: BoardAsk, figure: str, by: str = "", key: str = "") -> str:
    values = {"figure": figure, "by": by, "key": key, "first": ask.first, "last": ask.last}
    values |= {"cutoff": ask.cutoff, "grade": ask.grade}
    if ask.low is not None:
        values["area"] = ask.low
    return "/hazards/board/rows/?" + urlencode(values)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Stock, inflow, open, overdue and closed by town, sector and channel."""
    ask, form = _ask(request)
    by = request.GET.get("by", "town")
    if by not in BYS:
        raise Invalid(Finding("value-out-of-range", field="by"))
    table = _table(request, ask, by)  # type: ignore[arg-type] # one of BYS
    totals = queries.totals(request.actor, ask)
    if request.GET.get("export") == "xlsx":
        return _board_file(table, totals)
    trend = queries.trend(request.actor, ask)
    context = {
        "form": form,
        "ask": ask,
        "by": by,
        "table": table,
        "shown": SHOWN,
        "totals": [(figure, getattr(totals, figure), _link(ask, figure)) for figure in SHOWN],
        "chart": table["chart"],
        "trend": {
            "categories": [point["day"].isoformat() for point in trend],
            "series": [
                {"name": _("Open"), "values": [point["open"] for point in trend]},
                {"name": _("Found"), "values": [point["found"] for point in trend]},
                {"name": _("Closed"), "values": [point["closed"] for point in trend]},
            ],
        },
        "query": request.GET.urlencode(),
    }
    return render(request, "hazards/board.html", context)


def _board_file(table: dict[str, Any], totals: queries.BoardRow) -> HttpResponse:
    columns = [Column("name", _("Name")), *[Column(name, FIGURE_LABELS[name], "number") for name in SHOWN]]
    rows = [
        {"name": row["name"], **{figure: value for figure, value, _link in row["cells"]}}
        for row in table["rows"]
    ]
    rows.append({"name": _("Total"), **{name: getattr(totals, name) for name in SHOWN}})
    return excel_response(columns, rows, f"board-{table['by']}.xlsx")


@require_safe
def board_rows(request: HttpRequest) -> HttpResponse:
    """The rows behind one number, with the values they had."""
    ask, _form = _ask(request)
    figure, by, key = (request.GET.get(name, "") for name in ("figure", "by", "key"))
    rows = queries.opened(request.actor, ask, figure, by, key)
    units = organisations.unit_names([row["unit"] for row in rows if row["unit"]])
    areas = places.names([row["area"] for row in rows])
    for row in rows:
        row["unit_name"] = units.get(row["unit"], "") if row["id"] else ""
        row["area_name"] = areas.get(row["area"], "")
    if request.GET.get("export") == "xlsx":
        return _rows_file(rows)
    context = {
        "rows": rows,
        "figure": FIGURE_LABELS[figure],
        "total": sum(row["n"] for row in rows),
        "cell": _names(by, [key])[key] if by in BYS and key else "",
        "ask": ask,
        "query": request.GET.urlencode(),
    }
    return render(request, "hazards/board_rows.html", context)


def _rows_file(rows: list[dict[str, Any]]) -> HttpResponse:
    columns = [
        Column("number", _("Number")),
        Column("unit_name", _("Unit")),
        Column("area_name", _("Area")),
        Column("state", _("State"), "state", machine="hazard"),
        Column("grade", _("Grade"), "grade"),
        Column("found_day", _("Found"), "day"),
        Column("due_day", _("Limit"), "day"),
        Column("n", _("Items"), "number"),
    ]
    return excel_response(columns, rows, "board-rows.xlsx")
