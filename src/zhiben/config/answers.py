"""Refusals as answers: problem+json for programs, `ui/refusal.html` for people."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from zhiben.core.errors import Refusal, TooMany, Unavailable
from zhiben.core.wording import problem

_PROGRAMS = ("/api/", "/files/uploads/")


def wants_json(request: HttpRequest) -> bool:
    """Whether a program is asking."""
    if request.path.startswith(_PROGRAMS):
        return True
    accepted = request.headers.get("Accept", "")
    return "json" in accepted and "text/html" not in accepted


def problem_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as application/problem+json."""
    answer = JsonResponse(
        problem(refusal, request.path),
        status=refusal.status,
        json_dumps_params={"ensure_ascii": False},
        content_type="application/problem+json",
    )
    if refusal.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return _when_again(answer, refusal)


def _when_again(answer: HttpResponse, refusal: Refusal) -> HttpResponse:
    if isinstance(refusal, Unavailable | TooMany):
        answer["Retry-After"] = str(refusal.retry_after)
        answer["Cache-Control"] = "no-store"
    return answer


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal in the form the one asking understands."""
    if wants_json(request):
        return problem_response(request, refusal)
    if isinstance(refusal, Unavailable):
        return _when_again(outage_page(request, refusal), refusal)
    answer = _page(request, refusal)
    if refusal.status == 401:
        _send_to_login(request, answer)
    return answer


def _page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    context: dict[str, Any] = problem(refusal, request.path)
    context["fragment"] = bool(getattr(request, "htmx", False))
    try:
        return render(request, "ui/refusal.html", context, status=refusal.status)
    except TemplateDoesNotExist:
        text = f"{context['title']}\n{context['detail']}\n"
        return HttpResponse(text, status=refusal.status, content_type="text/plain; charset=utf-8")


def outage_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A page that needs neither database nor session."""
    context = problem(refusal, request.path)
    context |= {
        "fragment": bool(getattr(request, "htmx", False)),
        "language": get_language(),
    }
    return HttpResponse(render_to_string("core/outage.html", context), status=refusal.status)


def _send_to_login(request: HttpRequest, answer: HttpResponse) -> None:
    """The status stays 401; the browser goes on to the sign-in page by itself."""
    login = reverse("account_login")
    if getattr(request, "htmx", False):
        answer["HX-Redirect"] = login
    else:
        back = request.get_full_path() if request.method == "GET" else "/"
        answer["Refresh"] = f"0; url={login}?{urlencode({'next': back})}"
