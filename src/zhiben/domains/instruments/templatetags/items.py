"""Items in words: `{% load items %}{% item_facts kind data %}`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zhiben.domains.instruments.queries import often_words, who_words, word_of, words_named
from zhiben.domains.instruments.vocabulary import KIND_LABELS, PERIOD_LABELS
from zhiben.ui.days import written_day

register = template.Library()
Fact = tuple[str, str | Promise]
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}


@register.filter
def kind_label(kind: str) -> str | Promise:
    """The word of a kind of item."""
    return KIND_LABELS.get(kind, kind)


@register.inclusion_tag("instruments/item_facts.html")
def item_facts(data: Mapping[str, Any]) -> dict[str, Any]:
    """The own fields of an item as label and value."""
    return {"facts": list(_facts(data))}


def _facts(data: Mapping[str, Any]) -> Iterator[Fact]:
    yield from _numbers(data)
    yield from _owing(data)
    if data.get("by"):
        yield _("Due by"), _day(data["by"])
    if data.get("phase"):
        yield _("Days"), " – ".join(_day(data["phase"].get(end)) for end in ("from", "to"))
    yield from _report(data.get("report") or {})
    for name, label in (("lead", _("Lead")), ("support", _("Support"))):
        if data.get(name):
            yield label, "、".join(data[name])


def _numbers(data: Mapping[str, Any]) -> Iterator[Fact]:
    if data.get("value") is not None:
        sign = _SIGNS.get(data.get("op") or "", "")
        yield _("Value"), f"{sign} {data['value']} {data.get('unit') or ''}".strip()
    if data.get("times") and data.get("per"):
        yield _("Cadence"), often_words(data["times"], data["per"])
    if data.get("event"):
        yield _("On"), data["event"]
    if data.get("within") is not None:
        yield _("Within"), _("%(days)s days") % {"days": data["within"]}
    if data.get("hours"):
        yield _("Hours"), str(data["hours"])


def _owing(data: Mapping[str, Any]) -> Iterator[Fact]:
    if data.get("who"):
        yield _("Who owes it"), who_words(data["who"])
    if data.get("activity"):
        yield _("Activity that fulfils it"), word_of("activities", data["activity"])
    if data.get("led_by"):
        yield _("Counts only when led by"), words_named("posts", data["led_by"])


def _report(report: Mapping[str, Any]) -> Iterator[Fact]:
    if report.get("from"):
        yield _("Who reports"), report["from"]
    if report.get("to"):
        yield _("To whom"), report["to"]
    if report.get("when"):
        yield _("When"), _when(report["when"])


def _when(when: Mapping[str, Any]) -> str:
    said = [str(PERIOD_LABELS[when["per"]])] if when.get("per") in PERIOD_LABELS else []
    if when.get("month"):
        said.append(_("month %(month)s") % {"month": when["month"]})
    if when.get("day"):
        said.append(_("day %(day)s") % {"day": when["day"]})
    if when.get("date"):
        said.append(_day(when["date"]))
    return " ".join(said)


def _day(text: str | None) -> str:
    """A day written out; days without a year, and anything else, as they stand."""
    if not text:
        return "…"
    try:
        return written_day(date.fromisoformat(text))
    except ValueError:
        return text
