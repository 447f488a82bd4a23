"""General hazards: recorded in a minute, dissuaded, looked at again, re-inspected."""

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
from zhiben.domains.hazards.forms import (
    AcceptForm,
    DissuadeForm,
    DoneForm,
    LookAgainForm,
    OwnForm,
    SampleForm,
    TextForm,
)
from zhiben.domains.hazards.views.shared import StepPage, Values, accept, same, with_photos
from zhiben.domains.hazards.vocabulary import Step
from zhiben.domains.organisations import queries as organisations
from zhiben.ui.answers import done, refuse_form


def _photos(values: Values) -> list[do.Photo]:
    return [do.Photo(file_id=file) for file in values["photos"]]


STEPS: dict[str, StepPage] = {
    Step.FIX_OWN: (DoneForm, do.fix_own, with_photos),
    Step.CLOSE_OWN: (TextForm, do.close_own, same),
    Step.RAISE_OWN: (TextForm, do.raise_own, same),
    "look_again_well": (
        LookAgainForm,
        do.look_again,
        lambda values: {**with_photos(values), "corrected": values["corrected"]},
    ),
    Step.REINSPECT: (AcceptForm, do.reinspect, accept),
}


def _demand(request: HttpRequest, permission: str) -> None:
    if not request.actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}))


def record_own(request: HttpRequest) -> HttpResponse:
    """A unit records a general hazard that it puts right itself."""
    _demand(request, "hazards.record_own")
    form = OwnForm(request.POST or None)
    if request.method == "POST":
        if not form.is_valid():
            raise refuse_form(form)
        values = form.cleaned_data
        hazard = do.record_own(actor=request.actor, at=clock.now(), **{**values, "photos": _photos(values)})
        if not request.actor.may("hazards.read"):
            return done(request, "hazards:record_own", message=_("Recorded"))
        return done(request, "hazards:case", hazard, message=_("Recorded"))
    return render(request, "hazards/own_record.html", {"form": form})


def dissuade(request: HttpRequest) -> HttpResponse:
    """A grid member or town officer records what was dissuaded on the spot."""
    _demand(request, "hazards.dissuade")
    asked = request.GET.get("unit", "")
    unit = int(asked) if asked.isdecimal() and len(asked) < _LONG else None
    if unit is not None:
        organisations.get_unit(request.actor, unit)
    form = DissuadeForm(request.POST or None, initial={"unit": unit})
    if request.method == "POST":
        if not form.is_valid():
            raise refuse_form(form)
        values = dict(form.cleaned_data)
        hazard = do.dissuade(
            actor=request.actor,
            at=clock.now(),
            unit_id=values.pop("unit"),
            **{**values, "photos": _photos(values)},
        )
        return done(request, "hazards:case", hazard, message=_("Dissuaded on the spot"))
    return render(request, "hazards/dissuade.html", {"form": form})


_LONG = 19


def inside(request: HttpRequest) -> HttpResponse:
    """What units of the territory keep inside: counts, no cases, and samples to draw."""
    _demand(request, "hazards.board")
    may_draw = request.actor.may("hazards.draw_samples")
    form = SampleForm(
        request.POST or None, initial={"seed": f"{clock.today().isoformat()}-{secrets.token_hex(3)}"}
    )
    if request.method == "POST":
        if not form.is_valid():
            raise refuse_form(form)
        do.draw_samples(actor=request.actor, at=clock.now(), seed=form.cleaned_data["seed"])
        return done(request, "hazards:inside", message=_("Drawn"))
    today = clock.today()
    context: dict[str, Any] = {
        "form": form if may_draw else None,
        "rows": queries.inside(request.actor, today),
        "draws": [one for one in queries.look_backs(request.actor) if one.purpose == "sample"],
    }
    return render(request, "hazards/inside.html", context)
