"""Shortfalls: periods that ended unfulfilled, and what was entered late beside them."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhiben.domains.duties import queries
from zhiben.domains.duties.forms.events import SHORTFALLS, unit_label
from zhiben.domains.duties.views.lists import area_name
from zhiben.domains.duties.views.wording import period_words
from zhiben.domains.places import queries as places

Rows = list[dict[str, Any]]


def decorate(rows: Rows) -> Rows:
    """Shortfalls with names and what came late, in a handful of statements for each page."""
    lines = queries.shortfall_lines(rows)
    duties = queries.duty_lines(line.duty_id for line in lines)
    areas = places.names(line.area for line in lines)
    return [
        {
            **asdict(line),
            "missing": line.missing,
            "title": duties[line.duty_id].title,
            "period": period_words(line.first_day, line.last_day),
            "place": areas.get(line.area, str(line.area)),
        }
        for line in lines
    ]


@require_safe
def shortfall_list(request: HttpRequest) -> HttpResponse:
    """Shortfalls within reach, the newest first."""
    asked = SHORTFALLS.read_request(request)
    unit = asked.filters.get("unit")
    extra = {"picked": {"area": area_name(asked.filters), "unit": unit_label(unit) if unit else ""}}
    rows = queries.shortfall_rows(request.actor, **asked.filters)
    return asked.respond(request, rows, decorate=decorate, template="duties/shortfall_list.html", extra=extra)
