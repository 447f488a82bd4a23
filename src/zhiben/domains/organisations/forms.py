"""Forms of organisations."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiben.domains.organisations.methods.unit_table import MOST_PEOPLE, tags_of
from zhiben.domains.organisations.vocabulary import (
    BODY_KIND_LABELS,
    LEVEL_LABELS,
    MATTER_LABELS,
    POWER_LABELS,
    SECTOR_LABELS,
    UNIT_KIND_LABELS,
)
from zhiben.domains.places import queries as places
from zhiben.ui.widgets import AreaPicker, DayInput, FilesField, PickerInput

_BIGGEST = 2**63 - 1


def area_label(code: Any) -> str:
    """The full name of an area already chosen."""
    return places.full_names([int(code)]).get(int(code), str(code)) if str(code).isdigit() else ""


def options(labels: dict[str, Promise], blank: str | Promise = "") -> list[tuple[str, str | Promise]]:
    """Choices of a select, with a blank one first if it has a label."""
    return [*([("", blank)] if blank else []), *labels.items()]


def number(label: Any, widget: forms.Widget | None = None, **kwargs: Any) -> forms.IntegerField:
    """An id or an area code."""
    return forms.IntegerField(label=label, min_value=1, max_value=_BIGGEST, widget=widget, **kwargs)


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), **kwargs)


class UnitForm(forms.Form):
    """What is asked of a unit: name, kind, sector, place and address are enough to begin."""

    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=options(UNIT_KIND_LABELS))
    sector = forms.ChoiceField(label=_("Sector"), choices=options(SECTOR_LABELS))
    area = number(_("Area"), AreaPicker(label_of=area_label))
    address = forms.CharField(label=_("Address"), max_length=240)
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=40,
        required=False,
        help_text=_("18 characters. A small place may go without one."),
    )
    headcount = forms.IntegerField(
        label=_("People working there"), min_value=0, max_value=MOST_PEOPLE, required=False
    )
    high_hazard = forms.BooleanField(label=_("High-hazard trade"), required=False)
    opened = _day(_("Opened on"), required=False)


class NewUnitForm(UnitForm):
    """The same with tags."""

    tags = forms.CharField(label=_("Tags"), max_length=200, required=False, help_text=_("Divided by commas."))

    def clean_tags(self) -> tuple[str, ...]:
        """The tags, each once."""
        return tags_of(self.cleaned_data["tags"])


class OwnUnitForm(forms.Form):
    """What people of a unit keep themselves."""

    address = forms.CharField(label=_("Address"), max_length=240)
    headcount = forms.IntegerField(
        label=_("People working there"), min_value=0, max_value=MOST_PEOPLE, required=False
    )


class CloseForm(forms.Form):
    """The last day of a unit, a mandate or a stretch."""

    last_day = _day(_("Last day"))


class TagsForm(forms.Form):
    """All tags of a unit."""

    tags = forms.CharField(label=_("Tags"), max_length=200, required=False, help_text=_("Divided by commas."))

    def clean_tags(self) -> tuple[str, ...]:
        """The tags, each once."""
        return tags_of(self.cleaned_data["tags"])


class SiteForm(forms.Form):
    """A place where a unit works."""

    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Address"), max_length=240)
    area = number(_("Area, if another than the unit's"), AreaPicker(label_of=area_label), required=False)


class BuildingForm(forms.Form):
    """A building with its owner and manager."""

    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Address"), max_length=240)
    area = number(_("Area"), AreaPicker(label_of=area_label))
    owner_id = number(_("Owner"), PickerInput("organisations:pick"), required=False)
    manager_id = number(_("Manager"), PickerInput("organisations:pick"), required=False)


class OccupyForm(forms.Form):
    """A unit in a building."""

    building_id = number(_("Building"), PickerInput("organisations:building_pick"))
    floor = forms.CharField(label=_("Floor"), max_length=40, required=False)
    since = _day(_("Since"))


class BodyForm(forms.Form):
    """A committee, a department, a town."""

    name = forms.CharField(label=_("Name"), max_length=120)
    short_name = forms.CharField(label=_("Short name"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind"), choices=options(BODY_KIND_LABELS))
    level = forms.ChoiceField(label=_("Level"), choices=options(LEVEL_LABELS))
    area = number(_("Area"), AreaPicker(label_of=area_label))
    parent_id = number(_("Superior body"), PickerInput("organisations:body_pick"), required=False)


class TerritoryForm(forms.Form):
    """A stretch of areas a body reaches."""

    area = number(_("Area"), AreaPicker(label_of=area_label))
    sector = forms.ChoiceField(
        label=_("Sector"), choices=options(SECTOR_LABELS, _("All sectors")), required=False
    )
    matter = forms.ChoiceField(
        label=_("Matter"), choices=options(MATTER_LABELS, _("All matters")), required=False
    )
    since = _day(_("First day"))
    until = _day(_("Last day, if known"), required=False)


class MandateForm(forms.Form):
    """Who has which power over a unit, or by default over an area."""

    body_id = number(_("Body"), PickerInput("organisations:body_pick"))
    matter = forms.ChoiceField(label=_("Matter"), choices=options(MATTER_LABELS))
    power = forms.ChoiceField(label=_("Power"), choices=options(POWER_LABELS))
    unit_id = number(_("Unit"), PickerInput("organisations:pick"), required=False)
    area = number(
        _("Area, for a default"),
        AreaPicker(label_of=area_label),
        required=False,
        help_text=_("Either a unit, or an area with or without a sector."),
    )
    sector = forms.ChoiceField(
        label=_("Sector"), choices=options(SECTOR_LABELS, _("All sectors")), required=False
    )
    basis = forms.CharField(label=_("Basis"), max_length=200, required=False)
    since = _day(_("First day"))
    until = _day(_("Last day, if known"), required=False)


class ImportForm(forms.Form):
    """A table of units."""

    file = FilesField(label=_("Table (.xlsx or .csv)"), purpose="table", most=1, required=True)


class ConfirmImportForm(forms.Form):
    """The table that was checked."""

    file = number(_("Table"), forms.HiddenInput())
