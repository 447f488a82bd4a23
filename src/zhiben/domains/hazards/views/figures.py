"""Figures beside the board: why two ways of reckoning differ; times, limits and units."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiben.core.errors import Invalid
from zhiben.core.findings import Finding
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.queries import BoardAsk
from zhiben.domains.hazards.views.boards import ask_of, link
from zhiben.domains.hazards.vocabulary import FIGURE_LABELS, MOVEMENT_LABELS
from zhiben.domains.places import queries as places
from zhiben.ui.listing import Column, excel_response

COMPARED = (
    "open",
    "stock",
    "inflow",
    "overdue",
    "found",
    "reopened",
    "closed",
    "withdrawn",
    "moved",
    "regraded",
)


@require_safe
def board_late(request: HttpRequest) -> HttpResponse:
    """Figures as reported and as known now, and the rows recorded later that make the difference."""
    ask, form = ask_of(request)
    figure = request.GET.get("figure") or "open"
    if figure not in FIGURE_LABELS:
        raise Invalid(Finding("value-out-of-range", field="figure"))
    page = queries.late_rows(request.actor, ask, figure, request.GET.get("after", ""))
    rows = _told(page.rows)
    if request.GET.get("export") == "xlsx":
        return _late_file(rows)
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "form": form,
        "ask": ask,
        "lines": _lines(request, ask, figure),
        "figure": figure,
        "label": FIGURE_LABELS[figure],
        "rows": rows,
        "after": page.after,
        "query": query.urlencode(),
    }
    return render(request, "hazards/figures_late.html", context)


def _lines(request: HttpRequest, ask: BoardAsk, figure: str) -> list[dict[str, Any]]:
    """Each figure both ways, with the address of what makes them differ."""
    known, reported = queries.both_ways(request.actor, ask)
    return [
        {
            "name": name,
            "known": getattr(known, name),
            "reported": getattr(reported, name),
            "difference": getattr(known, name) - getattr(reported, name),
            "link": link(ask, name, page="late"),
            "chosen": name == figure,
        }
        for name in COMPARED
    ]


def _told(rows: list[queries.Late]) -> list[dict[str, Any]]:
    areas = places.names([row.area for row in rows])
    return [
        {
            **asdict(row),
            "word": MOVEMENT_LABELS.get(row.movement, row.movement),
            "area_name": areas.get(row.area, ""),
        }
        for row in rows
    ]


def _late_file(rows: list[dict[str, Any]]) -> HttpResponse:
    columns = [
        Column("number", _("Number")),
        Column("word", _("Movement")),
        Column("area_name", _("Area")),
        Column("effective_day", _("Took effect"), "day"),
        Column("recorded_day", _("Recorded on"), "day"),
        Column("n", _("Difference"), "number"),
    ]
    return excel_response(columns, rows, "board-late.xlsx")


@require_safe
def board_times(request: HttpRequest) -> HttpResponse:
    """Days from finding to closing, what was sent back, what kept its limit, units with open hazards."""
    ask, form = ask_of(request)
    found = queries.times(request.actor, ask)
    context = {
        "form": form,
        "ask": ask,
        "found": found,
        "sent_back": _share(found.sent_back, found.reported),
        "explained": _share(found.explained, found.overdue),
        "spans": [
            (_("Median"), found.median),
            (_("75 of 100 within"), found.p75),
            (_("90 of 100 within"), found.p90),
        ],
        "closed_link": link(ask, "closed"),
        "overdue_link": link(ask, "overdue"),
        "kept": [
            (_("On time"), found.on_time),
            (_("Extended"), found.extended),
            (_("After the limit"), found.late),
            (_("Without a limit"), found.unlimited),
        ],
        "query": request.GET.urlencode(),
    }
    return render(request, "hazards/figures_times.html", context)


def _share(part: int, whole: int) -> float | None:
    return None if not whole else 100 * part / whole
