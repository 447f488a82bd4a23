"""Pages of buildings."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.domains.organisations import operations, queries
from zhiben.domains.organisations.forms import BuildingForm, CloseForm
from zhiben.domains.organisations.views.listings import choices
from zhiben.domains.organisations.views.units import may_read, valid
from zhiben.ui.answers import done


@require_http_methods(["GET", "HEAD", "POST"])
def new_building(request: HttpRequest) -> HttpResponse:
    """Register a building."""
    may_read(request, "organisations.manage_sites")
    if request.method == "POST":
        operations.add_building(actor=request.actor, at=clock.now(), **valid(BuildingForm(request.POST)))
        return done(request, "organisations:list", message=_("The building is registered."))
    context = {
        "form": BuildingForm(),
        "title": _("Register a building"),
        "back": reverse("organisations:list"),
    }
    return render(request, "organisations/form_page.html", context)


@require_safe
def pick_building(request: HttpRequest) -> JsonResponse:
    """Buildings for a picker."""
    found = queries.buildings_for_picker(request.actor, request.GET.get("q", "")[:100])
    return JsonResponse(choices((one.id, one.name, one.address) for one in found))


@require_POST
def vacate(request: HttpRequest, pk: int, occupancy: int) -> HttpResponse:
    """Record the last day of a unit in a building."""
    last_day = valid(CloseForm(request.POST))["last_day"]
    operations.vacate(
        actor=request.actor, at=clock.now(), occupancy_id=occupancy, last_day=last_day, unit_id=pk
    )
    return done(request, "organisations:unit", pk, message=_("Saved."))
