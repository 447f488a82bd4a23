"""Who did, who did not, who is excused: the list behind every figure; and the duties themselves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.domains.duties import queries
from zhiben.domains.duties.forms.figures import DUTIES, HAVING_LABELS, NO_SECTOR, WHO
from zhiben.domains.duties.queries import DutyLine, PeriodLine
from zhiben.domains.duties.views import asking
from zhiben.domains.duties.views.wording import activity_word, how_often, period_words
from zhiben.domains.duties.vocabulary import LATE, RUNNING, Standing
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.instruments.queries import who_words
from zhiben.domains.places import queries as places
from zhiben.ui.listing import Reading

Rows = list[dict[str, Any]]


def decorator(actor: Actor) -> Callable[[Rows], Rows]:
    """Periods with everything a line of the list shows, in a handful of statements for each page."""

    def decorate(rows: Rows) -> Rows:
        lines = queries.period_lines(rows)
        duties = queries.duty_lines(line.duty_id for line in lines)
        heads = instruments.instrument_heads(duty.slug for duty in duties.values())
        names = places.names(line.area for line in lines)
        late = queries.entered_late(actor, lines, duties)
        return [
            {
                **_shown(line, duties[line.duty_id], late.get(line.id, 0)),
                "place": names.get(line.area, str(line.area)),
                "source": _source(heads, duties[line.duty_id]),
            }
            for line in lines
        ]

    return decorate


def shown_standing(line: PeriodLine, late: int, today: date) -> str:
    """How a period stands, in the words of pages: what is missing may still run, what is done may be late."""
    if line.standing is Standing.MISSING and line.last_day >= today:
        return RUNNING
    if line.standing is Standing.DONE and late:
        return LATE
    return line.standing.value


def _source(heads: dict[str, Any], duty: DutyLine) -> str:
    head = heads.get(duty.slug)
    return head.title if head else duty.slug


def _shown(line: PeriodLine, duty: DutyLine, late: int) -> dict[str, Any]:
    return {
        **{name: getattr(line, name) for name in ("id", "name", "area", "first_day", "last_day")},
        **{name: getattr(line, name) for name in ("expected", "done", "missing", "excused")},
        "standing": shown_standing(line, late, clock.today()),
        "count": _("%(done)s of %(expected)s") % {"done": line.done, "expected": line.expected},
        "late": late,
        "sector": line.sector or NO_SECTOR,
        "title": duty.title,
        "cite": " ".join(duty.cite),
        "period": period_words(line.first_day, line.last_day),
    }


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """The subjects behind a figure; what they are counted with adds up to it."""
    actor: Actor = request.actor
    asked = _columns(request, asking.read(request, WHO))
    ask = asking.ask_of(actor, asked.filters)
    has = asked.filters.get("has")
    rows = queries.behind(actor, **ask.values(), has=has)
    named = queries.duty_lines(ask.duties).values() if asked.filters.get("duty") and ask.duties else ()
    extra = {
        "duty": next(iter(named), None),
        "part": HAVING_LABELS.get(has or "", ""),
        "total": None if request.GET.get("export") else queries.sum_of(rows),
        "stretch": period_words(ask.first, ask.last),
        "picked": {"area": area_name(asked.filters)},
        "figures": asking.link("duties:figures", asked.params, has="", duty="", sort=""),
        "path": request.path,
    }
    return asked.respond(
        request,
        queries.period_values(rows),
        decorate=decorator(actor),
        template="duties/who.html",
        extra=extra,
    )


def _columns(request: HttpRequest, asked: Reading) -> Reading:
    """A list of one duty need not repeat its title; a file has every column that nobody took away."""
    if request.COOKIES.get(f"columns-{WHO.key}"):
        return asked
    if request.GET.get("export"):
        return replace(asked, columns=WHO.columns)
    if asked.filters.get("duty"):
        return replace(asked, columns=tuple(one for one in asked.columns if one.key != "title"))
    return asked


def area_name(filters: dict[str, Any]) -> str:
    """The name of the area asked for."""
    code = filters.get("area")
    return places.names([code]).get(code, str(code)) if code else ""


@require_safe
def duty_list(request: HttpRequest) -> HttpResponse:
    """The duties in force today."""
    asked = DUTIES.read_request(request)
    rows = queries.duty_rows(request.actor, clock.today(), **asked.filters)

    def decorate(found: Rows) -> Rows:
        lines = [DutyLine(**row) for row in found]
        heads = instruments.instrument_heads(line.slug for line in lines)
        return [
            {
                "id": line.id,
                "title": line.title,
                "who_words": who_words(line.who),
                "often": how_often(line),
                "activity": activity_word(line.activity),
                "source": _source(heads, line),
                "cite": " ".join(line.cite),
                "mark": line.mark,
            }
            for line in lines
        ]

    return asked.respond(
        request, rows, decorate=decorate, template="duties/duty_list.html", extra={"path": request.path}
    )
