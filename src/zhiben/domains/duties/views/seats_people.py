"""Seats by person: my own, somebody's, who has too many; a hand-over; the public notice board."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.edges import public
from zhiben.core.errors import NotFound, TooMany
from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.duties import operations, queries
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.people import queries as people
from zhiben.ui.answers import done
from zhiben.ui.qr import qr_svg

sentence("too-many-boards", N_("Too many notice boards were asked for from here; wait ten minutes."))
_WINDOW = 600
_LOOKS = 120
"""Notice boards shown to one address within ten minutes."""


def _seats(found: list[queries.PersonSeat]) -> list[tuple[queries.PersonSeat, str]]:
    heads = instruments.instrument_heads(one.scheme.slug for one in found)
    return [(one, heads[one.scheme.slug].title if one.scheme.slug in heads else "") for one in found]


@require_safe
def my_seats(request: HttpRequest) -> HttpResponse:
    """All my seats with their tasks and what falls due, on one page."""
    actor: Actor = request.actor
    context = {
        "rows": _seats(queries.my_seats(actor, clock.today())),
        "waiting": queries.hand_overs_to(actor),
        "is_mine": True,
    }
    return render(request, "duties/seats_person.html", context)


@require_safe
def seats_of_person(request: HttpRequest, pk: int) -> HttpResponse:
    """The seats of somebody within reach."""
    found = queries.seats_of_person(request.actor, pk, clock.today())
    context = {"rows": _seats(found), "waiting": [], "is_mine": False, "name": people.names([pk]).get(pk, "")}
    return render(request, "duties/seats_person.html", context)


@require_safe
def seats_overloaded(request: HttpRequest) -> HttpResponse:
    """Who answers for more subjects than the parameter allows."""
    today = clock.today()
    context = {
        "rows": queries.overloaded(request.actor, today),
        "rule": instruments.parameter("duties.seats.most", on=today),
    }
    return render(request, "duties/seats_overloaded.html", context)


@require_safe
def hand_over_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One hand-over: who, from when, what was open; the successor takes it over here."""
    actor: Actor = request.actor
    line = queries.get_hand_over(actor, pk)
    context = {
        "line": line,
        "matters": queries.named_matters(line.open_matters),
        "is_successor": line.successor_id == actor.person_id,
    }
    return render(request, "duties/seat_hand_over.html", context)


@require_POST
def hand_over_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """I take the seat over."""
    operations.confirm_hand_over(actor=request.actor, at=clock.now(), hand_over_id=pk)
    return done(request, "duties:my_seats", message=_("The seat is yours."))


@require_POST
def hand_over_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a hand-over back."""
    operations.withdraw_hand_over(actor=request.actor, at=clock.now(), hand_over_id=pk)
    return done(request, "duties:seat_hand_over_page", pk, message=_("Recorded"))


def _counted(request: HttpRequest) -> None:
    """One more look at a notice board from this address; TooMany beyond what is allowed."""
    key = f"duties.board:{get_adapter(request).get_client_ip(request)}"
    if not cache.add(key, 1, _WINDOW) and cache.incr(key) > _LOOKS:
        raise TooMany(Finding("too-many-boards"))


@public
@require_safe
def board(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Name and office of those who answer for a unit or body, where the clause makes them public."""
    _counted(request)
    if kind not in ("unit", "body"):
        raise NotFound(Finding("not-found"))
    subject, found = queries.notice_board(kind, pk, clock.today())
    heads = instruments.instrument_heads(one.scheme.slug for one in found)
    address = request.build_absolute_uri(reverse("duties:seat_board", args=[kind, pk]))
    context = {
        "subject": subject,
        "rows": [(one, heads.get(one.scheme.slug)) for one in found],
        "qr": qr_svg(address),
        "today": clock.today(),
    }
    answer = render(request, "duties/seat_board.html", context)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
