"""Forms of reports due, and their lists."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiben.domains.organisations.vocabulary import SECTOR_LABELS
from zhiben.domains.plans.methods.dues import Term
from zhiben.domains.plans.vocabulary import DUE_STATE_LABELS, STANDING_LABELS
from zhiben.ui.listing import Choice, Column, Listing, Order, Search, Tab, Whole
from zhiben.ui.widgets import DayInput, FilesField

DUES = Listing(
    key="dues",
    title=pgettext_lazy("list", "Reports due"),
    columns=(
        Column("title", _("Report owed"), url="plans:due"),
        Column("period", _("Period of the report")),
        Column("body", _("Report sent by")),
        Column("office", _("Receiving body")),
        Column("due_day", _("Due"), "due", ended_key="is_ended"),
        Column("state", _("State"), "state", machine="report_due"),
        Column("standing", _("At the cut-off"), words=STANDING_LABELS),
        Column("delivered_day", _("Delivered on"), "day"),
        Column("receipt", _("Receipt"), is_shown=False),
        Column("cutoff_day", _("Cut-off"), "day", is_shown=False),
    ),
    filters=(
        Search("q", _("Search")),
        Choice("standing", _("At the cut-off"), lambda: STANDING_LABELS),
        Choice("state", _("State"), lambda: DUE_STATE_LABELS),
        Whole("rule", _("Number of the report")),
        Search("period", _("Period of the report")),
    ),
    tabs=(Tab("ours", _("We owe")), Tab("received", _("Owed to us")), Tab("all", _("All"))),
    orders=(
        Order("due", _("Due first"), ("due_day", "id")),
        Order("new", _("Newest first"), ("-id",)),
    ),
)
REPORT_RULES = Listing(
    key="report-rules",
    title=_("Reports owed to offices"),
    columns=(
        Column("title", _("Report owed"), url="plans:report_rule"),
        Column("when", _("When")),
        Column("office", _("Receiving body")),
        Column("named_from", _("From, as the document says")),
        Column("starts", _("From day"), "day"),
        Column("ends", _("Until"), "day"),
    ),
)
PERIODS = (
    ("day", _("Every day")),
    ("week", _("Every week")),
    ("ten_days", _("Every ten days")),
    ("half_month", _("Every half month")),
    ("month", _("Every month")),
    ("two_months", _("Every two months")),
    ("quarter", _("Every quarter")),
    ("half_year", _("Every half-year")),
    ("year", _("Every year")),
    ("three_years", _("Every three years")),
)
STEPS = ((0, _("None: delivered at once")), (1, _("One approval")), (2, _("Two approvals")))
Choices = Sequence[tuple[Any, Any]]
_FIGURE = re.compile(r"\s*([^:：=]{1,80}?)\s*[:：=]\s*(\S.{0,199})\s*$")


def _bodies(label: Any, required: bool = True) -> forms.TypedMultipleChoiceField:
    widget = forms.CheckboxSelectMultiple(attrs={"class": "body-choices"})
    return forms.TypedMultipleChoiceField(coerce=int, label=label, required=required, widget=widget)


class AssignForm(forms.Form):
    """Who owes the report, when, and how it is delivered."""

    title = forms.CharField(max_length=200, label=_("Report owed"))
    bodies = _bodies(_("Bodies that owe it"), required=False)
    sectors = forms.MultipleChoiceField(
        label=_("Units that owe it, by line of business"),
        required=False,
        choices=lambda: list(SECTOR_LABELS.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "body-choices"}),
        help_text=_("Every unit in your area; those that open later owe it too."),
    )
    per = forms.ChoiceField(label=_("How often"), required=False, choices=[("", _("Once")), *PERIODS])
    month = forms.IntegerField(
        label=_("Month of the period"),
        required=False,
        min_value=1,
        max_value=12,
        help_text=_("1: its first."),
    )
    day = forms.IntegerField(
        label=_("On day"), required=False, min_value=1, max_value=31, help_text=_("Empty: the last day.")
    )
    once = forms.DateField(label=_("Once on"), required=False, widget=DayInput())
    starts = forms.DateField(label=_("Due from this day on"), widget=DayInput())
    steps = forms.TypedChoiceField(label=_("Approval by the sender"), coerce=int, choices=STEPS)
    cutoff_days = forms.IntegerField(
        label=_("Days after which it counts as late for ever"), min_value=0, max_value=366, initial=0
    )
    remind_before = forms.IntegerField(
        label=_("Reminder, working days before"), min_value=0, max_value=30, initial=3
    )
    shifts = forms.BooleanField(
        required=False, label=_("A due day on a holiday moves to the next working day")
    )

    def __init__(self, data: Any = None, *, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["bodies"].choices = bodies  # type: ignore[attr-defined]  # a choice field

    def term(self) -> Term:
        """The term that was filled in."""
        given = self.cleaned_data
        if given["per"]:
            return Term(given["day"], given["month"], given["per"])
        return Term(date=given["once"].isoformat() if given["once"] else "")

    @staticmethod
    def initial_of(term: Term) -> dict[str, Any]:
        """The fields of a term as an item says it."""
        if len(term.date) == len("12-10"):
            month, day = term.date.split("-")
            return {"per": "year", "month": int(month), "day": int(day)}
        return {"per": term.per, "month": term.month, "day": term.day, "once": term.date or None}


class DeliverForm(forms.Form):
    """What is delivered: text, figures, files."""

    text = forms.CharField(
        label=_("Text of the report"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    figures = forms.CharField(
        label=_("Figures"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: name: value"),
    )
    files = FilesField(purpose="any", most=9, required=False, label=_("Files"))  # type: ignore[assignment]  # a field

    def clean_figures(self) -> dict[str, str]:
        """Name and value of each line."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["figures"].splitlines():
            if not line.strip():
                continue
            match = _FIGURE.match(line)
            if match is None or match[1] in found:
                raise forms.ValidationError(_("Each line names one figure and its value, each name once."))
            found[match[1]] = match[2].strip()
        return found


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AgainForm(ReasonForm):
    """Why it is sent back, and by when it is due again."""

    again_by = forms.DateField(
        label=_("Deliver again by"),
        required=False,
        widget=DayInput(),
        help_text=_("Delivered again by then, it keeps the day of its first delivery."),
    )


class SendersForm(forms.Form):
    """Bodies to add, or to take off."""

    bodies = _bodies(_("Bodies"))

    def __init__(self, data: Any = None, *, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["bodies"].choices = bodies  # type: ignore[attr-defined]  # a choice field
