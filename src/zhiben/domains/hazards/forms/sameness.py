"""Two hazards that look like one; what was missed; a visit that found nothing."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.forms.lists import matters
from zhiben.domains.hazards.vocabulary import CHANNEL_LABELS, GRADE_LABELS, MISSED_LABELS
from zhiben.domains.organisations.vocabulary import SECTOR_LABELS
from zhiben.ui.listing import Choice, Column, DayRange, Listing, Order, Picker, Tab
from zhiben.ui.widgets import DayInput, PickerInput

PAIRS = Listing(
    key="same",
    title=_("Hazards that look like one"),
    columns=(
        Column("title", _("What"), url="hazards:same_pair"),
        Column("a__number", _("One")),
        Column("b__number", _("The other")),
        Column("unit", _("Unit")),
        Column("score", _("Likeness of 100"), "number"),
        Column("state", _("State"), "state", machine="same_pair"),
        Column("offered_at", _("Noticed"), "time"),
    ),
    tabs=(Tab("offered", _("To be compared")), Tab("settled", _("Settled"))),
)
_MISSED = Listing(
    key="missed",
    title=_("Missed detections"),
    columns=(
        Column("number", _("Number"), url="hazards:case"),
        Column("title", _("What")),
        Column("unit", _("Unit")),
        Column("grade", _("Grade"), "grade"),
        Column("channel", _("Channel"), words=CHANNEL_LABELS),
        Column("found_day", _("Found"), "day"),
        Column("last_declared", _("The unit's last own finding"), "day"),
        Column("area_name", _("Area"), is_shown=False),
        Column("sector", _("Sector"), words=SECTOR_LABELS, is_shown=False),
        Column("body", _("Responsible body"), is_shown=False),
    ),
    filters=(
        Choice("grade", _("Grade"), GRADE_LABELS),
        Choice("channel", _("Channel"), CHANNEL_LABELS),
        Choice("sector", _("Sector"), SECTOR_LABELS),
        Picker("unit", _("Unit"), "organisations:pick"),
        DayRange("found", _("Found")),
    ),
    tabs=tuple(Tab(key, label) for key, label in MISSED_LABELS.items()),
    orders=(Order("new", _("Newest first"), ("-found_day", "-id")),),
)
_VISITED = tuple(
    new
    for column in _MISSED.columns
    for new in (
        (Column("visit_day", _("Visit without findings"), "day"), Column("visitor", _("Visited by")))
        if column.key == "last_declared"
        else (column,)
    )
)


def missed_list(tab: str, *, is_unit: bool) -> Listing:
    """The list as its tab wants it; a unit looks only for its own."""
    made = replace(_MISSED, columns=_VISITED) if tab == "visited" else _MISSED
    if is_unit:
        kept = tuple(one for one in made.filters if getattr(one, "key", "") not in ("unit", "sector"))
        made = replace(made, filters=kept)
    return made


class MergeForm(forms.Form):
    """Which of the two stays, as it was seen, and words if any."""

    kept = forms.IntegerField(min_value=1)
    kept_version = forms.IntegerField(min_value=1, max_value=2_000_000_000)
    ended_version = forms.IntegerField(min_value=1, max_value=2_000_000_000)
    text = forms.CharField(
        label=_("Remarks"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )


class ProposeForm(forms.Form):
    """The other one, by its number."""

    number = forms.CharField(label=_("Number of the other hazard"), max_length=30)


class RefuseForm(forms.Form):
    """That they are two, and why, if one wants to say."""

    version = forms.IntegerField(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput())
    text = forms.CharField(
        label=_("Why they are two"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )


class VisitForm(forms.Form):
    """Where somebody was and found nothing."""

    unit = forms.IntegerField(label=_("Unit"), widget=PickerInput("organisations:pick"))
    matter = forms.ChoiceField(label=_("Matter"), choices=matters, initial="general")
    day = forms.DateField(label=_("Day of the visit"), widget=DayInput())
    text = forms.CharField(label=_("What was looked at, if you want to say"), max_length=2000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "visit_%s")
        super().__init__(*args, **kwargs)
