"""Pages of units: the list, one unit, and what may be done with it."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.domains.organisations import operations, queries
from zhiben.domains.organisations.forms import (
    CloseForm,
    NewUnitForm,
    OccupyForm,
    OwnUnitForm,
    SiteForm,
    TagsForm,
    UnitForm,
)
from zhiben.domains.organisations.queries import UnitDetail
from zhiben.domains.organisations.views.listings import UNITS, choices, picked, ranges_of, with_areas
from zhiben.domains.organisations.vocabulary import (
    MATTER_LABELS,
    POWER_LABELS,
    SECTOR_LABELS,
    UNIT_KIND_LABELS,
)
from zhiben.domains.places import queries as places
from zhiben.ui.answers import done, refuse_form, seen_version
from zhiben.ui.case import Action


def valid(form: forms.Form) -> dict[str, Any]:
    """What the form holds, or the refusal that names its fields."""
    if not form.is_valid():
        raise refuse_form(form)
    return form.cleaned_data


def may_read(request: HttpRequest, permission: str) -> None:
    """Refuse a page that is not for this role."""
    if not request.actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}), code="no-permission")


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """Units within reach."""
    asked = UNITS.read_request(request)
    filters = ranges_of(asked.filters)
    return asked.respond(
        request,
        queries.list_units(request.actor, closed=asked.tab == "closed", **filters),
        decorate=with_areas,
        counts=queries.unit_counts(request.actor, **filters),
        template="organisations/unit_list.html",
        extra={"picked": picked(asked.filters)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a unit."""
    may_read(request, "organisations.register_unit")
    if request.method == "POST":
        values = valid(NewUnitForm(request.POST))
        places.area(values["area"])
        key = operations.register_unit(actor=request.actor, at=clock.now(), **values)
        return done(request, "organisations:unit", key, message=_("The unit is registered."))
    context = {"form": NewUnitForm(), "title": _("Register a unit"), "back": reverse("organisations:list")}
    return render(request, "organisations/form_page.html", context)


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: facts, sites, buildings, who supervises it in what, and what one may do."""
    found = queries.get_unit(request.actor, pk)
    day = clock.today()
    holders = queries.holders_by_matter(pk, found.area, found.sector, day)
    names = places.full_names([found.area, *(site.area for site in found.sites)])
    context = {
        "unit": found,
        "kind": UNIT_KIND_LABELS.get(found.kind, found.kind),
        "sector": SECTOR_LABELS.get(found.sector, found.sector),
        "area_names": names,
        "holders": holders,
        "matters": MATTER_LABELS,
        "powers": POWER_LABELS,
        "facts": queries.facts_of(request.actor, "unit", pk, day),
        "actions": [] if found.closed else _actions(request.actor, found),
    }
    return render(request, "organisations/unit.html", context)


def _actions(actor: Actor, found: UnitDetail) -> list[Action]:
    facts = {name: getattr(found, name) for name in UnitForm.base_fields}
    amend = OwnUnitForm(initial=facts) if actor.unit_id is not None else UnitForm(initial=facts)
    offers = (
        ("amend_unit", "amend", gettext_lazy("Amend"), "edit", amend),
        ("manage_sites", "add_site", gettext_lazy("Add a site"), "map-pin", SiteForm()),
        ("manage_sites", "occupy", gettext_lazy("Put into a building"), "building", OccupyForm()),
        (
            "amend_unit",
            "tag",
            gettext_lazy("Tags"),
            "category",
            TagsForm(initial={"tags": ", ".join(found.tags)}),
        ),
        ("close_unit", "close", gettext_lazy("Close the unit"), "ban", CloseForm()),
    )
    return [
        Action(
            name,
            label,
            reverse(f"organisations:{name}", args=[found.id]),
            icon=icon,
            tone="outline-primary",
            form=form,
        )
        for permission, name, label, icon, form in offers
        if actor.may(f"organisations.{permission}")
    ]


@require_POST
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Change facts of a unit."""
    actor: Actor = request.actor
    form = OwnUnitForm(request.POST) if actor.unit_id is not None else UnitForm(request.POST)
    values = valid(form)
    if "area" in values:
        places.area(values["area"])
    operations.amend_unit(
        actor=actor,
        at=clock.now(),
        unit_id=pk,
        seen_version=seen_version(request),
        changes=cast(operations.UnitChanges, values),
    )
    return done(request, "organisations:unit", pk, message=_("Saved."))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a unit."""
    values = valid(CloseForm(request.POST))
    operations.close_unit(
        actor=request.actor,
        at=clock.now(),
        unit_id=pk,
        seen_version=seen_version(request),
        day=values["last_day"],
    )
    return done(request, "organisations:unit", pk, message=_("The unit is closed."))


@require_POST
def tag(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the tags of a unit."""
    values = valid(TagsForm(request.POST))
    operations.tag_unit(actor=request.actor, at=clock.now(), unit_id=pk, names=values["tags"])
    return done(request, "organisations:unit", pk, message=_("Saved."))


@require_POST
def add_site(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a site to a unit."""
    operations.add_site(actor=request.actor, at=clock.now(), unit_id=pk, **valid(SiteForm(request.POST)))
    return done(request, "organisations:unit", pk, message=_("The site is added."))


@require_POST
def occupy(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a unit into a building."""
    operations.occupy(actor=request.actor, at=clock.now(), unit_id=pk, **valid(OccupyForm(request.POST)))
    return done(request, "organisations:unit", pk, message=_("Saved."))


@require_safe
def pick(request: HttpRequest) -> JsonResponse:
    """Units for a picker."""
    found = queries.units_for_picker(request.actor, request.GET.get("q", "")[:100])
    return JsonResponse(choices((one.id, one.name, one.address) for one in found))
