"""Steps on other ends; look-back."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhiben.core import clock
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.forms import DoneForm, DrawForm, HandOverForm, TextForm
from zhiben.domains.hazards.views.shared import StepPage, same, with_photos
from zhiben.domains.hazards.vocabulary import Step
from zhiben.ui.answers import done, refuse_form

STEPS: dict[str, StepPage] = {
    Step.HAND_OVER: (HandOverForm, do.hand_over, same),
    Step.TAKE_BACK: (TextForm, do.take_back, same),
    Step.LOOK_BACK: (DoneForm, do.look_back, with_photos),
    Step.REOPEN: (DoneForm, do.reopen, with_photos),
}


def look_back_page(request: HttpRequest) -> HttpResponse:
    """Draws of closed hazards to look at again: made here, and how each went."""
    actor = request.actor
    if not actor.may("hazards.look_back"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.look_back"}))
    today = clock.today()
    initial: dict[str, Any] = {
        "first": today.replace(month=1, day=1),
        "last": today,
        "seed": f"{today.isoformat()}-{secrets.token_hex(3)}",
    }
    form = DrawForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if not form.is_valid():
            raise refuse_form(form)
        do.draw_look_back(actor=actor, at=clock.now(), **form.cleaned_data)
        return done(request, "hazards:look_back", message=_("Drawn"))
    return render(request, "hazards/look_back.html", {"form": form, "draws": queries.look_backs(actor)})
