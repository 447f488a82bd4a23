"""What the sender does about a service: hands a link over, records the post's answer, answers objections."""

from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.notices import operations, queries
from zhiben.domains.notices.forms import DeliveryForm, MailForm, ReplyForm, ReturnForm
from zhiben.domains.notices.views.papers import article_of
from zhiben.domains.notices.vocabulary import LINK_SHOWN_ONCE
from zhiben.domains.organisations import queries as organisations
from zhiben.ui.answers import done, refuse_form
from zhiben.ui.qr import qr_svg


def _valid(form: Form) -> dict[str, Any]:
    if not form.is_valid():
        raise refuse_form(form)
    return form.cleaned_data


@require_POST
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a one-time link and show it once."""
    secret = operations.make_link(actor=request.actor, at=clock.now(), service_id=pk)
    address = request.build_absolute_uri(reverse("notices:link", args=[secret]))
    request.session[LINK_SHOWN_ONCE] = [pk, address]
    return done(request, "notices:hand_over", pk)


@require_safe
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The link as QR code and as text, with the paper to print under it; shown once."""
    line = queries.service(request.actor, pk)
    number, address = request.session.pop(LINK_SHOWN_ONCE, [0, ""])
    if number != pk:
        address = ""
    links = queries.links_of(request.actor, pk)
    context = {
        "service": line,
        "address": address,
        "qr": qr_svg(address) if address else "",
        "sender": _sender(line.body_id),
        "unit": organisations.unit_names([line.unit_id]).get(line.unit_id, ""),
        "expires_at": links[0].expires_at if links else None,
        "article": article_of(queries.paper_shown(line.paper_kind, line.paper_id)) if address else "",
    }
    return render(request, "notices/hand_over.html", context)


def _sender(body_id: int) -> str:
    found = organisations.body_brief(body_id)
    return found.name if found else ""


@require_POST
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the links of a service."""
    operations.revoke_link(actor=request.actor, at=clock.now(), service_id=pk)
    return done(request, "notices:service", pk, message=_("The link no longer works."))


@require_POST
def mail_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a link by e-mail, where a mail server is set up."""
    queries.service(request.actor, pk)
    if not settings.EMAIL_HOST:
        raise NotFound(Finding("not-found"))
    values = _valid(MailForm(request.POST))
    page = request.build_absolute_uri(reverse("notices:link", args=["x"])).removesuffix("x/")
    operations.order_mail(
        actor=request.actor, at=clock.now(), service_id=pk, email=values["email"], page=page
    )
    return done(request, "notices:service", pk, message=_("The link will be sent in a moment."))


@require_POST
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """The post delivered."""
    queries.service(request.actor, pk)
    values = _valid(DeliveryForm(request.POST))
    operations.record_delivery(
        actor=request.actor, at=clock.now(), service_id=pk, day=values["day"], files=values["photos"]
    )
    return done(request, "notices:service", pk, message=_("The receipt is recorded."))


@require_POST
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """The post brought the paper back."""
    queries.service(request.actor, pk)
    values = _valid(ReturnForm(request.POST))
    operations.record_return(actor=request.actor, at=clock.now(), service_id=pk, **values)
    return done(request, "notices:service", pk, message=_("Recorded. Serve the paper another way."))


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The sender answers an objection."""
    queries.service(request.actor, pk)
    values = _valid(ReplyForm(request.POST))
    operations.reply(actor=request.actor, at=clock.now(), service_id=pk, **values)
    return done(request, "notices:service", pk, message=_("Your answer is recorded."))
