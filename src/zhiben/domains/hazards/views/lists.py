"""The register, and reporting a hazard."""

from decimal import Decimal
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiben.core import clock
from zhiben.core.errors import Forbidden, Invalid
from zhiben.core.findings import Finding
from zhiben.domains.hazards import operations, queries
from zhiben.domains.hazards.forms import HAZARDS, OWN_HAZARDS, FoundForm, HazardForm, ReportForm
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.places import queries as places
from zhiben.ui.answers import done, refuse_form
from zhiben.ui.widgets import read_location


@require_safe
def hazard_list(request: HttpRequest) -> HttpResponse:
    """The register of hazards within reach."""
    actor = request.actor
    if not actor.may("hazards.read"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.read"}))
    counts = queries.tab_counts(actor)
    listing = HAZARDS if actor.unit_id is None else OWN_HAZARDS
    asked = listing.read_request(request)
    picked = {}
    if area := asked.filters.get("area"):
        picked["area"] = places.full_name(int(area))
    rows = queries.hazards(actor, tab=asked.tab, today=clock.today(), **asked.filters)
    return asked.respond(
        request,
        rows,
        decorate=partial(queries.with_names, wanted={column.key for column in asked.columns}),
        counts=counts,
        template="hazards/hazard_list.html",
        extra={"picked": picked},
    )


def _photos(cleaned: dict[str, Any]) -> list[operations.Photo]:
    """The files with the position the phone gave."""
    place = read_location(cleaned.get("location") or "")
    photos = [
        operations.Photo(
            file_id=file,
            latitude=Decimal(f"{place[0]:.6f}") if place else None,
            longitude=Decimal(f"{place[1]:.6f}") if place else None,
        )
        for file in cleaned.get("photos") or []
    ]
    return photos + [operations.Photo(file_id=file) for file in cleaned.get("documents") or []]


def _suspension(cleaned: dict[str, Any]) -> operations.SelfSuspension | None:
    if not cleaned.get("suspended"):
        return None
    return operations.SelfSuspension(extent=cleaned["extent"], since=cleaned["since"])


def _report(request: HttpRequest, form: HazardForm, unit_id: int) -> HttpResponse:
    cleaned = form.cleaned_data
    hazard = operations.report_hazard(
        actor=request.actor,
        at=clock.now(),
        unit_id=unit_id,
        matter=cleaned["matter"],
        title=cleaned["title"],
        description=cleaned["description"],
        place=cleaned["place"],
        found_day=cleaned["found_day"],
        criterion=cleaned["criterion"],
        site_id=cleaned["site"],
        photos=_photos(cleaned),
        suspension=_suspension(cleaned),
        producing=cleaned["producing"],
        activity_id=cleaned["activity"],
    )
    return done(request, "hazards:case", hazard, message=_("Reported"))


def report(request: HttpRequest) -> HttpResponse:
    """A unit reports a hazard of its own."""
    if request.actor.unit_id is None:
        raise Forbidden(Finding("no-permission", {"permission": "hazards.report_own"}))
    sites = organisations.sites_of(request.actor.unit_id)
    initial = {"found_day": clock.today(), "activity": request.GET.get("activity")}
    form = ReportForm(request.POST or None, initial=initial, sites=sites)
    if request.method == "POST":
        if not form.is_valid():
            raise refuse_form(form)
        return _report(request, form, request.actor.unit_id)
    return render(request, "hazards/hazard_report.html", {"form": form})


def report_found(request: HttpRequest) -> HttpResponse:
    """An officer reports a hazard found in a unit."""
    if not request.actor.may("hazards.report_found"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.report_found"}))
    asked = request.POST.get("unit") or request.GET.get("unit") or ""
    unit = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    sites = organisations.get_unit(request.actor, unit).sites if unit else ()
    initial = {"found_day": clock.today(), "unit": unit, "activity": request.GET.get("activity")}
    form = FoundForm(request.POST or None, initial=initial, sites=sites)
    if request.method == "POST":
        if not form.is_valid():
            raise refuse_form(form)
        if not form.cleaned_data["unit"]:
            raise Invalid(Finding("required", field="unit"))
        return _report(request, form, form.cleaned_data["unit"])
    return render(request, "hazards/hazard_report.html", {"form": form})
