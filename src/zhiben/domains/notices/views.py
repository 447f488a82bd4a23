"""Pages of notices: papers served on me, and my consent to electronic service."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.domains.notices import operations, queries
from zhiben.ui.answers import done


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Papers served on the acting person, newest first, and the consent."""
    actor = request.actor
    context = {
        "services": queries.served_on(actor),
        "consented": bool(actor.unit_id and queries.consented(actor.unit_id, [actor.person_id])),
        "may_consent": actor.may("notices.consent"),
    }
    return render(request, "notices/services.html", context)


@require_safe
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper served: looking at it is noted as opened, not yet as received."""
    line = queries.service(request.actor, pk)
    mine = line.recipient_id == request.actor.person_id
    if mine:
        operations.open_service(actor=request.actor, at=clock.now(), service_id=pk)
        line = queries.service(request.actor, pk)
    return render(request, "notices/service.html", {"service": line, "mine": mine})


@require_safe
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The signature under a service in person; who looks is logged."""
    png = operations.show_signature(actor=request.actor, at=clock.now(), service_id=pk)
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, no-store"})


@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """The recipient says that the paper was received."""
    operations.receive(actor=request.actor, at=clock.now(), service_id=pk)
    return done(request, "notices:service", pk, message=_("Received; the proof of service is complete."))


@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Consent to electronic service, or take it back."""
    if request.POST.get("take_back"):
        operations.revoke_consent(actor=request.actor, at=clock.now())
        return done(request, "notices:services", message=_("Your consent was taken back."))
    operations.consent(actor=request.actor, at=clock.now())
    return done(request, "notices:services", message=_("Papers can now be served on you electronically."))
