"""Forms of hazards: each step asks only for what it needs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.vocabulary import (
    CHANNEL_LABELS,
    ELEMENTS,
    GRADE_LABELS,
    STATE_LABELS,
    Grade,
)
from zhiben.domains.organisations.vocabulary import MATTERS, SECTOR_LABELS
from zhiben.domains.places import queries as places
from zhiben.ui.listing import Choice, Column, DayRange, Flag, Listing, Order, Picker, Search, Tab
from zhiben.ui.widgets import DayInput, FilesField, Location, PickerInput, Signature


def _named(table: dict[str, tuple[str, str]]) -> dict[str, str]:
    place = 0 if (get_language() or "zh").startswith("zh") else 1
    return {code: names[place] for code, names in table.items()}


def matters() -> list[tuple[str, str]]:
    """Matters for a choice, in the reader's language."""
    return list(_named(MATTERS).items())


HAZARDS = Listing(
    key="hazards",
    title=_("Hazard register"),
    columns=(
        Column("number", _("Number"), url="hazards:case"),
        Column("title", _("What")),
        Column("unit", _("Unit")),
        Column("state", _("State"), "state", machine="hazard"),
        Column("grade", _("Grade"), "grade"),
        Column("limit_day", _("Limit"), "due", ended_key="is_ended"),
        Column("found_day", _("Found"), "day"),
        Column("area_name", _("Area"), is_shown=False),
        Column("sector", _("Sector"), words=SECTOR_LABELS, is_shown=False),
        Column("channel", _("Channel"), words=CHANNEL_LABELS, is_shown=False),
        Column("body", _("Responsible body"), is_shown=False),
        Column("limit_first", _("First limit"), "day", is_shown=False),
        Column("ended_day", _("Ended"), "day", is_shown=False),
    ),
    filters=(
        Search("q", _("Search")),
        Choice("state", _("State"), STATE_LABELS),
        Choice("grade", _("Grade"), GRADE_LABELS),
        Choice("sector", _("Sector"), SECTOR_LABELS),
        Choice("channel", _("Channel"), CHANNEL_LABELS),
        Picker("area", _("Area"), "places:pick"),
        DayRange("found", _("Found")),
        Flag("open", _("Open only")),
        Flag("overdue", _("Overdue only")),
    ),
    tabs=(
        Tab("territory", _("In our territory")),
        Tab("granted", _("We are responsible")),
    ),
    orders=(
        Order("new", _("Newest first")),
        Order("due", _("Limit first"), ("limit_day", "id"), nullable=frozenset({"limit_day"})),
    ),
)


OWN_HAZARDS = replace(HAZARDS, tabs=(Tab("own", _("Our unit")),))
"""The same register as a unit sees it."""


class HazardForm(forms.Form):
    """A hazard, on a phone in a minute."""

    title = forms.CharField(label=_("The hazard in a few words"), max_length=120)
    photos = FilesField(label=_("Photographs"), purpose="photo", most=9, required=False)
    place = forms.CharField(label=_("Where in the unit"), max_length=200)
    location = forms.CharField(label=_("Position"), required=False, widget=Location())
    site = forms.TypedChoiceField(label=_("Site"), coerce=int, empty_value=None, required=False)
    description = forms.CharField(label=_("Description"), max_length=4000, widget=forms.Textarea({"rows": 3}))
    matter = forms.ChoiceField(label=_("Matter"), choices=matters, initial="general")
    found_day = forms.DateField(label=_("Day found"), widget=DayInput())
    criterion = forms.CharField(label=_("Criterion, if you know it"), max_length=500, required=False)
    documents = FilesField(label=_("Documents, if any"), purpose="any", most=9, required=False)

    def __init__(self, *args: Any, sites: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("At the unit's seat")), *[(site.id, site.name) for site in sites]]
        self.fields["site"].choices = choices  # type: ignore[attr-defined]  # a choice field
        if not sites:
            self.fields["site"].widget = forms.HiddenInput()


class ReportForm(HazardForm):
    """A hazard of the own unit, and whether the affected area was stopped."""

    suspended = forms.BooleanField(label=_("The unit has stopped the affected area"), required=False)
    extent = forms.CharField(label=_("What was stopped"), max_length=300, required=False)
    since = forms.DateTimeField(
        label=_("Stopped since"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever says that the area was stopped says which and since when."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("suspended"):
            for name in ("extent", "since"):
                if not cleaned.get(name):
                    self.add_error(name, _("Say what was stopped, and since when."))
        return cleaned


class FoundForm(HazardForm):
    """A hazard found in a unit within reach."""

    unit = forms.IntegerField(label=_("Unit"), widget=PickerInput("organisations:pick"))
    field_order = (
        "unit",
        "site",
        "title",
        "photos",
        "place",
        "location",
        "description",
        "matter",
        "found_day",
    )


class TextForm(forms.Form):
    """Words to a step."""

    text = forms.CharField(label=_("Remarks"), max_length=4000, widget=forms.Textarea({"rows": 3}))


class RemarkForm(forms.Form):
    """Words to a step, if any."""

    text = forms.CharField(
        label=_("Remarks"), max_length=4000, required=False, widget=forms.Textarea({"rows": 2})
    )


class ConfirmForm(RemarkForm):
    """Confirm and grade."""

    grade = forms.ChoiceField(
        label=_("Grade"),
        choices=lambda: [(g, GRADE_LABELS[g]) for g in (Grade.GENERAL, Grade.MAJOR)],
        widget=forms.RadioSelect(),
    )
    basis = forms.CharField(label=_("Basis (needed for a major hazard)"), max_length=500, required=False)
    field_order = ("grade", "basis", "text")


class LetterForm(forms.Form):
    """The limit, as a day or counted, and the guidance."""

    limit_day = forms.DateField(label=_("Limit: a day"), required=False, widget=DayInput())
    count = forms.IntegerField(label=_("or a number of"), required=False, min_value=1, max_value=2000)
    unit = forms.ChoiceField(
        label=_("counted in"),
        choices=[
            ("working_days", _("working days")),
            ("calendar_days", _("calendar days")),
            ("months", _("months")),
        ],
    )
    guidance = forms.CharField(label=_("Guidance"), max_length=4000, widget=forms.Textarea({"rows": 4}))


class ServeForm(forms.Form):
    """On whom, and how."""

    method = forms.ChoiceField(
        label=_("Method"),
        choices=[
            ("in_person", _("In person, signed on this phone")),
            ("electronic", _("Electronically (with consent)")),
        ],
        initial="in_person",
        widget=forms.RadioSelect(),
    )
    signature = forms.CharField(
        label=_("The recipient signs here (in person only)"), required=False, widget=Signature()
    )

    def __init__(self, *args: Any, recipients: list[dict[str, Any]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (one["person_id"], f"{one['name']} · {ROLE_WORDS[one['role']]}") for one in recipients or []
        ]
        self.fields["recipient"] = forms.TypedChoiceField(label=_("Recipient"), coerce=int, choices=choices)
        self.order_fields(("recipient", "method", "signature"))


ROLE_WORDS = {"principal": _("principal"), "controller": _("actual controller")}


class PlanForm(forms.Form):
    """The plan of treatment with the five elements."""

    responsibility = forms.CharField(label=_("Responsibility"), max_length=1000)
    measures = forms.CharField(label=_("Measures"), max_length=4000, widget=forms.Textarea({"rows": 3}))
    funds = forms.CharField(label=_("Funds"), max_length=1000)
    funds_yuan = forms.DecimalField(label=_("Funds in yuan"), min_value=0, max_digits=14, decimal_places=2)
    time_limit = forms.CharField(label=_("Time limit"), max_length=1000)
    done_by = forms.DateField(label=_("To be done by"), widget=DayInput())
    contingency = forms.CharField(label=_("Contingency"), max_length=4000, widget=forms.Textarea({"rows": 2}))


assert set(ELEMENTS) <= set(PlanForm.base_fields)


class DoneForm(TextForm):
    """What was done or found, with photographs."""

    photos = FilesField(label=_("Photographs"), purpose="photo", most=9, required=False)
    documents = FilesField(label=_("Documents, if any"), purpose="any", most=9, required=False)


class AcceptForm(DoneForm):
    """Acceptance on site, signed with the finger."""

    signature = forms.CharField(label=_("Your signature"), widget=Signature())


class ExtensionForm(forms.Form):
    """More time: until when, why, and what keeps people safe meanwhile."""

    until = forms.DateField(label=_("New limit"), widget=DayInput())
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 2}))
    interim = forms.CharField(
        label=_("Interim measures"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )


class BoardForm(forms.Form):
    """What the board counts."""

    first = forms.DateField(label=_("From"), required=False, widget=DayInput())
    last = forms.DateField(label=_("To"), required=False, widget=DayInput())
    cutoff = forms.DateField(label=_("Stock cut-off"), required=False, widget=DayInput())
    grade = forms.ChoiceField(
        label=_("Grade"),
        required=False,
        choices=lambda: [("", _("All grades")), *GRADE_LABELS.items()],
    )
    area = forms.CharField(
        label=_("Area"),
        required=False,
        max_length=12,
        widget=PickerInput("places:pick", label_of=lambda code: places.full_name(int(code))),
    )
