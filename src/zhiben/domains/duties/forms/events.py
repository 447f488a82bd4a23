"""Lists and forms of events, shortfalls and records received."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiben.domains.duties.forms.figures import HAVING_LABELS, Kept, Known
from zhiben.domains.duties.queries import awaited_kinds
from zhiben.domains.instruments.queries import words_of
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.vocabulary import SECTOR_LABELS
from zhiben.domains.places import queries as places
from zhiben.ui.listing import Choice, Column, DayRange, Flag, Listing, Order, Picker, Search
from zhiben.ui.widgets import AreaPicker, DayInput, PickerInput

_BIGGEST = 2**63 - 1
EVENT_STANDINGS: dict[str, str | Promise] = {
    "valid": pgettext_lazy("event", "In force"),
    "withdrawn": pgettext_lazy("event", "Withdrawn"),
}
RECEIPT_STANDINGS: dict[str, str | Promise] = {
    "waiting": pgettext_lazy("receipt", "Not confirmed"),
    "confirmed": pgettext_lazy("receipt", "Confirmed"),
}


def event_kinds() -> list[tuple[str, str]]:
    """The kinds of events that duties in force wait for, by name."""
    words = words_of("events")
    return sorted(((kind, words.get(kind, kind)) for kind in awaited_kinds()), key=lambda one: one[1])


@dataclass(frozen=True, slots=True)
class KindFilter(Known):
    """The kinds of events."""

    def options(self) -> Iterable[tuple[str, str]]:
        """Those some duty waits for."""
        return event_kinds()


@dataclass(frozen=True, slots=True)
class ActivityKindFilter(Known):
    """The kinds of activities."""

    def options(self) -> Iterable[tuple[str, str]]:
        """All the words there are."""
        return sorted(words_of("activities").items(), key=lambda one: one[1])


EVENTS = Listing(
    key="duty-events",
    title=_("Events that duties follow from"),
    columns=(
        Column("word", pgettext_lazy("event", "What happened"), url="duties:event"),
        Column("title", _("In words")),
        Column("day", _("Day"), "day"),
        Column("until", _("What follows ends on"), "day"),
        Column("where", _("Whom it concerns")),
        Column("sector", _("Sector"), words=SECTOR_LABELS),
        Column("standing", _("State"), words=EVENT_STANDINGS),
        Column("came", pgettext_lazy("event", "Entered by"), is_shown=False),
    ),
    filters=(
        Search("q", _("Search")),
        KindFilter("kind", pgettext_lazy("event", "What happened")),
        DayRange("days", _("Day")),
        Picker("area", _("Area"), "places:pick"),
        Choice("sector", _("Sector"), SECTOR_LABELS),
        Choice("standing", _("State"), EVENT_STANDINGS),
    ),
    orders=(
        Order("new", _("Newest first")),
        Order("day", _("Latest day first"), ("-day", "-id")),
    ),
)
SUBJECTS = Listing(
    key="duty-event-subjects",
    title=_("Who owes what follows"),
    columns=(
        Column("name", _("Name"), url="duties:period"),
        Column("title", pgettext_lazy("one", "Duty")),
        Column("standing", pgettext_lazy("duty", "Standing"), "state", machine="duty"),
        Column("last_day", _("Last day"), "day"),
        Column("expected", pgettext_lazy("duty", "Expected"), "number"),
        Column("done", pgettext_lazy("duty", "Done"), "number"),
        Column("late", _("Entered late"), "number"),
        Column("excused", pgettext_lazy("duty", "Excused"), "number"),
        Column("place", _("Area")),
    ),
    filters=(Choice("has", pgettext_lazy("duty", "Standing"), HAVING_LABELS), Kept("duty", _("Duty"))),
    orders=(Order("first", _("In order"), ("id",)),),
)
SHORTFALLS = Listing(
    key="duty-shortfalls",
    title=_("Shortfalls"),
    columns=(
        Column("name", _("Who"), url="duties:period", url_key="period_id"),
        Column("title", pgettext_lazy("one", "Duty"), url="duties:duty", url_key="duty_id"),
        Column("period", pgettext_lazy("duty", "Period")),
        Column("expected", pgettext_lazy("duty", "Expected"), "number"),
        Column("done", _("Done in time"), "number"),
        Column("missing", pgettext_lazy("duty", "Missing"), "number"),
        Column("late", _("Entered late since"), "number"),
        Column("left", _("Still missing"), "number"),
        Column("found_day", _("Written down on"), "day"),
        Column("place", _("Area")),
        Column("sector", _("Sector"), words=SECTOR_LABELS, is_shown=False),
        Column("excused", pgettext_lazy("duty", "Excused"), "number", is_shown=False),
        Column("void", _("Void since"), "day", is_shown=False),
    ),
    filters=(
        Search("q", _("Words of the duty")),
        Picker("area", _("Area"), "places:pick"),
        Choice("sector", _("Sector"), SECTOR_LABELS),
        DayRange("ended", _("End of the period")),
        Picker("unit", _("Unit"), "organisations:pick"),
        Flag("own", _("Our own only")),
        Flag("void", _("Void ones too")),
        Kept("duty", _("Duty")),
    ),
    orders=(
        Order("new", _("Newest first")),
        Order("end", _("Latest period first"), ("-last_day", "-id")),
    ),
)
RECEIVED = Listing(
    key="duty-received",
    title=_("Records received"),
    columns=(
        Column("receipt", _("Receipt"), url="duties:delivery"),
        Column("name", _("Who")),
        Column("activity", _("Activity")),
        Column("done_day", _("Done on"), "day"),
        Column("named", _("Named in the document as")),
        Column("delivered_at", pgettext_lazy("receipt", "Delivered"), "time"),
        Column("standing", _("State"), words=RECEIPT_STANDINGS),
        Column("place", _("Area"), is_shown=False),
        Column("sector", _("Sector"), words=SECTOR_LABELS, is_shown=False),
    ),
    filters=(
        Choice("standing", _("State"), RECEIPT_STANDINGS),
        ActivityKindFilter("kind", _("Activity")),
        Picker("unit", _("Unit"), "organisations:pick"),
        DayRange("done", _("Done on")),
        Choice("sector", _("Sector"), SECTOR_LABELS),
    ),
)


def area_label(code: Any) -> str:
    """The full name of an area already chosen."""
    return places.full_names([int(code)]).get(int(code), str(code)) if str(code).isdigit() else ""


def unit_label(key: Any) -> str:
    """The name of a unit already chosen."""
    return organisations.unit_names([int(key)]).get(int(key), "") if str(key).isdigit() else ""


def body_label(key: Any) -> str:
    """The name of a body already chosen."""
    return organisations.body_names([int(key)]).get(int(key), "") if str(key).isdigit() else ""


def _number(label: Any, widget: forms.Widget, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=_BIGGEST, widget=widget, required=False, **more
    )


class EventForm(forms.Form):
    """What happened, when, and whom it concerns: a place and perhaps a sector, or one unit or body."""

    kind = forms.ChoiceField(label=pgettext_lazy("event", "What happened"))
    title = forms.CharField(
        label=_("In words"), max_length=200, required=False, help_text=_("As those concerned shall read it.")
    )
    day = forms.DateField(label=_("Day"), widget=DayInput())
    until = forms.DateField(
        label=_("What follows ends on"),
        widget=DayInput(),
        required=False,
        help_text=_("Only where the event itself ends, such as a season. Else the term of each duty holds."),
    )
    area = _number(
        _("Area"),
        AreaPicker(label_of=area_label),
        help_text=_("Everybody of the kind there owes what follows, unless one unit or body is named below."),
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    unit_id = _number(_("One unit only"), PickerInput("organisations:pick", label_of=unit_label))
    duty_id = _number("", forms.HiddenInput())
    body_id = _number(_("One body only"), PickerInput("organisations:body_pick", label_of=body_label))

    def __init__(self, *args: Any, only: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [one for one in event_kinds() if not only or one[0] == only]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a choice field
        self.fields["sector"].choices = [("", _("All sectors")), *SECTOR_LABELS.items()]  # type: ignore[attr-defined]


class WithdrawEventForm(forms.Form):
    """Why an event is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))
