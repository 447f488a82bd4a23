"""Lists for signature, a long picture, and text for a chat group: of the register as it is filtered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock, files
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.forms import HAZARDS, OWN_HAZARDS, SheetForm
from zhiben.domains.organisations import queries as organisations
from zhiben.ui.answers import done, refuse_form
from zhiben.ui.qr import qr_svg

_MOST = 500


def _filtered(request: HttpRequest) -> list[dict[str, Any]]:
    """The rows of the register under the filters of the address, 500 at most, by limit."""
    actor = request.actor
    if not actor.may("hazards.read"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.read"}))
    asked = (HAZARDS if actor.unit_id is None else OWN_HAZARDS).read_request(request)
    rows = queries.hazards(actor, tab=asked.tab, today=clock.today(), **asked.filters)
    return queries.with_names(list(rows.order_by("unit_id", "limit_day", "id")[:_MOST]))


@require_safe
def handout(request: HttpRequest) -> HttpResponse:
    """What to take out of the register: text for a chat group, a long picture, a list for signature."""
    rows = _filtered(request)
    today = clock.today()
    context = {
        "rows": rows,
        "reminder": queries.reminder(rows, today),
        "today": today,
        "most": _MOST,
        "query": request.GET.urlencode(),
        "form": SheetForm(initial={"title": _("List for signature")}),
    }
    return render(request, "hazards/handout.html", context)


@require_POST
def sheet_print(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is filtered and show it for printing."""
    form = SheetForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    keys = [row["id"] for row in _filtered(request)]
    made = do.print_sheet(
        actor=request.actor, at=clock.now(), title=form.cleaned_data["title"], hazard_ids=keys
    )
    return done(request, "hazards:sheet", made)


def sheet_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A list for signature: to print, and with the photographs of the signed paper."""
    sheet = queries.sheet(request.actor, pk)
    form = SheetForm(request.POST or None, is_photo=True)
    if request.method == "POST":
        if not form.is_valid():
            raise refuse_form(form)
        do.attach_signed(
            actor=request.actor, at=clock.now(), sheet_id=pk, file_ids=form.cleaned_data["photos"]
        )
        return done(request, "hazards:sheet", pk, message=_("Attached"))
    units = organisations.unit_names({row["unit_id"] for row in sheet.rows})
    address = request.build_absolute_uri(reverse("hazards:sheet", args=[pk]))
    context = {
        "sheet": sheet,
        "rows": [{**row, "unit": units.get(row["unit_id"], "")} for row in sheet.rows],
        "qr": qr_svg(address),
        "form": form,
    }
    return render(request, "hazards/sheet_page.html", context)


@require_safe
def sheet_find(request: HttpRequest) -> HttpResponse:
    """From the code on a paper to its rows."""
    found = queries.find_sheet(request.actor, request.GET.get("code", ""))
    if found is None:
        raise NotFound(Finding("not-found", field="code"))
    return redirect("hazards:sheet", found)


@require_safe
def sheet_photo(request: HttpRequest, pk: int, variant: str) -> HttpResponseBase:
    """A photograph of a signed list."""
    file, name = queries.sheet_photo(request.actor, pk)
    return files.serve(file, variant, download_name=name)
