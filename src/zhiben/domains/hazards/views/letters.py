"""After a paper was served: on to the case, or to where its one-time link is handed over."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from zhiben.core import clock
from zhiben.domains.notices import operations as notices
from zhiben.domains.notices.vocabulary import LINK_SHOWN_ONCE, Method
from zhiben.ui.answers import done


def served(request: HttpRequest, service: int, method: str, to: str, pk: int, message: str) -> HttpResponse:
    """Go on to the page of the case; by one-time link, straight to the page that hands the link over."""
    if method != Method.LINK:
        return done(request, to, pk, message=message)
    secret = notices.make_link(actor=request.actor, at=clock.now(), service_id=service)
    address = request.build_absolute_uri(reverse("notices:link", args=[secret]))
    request.session[LINK_SHOWN_ONCE] = [service, address]
    return done(request, "notices:hand_over", service, message=message)
