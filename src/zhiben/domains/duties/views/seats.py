"""Responsibility seats by scheme and by subject, and the forms that fill, copy, end and hand over."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, NotFound, Refusal
from zhiben.core.findings import Finding
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.forms.seats import (
    SCHEMES,
    SUBJECTS,
    CopyForm,
    EndForm,
    PersonForm,
    SuccessorForm,
    TermForm,
)
from zhiben.domains.duties.queries import SchemeLine, SchemeSeats, SeatLine, SeatSubject
from zhiben.domains.duties.vocabulary import SEAT_END_LABELS
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.places import queries as places
from zhiben.ui.answers import done, refuse_form
from zhiben.ui.listing import Reading

_SCHEMES = 15
_SUBJECTS = 50
FORM = ["GET", "HEAD", "POST"]


def _area(asked: Reading) -> tuple[int, int] | None:
    code = asked.filters.get("area")
    return places.range_of(code) if code else None


def _picked(asked: Reading) -> dict[str, str]:
    code = asked.filters.get("area")
    return {"area": places.names([code]).get(code, str(code))} if code else {}


def _number(request: HttpRequest, name: str) -> int:
    sent = request.GET.get(name, "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 19 else 0


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    is_part = request.headers.get("HX-Target") == "results"
    response = render(
        request, f"duties/{template}_results.html" if is_part else f"duties/{template}.html", context
    )
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@require_safe
def seats(request: HttpRequest) -> HttpResponse:
    """How the seats of every scheme stand within reach; each number opens its list."""
    actor: Actor = request.actor
    queries.seat_reader(actor)
    asked = SCHEMES.read_request(request)
    today = clock.today()
    wanted = {name: asked.filters[name] for name in ("q", "slug") if asked.filters.get(name)}
    in_force = queries.schemes_in_force(today, **wanted)
    lines = queries.schemes_within(actor, in_force, today, _area(asked))
    start = next((n for n, one in enumerate(lines, 1) if one.id == _number(request, "from")), 0)
    shown = lines[start : start + _SCHEMES]
    figures = queries.seat_figures(actor, today, shown, area=_area(asked))
    heads = instruments.instrument_heads(line.slug for line in shown)
    context = {
        "list": asked,
        "path": request.path,
        "picked": _picked(asked),
        "rows": [(one, heads.get(one.scheme.slug)) for one in figures],
        "area": asked.params.get("area", ""),
        "next": asked.url(**{"from": str(shown[-1].id)}) if start + _SCHEMES < len(lines) else "",
        "is_first": start == 0,
        "without": len(in_force) - len(lines),
        "most": queries.most_subjects(today),
    }
    return _page(request, "seats", context)


@require_safe
def seat_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """One scheme: what it asks for, its subjects within reach with who has which seat."""
    actor: Actor = request.actor
    line = queries.get_scheme(actor, pk)
    asked = SUBJECTS.read_request(request)
    found = queries.seat_subjects(
        actor,
        pk,
        clock.today(),
        standing=asked.filters.get("standing"),
        area=_area(asked),
        after=_number(request, "from"),
        limit=_SUBJECTS,
    )
    names = places.full_names(row.subject.area for row in found.rows)
    context = {
        "list": asked,
        "path": request.path,
        "picked": _picked(asked),
        "scheme": line,
        "whom": instruments.who_words(line.who),
        "head": instruments.instrument_heads([line.slug]).get(line.slug),
        "seats": [(seat, _posts(seat)) for seat in queries.empty_seats(line)],
        "rows": [(row, names.get(row.subject.area, "")) for row in found.rows],
        "next": asked.url(**{"from": str(found.after)}) if found.after else "",
        "is_first": not _number(request, "from"),
        "may_fill": actor.may("duties.fill_seats"),
        "today": clock.today(),
    }
    return _page(request, "seat_scheme", context)


def _posts(seat: SeatLine) -> str:
    return instruments.words_named("posts", seat.posts)


def subject_query(subject: SeatSubject) -> str:
    """unit=7, or body=3: whose seats a page is about."""
    return urlencode({subject.kind: subject.id})


def _asked_subject(request: HttpRequest) -> dict[str, int]:
    found = {f"{kind}_id": _number(request, kind) for kind in ("unit", "body") if _number(request, kind)}
    if len(found) != 1:
        raise NotFound(Finding("not-found"))
    return found


@require_safe
def seats_of(request: HttpRequest) -> HttpResponse:
    """The seats of one unit or body, scheme by scheme, with what can be done about them."""
    actor: Actor = request.actor
    subject, found = queries.seats_of(actor, clock.today(), **_asked_subject(request))
    heads = instruments.instrument_heads(one.scheme.slug for one in found)
    others = [*queries.seats_before(subject, found, clock.today()), *found]
    may_fill = actor.may("duties.fill_seats")
    context = {
        "subject": subject,
        "where": places.full_names([subject.area]).get(subject.area, ""),
        "query": subject_query(subject),
        "rows": [
            (one, heads.get(one.scheme.slug), _copy_form(one, others) if may_fill and one.is_open else None)
            for one in found
        ],
        "may_fill": may_fill,
        "is_public": any(one.scheme.public for one in found),
    }
    return render(request, "duties/seats_of.html", context)


def _copy_form(one: SchemeSeats, others: Sequence[SchemeSeats]) -> CopyForm | None:
    """The other schemes whose persons fit an open seat of this one."""
    wanted = {post for seat in one.seats if seat.is_open for post in seat.posts}
    offered = [
        (other.scheme.id, other.scheme.title)
        for other in others
        if other.scheme.id != one.scheme.id
        and any(wanted & set(seat.posts) and any(h.is_held for h in seat.holders) for seat in other.seats)
    ]
    return CopyForm(schemes=offered, auto_id=f"copy{one.scheme.id}_%s") if offered else None


def _to_subject(request: HttpRequest, subject: dict[str, int], message: str) -> HttpResponse:
    query = urlencode({name.removesuffix("_id"): value for name, value in subject.items()})
    return done(request, f"{reverse('duties:seats_of')}?{query}", message=message)


def _relocated(refusal: Refusal, prefixes: Sequence[str]) -> Refusal:
    """The same refusal with its findings at the fields of the page's rows."""
    found = []
    for finding in refusal.findings:
        place, _dot, name = (finding.field or "").partition(".")
        if place.isdecimal() and int(place) <= len(prefixes):
            at = name if name in ("since", "until") else f"{prefixes[int(place) - 1]}-{name or 'person'}"
            finding = replace(finding, field=at)
        found.append(finding)
    return type(refusal)(*found, code=refusal.code)


@require_http_methods(FORM)
def seat_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the open seats of a subject under a scheme (or `seat` alone), and who had them."""
    actor: Actor = request.actor
    wanted = _asked_subject(request)
    line = queries.get_scheme(actor, pk)
    subject, found = queries.seats_of(actor, clock.today(), **wanted)
    mine = next((one for one in found if one.scheme.id == pk), None)
    if mine is None:
        raise NotFound(Finding("not-found"))
    only = request.GET.get("seat", "")
    shown = [seat for seat in mine.seats if (seat.key == only if only else seat.is_open)]
    if request.method == "POST":
        return _fill(request, line, wanted, shown)
    forms = [(seat, _posts(seat), PersonForm(prefix=f"s{n}")) for n, seat in enumerate(shown)]
    context = {
        "scheme": line,
        "subject": subject,
        "query": subject_query(subject),
        "forms": forms,
        "term": TermForm(initial={"since": clock.today()}),
        "history": _past(queries.seat_history(actor, pk, **wanted), mine),
        "may_fill": actor.may("duties.fill_seats"),
        "url": request.get_full_path(),
    }
    return render(request, "duties/seat_fill.html", context)


def _past(history: Sequence[queries.PastHolder], mine: SchemeSeats) -> list[dict[str, Any]]:
    """Everybody who had the seats, in words."""
    titles = {seat.key: seat.title for seat in mine.seats}
    return [
        {
            **asdict(one),
            "seat_title": titles.get(one.seat, one.seat),
            "ended_label": SEAT_END_LABELS.get(one.ended, ""),
        }
        for one in history
    ]


def _fill(
    request: HttpRequest, line: SchemeLine, wanted: dict[str, int], shown: Sequence[SeatLine]
) -> HttpResponse:
    term = TermForm(request.POST)
    forms = [(seat, PersonForm(request.POST, prefix=f"s{n}")) for n, seat in enumerate(shown)]
    for form in (term, *(form for _seat, form in forms)):
        if not form.is_valid():
            raise refuse_form(form)
    filled = [(seat, form) for seat, form in forms if not form.is_blank]
    if not filled:
        raise Invalid(Finding("DU-113", field="s0-person"))
    holders = [form.holder(seat.key, **term.cleaned_data) for seat, form in filled]
    try:
        operations.fill_seats(
            actor=request.actor, at=clock.now(), scheme_id=line.id, holders=holders, **wanted
        )
    except Refusal as refusal:
        raise _relocated(refusal, [str(form.prefix) for _seat, form in filled]) from refusal
    return _to_subject(request, wanted, _("The seats are filled."))


@require_POST
def seat_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the persons of another scheme of the same subject over."""
    wanted = _asked_subject(request)
    sent = request.POST.get("from_scheme", "")
    form = CopyForm(request.POST, schemes=[(int(sent), sent)] if sent.isdecimal() and len(sent) < 19 else [])
    if not form.is_valid():
        raise refuse_form(form)
    operations.copy_seats(
        actor=request.actor,
        at=clock.now(),
        scheme_id=pk,
        from_scheme_id=form.cleaned_data["from_scheme"],
        **wanted,
    )
    return _to_subject(request, wanted, _("The seats are filled."))


@require_http_methods(FORM)
def seat_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has a seat no longer."""
    case = queries.get_holder(request.actor, pk, clock.today())
    if request.method == "POST":
        form = EndForm(request.POST)
        if not form.is_valid():
            raise refuse_form(form)
        operations.end_seat(actor=request.actor, at=clock.now(), holder_id=pk, **form.cleaned_data)
        return _to_subject(request, _keys(case), _("Recorded"))
    form = EndForm(initial={"day": clock.today()})
    return render(request, "duties/seat_step.html", _step(case, form, _("Give the seat up")))


@require_http_methods(FORM)
def seat_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Write that a seat passes to a successor."""
    case = queries.get_holder(request.actor, pk, clock.today())
    if request.method == "POST":
        form = SuccessorForm(request.POST)
        if not form.is_valid():
            raise refuse_form(form)
        given = form.cleaned_data
        made = operations.hand_over(
            actor=request.actor,
            at=clock.now(),
            holder_id=pk,
            successor=form.holder("", until=given["until"]),
            day=given["day"],
            note=given["note"],
        )
        return done(request, "duties:seat_hand_over_page", made, message=_("Recorded"))
    form = SuccessorForm(initial={"day": clock.today()})
    context = _step(case, form, _("Hand the seat over"))
    context["matters"] = queries.named_matters(queries.open_matters(case.subject, clock.today()))
    return render(request, "duties/seat_step.html", context)


def _keys(case: queries.HolderCase) -> dict[str, int]:
    return {f"{case.subject.kind}_id": case.subject.id}


def _step(case: queries.HolderCase, form: Any, label: str) -> dict[str, Any]:
    return {
        "case": case,
        "form": form,
        "label": label,
        "back": f"{reverse('duties:seats_of')}?{subject_query(case.subject)}",
    }
