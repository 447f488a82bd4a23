"""The register as a list."""

from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.vocabulary import (
    CHANNEL_LABELS,
    GRADE_LABELS,
    STATE_LABELS,
)
from zhiben.domains.organisations.vocabulary import MATTERS, SECTOR_LABELS
from zhiben.ui.listing import Choice, Column, DayRange, Flag, Listing, Order, Picker, Search, Tab


def _named(table: dict[str, tuple[str, str]]) -> dict[str, str]:
    place = 0 if (get_language() or "zh").startswith("zh") else 1
    return {code: names[place] for code, names in table.items()}


def matters() -> list[tuple[str, str]]:
    """Matters for a choice, in the reader's language."""
    return list(_named(MATTERS).items())


HAZARDS = Listing(
    key="hazards",
    job="hazards.export_register",
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
        Flag("interim_expired", _("Interim measure expired")),
        Flag("progress_missing", _("Report of progress missing")),
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
