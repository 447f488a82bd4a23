"""Events that duties follow from: entered by the office, what came of each, taken back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.forms.events import EVENTS, SUBJECTS, EventForm, WithdrawEventForm
from zhiben.domains.duties.queries import EventLine
from zhiben.domains.duties.views.lists import area_name, decorator
from zhiben.domains.duties.views.subjects import whole
from zhiben.domains.duties.views.wording import how_often
from zhiben.domains.instruments.queries import who_words, word_of
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.vocabulary import SECTOR_LABELS
from zhiben.domains.places import queries as places
from zhiben.ui.answers import done, refuse_form

Rows = list[dict[str, Any]]


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """Events that concern the reader, the newest first."""
    asked = EVENTS.read_request(request)
    extra = {
        "may_enter": request.actor.may("duties.enter_event"),
        "picked": {"area": area_name(asked.filters)},
    }
    rows = queries.event_rows(request.actor, **asked.filters)
    return asked.respond(request, rows, decorate=named, template="duties/event_list.html", extra=extra)


def named(rows: Rows) -> Rows:
    """Events with the names of what they concern, in three statements a page."""
    units = organisations.unit_names({row["unit_id"] for row in rows if row["unit_id"]})
    bodies = organisations.body_names({row["body_id"] for row in rows if row["body_id"]})
    areas = places.full_names({row["area"] for row in rows})
    return [
        {
            **row,
            "word": word_of("events", row["kind"]),
            "where": units.get(row["unit_id"])
            or bodies.get(row["body_id"])
            or areas.get(row["area"], str(row["area"])),
            "standing": "withdrawn" if row["withdrawn"] else "valid",
            "came": came_from(row["origin"]),
        }
        for row in rows
    ]


def came_from(origin: str) -> str:
    """Who entered an event: somebody, or which part of the platform."""
    words = {
        "": _("Entered by hand"),
        "holiday": _("Calendar"),
        "hazard": _("Hazard"),
        "law": _("Change of the rules in force"),
    }
    return words.get(origin.partition(":")[0], origin)


@require_http_methods(["GET", "HEAD", "POST"])
def new_event(request: HttpRequest) -> HttpResponse:
    """Enter an event."""
    actor: Actor = request.actor
    if not actor.may("duties.enter_event"):
        raise Forbidden(Finding("no-permission", {"permission": "duties.enter_event"}), code="no-permission")
    key = whole(request.POST if request.method == "POST" else request.GET, "duty_id")
    duty = queries.get_duty(actor, key) if key is not None else None
    if request.method != "POST":
        initial = {"day": clock.today(), "area": actor.area, "kind": request.GET.get("kind"), "duty_id": key}
        form = EventForm(initial=initial, only=duty.event if duty else "")
        return render(request, "duties/event_new.html", {"form": form, "duty": duty})
    form = EventForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    made = operations.record_event(actor=actor, at=clock.now(), **_given(form.cleaned_data))
    return done(request, "duties:event", made, message=_("Entered"))


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """One unit or body stands for itself: the area is then not asked."""
    one = values["unit_id"] is not None or values["body_id"] is not None
    return {**values, "area": None if one else values["area"], "sector": "" if one else values["sector"]}


@require_safe
def event_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An event, and what follows from it."""
    actor: Actor = request.actor
    event = queries.get_event(actor, pk)
    [shown] = named([asdict(event)])
    shown["sector_word"] = SECTOR_LABELS.get(event.sector, event.sector)
    context = {
        "event": shown,
        "follows": queries.consequences(actor, event),
        "waiting": _waiting(event),
        "form": WithdrawEventForm() if queries.may_withdraw(actor, pk) else None,
    }
    return render(request, "duties/event.html", context)


def _waiting(event: EventLine) -> list[dict[str, Any]]:
    """The duties that wait for such an event, in words."""
    return [
        {"duty": duty, "who": who_words(duty.who), "often": how_often(duty)}
        for duty in queries.duties_after(event.kind, event.duty_id)
    ]


@require_POST
def withdraw_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an event back."""
    form = WithdrawEventForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    operations.withdraw_event(actor=request.actor, at=clock.now(), event_id=pk, **form.cleaned_data)
    return done(request, "duties:event", pk, message=_("Withdrawn"))


@require_safe
def event_subjects(request: HttpRequest, pk: int) -> HttpResponse:
    """Who owes what follows from an event, and how they stand."""
    actor: Actor = request.actor
    event = queries.get_event(actor, pk)
    asked = SUBJECTS.read_request(request)
    rows = queries.periods_after(actor, event)
    if asked.filters.get("duty"):
        rows = rows.filter(duty_id=asked.filters["duty"])
    if asked.filters.get("has"):
        rows = rows.filter(queries.HAVING[asked.filters["has"]])
    extra = {"event": event, "word": word_of("events", event.kind)}
    return asked.respond(
        request,
        queries.period_values(rows),
        decorate=decorator(actor),
        template="duties/event_subjects.html",
        extra=extra,
    )
