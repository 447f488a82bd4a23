"""One duty, its matrix of who and when, and one subject's period with the step to excuse it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.forms.figures import MATRIX, ExcuseForm
from zhiben.domains.duties.methods.stretches import span
from zhiben.domains.duties.queries import DutyLine, MatrixRow, PeriodCase, PeriodLine, Stretch
from zhiben.domains.duties.views import asking
from zhiben.domains.duties.views.figures import FigureRow
from zhiben.domains.duties.views.lists import area_name, shown_standing
from zhiben.domains.duties.views.wording import activity_word, duty_facts, period_words
from zhiben.domains.duties.vocabulary import LATE, RUNNING
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.instruments.vocabulary import MARKS
from zhiben.domains.people import queries as people
from zhiben.domains.places import queries as places
from zhiben.ui import case as pattern
from zhiben.ui.answers import done, refuse_form

_CLASSES = {"done": "cell-done", LATE: "cell-done", "missing": "cell-late", RUNNING: "cell-open"}


@require_safe
def duty_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: what it asks of whom by which clause, and how complete it is period by period."""
    actor: Actor = request.actor
    duty = queries.get_duty(actor, pk)
    first, last = span(duty.per, clock.today())
    found = queries.by_period(actor, pk, first=first, last=last, today=clock.today())
    successor = duty.superseded_by.partition(":")[0]
    heads = instruments.instrument_heads([duty.slug, successor])
    head = heads.get(duty.slug)
    document = instruments.document_of(actor, head) if head else None
    context = {
        "duty": duty,
        "facts": duty_facts(duty),
        "head": head,
        "mark": MARKS.get(duty.mark, ""),
        "successor": heads.get(successor),
        "rows": [_stretch_row(pk, one) for one in found],
        "clauses": [(address, _clause_url(actor, document, duty, address)) for address in duty.cite],
    }
    return render(request, "duties/duty.html", context)


def _clause_url(actor: Actor, document: int | None, duty: DutyLine, address: str) -> str:
    if document is None:
        return ""
    anchor = instruments.clause_anchor(actor, document, duty.part, address)
    place = f"?part={duty.part}#{anchor}" if anchor else ""
    return reverse("instruments:document_coverage", args=[document]) + place


def _stretch_row(pk: int, one: Stretch) -> FigureRow:
    """A period of the duty; its lists are those of the day on which it ends."""
    params = {"duty": str(pk), "stretch": one.last_day.isoformat()}
    who = {
        part or "expected": asking.link("duties:who", params, has=part)
        for part in ("", "done", "missing", "excused")
    }
    days = f"ends_from={one.last_day.isoformat()}&ends_to={one.last_day.isoformat()}"
    return FigureRow(
        name=period_words(one.first_day, one.last_day),
        figure=one.figure,
        url=f"{reverse('duties:matrix', args=[pk])}?{days}",
        who=who,
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """How a subject stands in a period, as the matrix draws it."""

    line: PeriodLine
    standing: str
    late: int

    @property
    def css(self) -> str:
        """The class of the cell."""
        return _CLASSES.get(self.standing, "cell-none")


@require_safe
def matrix(request: HttpRequest, pk: int) -> HttpResponse:
    """Who × period of one duty, the latest period first."""
    actor: Actor = request.actor
    today = clock.today()
    duty = queries.get_duty(actor, pk)
    first, last = span(duty.per, today)
    asked = asking.read(request, MATRIX, ends_from=first.isoformat(), ends_to=last.isoformat())
    filters = asked.filters
    found = queries.matrix(
        actor,
        duty_id=pk,
        first=filters.get("ends_from", first),
        last=filters.get("ends_to", last),
        area=asking.area_of(filters),
        sector=asking.sector_of(filters),
        standing=filters.get("standing"),
        after=filters.get("after", 0),
    )
    columns = found.columns[::-1]
    late = queries.entered_late(actor, (c for row in found.rows for c in row.cells.values()), {pk: duty})
    names = places.names(row.area for row in found.rows)
    context = {
        "list": asked,
        "path": request.path,
        "picked": {"area": area_name(filters)},
        "duty": duty,
        "columns": [period_words(*column) for column in columns],
        "rows": [(row, names.get(row.area, ""), _cells(row, columns, late, today)) for row in found.rows],
        "next": asked.url(after=str(found.after)) if found.after else "",
        "start": asked.url(after="") if filters.get("after") else "",
    }
    is_part = request.headers.get("HX-Target") == "results"
    return render(request, "duties/matrix_results.html" if is_part else "duties/matrix.html", context)


def _cells(
    row: MatrixRow, columns: list[tuple[date, date]], late: dict[int, int], today: date
) -> list[Cell | None]:
    by_days = {(line.first_day, line.last_day): line for line in row.cells.values()}
    found = [by_days.get(column) for column in columns]
    return [
        None
        if line is None
        else Cell(line, shown_standing(line, late.get(line.id, 0), today), late.get(line.id, 0))
        for line in found
    ]


@require_safe
def period_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One subject in one period: what counts, what does not and why, who is excused by whom."""
    actor: Actor = request.actor
    found = queries.get_period(actor, pk)
    line = found.line
    names = people.names({one.approver_id for one in found.excuses})
    head = instruments.instrument_heads([found.duty.slug]).get(found.duty.slug)
    context = {
        "case": found,
        "line": line,
        "duty": found.duty,
        "head": head,
        "activity": activity_word(found.duty.activity),
        "period": period_words(line.first_day, line.last_day),
        "standing": shown_standing(line, found.late, clock.today()),
        "is_running": line.last_day >= clock.today(),
        "place": places.names([line.area]).get(line.area, ""),
        "days": queries.days_of(line),
        "excuses": [(one, names.get(one.approver_id, "")) for one in found.excuses],
        "facts": duty_facts(found.duty),
        "actions": _actions(actor, found),
    }
    return render(request, "duties/period.html", context)


def _actions(actor: Actor, found: PeriodCase) -> list[pattern.Action]:
    findings = queries.excuse_findings(actor, found.line)
    if findings is None:
        return []
    return [
        pattern.Action(
            "excuse",
            _("Excuse from this period"),
            reverse("duties:excuse", args=[found.line.id]),
            icon="hand-stop",
            tone="outline-primary",
            findings=findings,
            form=None if findings else ExcuseForm(auto_id="excuse_%s"),
            hint=_(
                "What is still missing here will not be expected. Your name and the reason stay on record."
            ),
        )
    ]


@require_POST
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Excuse the subject from what is still missing in this period."""
    form = ExcuseForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    values: dict[str, Any] = form.values()
    operations.excuse(actor=request.actor, at=clock.now(), period_id=pk, **values)
    return done(request, "duties:period", pk, message=_("Excused"))
