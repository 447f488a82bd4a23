"""Pages of bodies and what they reach."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.organisations import operations, queries
from zhiben.domains.organisations.forms import BodyForm, CloseForm, TerritoryForm
from zhiben.domains.organisations.views.listings import BODIES, choices, picked, ranges_of, with_areas
from zhiben.domains.organisations.views.units import may_read, valid
from zhiben.domains.organisations.vocabulary import (
    BODY_KIND_LABELS,
    LEVEL_LABELS,
    MATTER_LABELS,
    SECTOR_LABELS,
)
from zhiben.domains.places import queries as places
from zhiben.ui.answers import done


@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    """Bodies by area."""
    may_read(request, "organisations.read_bodies")
    asked = BODIES.read_request(request)
    return asked.respond(
        request,
        queries.list_bodies(**ranges_of(asked.filters)),
        decorate=with_areas,
        template="organisations/body_list.html",
        extra={"picked": picked(asked.filters)},
    )


@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """One body: what it is and what it reaches."""
    may_read(request, "organisations.read_bodies")
    found = queries.body_brief(pk)
    if found is None:
        raise NotFound(Finding("not-found"))
    stretches = queries.stretches_of_body(pk)
    codes = [found.area, *(code for one in stretches for code in (one.low, one.high))]
    context = {
        "body": found,
        "parent": queries.body_brief(found.parent_id) if found.parent_id else None,
        "kind": BODY_KIND_LABELS.get(found.kind, found.kind),
        "level": LEVEL_LABELS.get(found.level, found.level),
        "stretches": stretches,
        "area_names": places.full_names(codes),
        "sectors": SECTOR_LABELS,
        "matters": MATTER_LABELS,
        "form": TerritoryForm(),
        "end_form": CloseForm(),
    }
    return render(request, "organisations/body.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_body(request: HttpRequest) -> HttpResponse:
    """Register a body."""
    may_read(request, "organisations.manage_bodies")
    if request.method == "POST":
        values = valid(BodyForm(request.POST))
        key = operations.register_body(actor=request.actor, at=clock.now(), **values)
        return done(request, "organisations:body", key, message=_("The body is registered."))
    context = {"form": BodyForm(), "title": _("Register a body"), "back": reverse("organisations:bodies")}
    return render(request, "organisations/form_page.html", context)


@require_POST
def add_territory(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a body reach an area."""
    values = valid(TerritoryForm(request.POST))
    low, high = places.range_of(values.pop("area"))
    values["sector"], values["matter"] = values["sector"] or None, values["matter"] or None
    operations.add_territory(actor=request.actor, at=clock.now(), body_id=pk, low=low, high=high, **values)
    return done(request, "organisations:body", pk, message=_("Saved."))


@require_POST
def end_territory(request: HttpRequest, pk: int, territory: int) -> HttpResponse:
    """Set the last day of a stretch."""
    last_day = valid(CloseForm(request.POST))["last_day"]
    operations.end_territory(
        actor=request.actor, at=clock.now(), territory_id=territory, last_day=last_day, body_id=pk
    )
    return done(request, "organisations:body", pk, message=_("Saved."))


@require_safe
def pick_body(request: HttpRequest) -> JsonResponse:
    """Bodies for a picker."""
    found = queries.bodies_under(None, None, request.GET.get("q", "")[:100])[:20]
    return JsonResponse(choices((one.id, one.short_name, one.name) for one in found))
