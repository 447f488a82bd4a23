"""Forms of plans: each step asks only for what it needs; the lists of plans and shares."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.core.deadlines import add_months
from zhiben.domains.plans.vocabulary import SHARE_STATE_LABELS
from zhiben.ui.days import written_month
from zhiben.ui.listing import Choice, Column, Flag, Listing, Order, Picker, Search, Tab
from zhiben.ui.widgets import DayInput, FilesField, PickerInput

PLANS = Listing(
    key="plans",
    title=_("Plans"),
    columns=(
        Column("title", _("Plan"), url="plans:plan"),
        Column("body", _("Published by")),
        Column("period_to", _("Until"), "day"),
        Column("counting_from", _("The platform counts from"), "day"),
        Column("total", _("Shares"), "number"),
        Column("done", _("Done"), "number"),
        Column("overdue", _("Overdue"), "number"),
        Column("unsigned", _("Not signed for"), "number"),
    ),
)
SHARES = Listing(
    key="shares",
    title=_("Tasks"),
    columns=(
        Column("number", _("Number"), url="plans:share"),
        Column("title", _("Task")),
        Column("body", _("Body")),
        Column("state", _("State"), "state", machine="share"),
        Column("due_day", _("Due"), "due", ended_key="is_ended"),
        Column("plan", _("Plan"), is_shown=False),
        Column("done_day", _("Done on"), "day", is_shown=False),
    ),
    filters=(
        Search("q", _("Search")),
        Choice("state", _("State"), lambda: SHARE_STATE_LABELS),
        Flag("overdue", _("Overdue only")),
        Picker("plan", _("Plan"), "plans:pick"),
    ),
    tabs=(Tab("ours", _("Ours")), Tab("given", _("Given")), Tab("all", _("All"))),
    orders=(
        Order("due", _("Due first"), ("due_day", "id")),
        Order("new", _("Newest first"), ("-id",)),
    ),
)
Choices = Sequence[tuple[Any, Any]]


def _note(label: Any, most: int = 2000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


def _body(label: Any, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=2**62, required=required, widget=PickerInput("plans:bodies")
    )


class SignForm(forms.Form):
    """Leader, handler and deliverable of a share."""

    leader_id = forms.TypedChoiceField(coerce=int, label=_("Leader in charge"))
    handler_id = forms.TypedChoiceField(coerce=int, label=_("Handler"))
    deliverable = forms.CharField(max_length=300, label=_("Deliverable"))

    def __init__(self, data: Any = None, *, members: Choices = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name in ("leader_id", "handler_id"):
            self.fields[name].choices = [("", "—"), *members]  # type: ignore[attr-defined]  # a choice field


class ObjectForm(forms.Form):
    """Why the body objects."""

    reason = _note(_("Reason"))


class CloseForm(forms.Form):
    """Why nothing is entered for the plan any more."""

    reason = forms.CharField(
        label=_("Why the plan is closed"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnswerForm(forms.Form):
    """What the office answers."""

    answer = _note(_("Answer"))


class ReassignForm(AnswerForm):
    """The other body, and what the office answers."""

    body_id = _body(_("Body that takes it over"))
    field_order = ("body_id", "answer")


class LeadForm(forms.Form):
    """The bodies that lead: some of those the plan names in support, or another one."""

    named = forms.TypedMultipleChoiceField(
        coerce=int, required=False, label=_("Bodies the plan names"), widget=forms.CheckboxSelectMultiple()
    )
    body_id = _body(_("Another body"), required=False)

    def __init__(self, data: Any = None, *, named: Choices = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["named"].choices = named  # type: ignore[attr-defined]  # a choice field
        if not named:
            del self.fields["named"]

    def clean(self) -> dict[str, Any]:
        """All bodies chosen, each once; at least one."""
        cleaned = super().clean() or {}
        chosen = [*cleaned.get("named", []), cleaned.get("body_id")]
        cleaned["bodies"] = list(dict.fromkeys(one for one in chosen if one))
        if not cleaned["bodies"] and not self.errors:
            self.add_error("body_id", _("Choose at least one body."))
        return cleaned


class BreakForm(forms.Form):
    """To which bodies a share is broken down, what they do, by when."""

    bodies = forms.TypedMultipleChoiceField(
        coerce=int, label=_("Bodies"), widget=forms.CheckboxSelectMultiple(attrs={"class": "body-choices"})
    )
    title = forms.CharField(max_length=200, label=_("What they do"))
    due_day = forms.DateField(label=_("Due by"), widget=DayInput())

    def __init__(self, data: Any = None, *, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["bodies"].choices = bodies  # type: ignore[attr-defined]  # a choice field


class ResultForm(forms.Form):
    """The result with which a share is done."""

    result = _note(_("Result"))


class RemarkForm(forms.Form):
    """Why a report is returned."""

    remark = _note(_("What is to be corrected"))


def months(first: date, today: date, most: int = 12) -> list[date]:
    """First days of the months one may report on, the present one first."""
    found: list[date] = []
    month = today.replace(day=1)
    while month >= first.replace(day=1) and len(found) < most:
        found.append(month)
        month = add_months(month, -1)
    return found


class ProgressForm(forms.Form):
    """The report on a share for a month."""

    month = forms.TypedChoiceField(coerce=date.fromisoformat, label=_("Month"))
    nil = forms.BooleanField(required=False, label=_("Nil return: nothing to report this month"))
    this_month = _note(_("Done this month"), 4000, required=False)
    cumulative = _note(_("Cumulative"), 4000, required=False)
    percent = forms.IntegerField(label=_("Done so far, %"), min_value=0, max_value=100)
    next_step = _note(_("Next step"), required=False)
    files = FilesField(purpose="any", most=9, required=False, label=_("Evidence"))  # type: ignore[assignment]  # a field

    def __init__(self, data: Any = None, *, months: Iterable[date] = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["month"].choices = [(month.isoformat(), written_month(month)) for month in months]  # type: ignore[attr-defined]  # a choice field


class ReadingForm(forms.Form):
    """What a target stands at on a day, and where the number comes from."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    value = forms.DecimalField(label=_("Value"), max_digits=17, decimal_places=4)
    source = forms.CharField(max_length=300, label=_("Source"))


class OldForm(forms.Form):
    """Older tasks confirmed at once."""

    ids = forms.TypedMultipleChoiceField(coerce=int)
    outcome = forms.ChoiceField(choices=[("done", ""), ("running", "")])

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        ids = [one for one in data.getlist("ids") if one.isascii() and one.isdigit() and len(one) < 19]
        self.fields["ids"].choices = [(one, one) for one in ids]  # type: ignore[attr-defined]  # a choice field
        self.fields["ids"].error_messages["required"] = _("Tick at least one task.")


class MonthForm(forms.Form):
    """The month asked for, as 2026-11."""

    month = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", required=False)


class LeadsForm(forms.Form):
    """The lead bodies of many tasks: one field a task, as it was seen."""

    def __init__(self, data: Any = None, *, rows: Iterable[Any] = ()) -> None:
        super().__init__(data)
        self.rows = list(rows)
        for row in self.rows:
            self.fields[f"lead_{row.id}"] = forms.TypedMultipleChoiceField(
                coerce=int, required=False, choices=row.named
            )
            self.fields[f"version_{row.id}"] = forms.IntegerField(
                min_value=1, max_value=2**31 - 1, required=False
            )

    def chosen(self) -> list[tuple[int, int, tuple[int, ...]]]:
        """Share, version seen and bodies of every task for which some were ticked."""
        given = self.cleaned_data
        return [
            (row.id, given[f"version_{row.id}"] or 0, tuple(given[f"lead_{row.id}"]))
            for row in self.rows
            if given[f"lead_{row.id}"]
        ]
