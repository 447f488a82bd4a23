"""Activities: recorded, listed, looked at, withdrawn."""

from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock, files
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, Invalid, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.forms import (
    ACTIVITIES,
    OWN_ACTIVITIES,
    KindForm,
    RecordForm,
    WithdrawForm,
)
from zhiben.domains.duties.queries import ActivityLine, Needs, Subject
from zhiben.domains.duties.views.subjects import address, day, may_record, subject_of
from zhiben.domains.duties.views.wording import activity_word, how_often, period_words
from zhiben.domains.duties.vocabulary import DETAIL_LABELS
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people
from zhiben.domains.people.vocabulary import ROLE_LABELS
from zhiben.ui.answers import done, refuse_form

Row = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Record what was done: choose the kind, then fill in what its duties need."""
    actor: Actor = request.actor
    subject = subject_of(request)
    if not may_record(actor, subject):
        raise Forbidden(Finding("no-permission", {"permission": "duties.record"}))
    kind, last = request.GET.get("kind") or request.POST.get("kind", ""), day(request.GET, "last")
    if not kind and request.method == "POST":
        raise Invalid(Finding("required", field="kind"))
    if not kind:
        return _choose(request, subject)
    if kind not in instruments.words_of("activities"):
        raise NotFound(Finding("not-found"))
    needs = queries.needs_of(actor, last or clock.today(), subject, kind)
    form = _form(request, subject, needs)
    if request.method == "POST":
        if not form.is_valid():
            raise refuse_form(form)
        made = _record(actor, subject, kind, form)
        return done(request, "duties:activity", made, message=_("Recorded"))
    context = {
        "subject": subject,
        "kind": activity_word(kind),
        "needs": needs,
        "form": form,
        "url": request.get_full_path(),
        "due_url": address("due", subject, actor),
        "change_url": address("record", subject, actor),
        "last": last,
    }
    return render(request, "duties/record.html", context)


def _choose(request: HttpRequest, subject: Subject) -> HttpResponse:
    owed, others = queries.kinds_to_record(request.actor, clock.today(), subject)
    context = {
        "subject": subject,
        "owed": [(word, address("record", subject, request.actor, kind=kind)) for kind, word in owed.items()],
        "form": KindForm(kinds=list(others.items())),
        "due_url": address("due", subject, request.actor),
    }
    return render(request, "duties/record_kind.html", context)


def _form(request: HttpRequest, subject: Subject, needs: Needs) -> RecordForm:
    members = people.members_of(unit_id=subject.unit_id, body_id=subject.body_id, day=clock.today())
    posts = instruments.words_of("posts")
    asked_for = [(post, posts.get(post, post)) for post in needs.leaders]
    others = [(post, word) for post, word in posts.items() if post not in needs.leaders]
    last = day(request.GET, "last")
    initial: Row = {"once": uuid4().hex, "done_day": None if last else clock.today()}
    if len(needs.leaders) == 1:
        initial["led_post"] = needs.leaders[0] if _holds(request.actor, needs.leaders[0]) else ""
    return RecordForm(
        request.POST or None,
        posts=[*asked_for, *sorted(others, key=lambda one: one[1])],
        persons=[(one.person_id, f"{one.name} · {ROLE_LABELS.get(one.role, one.role)}") for one in members],
        details=needs.details,
        asked=needs.asked,
        days=(day(request.GET, "first"), last or clock.today()),
        initial=initial,
    )


def _holds(actor: Actor, post: str) -> bool:
    """Whether the one who types is of that post himself: then it is most likely he who led."""
    return actor.role == post


def _record(actor: Actor, subject: Subject, kind: str, form: RecordForm) -> int:
    given = form.cleaned_data
    names = ("done_day", "led_post", "led_person", "participants", "hours", "place", "text", "once")
    return operations.record_activity(
        actor=actor,
        at=clock.now(),
        activity=operations.NewActivity(
            kind=kind,
            unit_id=subject.unit_id,
            body_id=subject.body_id,
            file_ids=(*given["photos"], *given["files"]),
            details=form.details(),
            **{name: given[name] for name in names},
        ),
    )


def _named(rows: list[Row], kinds: dict[str, str], posts: dict[str, str]) -> list[Row]:
    """With names and words; who led by post."""
    units = organisations.unit_names({row["unit_id"] for row in rows if row["unit_id"]})
    bodies = organisations.body_names({row["body_id"] for row in rows if row["body_id"]})
    return [
        {
            **row,
            "name": units.get(row["unit_id"], "") or bodies.get(row["body_id"], ""),
            "kind_word": kinds.get(row["kind"], row["kind"]),
            "led": posts.get(row["led_post"], row["led_post"]),
            "mark": _mark(row),
        }
        for row in rows
    ]


def _mark(row: Row) -> str:
    if row["withdrawn"]:
        return pgettext("activity", "Withdrawn")
    return pgettext("activity", "Entered late") if row["entered_day"] > row["done_day"] else ""


@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    """Activities within reach."""
    actor: Actor = request.actor
    asked = (ACTIVITIES if actor.unit_id is None else OWN_ACTIVITIES).read_request(request)
    rows = queries.activity_rows(actor, tab=asked.tab, **asked.filters)
    picked = {}
    if unit := asked.filters.get("unit"):
        picked["unit"] = organisations.unit_names([unit]).get(unit, "") if rows.exists() else ""
    named = partial(_named, kinds=instruments.words_of("activities"), posts=instruments.words_of("posts"))
    extra = {"may_record": actor.may("duties.record"), "picked": picked}
    return asked.respond(request, rows, decorate=named, template="duties/activity_list.html", extra=extra)


@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity: what it counts for and why not, its evidence."""
    actor: Actor = request.actor
    line = queries.get_activity(actor, pk)
    counts = queries.counts_for(actor, pk)
    subject = queries.get_subject(actor, line.unit_id, line.body_id)
    context = {
        "activity": line,
        "subject": subject,
        "kind": activity_word(line.kind),
        "facts": _facts(line),
        "details": [(DETAIL_LABELS.get(name, name), said) for name, said in line.details.items()],
        "counts": [_count(one) for one in counts],
        "counted": sum(not one.findings for one in counts),
        "evidence": _evidence(actor, pk),
        "form": WithdrawForm() if may_record(actor, subject) and line.withdrawn is None else None,
        "due_url": address("due", subject, actor),
        "again_url": address("record", subject, actor, kind=line.kind),
        "receipts": queries.receipts_of(actor, pk),
        "found": queries.found_at(actor, line),
        "report_url": _report_url(actor, line),
        "may_record": may_record(actor, subject),
    }
    return render(request, "duties/activity.html", context)


def _report_url(actor: Actor, line: ActivityLine) -> str:
    """Where a hazard found at this activity is reported, if there is such a place and the actor may."""
    own = line.unit_id is not None and line.unit_id == actor.unit_id
    name, permission = ("report", "hazards.report_own") if own else ("report_found", "hazards.report_found")
    if line.unit_id is None or not actor.may(permission):
        return ""
    try:
        url = reverse(f"hazards:{name}")
    except NoReverseMatch:
        return ""
    return f"{url}?{urlencode({'activity': line.id} if own else {'activity': line.id, 'unit': line.unit_id})}"


def _count(one: queries.Count) -> Row:
    return {
        "duty": one.duty,
        "period": one.period,
        "when": period_words(one.period.first_day, one.period.last_day),
        "often": how_often(one.duty),
        "findings": one.findings,
        "notes": one.notes,
    }


def _facts(line: ActivityLine) -> list[tuple[Any, Any]]:
    """What was said, line by line."""
    names = people.names({one for one in (line.entered_by, line.led_person) if one})
    led = [
        instruments.word_of("posts", line.led_post) if line.led_post else "",
        names.get(line.led_person or 0, ""),
    ]
    said = [
        (_("Led by"), " · ".join(one for one in led if one)),
        (_("Participants"), line.participants),
        (_("Share reached"), None if line.reached is None else f"{line.reached.normalize():f} %"),
        (_("Hours"), None if line.hours is None else f"{line.hours.normalize():f}"),
        (_("Place"), line.place),
        (_("Entered by"), names.get(line.entered_by, "") or _t("The platform")),
    ]
    return [(label, value) for label, value in said if value not in (None, "")]


def _evidence(actor: Actor, pk: int) -> list[Row]:
    found = queries.evidence_of(actor, pk)
    briefs = files.brief([one.file_id for one in found])
    return [{"id": one.file_id, "name": one.name, "is_image": briefs[one.file_id].is_image} for one in found]


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was recorded by mistake."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    operations.withdraw_activity(actor=request.actor, at=clock.now(), activity_id=pk, **form.cleaned_data)
    return done(request, "duties:activity", pk, message=_("Withdrawn"))


@require_safe
def activity_file(request: HttpRequest, pk: int, file: int, variant: str) -> HttpResponseBase:
    """A piece of evidence, to whom the activity is visible."""
    found = queries.evidence_file(request.actor, pk, file)
    if found is None or variant not in ("original", "view", "thumb"):
        raise NotFound(Finding("not-found"))
    if variant == "original" and files.brief([file])[file].is_image:
        # The original keeps what the camera wrote into it; others see the derivative.
        raise NotFound(Finding("not-found"))
    return files.serve(file, variant, download_name=found.name if variant == "original" else None)
