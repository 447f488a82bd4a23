"""The month of a plan, its targets, and the older tasks to confirm."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.deadlines import add_months
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.domains.plans import operations, queries
from zhiben.domains.plans.forms import LeadsForm, MonthForm, OldForm, ReadingForm
from zhiben.domains.plans.views.plans import with_bodies
from zhiben.ui.answers import done, refuse_form


@require_safe
def progress_month(request: HttpRequest, pk: int) -> HttpResponse:
    """Who reported for a month, who has not, and the text that reminds them."""
    form = MonthForm(request.GET)
    if not form.is_valid():
        raise refuse_form(form)
    today = clock.today()
    asked = form.cleaned_data["month"]
    month = date.fromisoformat(f"{asked}-01") if asked else add_months(today.replace(day=1), -1)
    table = queries.progress_month(request.actor, pk, month)
    context = {
        "table": table,
        "plan": table.plan,
        "owed": queries.owing(table, today),
        "before": add_months(table.month, -1),
        "after": add_months(table.month, 1) if table.month < today.replace(day=1) else None,
    }
    return render(request, "plans/month.html", context)


@require_safe
def targets(request: HttpRequest, pk: int) -> HttpResponse:
    """The targets of a plan, how far each has come, and the form for a reading."""
    context = {
        "plan": queries.plan(request.actor, pk),
        "lines": queries.targets(request.actor, pk),
        "may_record": request.actor.may("plans.read_target"),
        "recorded": request.GET.get("record", ""),
        "form": ReadingForm(initial={"day": clock.today()}),
    }
    return render(request, "plans/targets.html", context)


@require_POST
def record_reading(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """A reading of a target."""
    form = ReadingForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    values = {"target_id": target, "plan_id": pk, **form.cleaned_data}
    operations.record_target(actor=request.actor, at=clock.now(), **values)
    return done(request, "plans:targets", pk, message=_("The reading was recorded."))


def older(request: HttpRequest, pk: int) -> HttpResponse:
    """Tasks from before counting began, confirmed many at once."""
    head = queries.plan(request.actor, pk)
    if request.method == "POST":
        return _confirm(request, pk)
    rows = queries.shares(request.actor, plan=pk, state="to_confirm").order_by("due_day", "id")
    return render(request, "plans/older.html", {"plan": head, "rows": with_bodies(list(rows))})


def _confirm(request: HttpRequest, pk: int) -> HttpResponse:
    form = OldForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    count = operations.confirm_old(
        actor=request.actor,
        at=clock.now(),
        share_ids=form.cleaned_data["ids"],
        done=form.cleaned_data["outcome"] == "done",
    )
    said = ngettext("%(count)s task confirmed", "%(count)s tasks confirmed", count) % {"count": count}
    return done(request, "plans:older", pk, message=said)


def leads(request: HttpRequest, pk: int) -> HttpResponse:
    """Tasks without a lead body, each with the bodies the plan names; named many at once."""
    if not request.actor.may("plans.assign"):
        raise Forbidden(Finding("no-permission", {"permission": "plans.assign"}), code="no-permission")
    head = queries.plan(request.actor, pk)
    rows = queries.leaderless(request.actor, pk, head.area)
    if request.method != "POST":
        return render(request, "plans/leads.html", {"plan": head, "rows": rows})
    form = LeadsForm(request.POST, rows=rows)
    if not form.is_valid():
        raise refuse_form(form)
    chosen = [operations.Lead(*one) for one in form.chosen()]
    count = operations.name_leads(actor=request.actor, at=clock.now(), leads=chosen)
    said = ngettext("%(count)s task given out", "%(count)s tasks given out", count) % {"count": count}
    return done(request, "plans:leads", pk, message=said)
