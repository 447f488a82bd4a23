"""Every address of the platform."""

import logging
import sys

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language

from zhiben.config import health
from zhiben.config.answers import outage_page, problem_response, refusal_response, wants_json
from zhiben.config.api import api
from zhiben.config.api_guide import views as api_guide
from zhiben.config.parts import labels, part_of
from zhiben.core.context import request_id
from zhiben.core.errors import Forbidden, NotFound, Refusal, Unreadable
from zhiben.core.findings import Finding
from zhiben.core.refusing import of_exception

logger = logging.getLogger("zhiben.request")

PREFIXES = {"reports": "", "organisations": "units/"}
"""Where a domain is mounted when not under its own name."""


def _domains() -> list[URLResolver]:
    found = []
    for label in labels():
        module = part_of(label, "urls")
        if module is not None:
            found.append(path(PREFIXES.get(label, f"{label}/"), include(module)))
    return found


def _nothing(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    return refusal_response(request, NotFound(Finding("not-found")))


def _unreadable(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    return refusal_response(request, Unreadable(code="unreadable"))


def _forbidden(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    return refusal_response(request, Forbidden(code="forbidden"))


def _fault(request: HttpRequest) -> HttpResponse:
    """What no view caught: an outage met on the way to it, or a fault of the program."""
    error = sys.exc_info()[1]
    refusal = of_exception(error) if error is not None else None
    if refusal is None:
        refusal = Refusal(Finding("internal", {"request": request_id()}), code="internal")
        refusal.status = 500
    try:
        return refusal_response(request, refusal)
    except Exception:
        # The page itself needs what has just failed (the database): say it without.
        logger.exception("the page of a fault failed")
        return problem_response(request, refusal) if wants_json(request) else outage_page(request, refusal)


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.measured),
    path("api/v1/", api.urls),
    path("help/api/", api_guide.index, name="api_guide"),
    path("help/api/<slug:tag>/", api_guide.one_tag, name="api_guide_tag"),
    re_path(r"^api/", _nothing),
    path("account/", include("allauth.urls")),
    path("language/", set_language, name="set_language"),
    path("", include("zhiben.core.urls")),
    *_domains(),
]

handler400 = _unreadable
handler403 = _forbidden
handler404 = _nothing
handler500 = _fault
