"""Pages of the import of activities: hand in, look at every problem, take all or the good rows."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.forms import ConfirmTableForm, TableForm
from zhiben.domains.duties.methods.import_template import template
from zhiben.domains.duties.operations import ACTIVITY_COLUMNS
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations
from zhiben.ui.answers import done, refuse_form

SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _demand(request: HttpRequest) -> None:
    if not request.actor.may("duties.record"):
        raise Forbidden(Finding("no-permission", {"permission": "duties.record"}))


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Hand in a table; with POST, what is in it and every problem. Nothing is written yet."""
    _demand(request)
    if request.method != "POST":
        return render(request, "duties/import.html", {"form": TableForm()})
    form = TableForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    [file_id] = form.cleaned_data["file"]
    table = operations.check_activity_table(actor=request.actor, at=clock.now(), file_id=file_id)
    shown = table.good[:SHOWN]
    names = organisations.unit_names({row.activity.unit_id for row in shown if row.activity.unit_id})
    own = queries.get_subject(request.actor).name if request.actor.unit_id or request.actor.body_id else ""
    kinds = instruments.words_of("activities")
    context = {
        "table": table,
        "rows": [
            {
                "number": row.number,
                "name": names.get(row.activity.unit_id or 0, own),
                "kind": kinds.get(row.activity.kind, row.activity.kind),
                "activity": row.activity,
            }
            for row in shown
        ],
        "problems": table.problems[:SHOWN],
        "more_problems": max(0, len(table.problems) - SHOWN),
        "take": ConfirmTableForm(initial={"file": file_id, "partial": bool(table.problems)}),
    }
    return render(request, "duties/import_check.html", context)


@require_POST
def import_confirm(request: HttpRequest) -> HttpResponse:
    """Record the whole table, or its good rows."""
    form = ConfirmTableForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    given = form.cleaned_data
    made = operations.import_activities(
        actor=request.actor, at=clock.now(), file_id=given["file"], partial=given["partial"]
    )
    message = ngettext("%(count)s activity is recorded.", "%(count)s activities are recorded.", made.recorded)
    return done(request, "duties:activities", message=message % {"count": made.recorded})


@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """An empty table with the headings and the words that fit."""
    _demand(request)
    subject = "unit" if request.actor.unit_id is not None else "body"
    data = template(
        [column.headings[0] for column in ACTIVITY_COLUMNS], *queries.table_words(subject, clock.today())
    )
    name = _("Activities")
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = (
        f"attachment; filename=\"activities.xlsx\"; filename*=UTF-8''{quote(name)}.xlsx"
    )
    return answer
