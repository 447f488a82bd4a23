"""Duties in plain words: who owes what, how often, under which conditions."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from zhiben.core import periods
from zhiben.domains.duties.queries import DutyLine
from zhiben.domains.instruments.queries import word_of
from zhiben.domains.organisations.vocabulary import (
    BODY_KIND_LABELS,
    LEVEL_LABELS,
    MATTER_LABELS,
    SECTOR_LABELS,
    UNIT_KIND_LABELS,
)
from zhiben.ui.days import written_day

Labels = Mapping[str, str | Promise]
Said = tuple[str | Promise, str]
"""A label and what stands there."""

PER_LABELS: Labels = {
    "day": pgettext_lazy("cadence", "a day"),
    "week": pgettext_lazy("cadence", "a week"),
    "ten_days": pgettext_lazy("cadence", "in every ten days"),
    "half_month": pgettext_lazy("cadence", "a half-month"),
    "month": pgettext_lazy("cadence", "a month"),
    "two_months": pgettext_lazy("cadence", "in every two months"),
    "quarter": pgettext_lazy("cadence", "a quarter"),
    "half_year": pgettext_lazy("cadence", "a half-year"),
    "year": pgettext_lazy("cadence", "a year"),
    "three_years": pgettext_lazy("cadence", "in three years"),
}
COMPANY_LEVEL_LABELS: Labels = {
    "group": pgettext_lazy("company level", "Group"),
    "company": pgettext_lazy("company level", "Company"),
    "site": pgettext_lazy("company level", "Site or mine"),
}
PAUSED_LABELS: Labels = {
    "excused": _lazy("excused for the time it is paused"),
    "owed": _lazy("owes it all the same"),
    "supervisor": _lazy("excused; the body that supervises it owes it instead"),
}
EVIDENCE_LABELS: Labels = {
    "photo": pgettext_lazy("evidence", "photograph"),
    "list": pgettext_lazy("evidence", "attendance list"),
    "file": pgettext_lazy("evidence", "file"),
}
_KINDS: dict[str, Labels] = {"body": BODY_KIND_LABELS, "unit": UNIT_KIND_LABELS}
_LEVELS: dict[str, Labels] = {"body": LEVEL_LABELS, "level": COMPANY_LEVEL_LABELS}


def joined(words: Iterable[str]) -> str:
    """Words one after the other, as lists are written."""
    return _(", ").join(words)


def _named(labels: Labels, keys: Iterable[str]) -> str:
    return joined(str(labels.get(key, key)) for key in keys)


def _words(kind: str, keys: Iterable[str]) -> str:
    return joined(word_of(kind, key) for key in keys)


def who_words(who: Mapping[str, Any]) -> str:
    """Whom a selector means: Enterprise · Coal mines · High gas."""
    is_body = who["subject"] == "body" or not set(who.get("kinds") or ()) <= set(UNIT_KIND_LABELS)
    side = "body" if is_body or (who["subject"] == "post" and who.get("levels")) else who["subject"]
    found = []
    if who.get("posts"):
        found.append(_words("posts", who["posts"]))
    if who.get("kinds"):
        found.append(_named(_KINDS["body" if side == "body" else "unit"], who["kinds"]))
    if who.get("levels"):
        found.append(_named(_LEVELS.get(side, LEVEL_LABELS), who["levels"]))
    found += [_named(SECTOR_LABELS, who["sectors"])] if who.get("sectors") else []
    found += [_named(MATTER_LABELS, who["matters"])] if who.get("matters") else []
    return " · ".join([*found, *_conditions(who)]) or str(_("Everybody"))


def _conditions(who: Mapping[str, Any]) -> list[str]:
    found = [word_of("tags", tag) for tag in who.get("tags") or ()]
    if who.get("any_tags"):
        found.append(_("one of: %(words)s") % {"words": _words("tags", who["any_tags"])})
    if who.get("no_tags"):
        found.append(_("not: %(words)s") % {"words": _words("tags", who["no_tags"])})
    if who.get("high_hazard") is not None:
        found.append(_("high-hazard units") if who["high_hazard"] else _("not the high-hazard units"))
    if who.get("headcount_from") is not None:
        found.append(_("at least %(count)s persons") % {"count": who["headcount_from"]})
    if who.get("headcount_to") is not None:
        found.append(_("at most %(count)s persons") % {"count": who["headcount_to"]})
    return found


def often(times: int | None, per: str) -> str:
    """Twice a quarter."""
    said = ngettext("once %(per)s", "%(times)s times %(per)s", times or 1)
    return said % {"times": times, "per": PER_LABELS.get(per, per)}


def how_often(duty: DutyLine) -> str:
    """So many times a period, or within so many days of what."""
    if not duty.event:
        return often(duty.times, duty.per)
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
        (_("Other classes"), f"{who_words({**one['when']})}: {often(one['times'], one['per'])}")
        for one in duty.variants
    ]
    said: list[tuple[str, Any]] = [
        (_("Season"), _season(duty)),
        (_("Day"), _("first Monday of the month; a holiday moves it on a week") if duty.fixed else ""),
        (_("To be led by"), _words("posts", duty.leaders)),
        (_("Hours at least"), _number(duty.hours)),
        (_("Share to be reached"), duty.covers and f"{_number(duty.covers)} %"),
        (_("Evidence"), _named(EVIDENCE_LABELS, duty.evidence)),
        (_("Delivered to"), joined(duty.report_to)),
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
