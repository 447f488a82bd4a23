"""The calendar and its deadlines in words, in the language of the request."""

from datetime import date

from django.utils.translation import gettext

from zhiben.core.calendar.days import Kind
from zhiben.core.deadlines import HEADS, Deadline, Line, grouped
from zhiben.core.findings import N_, Finding
from zhiben.core.wording import words

_KINDS = {
    Kind.WORKDAY: N_("working day"),
    Kind.REST: N_("rest day"),
    Kind.HOLIDAY: N_("holiday"),
    Kind.MAKE_UP_WORK: N_("make-up working day"),
}


def kind_word(kind: str) -> str:
    """The word for a kind of day."""
    return gettext(_KINDS[Kind(kind)])


def explain(deadline: Deadline) -> list[str]:
    """The deadline in sentences: the result, then stretch by stretch how it was counted, then the warnings."""
    head = Finding(
        HEADS[deadline.unit],
        {"count": deadline.count, "start": deadline.start.isoformat(), "due": deadline.due.isoformat()},
    )
    stretches = [_stretch(first, line) for first, line in grouped(deadline.lines)]
    return [words(finding) for finding in (head, *stretches, *deadline.warnings)]


def _stretch(first: date, last: Line) -> Finding:
    days = first.isoformat() if first == last.day else f"{first.isoformat()} – {last.day.isoformat()}"
    return Finding(last.reason, {"days": days, "number": last.number})
