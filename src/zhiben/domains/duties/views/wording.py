"""Duties in plain words: who owes what, how often, under which conditions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from zhiben.core import periods
from zhiben.domains.duties.queries import DutyLine
from zhiben.domains.instruments.queries import listed, named, often_words, who_words, word_of, words_named
from zhiben.ui.days import written_day

Said = tuple[str | Promise, str]
"""A label and what stands there."""

PAUSED_LABELS: Mapping[str, str | Promise] = {
    "excused": _lazy("excused for the time it is paused"),
    "owed": _lazy("owes it all the same"),
    "supervisor": _lazy("excused; the body that supervises it owes it instead"),
}
EVIDENCE_LABELS: Mapping[str, str | Promise] = {
    "photo": pgettext_lazy("evidence", "photograph"),
    "list": pgettext_lazy("evidence", "attendance list"),
    "file": pgettext_lazy("evidence", "file"),
}


def how_often(duty: DutyLine) -> str:
    """So many times a period, or within so many days of what."""
    if not duty.event:
        return often_words(duty.times, duty.per)
    event = word_of("events", duty.event)
    if duty.within is None:
        return _("On: %(event)s") % {"event": event}
    said = ngettext(
        "On: %(event)s (within %(days)s day)", "On: %(event)s (within %(days)s days)", duty.within
    )
    return said % {"event": event, "days": duty.within}


def activity_word(kind: str) -> str:
    """A kind of activity in the reader's language."""
    return word_of("activities", kind)


def duty_facts(duty: DutyLine) -> list[Said]:
    """What a duty asks, line by line: only what it says."""
    found: list[Said] = [
        (_("Who owes it"), who_words(duty.who)),
        (pgettext("duty", "How often"), how_often(duty)),
        (_("Activity"), activity_word(duty.activity)),
    ]
    found += [
        (_("Other classes"), f"{who_words({**one['when']})}: {often_words(one['times'], one['per'])}")
        for one in duty.variants
    ]
    said: list[tuple[str, Any]] = [
        (_("Season"), _season(duty)),
        (_("Day"), _("first Monday of the month; a holiday moves it on a week") if duty.fixed else ""),
        (_("To be led by"), words_named("posts", duty.leaders)),
        (_("Hours at least"), _number(duty.hours)),
        (_("Share to be reached"), duty.covers and f"{_number(duty.covers)} %"),
        (_("Evidence"), named(EVIDENCE_LABELS, duty.evidence)),
        (_("Delivered to"), listed(duty.report_to)),
        (_("Who is paused"), str(PAUSED_LABELS.get(duty.paused, duty.paused)) if not duty.event else ""),
        (_("In force"), _validity(duty)),
    ]
    return [*found, *((label, str(value)) for label, value in said if value)]


def _number(value: Any) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _season(duty: DutyLine) -> str:
    if duty.season_from is None:
        return ""
    return _("months %(first)s to %(last)s") % {"first": duty.season_from, "last": duty.season_to}


def _validity(duty: DutyLine) -> str:
    if duty.valid_from is None and duty.valid_to is None:
        return ""
    return f"{written_day(duty.valid_from) or '…'} – {written_day(duty.valid_to) or '…'}"


_WHOLE = ("day", "week", "ten_days", "half_month", "month", "two_months", "quarter", "half_year", "year")


def period_words(first: date, last: date) -> str:
    """The name of a calendar period; the days of one that was cut to a season, or follows from an event."""
    language = get_language() or "zh-hans"
    for kind in (*_WHOLE, "three_years"):
        period = periods.period_of(first, kind)
        if (period.start, period.end) == (first, last):
            return periods.label(period, language)
    return f"{written_day(first)} – {written_day(last)}"
