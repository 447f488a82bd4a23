"""The clearance board: figures of the flows, each opening its rows."""

from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiben.core import clock
from zhiben.core.errors import Forbidden, Invalid
from zhiben.core.findings import Finding
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.forms import BoardForm
from zhiben.domains.hazards.queries import FIGURE_MOVEMENTS as MOVEMENTS
from zhiben.domains.hazards.queries import BoardAsk
from zhiben.domains.hazards.vocabulary import BASIS_LABELS, CHANNEL_LABELS, FIGURE_LABELS
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.vocabulary import sector_name
from zhiben.domains.places import queries as places
from zhiben.domains.plans import queries as plans
from zhiben.ui.answers import refuse_form
from zhiben.ui.listing import Column, excel_response

SHOWN = ("stock", "inflow", "open", "major", "major_fire", "overdue", "found", "closed")
BESIDE = ("before", *MOVEMENTS)
RARE = ("regraded", "changed")
BYS = ("area", "sector", "channel")
MOST_ROWS = 100_000


def ask_of(request: HttpRequest) -> tuple[BoardAsk, BoardForm]:
    """The question in the address; what is not given comes from the plan in force and the calendar."""
    if not request.actor.may("hazards.board"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.board"}))
    form = BoardForm(request.GET)
    if not form.is_valid():
        raise refuse_form(form)
    given = form.cleaned_data
    last = given["last"] or clock.today()
    first = given["first"] or date(last.year, 1, 1)
    low, high = places.range_of(int(given["area"])) if given["area"].isdecimal() else (None, None)
    cutoff = given["cutoff"] or plans.stock_cutoff(request.actor) or date(last.year, 1, 1)
    basis = given["basis"] or "known"
    ask = queries.checked(
        BoardAsk(first, last, cutoff, grade=given["grade"], low=low, high=high, basis=basis)
    )
    return ask, BoardForm(initial={**given, "first": first, "last": last, "cutoff": cutoff, "basis": basis})


def cell_names(by: str, keys: list[str]) -> dict[str, str]:
    """The cells of a board by name."""
    if by == "area":
        found = places.names([int(key) for key in keys if key.isdecimal()])
        return {key: found.get(int(key), key) if key.isdecimal() else key for key in keys}
    if by == "sector":
        return {key: sector_name(key) for key in keys}
    return {key: str(CHANNEL_LABELS.get(key, key)) for key in keys}


def link(ask: BoardAsk, figure: str, by: str = "", key: str = "", page: str = "rows") -> str:
    """The address of the rows behind a number."""
    cell = f"&by={by}&key={quote_plus(key)}" if by else ""
    return f"/hazards/board/{page}/?figure={figure}&{_asked(ask)}{cell}"


@lru_cache(maxsize=100)
def _asked(ask: BoardAsk) -> str:
    """The question as a query string; every number of a board has it in its address."""
    values: dict[str, Any] = {"first": ask.first, "last": ask.last, "cutoff": ask.cutoff}
    values |= {"grade": ask.grade} if ask.grade else {}
    values |= {"basis": ask.basis} if ask.basis != "known" else {}
    if ask.low is not None:
        values["area"] = ask.low
    return urlencode(values)


def _table(ask: BoardAsk, by: str, rows: list[queries.BoardRow]) -> dict[str, Any]:
    names = cell_names(by, [row.key for row in rows])
    return {
        "by": by,
        "rows": [
            {
                "name": names[row.key],
                "cells": [(figure, getattr(row, figure), link(ask, figure, by, row.key)) for figure in SHOWN],
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
            "links": [link(ask, "open", by, row.key) for row in rows],
        },
    }


def _account(ask: BoardAsk, totals: queries.BoardRow) -> list[tuple[str, int, str]]:
    """From what was open before to what is open: every movement, the rare ones only where there are any."""
    shown = [name for name in BESIDE if name not in RARE or getattr(totals, name)]
    return [(figure, getattr(totals, figure), link(ask, figure)) for figure in (*shown, "open")]


def _trend(request: HttpRequest, ask: BoardAsk, is_open: int) -> dict[str, Any]:
    points = queries.trend(request.actor, ask, is_open=is_open)
    named = ((_("Open"), "open"), (_("Found"), "found"), (_("Closed"), "closed"))
    return {
        "categories": [point["day"].isoformat() for point in points],
        "series": [{"name": name, "values": [point[key] for point in points]} for name, key in named],
    }


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Stock, inflow, open, overdue and closed by area, sector and channel."""
    ask, form = ask_of(request)
    by = request.GET.get("by", "area")
    if by not in BYS:
        raise Invalid(Finding("value-out-of-range", field="by"))
    rows = queries.board(request.actor, ask, by)  # type: ignore[arg-type] # one of BYS
    totals = queries.summed(rows)
    table = _table(ask, by, rows)
    if request.GET.get("export") == "xlsx":
        return _board_file(table, totals)
    context = {
        "form": form,
        "ask": ask,
        "by": by,
        "table": table,
        "shown": SHOWN,
        "totals": [(figure, getattr(totals, figure), link(ask, figure)) for figure in SHOWN],
        "account": _account(ask, totals),
        "chart": table["chart"],
        "trend": _trend(request, ask, totals.open),
        "basis": BASIS_LABELS[ask.basis],
        "late": link(ask, "open", page="late"),
        "times": link(ask, "closed", page="times"),
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
    ask, _form = ask_of(request)
    figure, by, key, after = (request.GET.get(name, "") for name in ("figure", "by", "key", "after"))
    if request.GET.get("export") == "xlsx":
        return _rows_file(figure, named(_all_rows(request, ask, figure, by, key)))
    page = queries.rows_behind(request.actor, ask, figure, by, key, after)
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "rows": named(page.rows),
        "figure": FIGURE_LABELS[figure],
        "name": figure,
        "total": _number(request, ask, figure, by, key),
        "cell": cell_names(by, [key])[key] if by in BYS and key else "",
        "ask": ask,
        "basis": BASIS_LABELS[ask.basis],
        "query": query.urlencode(),
        "after": page.after,
    }
    return render(request, "hazards/board_rows.html", context)


def _number(request: HttpRequest, ask: BoardAsk, figure: str, by: str, key: str) -> int:
    """The number itself, as the board has it."""
    if not by:
        return int(getattr(queries.totals(request.actor, ask), figure))
    cells = queries.board(request.actor, ask, by)  # type: ignore[arg-type] # refused if none of them
    return next((int(getattr(row, figure)) for row in cells if row.key == key), 0)


def _all_rows(request: HttpRequest, ask: BoardAsk, figure: str, by: str, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    after = ""
    while len(rows) < MOST_ROWS:
        page = queries.rows_behind(request.actor, ask, figure, by, key, after, limit=5_000)
        rows += page.rows
        if not (after := page.after):
            break
    return rows


def named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with the names of their areas, and of units where the hazard is seen or kept inside the unit."""
    units = organisations.unit_names([row["unit"] for row in rows if row["unit"]])
    areas = places.names([row["area"] for row in rows if row["area"]])
    for row in rows:
        row["unit_name"] = units.get(row["unit"], "") if row["id"] or row["case"] is None else ""
        row["area_name"] = areas.get(row["area"], "")
    return rows


def _rows_file(figure: str, rows: list[dict[str, Any]]) -> HttpResponse:
    columns = [
        Column("number", _("Number")),
        Column("unit_name", _("Unit")),
        Column("area_name", _("Area")),
        Column("state", _("State"), "state", machine="hazard"),
        Column("grade", _("Grade"), "grade"),
        Column("found_day", _("Found"), "day"),
        Column("due_day", _("Limit"), "day"),
        *([Column("reason", _("Reason"))] if figure == "overdue" else []),
        Column("n", _("Items"), "number"),
    ]
    return excel_response(columns, rows, "board-rows.xlsx")
