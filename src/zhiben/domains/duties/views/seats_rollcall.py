"""Roll-calls of seat holders: calling, answering, who answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.forms.seats import RollForm, RollNoteForm
from zhiben.ui.answers import done, refuse_form

_LINES = 100


@require_http_methods(["GET", "HEAD", "POST"])
def call_roll(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the roll of a scheme whose clause asks for it, and the calls of before."""
    actor: Actor = request.actor
    line = queries.get_scheme(actor, pk)
    if request.method == "POST":
        form = RollForm(request.POST)
        if not form.is_valid():
            raise refuse_form(form)
        made = operations.call_roll(actor=actor, at=clock.now(), scheme_id=pk, **form.cleaned_data)
        return done(request, "duties:roll_call", made, message=_("The roll is called."))
    context = {
        "scheme": line,
        "form": RollForm() if line.roll_call and actor.may("duties.call_roll") else None,
        "calls": queries.roll_calls(actor, pk),
        "url": request.path,
    }
    return render(request, "duties/seat_roll_calls.html", context)


@require_safe
def roll_call(request: HttpRequest, pk: int) -> HttpResponse:
    """One roll-call: who answered, late, not yet; the called answers here."""
    actor: Actor = request.actor
    head, calls = queries.get_roll_call(actor, pk)
    sent = request.GET.get("from", "")
    after = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 19 else 0
    open_only = request.GET.get("open") == "1"
    rows = queries.roll_call_seats(actor, pk, open_only=open_only, after=after, limit=_LINES)
    context = {
        "head": head,
        "calls": calls,
        "rows": rows,
        "is_mine": any(row.person_id == actor.person_id and not row.how for row in rows),
        "open_only": open_only,
        "next": rows[-1].id if len(rows) == _LINES else None,
        "form": RollNoteForm(),
        "may_call": calls and actor.may("duties.call_roll"),
    }
    return render(request, "duties/seat_roll_call.html", context)


def _note(request: HttpRequest) -> str:
    form = RollNoteForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    return str(form.cleaned_data["note"])


@require_POST
def roll_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """I am here."""
    operations.answer_roll(actor=request.actor, at=clock.now(), roll_call_id=pk, note=_note(request))
    return done(request, "duties:roll_call", pk, message=_("Answered"))


@require_POST
def roll_reached(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody without account was reached by the caller."""
    call = operations.note_reached(actor=request.actor, at=clock.now(), line_id=pk, note=_note(request))
    return done(request, "duties:roll_call", call, message=_("Recorded"))
