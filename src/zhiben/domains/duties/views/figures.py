"""Completeness: by duty, by area with drill-down, by sector; every number opens the list of who."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.domains.duties import queries
from zhiben.domains.duties.forms.figures import FIGURES, NO_SECTOR
from zhiben.domains.duties.queries import Ask, Figure
from zhiben.domains.duties.views import asking
from zhiben.domains.duties.views.wording import how_often, period_words
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations.vocabulary import sector_name
from zhiben.domains.places import queries as places
from zhiben.ui.listing import Reading, excel_response

PASSED_ON = ("stretch", "area", "at", "sector", "slug", "activity", "q", "duty")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a table: `url` leads a step down, `who` to the list behind each number."""

    name: str
    figure: Figure
    url: str
    who: dict[str, str]
    source: str = ""
    cite: str = ""
    often: str = ""
    note: str = ""

    @property
    def percent(self) -> float | None:
        """The share in per cent, cut to one digit: not quite all is never 100."""
        share = self.figure.share
        return None if share is None else int(share * 1000) / 10


def lists(params: dict[str, str], **changes: Any) -> dict[str, str]:
    """The lists behind the numbers of a figure, by the part of it."""
    kept = {key: params[key] for key in PASSED_ON if params.get(key)}
    return {
        part or "expected": asking.link("duties:who", kept, **changes, has=part)
        for part in ("", "done", "missing", "excused")
    }


def _by_duty(actor: Actor, asked: Reading, ask: Ask) -> list[FigureRow]:
    found = queries.completeness(actor, **ask.values(), level=None, by_duty=True, today=clock.today())
    duties = queries.duty_lines(one.duty_id for one in found if one.duty_id)
    heads = instruments.instrument_heads(duty.slug for duty in duties.values())
    rows = []
    for one in sorted(found, key=lambda one: (-one.missing, -one.expected, one.duty_id)):
        duty = duties[one.duty_id or 0]
        head = heads.get(duty.slug)
        rows.append(
            FigureRow(
                name=duty.title,
                figure=one,
                url=f"/duties/{duty.id}/",
                who=lists(asked.params, duty=duty.id),
                source=head.title if head else duty.slug,
                cite=" ".join(duty.cite),
                often=how_often(duty),
                note=_("an earlier edition") if duty.until else "",
            )
        )
    return rows


def _by_area(actor: Actor, asked: Reading, ask: Ask) -> list[FigureRow]:
    step = queries.step_for(actor, ask.area)
    found = queries.completeness(actor, **ask.values(), level=step, today=clock.today())
    names = places.names(one.area for one in found if one.area)
    rows = []
    for one in found:
        code = one.area or 0
        is_itself = queries.level_of(places.range_of(code)) != step
        at = code if is_itself else ""
        deeper = {"area": code, "at": at, "tab": "duty" if is_itself or step == "town" else "area"}
        rows.append(
            FigureRow(
                name=names.get(code, str(code)),
                figure=one,
                url=asked.url(**{key: str(value) for key, value in deeper.items()}),
                who=lists(asked.params, area=code, at=at),
                note=_("the area itself") if is_itself else "",
            )
        )
    return rows


def _by_sector(actor: Actor, asked: Reading, ask: Ask) -> list[FigureRow]:
    found = queries.completeness(actor, **ask.values(), level=None, by_sector=True, today=clock.today())
    rows = []
    for one in found:
        key = one.sector or NO_SECTOR
        rows.append(
            FigureRow(
                name=sector_name(one.sector) if one.sector else _("No sector"),
                figure=one,
                url=asked.url(sector=key, tab="duty"),
                who=lists(asked.params, sector=key),
            )
        )
    return rows


_MOST = 60
"""So many rows at first, those with most missing; the sum below is of all."""
TABLES: dict[str, Callable[[Actor, Reading, Ask], list[FigureRow]]] = {
    "duty": _by_duty,
    "area": _by_area,
    "sector": _by_sector,
}


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How complete duties are in a stretch of days, within reach."""
    actor: Actor = request.actor
    asked = asking.read(request, FIGURES)
    ask = asking.ask_of(actor, asked.filters)
    rows = TABLES[asked.tab](actor, asked, ask)
    total = FigureRow(_("Total"), queries.summed([row.figure for row in rows]), "", lists(asked.params))
    if request.GET.get("export") == "xlsx":
        return _file(asked, [*rows, total])
    shown = rows if "all" in request.GET else rows[:_MOST]
    context = {
        "list": asked,
        "rows": shown,
        "hidden": len(rows) - len(shown),
        "total": total,
        "first": ask.first,
        "last": ask.last,
        "stretch": period_words(ask.first, ask.last),
        "above": _above(actor, asked),
        "picked": {"area": _area_name(asked)},
        "chart": _chart(rows) if asked.tab == "area" else None,
        "path": request.path,
    }
    is_part = request.headers.get("HX-Target") == "results"
    page = "duties/figures_results.html" if is_part else "duties/figures.html"
    response = render(request, page, context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _chart(rows: list[FigureRow]) -> dict[str, Any]:
    """Done, missing and excused by area, as a picture; each bar leads to who is missing."""
    named = (
        (pgettext("duty", "Done"), "done"),
        (pgettext("duty", "Missing"), "missing"),
        (pgettext("duty", "Excused"), "excused"),
    )
    return {
        "categories": [row.name for row in rows],
        "series": [
            {"name": name, "values": [getattr(row.figure, key) for row in rows]} for name, key in named
        ],
        "stacked": True,
        "links": [row.who["missing"] for row in rows],
    }


def _area_name(asked: Reading) -> str:
    code = asked.filters.get("area")
    return places.names([code]).get(code, str(code)) if code else ""


def _above(actor: Actor, asked: Reading) -> list[tuple[str, str]]:
    """The way back up: areas above the one asked for that lie within reach."""
    code = asked.filters.get("area")
    if not code:
        return []
    ways = [(_("All within reach"), asked.url(area="", at="", tab="area"))]
    for one in places.ancestors(code):
        if actor.reaches(one.low, one.high):
            ways.append((one.name, asked.url(area=str(one.code), at="", tab="area")))
    return ways


def _file(asked: Reading, rows: list[FigureRow]) -> HttpResponse:
    lines = [
        {
            **{name: getattr(row, name) for name in ("name", "source", "often", "percent")},
            **{
                name: getattr(row.figure, name)
                for name in ("expected", "done", "missing", "running", "excused")
            },
        }
        for row in rows
    ]
    return excel_response(FIGURES.columns, lines, asked.file_name())
