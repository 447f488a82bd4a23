"""Pages of the import of units: hand in, look at every problem, confirm."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.domains.organisations import operations, queries
from zhiben.domains.organisations.forms import ConfirmImportForm, ImportForm
from zhiben.domains.organisations.methods.unit_template import template
from zhiben.domains.organisations.queries.unit_table import COLUMNS
from zhiben.domains.organisations.views.listings import with_areas
from zhiben.domains.organisations.views.units import may_read, valid
from zhiben.domains.organisations.vocabulary import SECTOR_LABELS, SECTORS, UNIT_KIND_LABELS, UNIT_KIND_WORDS
from zhiben.ui.answers import done

SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Hand in a table; with POST, what is in it and every problem. Nothing is written yet."""
    may_read(request, "organisations.import_units")
    if request.method != "POST":
        return render(request, "organisations/unit_import.html", {"form": ImportForm()})
    [file_id] = valid(ImportForm(request.POST))["file"]
    table = queries.check_unit_table(request.actor, file_id)
    rows = [{"area": row.area, "row": row} for row in table.rows[:SHOWN]]
    context = {
        "table": table,
        "rows": with_areas(rows),
        "problems": table.problems[:SHOWN],
        "more_problems": max(0, len(table.problems) - SHOWN),
        "kinds": UNIT_KIND_LABELS,
        "sectors": SECTOR_LABELS,
        "take": ConfirmImportForm(initial={"file": file_id}),
    }
    return render(request, "organisations/unit_import_check.html", context)


@require_POST
def import_confirm(request: HttpRequest) -> HttpResponse:
    """Write the whole table."""
    file_id = valid(ConfirmImportForm(request.POST))["file"]
    count = operations.import_units(actor=request.actor, at=clock.now(), file_id=file_id)
    message = ngettext("%(count)s unit is registered.", "%(count)s units are registered.", count)
    return done(request, "organisations:list", message=message % {"count": count})


@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """An empty table with the headings and the words that fit."""
    kinds = [words[0] for words in UNIT_KIND_WORDS.values()]
    sectors = [chinese for chinese, _english in SECTORS.values()]
    data = template([column.headings[0] for column in COLUMNS], kinds, sectors)
    name = _("Units")
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = (
        f"attachment; filename=\"units.xlsx\"; filename*=UTF-8''{quote(name)}.xlsx"
    )
    return answer
