"""Forms of seats, and what the lists of schemes and subjects are asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiben.core import clock
from zhiben.domains.duties.forms.figures import AREA, Known
from zhiben.domains.duties.operations import NewHolder
from zhiben.domains.duties.queries import schemes_in_force
from zhiben.domains.duties.vocabulary import SEAT_END_LABELS, SEAT_STANDING_LABELS, SeatEnd
from zhiben.domains.instruments.queries import instrument_heads
from zhiben.domains.people import queries as people
from zhiben.ui.listing import Choice, Column, Listing, Search
from zhiben.ui.widgets import DayInput, PickerInput


@dataclass(frozen=True, slots=True)
class SchemeSource(Known):
    """The documents schemes come from."""

    def options(self) -> Iterable[tuple[str, str]]:
        """Those with schemes in force, by name."""
        slugs = list(dict.fromkeys(line.slug for line in schemes_in_force(clock.today())))
        heads = instrument_heads(slugs)
        return [(slug, heads[slug].title if slug in heads else slug) for slug in slugs]


SCHEMES = Listing(
    key="seat-schemes",
    title=pgettext_lazy("list", "Responsibility seats"),
    columns=(Column("title", _("Scheme")),),
    filters=(Search("q", _("Words of the scheme")), SchemeSource("slug", _("Document")), AREA),
    can_export=False,
)
SUBJECTS = Listing(
    key="seat-subjects",
    title=_("Subjects and their seats"),
    columns=(Column("name", _("Name")),),
    filters=(Choice("standing", _("State of a seat"), SEAT_STANDING_LABELS), AREA),
    can_export=False,
)


def _person(value: Any) -> str:
    key = int(value) if str(value).isdecimal() else 0
    return people.names([key]).get(key, "")


class PersonForm(forms.Form):
    """One who takes a seat: somebody of the platform, or a name; with post and office."""

    person = forms.IntegerField(
        label=_("Person of the platform"),
        required=False,
        min_value=1,
        max_value=2**62,
        widget=PickerInput("people:pick", label_of=_person),
    )
    name = forms.CharField(
        label=_("Or a name"),
        required=False,
        max_length=60,
        help_text=_("For somebody who is not on the platform."),
    )
    office = forms.CharField(
        label=_("Post and office"),
        required=False,
        max_length=120,
        help_text=_("As shown to others. May be left out for a person of the platform."),
    )

    @property
    def is_blank(self) -> bool:
        """Whether nobody was named."""
        return not any(self.cleaned_data.get(name) for name in ("person", "name"))

    def holder(self, seat: str, **terms: Any) -> NewHolder:
        """As operations take it."""
        given = self.cleaned_data
        return NewHolder(seat, person_id=given["person"], name=given["name"], office=given["office"], **terms)


class TermForm(forms.Form):
    """From when to when."""

    since = forms.DateField(label=pgettext_lazy("seat", "From"), widget=DayInput())
    until = forms.DateField(
        label=_("Last day of the term"),
        required=False,
        widget=DayInput(),
        help_text=_("Left out where there is no fixed term."),
    )


class SuccessorForm(PersonForm):
    """Who takes over, from when, and what there is to know."""

    day = forms.DateField(label=_("Takes over on"), widget=DayInput())
    until = forms.DateField(label=_("Last day of the term"), required=False, widget=DayInput())
    note = forms.CharField(
        label=_("What is handed over"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Open matters, promises, where the papers are. Counts of open matters are added by themselves."
        ),
    )


class EndForm(forms.Form):
    """From when the seat is empty, and why."""

    day = forms.DateField(label=_("Empty from"), widget=DayInput())
    why = forms.ChoiceField(
        label=_("Reason"),
        choices=[(key, SEAT_END_LABELS[key]) for key in SeatEnd if key != SeatEnd.HANDED_OVER],
    )
    note = forms.CharField(label=_("Remark"), required=False, max_length=500)


class CopyForm(forms.Form):
    """From which other scheme of the same subject."""

    from_scheme = forms.TypedChoiceField(label=_("Take the names over from"), coerce=int)

    def __init__(self, *args: Any, schemes: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_scheme"].choices = list(schemes)  # type: ignore[attr-defined]  # a choice field


class RollForm(forms.Form):
    """Why the roll is called, where, and how long there is to answer."""

    reason = forms.CharField(label=_("Occasion"), max_length=200)
    minutes = forms.TypedChoiceField(
        label=_("Answer within"),
        coerce=int,
        choices=[(30, _("30 minutes")), (60, _("1 hour")), (120, _("2 hours")), (1440, _("24 hours"))],
        initial=60,
    )
    area = forms.IntegerField(
        label=_("Area"),
        required=False,
        min_value=1,
        max_value=10**12,
        widget=PickerInput("places:pick"),
        help_text=_("Left out: everybody within reach."),
    )


class RollNoteForm(forms.Form):
    """A remark to an answer."""

    note = forms.CharField(label=_("Remark"), required=False, max_length=200)
