"""The double report, and the unit's tables of a quarter or a year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.forms import DoubleReportForm
from zhiben.domains.hazards.views.shared import StepPage, Values, with_photos
from zhiben.domains.hazards.vocabulary import Step
from zhiben.domains.organisations import queries as organisations
from zhiben.ui.answers import done


def _report(values: Values) -> Values:
    occasion, to = values["which"]
    return {**with_photos(values), "occasion": occasion, "to": to, "day": values["day"]}


STEPS: dict[str, StepPage] = {Step.DOUBLE_REPORT: (DoubleReportForm, do.double_report, _report)}


def _demand_unit(request: HttpRequest) -> None:
    if request.actor.unit_id is None or not request.actor.may("hazards.treat"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.treat"}))


@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """The unit's tables: signed, or drafted for signature."""
    _demand_unit(request)
    today = clock.today()
    context = {
        "tables": queries.unit_tables(request.actor, today),
        "merit": queries.merit(request.actor, request.actor.unit_id, today.replace(month=1, day=1), today),
    }
    return render(request, "hazards/tables.html", context)


@require_safe
def table(request: HttpRequest, period: str) -> HttpResponse:
    """One table to read, print and sign."""
    _demand_unit(request)
    unit = organisations.unit_brief(request.actor.unit_id)
    shown = queries.unit_table(request.actor, period)
    context = {
        "table": shown,
        "unit": unit,
        "may_sign": request.actor.may("hazards.sign_tables") and shown.last < clock.today(),
    }
    return render(request, "hazards/table_page.html", context)


@require_POST
def sign_table(request: HttpRequest, period: str) -> HttpResponse:
    """The principal signs a table as drafted."""
    do.sign_table(actor=request.actor, at=clock.now(), period=period)
    return done(request, "hazards:table", period, message=_("Signed"))
