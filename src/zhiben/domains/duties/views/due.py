"""What is due: a unit's or body's own page, a daily duty with one tap, the calendar of it."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.forms import SubjectForm
from zhiben.domains.duties.queries import Owed, Subject
from zhiben.domains.duties.views.subjects import address, may_record, subject_of
from zhiben.domains.duties.views.wording import EVIDENCE_LABELS, how_often, period_words
from zhiben.domains.instruments.queries import listed, named
from zhiben.ui.answers import done


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """What the unit or body owes, what it missed, what is done."""
    actor, today = request.actor, clock.today()
    subject = subject_of(request)
    page = queries.due_page(actor, today, subject)
    may = may_record(actor, subject)
    context = {
        "page": page,
        "subject": subject,
        "own": subject.unit_id == actor.unit_id and (subject.unit_id or subject.body_id == actor.body_id),
        "today_list": _shown(actor, subject, page.today),
        "left": _shown(actor, subject, page.left),
        "missed": _shown(actor, subject, page.missed, is_past=True),
        "done_list": _shown(actor, subject, page.done),
        "may_record": may,
        "record_url": address("record", subject, actor),
        "today_url": address("record_today", subject, actor),
        "activities_url": address("activities", subject, actor),
        "calendar": queries.calendar_of(actor, subject),
        "calendar_url": address("subscribe", subject, actor),
        "revoke_url": address("unsubscribe", subject, actor),
        "picker": None if actor.unit_id is not None else SubjectForm(initial={"unit": subject.unit_id}),
        "once": uuid4().hex,
    }
    return render(request, "duties/due.html", context)


def _shown(
    actor: Actor, subject: Subject, owed: Sequence[Owed], *, is_past: bool = False
) -> list[dict[str, Any]]:
    """Each duty with its words and the address of the form that records it."""
    return [
        {
            "owed": one,
            "duty": one.due.duty,
            "period": one.due.period,
            "when": period_words(one.due.period.first_day, one.due.period.last_day),
            "often": how_often(one.due.duty),
            "progress": _progress(one),
            "leaders": listed(one.leaders),
            "evidence": named(EVIDENCE_LABELS, one.due.duty.evidence),
            "record": address(
                "record",
                subject,
                actor,
                kind=one.due.duty.activity,
                first=one.due.period.first_day.isoformat() if is_past else "",
                last=one.due.period.last_day.isoformat() if is_past else "",
            ),
        }
        for one in owed
    ]


def _progress(one: Owed) -> str:
    """How much of the hours or heads of a period is gathered, where they add up."""
    progress = queries.progress_of(one.due.duty, one.due.period)
    if progress is None:
        return ""
    said = {"got": f"{progress.got.normalize():f}", "asked": f"{progress.asked.normalize():f}"}
    if progress.unit == "hours":
        return _t("%(got)s of %(asked)s hours") % said
    return _t("%(got)s of %(asked)s %% of the persons") % said


@require_POST
def record_today(request: HttpRequest) -> HttpResponse:
    """A daily duty that asks for nothing but its doing: done today, with one tap."""
    actor: Actor = request.actor
    subject = subject_of(request)
    kind, once = request.POST.get("kind", ""), request.POST.get("once", "")
    if len(kind) > 80 or len(once) > 40:
        raise NotFound(Finding("not-found"))
    operations.record_activity(
        actor=actor,
        at=clock.now(),
        activity=operations.NewActivity(
            kind=kind,
            done_day=clock.today(),
            unit_id=subject.unit_id,
            body_id=subject.body_id,
            once=once,
        ),
    )
    return done(request, address("due", subject, actor), message=_("Recorded"))
