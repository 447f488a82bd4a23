"""One service of a paper: how far it has come, what proves it, what may be done now."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhiben.core import clock, files
from zhiben.core.actors import Actor
from zhiben.domains.notices import operations, queries
from zhiben.domains.notices.forms import AnswerForm, DeliveryForm, MailForm, ReplyForm, ReturnForm
from zhiben.domains.notices.queries import ServiceLine
from zhiben.domains.notices.vocabulary import CAPACITY_LABELS, METHOD_LABELS, Answer, Method
from zhiben.domains.people import queries as people


@require_safe
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper served: looking at it is noted as opened, not yet as received."""
    actor = request.actor
    line = queries.service(actor, pk)
    mine = line.recipient_id is not None and line.recipient_id == actor.person_id
    if mine:
        operations.open_service(actor=actor, at=clock.now(), service_id=pk)
        line = queries.service(actor, pk)
    context = {
        "service": line,
        "mine": mine,
        "method": METHOD_LABELS[line.method],
        "capacity": CAPACITY_LABELS.get(line.capacity, line.capacity),
        "recipient": people.names([line.recipient_id or 0]).get(line.recipient_id or 0, ""),
        "files": queries.files_of(actor, pk),
        "sees_proof": mine or actor.may("notices.see_signatures"),
        "may_receive": mine and line.is_waiting and line.method == Method.ELECTRONIC,
        "answer_form": AnswerForm() if mine and line.received_at and not line.answer else None,
        **_for_sender(actor, line),
    }
    return render(request, "notices/service.html", context)


def _for_sender(actor: Actor, line: ServiceLine) -> dict[str, object]:
    """What only the sender may do: links, the post's answer, the objection, another way."""
    if not actor.may("notices.serve") or line.body_id != actor.body_id:
        return {"sends": False}
    posted = line.method == Method.POST and line.is_waiting
    linked = line.method == Method.LINK and line.is_waiting
    waits = line.answer == Answer.OBJECTED and line.replied_at is None
    needs_other = line.received_at is None and line.ended_at is None and line.chased_at is not None
    suggested = queries.suggested(actor, line, clock.today()) if needs_other else []
    return {
        "sends": True,
        "may_link": linked,
        "links": [(one, one.works(clock.now())) for one in queries.links_of(actor, line.id)],
        "mail_form": MailForm() if linked and settings.EMAIL_HOST else None,
        "delivery_form": DeliveryForm() if posted else None,
        "return_form": ReturnForm(auto_id="return_%s") if posted else None,
        "reply_form": ReplyForm() if waits else None,
        "suggested": [METHOD_LABELS[method] for method in suggested],
    }


@require_safe
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The signature under a service; who looks is logged."""
    png = operations.show_signature(actor=request.actor, at=clock.now(), service_id=pk)
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, no-store"})


@require_safe
def photo(request: HttpRequest, pk: int, variant: str) -> HttpResponseBase:
    """A photograph that proves a service within reach."""
    file, name = queries.file_of(request.actor, pk)
    return files.serve(file, variant, download_name=name)
