"""Forms of activities, and their list."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.domains.duties.vocabulary import DETAIL_LABELS, LONGEST_DETAIL
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations
from zhiben.ui.listing import Choice, Column, DayRange, Flag, Listing, Order, Picker, Search, Tab
from zhiben.ui.widgets import DayInput, FilesField, PickerInput

Choices = Sequence[tuple[Any, Any]]
_DETAIL = "detail_"


def _name(unit: Any) -> str:
    return organisations.unit_names([int(unit)]).get(int(unit), "") if str(unit).isdecimal() else ""


def _kinds() -> Mapping[str, str]:
    return dict(sorted(instruments.words_of("activities").items(), key=lambda one: one[1]))


_COLUMNS = (
    Column("done_day", _("Done on"), "day", url="duties:activity"),
    Column("kind_word", _("Activity"), url="duties:activity"),
    Column("name", _("Unit or body")),
    Column("led", _("Led by")),
    Column("participants", _("Participants"), "number"),
    Column("hours", _("Hours"), "number", is_shown=False),
    Column("place", _("Place"), is_shown=False),
    Column("files", _("Pieces of evidence"), "number"),
    Column("entered_day", _("Entered on"), "day"),
    Column("mark", _("Remark"), "tag"),
)
_FILTERS = (
    Search("q", _("Search")),
    Choice("kind", _("Activity"), _kinds),
    DayRange("done", _("Done on")),
    Flag("late", _("Entered late only")),
    Flag("withdrawn", _("Withdrawn only")),
)
_ORDERS = (
    Order("new", _("Newest entry first"), ("-id",)),
    Order("done", _("Latest done first"), ("-done_day", "-id")),
)
ACTIVITIES = Listing(
    key="activities",
    title=_("Activities"),
    columns=_COLUMNS,
    filters=(*_FILTERS, Picker("unit", _("Unit"), "organisations:pick")),
    tabs=(Tab("territory", _("In our territory")), Tab("granted", _("Our own"))),
    orders=_ORDERS,
)
OWN_ACTIVITIES = Listing(
    key="own-activities",
    title=_("Activities"),
    columns=_COLUMNS,
    filters=_FILTERS,
    tabs=(Tab("own", _("Our own")),),
    orders=_ORDERS,
)


class SubjectForm(forms.Form):
    """Whose page is to be opened."""

    unit = forms.IntegerField(
        label=_("Unit"), required=False, widget=PickerInput("organisations:pick", _name)
    )


class KindForm(forms.Form):
    """Another kind of activity than those owed."""

    kind = forms.ChoiceField(label=_("Another activity"))

    def __init__(self, *args: Any, kinds: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *kinds]  # type: ignore[attr-defined]  # a choice field


class RecordForm(forms.Form):
    """What was done, on a phone in a minute: first what the duties of the kind need, the rest behind a fold."""

    done_day = forms.DateField(label=_("Done on"), widget=DayInput())
    photos = FilesField(
        purpose="photo",
        most=9,
        required=False,
        label=_("Photographs"),
        help_text=_("A photograph of a list on paper is enough."),
    )
    led_post = forms.ChoiceField(label=_("Led by"), required=False)
    participants = forms.IntegerField(
        label=_("Participants"), required=False, min_value=0, max_value=2_000_000_000
    )
    hours = forms.DecimalField(
        label=_("Hours"), required=False, min_value=0, max_value=9999, max_digits=6, decimal_places=2
    )
    text = forms.CharField(
        label=_("In a few words"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    led_person = forms.TypedChoiceField(
        label=_("Person who led"), required=False, coerce=int, empty_value=None
    )
    files = FilesField(purpose="any", most=9, required=False, label=_("Documents, if any"))  # type: ignore[assignment]  # a field
    once = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput())

    def __init__(
        self,
        *args: Any,
        posts: Choices = (),
        persons: Choices = (),
        details: Sequence[str] = (),
        asked: frozenset[str] = frozenset(),
        days: tuple[date | None, date | None] = (None, None),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["led_post"].choices = [("", "—"), *posts]  # type: ignore[attr-defined]  # a choice field
        self.fields["led_person"].choices = [("", "—"), *persons]  # type: ignore[attr-defined]  # likewise
        limits = zip(("min", "max"), days, strict=True)
        self.fields["done_day"].widget.attrs |= {name: day.isoformat() for name, day in limits if day}
        for name in details:
            self.fields[_DETAIL + name] = forms.CharField(
                label=str(DETAIL_LABELS[name]),
                required=False,
                max_length=LONGEST_DETAIL,
                widget=forms.Textarea({"rows": 2}),
            )
        self.asked = {"done_day", *asked, *(_DETAIL + name for name in details if name in asked)}

    def first(self) -> list[Any]:
        """The fields that stand open."""
        return [field for field in self if field.name in self.asked and not field.is_hidden]

    def rest(self) -> list[Any]:
        """The fields behind the fold."""
        return [field for field in self if field.name not in self.asked and not field.is_hidden]

    def details(self) -> dict[str, str]:
        """What was said beside the text."""
        given = self.cleaned_data
        return {
            key.removeprefix(_DETAIL): said for key, said in given.items() if key.startswith(_DETAIL) and said
        }


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))


class TableForm(forms.Form):
    """A table of activities."""

    file = FilesField(label=_("Table (.xlsx or .csv)"), purpose="table", most=1, required=True)


class ConfirmTableForm(forms.Form):
    """The table that was looked at."""

    file = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput())
    partial = forms.BooleanField(required=False, widget=forms.HiddenInput())
