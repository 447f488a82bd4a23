"""Pages of recipients with an account: papers served on me, receipt, answer, consent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.domains.notices import operations, queries
from zhiben.domains.notices.forms import AnswerForm
from zhiben.domains.notices.vocabulary import METHOD_LABELS
from zhiben.ui.answers import done, refuse_form


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Papers served on the acting person, newest first, and the consent."""
    actor = request.actor
    context = {
        "services": queries.served_on(actor),
        "methods": METHOD_LABELS,
        "consented": bool(actor.unit_id and queries.consented(actor.unit_id, [actor.person_id])),
        "may_consent": actor.may("notices.consent"),
    }
    return render(request, "notices/services.html", context)


@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """The recipient says that the paper was received."""
    operations.receive(actor=request.actor, at=clock.now(), service_id=pk)
    return done(request, "notices:service", pk, message=_("Received; the proof of service is complete."))


@require_POST
def respond(request: HttpRequest, pk: int) -> HttpResponse:
    """The recipient accepts the content, or objects."""
    queries.service(request.actor, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    operations.answer(actor=request.actor, at=clock.now(), service_id=pk, **form.values())
    return done(request, "notices:service", pk, message=_("Your answer is with the sender."))


@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Consent to electronic service, or take it back."""
    if request.POST.get("take_back"):
        operations.revoke_consent(actor=request.actor, at=clock.now())
        return done(request, "notices:services", message=_("Your consent was taken back."))
    operations.consent(actor=request.actor, at=clock.now())
    return done(request, "notices:services", message=_("Papers can now be served on you electronically."))
