"""What every request passes: its id, who acts, and refusals turned into answers."""

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from zhiben.config import metrics
from zhiben.config.answers import refusal_response
from zhiben.core import clock
from zhiben.core.context import end_request, set_request_id
from zhiben.core.edges import is_public
from zhiben.core.errors import Forbidden, NotSignedIn, Refusal, TooLarge, Unreadable
from zhiben.core.findings import Finding
from zhiben.core.refusing import of_exception
from zhiben.domains.people import queries as people

Handler = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger("zhiben.request")

_ID = re.compile(r"[A-Za-z0-9._\-]{1,64}")
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_PERMISSIONS = "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()"
_OWN = ("zhiben.core.", "zhiben.ui.", "zhiben.domains.", "zhiben.config.api_guide.")
"""Views that need somebody acting unless marked public; the API asks for itself."""


class RequestId:
    """Names the request (its own id or the one handed in), measures it, and sets the answer's policies."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        name = given if _ID.fullmatch(given) else uuid.uuid4().hex
        set_request_id(name)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
        finally:
            end_request()
        metrics.observe(response.status_code, time.perf_counter() - started)
        response["X-Request-ID"] = name
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        return response


class ChineseFirst:
    """Pages are Chinese until the person switches; only the API follows the language the program asks for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        return self.get_response(request)


class Acting:
    """Sets `request.actor` and `request.memberships`; nothing is remembered between requests."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor, request.memberships = None, []  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._find(request)
        return self.get_response(request)

    def _find(self, request: HttpRequest) -> None:
        account: Any = request.user
        actor, memberships = people.acting_as(account, request.session.get("membership"), clock.today())
        request.actor = actor  # type: ignore[attr-defined]
        request.memberships = memberships  # type: ignore[attr-defined]

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Iterable[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Nobody gets into a view of the platform without acting as somebody."""
        if is_public(view) or not getattr(view, "__module__", "").startswith(_OWN):
            return None
        if request.actor is not None:  # type: ignore[attr-defined]
            return None
        if request.user.is_authenticated:
            return refusal_response(request, Forbidden(Finding("no-membership"), code="no-membership"))
        return refusal_response(request, NotSignedIn(Finding("not-signed-in")))


class Refusals:
    """Turns refusals into answers with their status, and refuses what no view should see."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refusal = self._against(request)
        if refusal is not None:
            return refusal_response(request, refusal)
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return _not_allowed(request, response)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal, or what amounts to one; faults of the program go on to become a 500."""
        refusal = of_exception(error)
        return refusal_response(request, refusal) if refusal is not None else None

    def _against(self, request: HttpRequest) -> Refusal | None:
        if _declared(request) > settings.ZHIBEN_MAX_UPLOAD:
            limit = settings.ZHIBEN_MAX_UPLOAD // (1024 * 1024)
            return TooLarge(Finding("file-too-large", {"limit": limit}))
        try:
            if _has_nul(request):
                return Unreadable(Finding("nul"), code="nul")
        except Exception as error:
            refusal = of_exception(error)
            if refusal is None:
                raise
            return refusal
        return None


def _not_allowed(request: HttpRequest, response: HttpResponseNotAllowed) -> HttpResponse:
    refusal = Refusal(Finding("method", {"method": request.method}), code="method")
    refusal.status = response.status_code
    answer = refusal_response(request, refusal)
    answer["Allow"] = response["Allow"]
    return answer


def _declared(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _has_nul(request: HttpRequest) -> bool:
    """Whether the address or a posted field holds a NUL byte (the API's bodies are checked by their schema)."""
    if "\x00" in request.path or _any_nul(request.GET):
        return True
    if request.path.startswith("/api/"):
        return False
    form = request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data")
    return form and request.method == "POST" and _any_nul(request.POST)


def _any_nul(values: Any) -> bool:
    return any("\x00" in key or any("\x00" in one for one in many) for key, many in values.lists())


def request_id(get_response: Handler) -> Handler:
    """Middleware: X-Request-ID, measurements, policies."""
    return RequestId(get_response)


def chinese_first(get_response: Handler) -> Handler:
    """Middleware: the language of pages is the person's choice, Chinese until then."""
    return ChineseFirst(get_response)


def acting(get_response: Handler) -> Handler:
    """Middleware: who acts."""
    return Acting(get_response)


def refusals(get_response: Handler) -> Handler:
    """Middleware: refusals as answers."""
    return Refusals(get_response)
