"""Pages of mandates, and of the units nobody supervises."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.organisations import operations, queries
from zhiben.domains.organisations.forms import CloseForm, MandateForm
from zhiben.domains.organisations.views.listings import (
    MANDATES,
    UNSUPERVISED,
    with_areas,
    with_what_it_is_over,
)
from zhiben.domains.organisations.views.units import may_read, valid
from zhiben.domains.organisations.vocabulary import MATTER_LABELS, POWER_LABELS
from zhiben.domains.places import queries as places
from zhiben.ui.answers import done


@require_safe
def mandate_list(request: HttpRequest) -> HttpResponse:
    """Mandates within reach."""
    may_read(request, "organisations.read_mandates")
    asked = MANDATES.read_request(request)
    return asked.respond(
        request,
        queries.list_mandates(request.actor, **asked.filters),
        decorate=with_what_it_is_over,
        template="organisations/mandate_list.html",
    )


@require_safe
def mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """One mandate."""
    may_read(request, "organisations.read_mandates")
    found = list(queries.list_mandates(request.actor).filter(pk=pk)) or list(
        queries.list_mandates(request.actor, ended=True).filter(pk=pk)
    )
    if not found:
        raise NotFound(Finding("not-found"))
    [row] = with_what_it_is_over(found)
    context = {
        "mandate": row,
        "matter": MATTER_LABELS.get(row["matter"], row["matter"]),
        "power": POWER_LABELS.get(row["power"], row["power"]),
        "form": CloseForm(),
    }
    return render(request, "organisations/mandate.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_mandate(request: HttpRequest) -> HttpResponse:
    """Grant a mandate."""
    may_read(request, "organisations.manage_mandates")
    if request.method == "POST":
        values = valid(MandateForm(request.POST))
        area = values.pop("area")
        low, high = places.range_of(area) if area else (None, None)
        values["sector"] = values["sector"] or None
        operations.grant_mandate(actor=request.actor, at=clock.now(), low=low, high=high, **values)
        return done(request, "organisations:mandates", message=_("The mandate is granted."))
    context = {
        "form": MandateForm(),
        "title": _("Grant a mandate"),
        "back": reverse("organisations:mandates"),
    }
    return render(request, "organisations/form_page.html", context)


@require_POST
def end_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the last day of a mandate."""
    last_day = valid(CloseForm(request.POST))["last_day"]
    operations.end_mandate(actor=request.actor, at=clock.now(), mandate_id=pk, last_day=last_day)
    return done(request, "organisations:mandate", pk, message=_("Saved."))


@require_safe
def unsupervised(request: HttpRequest) -> HttpResponse:
    """Units nobody supervises, by matter."""
    may_read(request, "organisations.read_mandates")
    asked, day = UNSUPERVISED.read_request(request), clock.today()
    return asked.respond(
        request,
        queries.units_without_supervisor(request.actor, asked.tab, day),
        decorate=with_areas,
        counts=queries.unsupervised_counts(request.actor, day),
        template="organisations/unsupervised.html",
    )
