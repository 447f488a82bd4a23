"""Pages of the places domain: the area browser, the picker's answers, the outlines."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid
from zhiben.core.findings import Finding
from zhiben.domains.places import queries
from zhiben.domains.places.queries import AreaItem
from zhiben.domains.places.vocabulary import AREA_LEVEL, LEVEL_NAMES, Level

_PICKED = 20
_FOUND = 50
_A_DAY = 24 * 3600


@require_safe
def area_browser(request: HttpRequest) -> HttpResponse:
    """The provinces, or what a search finds; the fragment of the list alone for htmx."""
    q = request.GET.get("q", "")
    areas = queries.find(q, limit=_FOUND) if q.strip() else queries.children(None)
    context = {"q": q, "areas": _lines(areas), "is_search": bool(q.strip()), "sources": queries.sources()}
    fragment = bool(getattr(request, "htmx", False))
    return render(
        request, "places/area_browser_results.html" if fragment else "places/area_browser.html", context
    )


@require_safe
def area_page(request: HttpRequest, code: int) -> HttpResponse:
    """One area: what it lies in, what lies in it, its outline."""
    area = queries.area(code)
    lines = _lines(queries.children(code))
    labels = queries.map_labels(code)
    context: dict[str, Any] = {
        "area": area,
        "level": _(LEVEL_NAMES[area.level]),
        "ancestors": queries.ancestors(code),
        "areas": lines,
        "successors": _successors(code),
        "sources": queries.sources(),
        "map": _map(code, labels, lines) if labels else None,
    }
    return render(request, "places/area.html", context)


@require_safe
def pick(request: HttpRequest) -> JsonResponse:
    """What the picker offers for `q`; nothing typed offers what lies right under the actor's own area."""
    q, levels, within = request.GET.get("q", ""), _levels(request), _within(request)
    if q.strip():
        found = queries.find(q, within=within, levels=levels, limit=_PICKED)
    else:
        actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the middleware
        found = queries.children(within if within is not None else actor.area)
        found = [area for area in found if levels is None or area.level in levels][:_PICKED]
    results = [{"value": area.code, "label": area.name, "note": area.full_name} for area in found]
    return JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})


@require_safe
def outlines(request: HttpRequest, code: int) -> JsonResponse:
    """The schematic outlines of what lies right under an area, as GeoJSON."""
    answer = JsonResponse(
        queries.outlines(code), json_dumps_params={"ensure_ascii": False, "separators": (",", ":")}
    )
    answer["Content-Type"] = "application/geo+json"
    answer["Cache-Control"] = f"private, max-age={_A_DAY}"
    return answer


def _lines(areas: list[AreaItem]) -> list[dict[str, Any]]:
    """Rows of the list, with how many areas lie under each."""
    counts = queries.child_counts(area.code for area in areas)
    return [
        {
            "code": area.code,
            "name": area.name,
            "full_name": area.full_name,
            "level": _(LEVEL_NAMES[area.level]),
            "functional_zone": area.functional_zone,
            "invented": area.invented,
            "below": counts.get(area.code, 0),
        }
        for area in areas
    ]


def _successors(code: int) -> list[dict[str, Any]]:
    found = queries.successors(code)
    names = queries.full_names(new for new, _day in found)
    return [{"code": new, "name": names.get(new, ""), "day": day} for new, day in found]


def _map(code: int, labels: dict[int, str], lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Data of the map: the number of areas under each that is drawn."""
    below = {line["code"]: line["below"] for line in lines}
    items = [
        {
            "code": drawn,
            "name": label,
            "value": below.get(drawn, len(lines)),
            "link": reverse("places:area", args=[drawn]),
        }
        for drawn, label in labels.items()
    ]
    return {"outlines": reverse("places:outlines", args=[code]), "items": items}


def _levels(request: HttpRequest) -> list[Level] | None:
    asked = request.GET.getlist("level")
    if not asked:
        return None
    if not set(asked) <= set(Level):
        raise Invalid(Finding(AREA_LEVEL, field="level"), code=AREA_LEVEL)
    return [Level(level) for level in asked]


def _within(request: HttpRequest) -> int | None:
    text = request.GET.get("within", "")
    return queries.parse_code(text) if text else None
