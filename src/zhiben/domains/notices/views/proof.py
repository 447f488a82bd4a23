"""The proof of service as a page to print and as a document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from zhiben.core import clock
from zhiben.domains.notices import operations
from zhiben.domains.notices.methods.proof_document import write_proof
from zhiben.domains.notices.operations import ProofOfService
from zhiben.domains.notices.vocabulary import CAPACITY_LABELS, METHOD_LABELS, STANDINGS, Method
from zhiben.ui.days import written_day, written_moment

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Row = tuple[str, str]


@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof of service (送达回证) to read and to print."""
    shown = operations.show_proof(actor=request.actor, at=clock.now(), service_id=pk)
    with override("zh-hans"):
        rows = _rows(shown)
    return render(request, "notices/proof.html", {"proof": shown, "rows": rows, "service": shown.service})


@require_safe
def proof_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a .docx in the layout of official papers, with the signature."""
    shown = operations.show_proof(actor=request.actor, at=clock.now(), service_id=pk)
    drawn = None
    if shown.service.signature is not None:
        drawn = operations.show_signature(actor=request.actor, at=clock.now(), service_id=pk)
    with override("zh-hans"):
        data = write_proof(_("Proof of service"), shown.sender, _rows(shown), _("Signature"), drawn)
    name = f"proof-{shown.service.number}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type=_DOCX, headers=headers)


def _rows(shown: ProofOfService) -> list[Row]:
    """Every fact that is there, in the order of the form."""
    line = shown.service
    rows = [
        (_("Paper served"), line.number),
        (_("Unit"), shown.unit),
        (_("Recipient"), shown.recipient or shown.unit),
        (_("Capacity"), str(CAPACITY_LABELS.get(line.capacity, line.capacity))),
        (_("Method"), str(METHOD_LABELS[line.method])),
        (_("Sent"), written_moment(line.sent_at)),
        *_of_method(shown),
        (_("Opened"), written_moment(line.opened_at) if line.opened_at else ""),
        (_("Received"), written_moment(line.received_at) if line.received_at else ""),
        (_("Counts as served from"), written_day(line.counts_day) if line.counts_day else ""),
        (_("Standing"), str(STANDINGS[line.standing][0])),
        (_("Objection"), line.objection),
        (_("Answer to the objection"), line.reply),
        (_("Served by"), f"{shown.sender} {shown.server}".strip()),
    ]
    return [(label, value) for label, value in rows if value]


def _of_method(shown: ProofOfService) -> list[Row]:
    line = shown.service
    day = written_day(line.day) if line.day else ""
    returned = written_day(line.returned_day) if line.returned_day else ""
    by_method: dict[str, list[Row]] = {
        Method.LEFT: [
            (_("Day left"), day),
            (_("Left where"), line.place),
            (_("Reason of refusal"), line.text),
            (_("Witness"), f"{shown.witness} {line.witness_capacity}".strip()),
        ],
        Method.POST: [
            (_("Day sent by post"), day),
            (_("Tracking number"), line.tracking),
            (_("Came back on"), returned),
            (_("Reason given by the post"), line.text),
        ],
        Method.PUBLIC: [
            (_("Day posted"), day),
            (_("Posted where"), line.place),
            (_("Text of the notice"), line.text),
        ],
    }
    return by_method.get(line.method, [])
