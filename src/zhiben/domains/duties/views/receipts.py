"""Records delivered to whom they are owed: the receiver's list, one record, its confirmation."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock, files
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.forms.events import RECEIVED, unit_label
from zhiben.domains.duties.queries import Evidence
from zhiben.domains.duties.views.wording import activity_word
from zhiben.domains.duties.vocabulary import DETAIL_LABELS
from zhiben.domains.instruments.queries import word_of
from zhiben.domains.people import queries as people
from zhiben.domains.places import queries as places
from zhiben.ui.answers import done

Rows = list[dict[str, Any]]


def decorate(rows: Rows) -> Rows:
    """Records received with names, in a handful of statements for each page."""
    lines = queries.received_lines(rows)
    areas = places.names(line.area for line in lines)
    return [
        {
            **asdict(line),
            "activity": activity_word(line.kind),
            "standing": "confirmed" if line.confirmed_at else "waiting",
            "place": areas.get(line.area, str(line.area)),
        }
        for line in lines
    ]


@require_safe
def received_list(request: HttpRequest) -> HttpResponse:
    """What was delivered to our body, the newest first."""
    asked = RECEIVED.read_request(request)
    unit = asked.filters.get("unit")
    extra = {"picked": {"unit": unit_label(unit) if unit else ""}}
    rows = queries.received_rows(request.actor, **asked.filters)
    return asked.respond(request, rows, decorate=decorate, template="duties/received_list.html", extra=extra)


@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """One record as it was delivered."""
    case = queries.get_received(request.actor, pk)
    by = people.names([case.line.confirmed_by]) if case.line.confirmed_by else {}
    briefs = files.brief(one.file_id for one in case.files)
    context = {
        "case": case,
        "line": case.line,
        "activity": activity_word(case.line.kind),
        "led_by": word_of("posts", case.led_post) if case.led_post else "",
        "details": [(DETAIL_LABELS.get(name, name), said) for name, said in case.details.items()],
        "hours": None if case.hours is None else f"{case.hours.normalize():f}",
        "confirmed_by": by.get(case.line.confirmed_by or 0, ""),
        "files": [(one, briefs[one.file_id].is_image) for one in case.files if one.file_id in briefs],
    }
    return render(request, "duties/delivery.html", context)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Our body has it."""
    operations.confirm_receipt(actor=request.actor, at=clock.now(), delivery_id=pk)
    return done(request, "duties:delivery", pk, message=_("Receipt confirmed"))


@require_safe
def delivery_file(request: HttpRequest, pk: int, file: int, variant: str) -> HttpResponseBase:
    """A file of a record that was delivered to the reader."""
    case = queries.get_received(request.actor, pk)
    found: Evidence | None = next((one for one in case.files if one.file_id == file), None)
    if found is None or variant not in ("original", "view", "thumb"):
        raise NotFound(Finding("not-found"))
    if variant == "original" and files.brief([file])[file].is_image:
        # The original keeps what the camera wrote into it; others see the derivative.
        raise NotFound(Finding("not-found"))
    return files.serve(file, variant, download_name=found.name if variant == "original" else None)
