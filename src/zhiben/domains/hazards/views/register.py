"""Registers kept before: hand in, settle how they are read, look at every row, bring in, give back."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.forms.register import HeadForm, LayoutForm, RegisterForm
from zhiben.domains.hazards.queries import OpenRegister, Register, RegisterPreview
from zhiben.domains.hazards.views.register_units import decided, unknown_units
from zhiben.domains.hazards.vocabulary import STATE_LABELS
from zhiben.domains.hazards.vocabulary.register import (
    LEFT_OUT_LABELS,
    MEANING_LABELS,
    VERDICT_LABELS,
    WHY_LABELS,
)
from zhiben.ui.answers import done, refuse_form

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN, ASKED = 100, 300


@require_http_methods(["GET", "HEAD", "POST"])
def registers(request: HttpRequest) -> HttpResponse:
    """Hand in a register; those handed in before, and those that can be given back."""
    if request.method == "POST":
        form = RegisterForm(request.POST)
        if not form.is_valid():
            raise refuse_form(form)
        [file] = form.cleaned_data["file"]
        key = do.take_register(actor=request.actor, at=clock.now(), file_id=file)
        settled = queries.get_register(request.actor, key).settled
        return done(request, "hazards:register" if settled else "hazards:register_layout", key)
    context = {
        "form": RegisterForm(),
        "registers": queries.registers(request.actor),
        "layouts": queries.layouts(request.actor),
    }
    return render(request, "hazards/register_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def register_layout(request: HttpRequest, pk: int) -> HttpResponse:
    """One page: their head and examples beside our fields; corrected once, remembered."""
    register = queries.get_register(request.actor, pk)
    layout = register.layout
    names = ("split", "day_order", "year", "day", "carry", "wan")
    initial = {"matter": register.matter, **{name: getattr(layout, name) for name in names}}
    words: dict[str, Any] = {"columns": layout.columns, "states": layout.states, "grades": layout.grades}
    if request.method == "POST":
        form = LayoutForm(request.POST, **words)
        if not form.is_valid():
            raise refuse_form(form)
        do.settle_register(actor=request.actor, at=clock.now(), register_id=pk, **form.settled())
        return done(request, "hazards:register", pk)
    shown = queries.shown_layout(request.actor, register, clock.today())
    form = LayoutForm(initial=initial, **words)
    head = {"sheet": layout.sheet, "first": layout.top + 1, "last": layout.bottom + 1}
    context = {
        "register": register,
        "form": form,
        "head": HeadForm(initial=head, sheets=shown.sheets, prefix="head"),
        "columns": [
            {"guess": guess, "field": form[f"column_{guess.index}"], "why": WHY_LABELS[guess.why]}
            for guess in shown.guesses
        ],
        "words": [
            {"word": word, "field": form[f"{kind}_{place}"], "kind": kind}
            for kind, listed in form.words.items()
            for place, word in enumerate(listed)
        ],
        "told": shown.told,
        "beginning": shown.beginning,
    }
    return render(request, "hazards/register_layout.html", context)


@require_POST
def register_head(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sheet, or other rows of the head: the columns are proposed anew."""
    register = queries.get_register(request.actor, pk)
    form = HeadForm(request.POST, sheets=queries.sheets_of(register), prefix="head")
    if not form.is_valid():
        raise refuse_form(form)
    asked = form.cleaned_data
    same = asked["sheet"] == register.layout.sheet
    head = (asked["first"] - 1, asked["last"] - 1) if same else None
    do.move_head(actor=request.actor, at=clock.now(), register_id=pk, sheet=asked["sheet"], head=head)
    return done(request, "hazards:register_layout", pk)


@require_safe
def register_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What will happen to every row; after the confirmation, how far it has come."""
    register = queries.get_register(request.actor, pk)
    if not register.settled:
        return redirect("hazards:register_layout", pk)
    if register.confirmed and not (register.rested and _has_left(register)):
        context: dict[str, Any] = {"register": register, "told": _counted(register.told)}
        return render(request, "hazards/register_done.html", context)
    found = queries.open_register(register)
    preview = queries.register_preview(request.actor, register, clock.today(), found)
    context = {"register": register, **_shown(request.actor, preview, found, register)}
    if register.confirmed:
        context["told"] = _counted(register.told if register.done else {"brought": preview.count("here")})
        return render(request, "hazards/register_done.html", context)
    return render(request, "hazards/register_preview.html", context)


def _has_left(register: Register) -> bool:
    """Whether rows stayed out, or a job that ended did not say."""
    told = register.told
    return not register.done or any(told.get(name) for name in ("refused", "alike", "out"))


def _counted(told: dict[str, Any]) -> list[tuple[Any, int]]:
    names = {"brought": _("Brought in"), **VERDICT_LABELS}
    return [
        (names[name], count) for name, count in told.items() if name in names and (count or name == "brought")
    ]


def _shown(actor: Actor, preview: RegisterPreview, found: OpenRegister, register: Register) -> dict[str, Any]:
    def of(*verdicts: str, most: int = SHOWN) -> list[Any]:
        return [line for line in preview.lines if line.verdict in verdicts][:most]

    counts = [(name, label, preview.count(name)) for name, label in VERDICT_LABELS.items()]
    return {
        "counts": [one for one in counts if one[2] or one[0] in ("in", "refused")],
        "coming": of("in"),
        "alike": of("alike", most=ASKED),
        "more_alike": max(0, preview.count("alike") - ASKED),
        "refused": of("refused"),
        "brought": of("here"),
        "left_out": [(row, LEFT_OUT_LABELS[why]) for row, why in preview.left_out][:SHOWN],
        "unknown": unknown_units(actor, preview, found),
        "meanings": MEANING_LABELS,
        "states": STATE_LABELS,
        "labels": [found.head.label(place) for place in range(len(register.layout.columns))],
        "can_bring": preview.count("in") + preview.count("alike"),
    }


@require_POST
def register_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring in what was looked at, as a job with progress."""
    do.confirm_register(actor=request.actor, at=clock.now(), register_id=pk, decisions=decided(request))
    return done(request, "hazards:register", pk)


@require_POST
def register_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The register in its own columns, with the states of today. A looked-up telephone is logged, so it is posted."""
    name, data = do.export_register(actor=request.actor, at=clock.now(), layout_id=pk)
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename=\"register.xlsx\"; filename*=UTF-8''{quote(name)}"
    return answer
