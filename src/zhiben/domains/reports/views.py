"""Pages of reports: the workbench and the working calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiben.core import clock
from zhiben.core.calendar import operations as calendar
from zhiben.core.calendar import queries as calendars
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.domains.reports import queries
from zhiben.domains.reports.forms import DayForm
from zhiben.ui.answers import done, refuse_form


@require_safe
def workbench(request: HttpRequest) -> HttpResponse:
    """What I must do now."""
    bench = queries.workbench(request.actor, clock.today())
    return render(request, "reports/workbench.html", {"bench": bench})


def calendar_page(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The working calendar of a year, editable for exceptions."""
    if not request.actor.may("core.calendar.edit"):
        raise Forbidden(Finding("no-permission", {"permission": "core.calendar.edit"}))
    if request.method == "POST":
        form = DayForm(request.POST)
        if not form.is_valid():
            raise refuse_form(form)
        calendar.edit_day(actor=request.actor, at=clock.now(), **form.cleaned_data)
        day = form.cleaned_data["day"]
        return done(request, "reports:calendar_year", day.year, message=_("The calendar was changed."))
    shown = year or clock.today().year
    context = {
        "view": calendars.year_overview(shown),
        "years": calendars.years(),
        "form": DayForm(),
    }
    return render(request, "reports/calendar.html", context)
