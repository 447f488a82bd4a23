"""Forms of instruments: upload, correcting and adding items, publishing; the list of documents."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiben.domains.instruments.methods.whom import ASKED_OF, whom_of, whom_shown
from zhiben.domains.instruments.queries import words_of
from zhiben.domains.instruments.vocabulary import (
    COMPANY_LEVEL_LABELS,
    DECISION_LABELS,
    DOCUMENT_STATE_LABELS,
    KIND_LABELS,
    PERIOD_LABELS,
    Decision,
    Kind,
)
from zhiben.domains.organisations.vocabulary import (
    BODY_KIND_LABELS,
    LEVEL_LABELS,
    SECTOR_LABELS,
    UNIT_KIND_LABELS,
)
from zhiben.ui.listing import Choice, Column, Listing, Search
from zhiben.ui.widgets import DayInput, FilesField

DOCUMENTS = Listing(
    key="documents",
    title=_("Plan documents"),
    columns=(
        Column("title", _("Title"), url="instruments:document"),
        Column("state", _("State"), "state", machine="document"),
        Column("body", _("Uploaded by")),
        Column("number", _("Document number"), is_shown=False),
        Column("period_from", _("From"), "day"),
        Column("period_to", _("To"), "day"),
        Column("counting_from", _("The platform counts from"), "day"),
    ),
    filters=(Search("q", _("Search")), Choice("state", _("State"), lambda: DOCUMENT_STATE_LABELS)),
)

PROPOSED = [kind for kind in Kind if kind != Kind.PARAMETER]
_BODIES = re.compile(r"[、，,；;\n]+")
_COMPARE = [(op, op) for op in ("", ">=", ">", "=", "<", "<=")]


class UploadForm(forms.Form):
    """A plan document and, if it should bear another, its title."""

    file = FilesField(
        purpose="document", most=1, accept=".docx,.pdf,.txt,.md,.html", label=_("Plan document")
    )
    title = forms.CharField(
        max_length=200, required=False, label=_("Title"), help_text=_("Empty: the title in the document.")
    )


class ReviewFilter(forms.Form):
    """What of a document's proposals is shown; anything else is refused."""

    part = forms.IntegerField(min_value=0, max_value=9999, required=False)
    kind = forms.ChoiceField(choices=[(kind, KIND_LABELS[kind]) for kind in PROPOSED], required=False)
    decision = forms.ChoiceField(choices=list(DECISION_LABELS.items()), required=False)


class DecideForm(forms.Form):
    """Keep or drop some proposals."""

    ids = forms.TypedMultipleChoiceField(coerce=int, required=True)
    decision = forms.ChoiceField(choices=list(DECISION_LABELS.items()))

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        ids = [one for one in data.getlist("ids") if one.isascii() and one.isdigit() and len(one) < 19]
        self.fields["ids"].choices = [(one, one) for one in ids]
        self.fields["ids"].error_messages["required"] = _("Tick at least one proposal.")


def _bodies(label: Any) -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=3000,
        label=label,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Several are separated by 、"),
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(required=False, label=label, widget=DayInput())


def _words(label: Any, most: int = 200) -> forms.CharField:
    return forms.CharField(required=False, max_length=most, label=label)


def _whole(label: Any, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(required=False, label=label, min_value=least, max_value=most)


def _several(label: Any, choices: Callable[[], list[tuple[str, Any]]]) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple(attrs={"class": "body-choices"})
    return forms.MultipleChoiceField(required=False, label=label, choices=choices, widget=widget)


_SUBJECTS = [
    ("", "—"),
    ("unit", pgettext_lazy("who owes a duty", "Units")),
    ("post", pgettext_lazy("who owes a duty", "A post in units")),
    ("level", pgettext_lazy("who owes a duty", "A company level")),
    ("body", pgettext_lazy("who owes a duty", "Public bodies")),
]
_PERIODS = [("", "—"), *PERIOD_LABELS.items()]
FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    Kind.TASK: ("by", "lead", "support"),
    Kind.DUTY: (
        *("times", "per", "event", "within", "hours", "activity", "led_by"),
        *("who_subject", "who_posts", "who_ranks", "who_kinds", "who_bodies", "who_levels", "who_sectors"),
    ),
    Kind.TARGET: ("indicator", "op", "value", "unit", "by"),
    Kind.LIMIT: ("indicator", "op", "value", "unit", "event"),
    Kind.REPORT: ("report_from", "report_to", "report_per", "report_month", "report_day", "report_date"),
    Kind.PHASE: ("phase_from", "phase_to"),
}


class ItemForm(forms.Form):
    """An item of one kind: only the fields of that kind are asked for."""

    kind = forms.ChoiceField(choices=[(kind, KIND_LABELS[kind]) for kind in PROPOSED], label=_("Kind"))
    title = forms.CharField(max_length=200, label=_("Title"))
    by = _day(_("Due by"))
    lead = _bodies(_("Lead bodies"))
    support = _bodies(_("Supporting bodies"))
    times = _whole(_("Times"), 1, 1000)
    per = forms.ChoiceField(required=False, choices=_PERIODS, label=_("How often"))
    event = _words(_("On which event"))
    within = _whole(_("Within days"), 0, 3660)
    hours = forms.FloatField(required=False, label=_("Hours"), min_value=0, max_value=10000)
    activity = forms.ChoiceField(
        required=False,
        label=_("Activity that fulfils it"),
        choices=lambda: [("", "—"), *words_of("activities").items()],
        help_text=_("Named together with who owes it, the duty is counted after publishing."),
    )
    who_subject = forms.ChoiceField(
        required=False,
        label=_("Who owes it"),
        choices=_SUBJECTS,
        widget=forms.Select(attrs={"data-fields": json.dumps(ASKED_OF)}),
    )
    who_posts = _several(_("Posts that owe it"), lambda: list(words_of("posts").items()))
    who_ranks = _several(_("Company levels"), lambda: list(COMPANY_LEVEL_LABELS.items()))
    who_kinds = _several(_("Kinds of units"), lambda: list(UNIT_KIND_LABELS.items()))
    who_bodies = _several(_("Kinds of bodies"), lambda: list(BODY_KIND_LABELS.items()))
    who_levels = _several(_("Levels"), lambda: list(LEVEL_LABELS.items()))
    who_sectors = _several(_("Sectors"), lambda: list(SECTOR_LABELS.items()))
    led_by = _several(_("Counts only when led by"), lambda: list(words_of("posts").items()))
    indicator = _words(_("Indicator"))
    op = forms.ChoiceField(required=False, choices=_COMPARE, label=_("Compared"))
    value = forms.FloatField(required=False, label=_("Value"), min_value=-1e13, max_value=1e13)
    unit = _words(_("Unit of measure"), 30)
    report_from = _words(_("Who reports"))
    report_to = _words(_("To whom"))
    report_per = forms.ChoiceField(required=False, choices=_PERIODS, label=_("How often"))
    report_month = _whole(_("Month of the period"), 1, 12)
    report_day = _whole(_("Day of the month"), 1, 31)
    report_date = forms.RegexField(
        r"^(\d{4}-)?\d{2}-\d{2}$",
        required=False,
        label=_("Date"),
        help_text=_("2026-11-30, or 12-10 each year"),
    )
    phase_from = _day(_("First day"))
    phase_to = _day(_("Last day"))

    def __init__(self, data: Any = None, *, kind: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        chosen = kind or (data or {}).get("kind") or self.initial.get("kind") or Kind.TASK
        wanted = {"kind", "title", *FIELDS_OF.get(chosen, ())}
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]
        self.initial["kind"] = chosen

    def item(self, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The item's own fields; `known` are those it had, kept where the form does not ask for them."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        fields = {**(known or {})}
        for name in FIELDS_OF[self.cleaned_data["kind"]]:
            if not name.startswith(("report_", "phase_", "who_")):
                fields.pop(name, None)
                if name in given:
                    fields[name] = _plain(name, given[name])
        if self.cleaned_data["kind"] == Kind.DUTY:
            fields["who"] = whom_of(given)
        if self.cleaned_data["kind"] == Kind.REPORT:
            fields["report"] = _report(given)
        if self.cleaned_data["kind"] == Kind.PHASE:
            fields["phase"] = {end: given.get(f"phase_{end}") for end in ("from", "to")}
        return fields


def _plain(name: str, value: Any) -> Any:
    if name in ("lead", "support"):
        return [one.strip() for one in _BODIES.split(value) if one.strip()]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _report(given: Mapping[str, Any]) -> dict[str, Any]:
    when = {
        name: given[f"report_{name}"] for name in ("per", "month", "day", "date") if f"report_{name}" in given
    }
    return {"from": given.get("report_from"), "to": given.get("report_to"), "when": when or None}


def initial_of(kind: str, title: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of an item."""
    report, phase = data.get("report") or {}, data.get("phase") or {}
    shown = {"kind": kind, "title": title, **data}
    for name in ("lead", "support"):
        shown[name] = "、".join(data.get(name) or [])
    shown |= {"report_from": report.get("from"), "report_to": report.get("to")}
    shown |= {f"report_{name}": value for name, value in (report.get("when") or {}).items()}
    shown |= {"phase_from": phase.get("from"), "phase_to": phase.get("to")}
    shown |= whom_shown(data.get("who") or {})
    return shown


class PublishForm(forms.Form):
    """From which day the platform counts, the plan's period, what is stock."""

    counting_from = forms.DateField(
        label=_("The platform counts from"),
        widget=DayInput(),
        help_text=_("Tasks due before this day come in as “to be confirmed”, without red lights."),
    )
    period_from = forms.DateField(required=False, label=_("The plan runs from"), widget=DayInput())
    period_to = forms.DateField(
        required=False,
        label=_("The plan runs until"),
        widget=DayInput(),
        help_text=_("Tasks without a day of their own are due then."),
    )
    stock_cutoff = forms.DateField(
        required=False,
        label=_("Stock cut-off"),
        widget=DayInput(),
        help_text=_("Hazards found before this day are stock, later ones inflow."),
    )


KEEP, DROP = Decision.KEPT, Decision.DROPPED
