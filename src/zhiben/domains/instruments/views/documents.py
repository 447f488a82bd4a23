"""Documents: the list, upload, publication, the published text with its items; the parameters in force."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock, files
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.core.registry import parameter_words
from zhiben.domains.instruments import operations, queries
from zhiben.domains.instruments.forms import DOCUMENTS, PublishForm, ReviewFilter, UploadForm
from zhiben.domains.instruments.views.outline import part_of, shown, tree
from zhiben.domains.instruments.vocabulary import (
    DECISION_LABELS,
    KIND_LABELS,
    MARKS,
    PERIOD_LABELS,
    RUNNING,
    UNIT_LABELS,
    DocumentState,
    Kind,
)
from zhiben.domains.notices.vocabulary import CAPACITY_LABELS, METHOD_LABELS
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.vocabulary import (
    BODY_KIND_LABELS,
    UNIT_KIND_LABELS,
    matter_name,
    sector_name,
)
from zhiben.ui.answers import done, refuse_form, seen_version
from zhiben.ui.badges import grade_word
from zhiben.ui.days import is_chinese

_YEARS = re.compile(r"(20\d\d)\s*[—–\-－~～至]+\s*(20\d\d)")


def _with_bodies(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = organisations.body_names(row["body_id"] for row in rows)
    return [{**row, "body": names.get(row["body_id"], "")} for row in rows]


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """Documents within reach."""
    asked = DOCUMENTS.read_request(request)
    rows = queries.documents(request.actor, **asked.filters)
    extra = {"may_upload": request.actor.may("instruments.import")}
    return asked.respond(
        request, rows, decorate=_with_bodies, template="instruments/document_list.html", extra=extra
    )


def upload(request: HttpRequest) -> HttpResponse:
    """A plan document comes in; the reader's refusals stand at the file."""
    if not request.actor.may("instruments.import"):
        raise Forbidden(Finding("no-permission", {"permission": "instruments.import"}), code="no-permission")
    if request.method != "POST":
        return render(request, "instruments/upload.html", {"form": UploadForm()})
    form = UploadForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    key = operations.import_document(
        actor=request.actor,
        at=clock.now(),
        file_id=form.cleaned_data["file"][0],
        title=form.cleaned_data["title"],
    )
    return done(
        request, "instruments:review", key, message=_("The document was read. Look through what was found.")
    )


@require_safe
def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document as it was uploaded."""
    head = queries.document(request.actor, pk)
    return files.serve(head.file_id, "original", download_name=files.brief([head.file_id])[head.file_id].name)


@require_safe
def document_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A published document: its clauses, and beside each what became of it. A draft leads to its review."""
    head = queries.document(request.actor, pk)
    if head.state == DocumentState.REVIEW:
        return redirect("instruments:review", pk)
    asked = ReviewFilter(request.GET)
    part = part_of(head, asked.cleaned_data["part"] if asked.is_valid() else None)
    items = queries.items_of_document(request.actor, pk)
    here = [
        (
            item["cite"][0],
            "",
            {**item, "running": item["kind"] in RUNNING, "counted": _is_counted(item["data"])},
        )
        for item in items
        if item["part"] == part and item["cite"]
    ]
    lines = shown(queries.clause_tree(request.actor, pk, part), here)
    counts = Counter(item["kind"] for item in items)
    counted = sum(item["kind"] == Kind.DUTY and _is_counted(item["data"]) for item in items)
    context = {
        "document": head,
        "part": part,
        "clauses": lines,
        "tree": tree(lines),
        "counts": [
            (kind, label, counts[kind], kind in RUNNING or (kind == Kind.DUTY and counted == counts[kind]))
            for kind, label in KIND_LABELS.items()
            if counts[kind]
        ],
        "body": organisations.body_names([head.body_id]).get(head.body_id, ""),
    }
    return render(request, "instruments/document.html", context)


def _is_counted(data: dict[str, Any]) -> bool:
    """Whether a duty says who owes it and by what activity: then it is counted from publication on."""
    return bool(data.get("who") and data.get("activity"))


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What publishing will do, the days it needs, and the act itself."""
    if request.method == "POST":
        return _publish(request, pk)
    head = queries.document(request.actor, pk)
    if head.state != DocumentState.REVIEW:
        return redirect("instruments:document", pk)
    counted = queries.proposal_counts(request.actor, pk)
    kept = Counter[str]()
    decided = Counter[str]()
    for row in counted:
        decided[row["decision"]] += row["count"]
        if row["decision"] == "kept":
            kept[row["kind"]] += row["count"]
    today = clock.today()
    days = queries.proposals(request.actor, pk, kind="task", decision="kept")
    duties = queries.proposals(request.actor, pk, kind="duty", decision="kept")
    complete = sum(_is_counted(one.data) for one in duties)
    running = [(KIND_LABELS[kind], kept[kind]) for kind in RUNNING if kept[kind]]
    kept[Kind.DUTY] -= complete
    context = {
        "document": head,
        "form": PublishForm(initial=_period_of(head, today)),
        "back": reverse("instruments:review", args=[pk]),
        "decided": [(key, label, decided[key]) for key, label in DECISION_LABELS.items()],
        "open": decided["open"],
        "running": [*running, (KIND_LABELS[Kind.DUTY], complete)] if complete else running,
        "waiting": [
            (label, kept[kind]) for kind, label in KIND_LABELS.items() if kept[kind] and kind not in RUNNING
        ],
        "older": sum(_is_older(one.data.get("by"), today) for one in days),
        "undated": sum(not one.data.get("by") for one in days),
        "leaderless": sum(not one.data.get("lead") for one in days),
    }
    return render(request, "instruments/publish.html", context)


def _period_of(head: queries.DocumentHead, today: date) -> dict[str, date | None]:
    """What the form proposes: the years in the title, if it names them."""
    first, last = head.period_from, head.period_to
    if first is None and (years := _YEARS.search(head.title)):
        first, last = date(int(years[1]), 1, 1), date(int(years[2]), 12, 31)
    return {"counting_from": today, "period_from": first, "period_to": last}


def _is_older(by: str | None, today: date) -> bool:
    return bool(by) and str(by) < today.isoformat()


def _publish(request: HttpRequest, pk: int) -> HttpResponse:
    form = PublishForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    operations.publish_document(
        actor=request.actor,
        at=clock.now(),
        document_id=pk,
        seen_version=seen_version(request),
        **form.cleaned_data,
    )
    return done(
        request, "instruments:document", pk, message=_("Published: the tasks are with their bodies now.")
    )


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a draft."""
    operations.discard_document(
        actor=request.actor, at=clock.now(), document_id=pk, seen_version=seen_version(request)
    )
    return done(request, "instruments:list", message=_("The draft was discarded."))


def _value_words(key: str, value: Any) -> Any:
    """A list of codes in the words that their domain has for them."""
    if not isinstance(value, list):
        return value
    words = parameter_words.find(key) or _SERVICE_WORDS
    comma = "、" if is_chinese() else ", "
    return comma.join(str(words.get(part, part)) for part in value)


_SERVICE_WORDS: dict[str, Any] = {**METHOD_LABELS, **CAPACITY_LABELS}
_WHEN_WORDS: dict[str, Callable[[str], Any]] = {
    "grade": lambda code: grade_word(code).label,
    "sector": sector_name,
    "matter": matter_name,
    "by": lambda code: BODY_KIND_LABELS.get(code, code),
    "unit_kind": lambda code: UNIT_KIND_LABELS.get(code, code),
    "method": lambda code: METHOD_LABELS.get(code, code),
    "per": lambda code: PERIOD_LABELS.get(code, code),
}
"""How the codes of a case are called, by what they say of it."""


def _when_word(name: str, code: str) -> str:
    return str(_WHEN_WORDS[name](code)) if name in _WHEN_WORDS else f"{name}: {code}"


@require_safe
def parameters(request: HttpRequest) -> HttpResponse:
    """Every number the rules read, with value, source, clause and how sure we are of it."""
    lines = [
        {
            "key": line.parameter.key,
            "title": line.parameter.title,
            "value": _value_words(line.parameter.key, line.parameter.value),
            "unit": UNIT_LABELS.get(line.parameter.unit, line.parameter.unit),
            "when": " · ".join(_when_word(name, value) for name, value in line.when.items()),
            "source": line.parameter.source,
            "cite": line.parameter.cite,
            "mark": line.parameter.mark,
            "mark_words": MARKS.get(line.parameter.mark, ""),
        }
        for line in queries.all_parameters(clock.today())
    ]
    return render(request, "instruments/parameters.html", {"lines": lines, "marks": MARKS.items()})
