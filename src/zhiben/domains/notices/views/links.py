"""The page of a one-time link: for somebody without account, on a telephone."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import system_actor
from zhiben.core.edges import public
from zhiben.core.errors import NotFound, TooMany
from zhiben.core.findings import Finding
from zhiben.domains.notices import operations, queries
from zhiben.domains.notices.forms import AnswerForm, ReceiptForm
from zhiben.domains.notices.methods.secrets import digest_of
from zhiben.domains.notices.queries import LinkPage
from zhiben.domains.notices.views.papers import article_of
from zhiben.domains.notices.vocabulary import CAPACITY_LABELS
from zhiben.ui.answers import done, refuse_form
from zhiben.ui.widgets import read_signature

_ACTOR = system_actor("one-time link")
_WINDOW = 600
_WRONG, _POSTS = 30, 30
"""Wrong links from one address, and posts to one link, within ten minutes."""


def _cookie(secret: str) -> str:
    """One browser may hold several links; the name of its cookie tells nothing of the secret."""
    return f"zb_link_{digest_of(secret)[:12]}"


def _count(key: str, most: int) -> None:
    """One more; TooMany beyond what is allowed in the window."""
    if not cache.add(key, 1, _WINDOW) and cache.incr(key) > most:
        raise TooMany(Finding("too-many-links"))


def _address(request: HttpRequest) -> str:
    return f"notices.link:{get_adapter(request).get_client_ip(request)}"


def _page(request: HttpRequest, secret: str) -> LinkPage:
    """The page, or the same refusal for every link that does not work; wrong ones are counted."""
    if cache.get(_address(request), 0) >= _WRONG:
        raise TooMany(Finding("too-many-links"))
    browser = request.COOKIES.get(_cookie(secret), "")
    try:
        return queries.link_page(secret, browser, clock.now())
    except NotFound:
        _count(_address(request), _WRONG)
        raise


@public
@require_safe
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Who sends a paper to whom; opened in this browser, the paper itself with receipt and answer."""
    page = _page(request, secret)
    answered = page.service.answer
    context = {
        "page": page,
        "secret": secret,
        "capacity": CAPACITY_LABELS.get(page.service.capacity, page.service.capacity),
        "article": article_of(page.paper),
        "receipt": ReceiptForm() if page.is_open and page.service.received_at is None else None,
        "answer": AnswerForm() if page.service.received_at and not answered else None,
    }
    answer = render(request, "notices/link.html", context)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _counted(request: HttpRequest, secret: str) -> LinkPage:
    page = _page(request, secret)
    _count(f"notices.link.post:{digest_of(secret)[:32]}", _POSTS)
    return page


@public
@require_POST
def link_open(request: HttpRequest, secret: str) -> HttpResponse:
    """A person looks at the paper: a tap, so that programs which fetch addresses open nothing."""
    page = _counted(request, secret)
    word = operations.open_link(actor=_ACTOR, at=clock.now(), secret=secret)
    answer = done(request, "notices:link", secret)
    answer.set_cookie(
        _cookie(secret),
        word,
        expires=page.expires_at,
        path="/notices/l/",
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )
    return answer


@public
@require_POST
def link_receive(request: HttpRequest, secret: str) -> HttpResponse:
    """Received, with the statement and perhaps a signature."""
    _counted(request, secret)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    drawn = form.cleaned_data["signature"]
    operations.receive_by_link(
        actor=_ACTOR,
        at=clock.now(),
        secret=secret,
        browser=request.COOKIES.get(_cookie(secret), ""),
        stated=form.cleaned_data["stated"],
        signature_png=read_signature(drawn) if drawn else None,
    )
    return done(request, "notices:link", secret, message=_("Received; the proof of service is complete."))


@public
@require_POST
def link_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Accepted, or objected to in words."""
    _counted(request, secret)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    browser = request.COOKIES.get(_cookie(secret), "")
    operations.answer_by_link(actor=_ACTOR, at=clock.now(), secret=secret, browser=browser, **form.values())
    return done(request, "notices:link", secret, message=_("Your answer is with the sender."))
