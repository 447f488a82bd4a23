"""The lists of organisations, declared once for page, Excel and API."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhiben.domains.organisations.vocabulary import (
    BODY_KIND_LABELS,
    LEVEL_LABELS,
    MATTER_LABELS,
    POWER_LABELS,
    SECTOR_LABELS,
    UNIT_KIND_LABELS,
)
from zhiben.domains.places import queries as places
from zhiben.ui.listing import Choice, Column, Flag, Listing, Order, Picker, Search, Tab

Row = dict[str, Any]

_UNIT_COLUMNS = (
    Column("name", _("Name"), url="organisations:unit"),
    Column("kind", _("Kind"), words=UNIT_KIND_LABELS),
    Column("sector", _("Sector"), words=SECTOR_LABELS),
    Column("area_name", _("Area")),
    Column("address", _("Address")),
    Column("headcount", _("People working there"), "number"),
    Column("credit_code", _("Unified social credit code"), is_shown=False),
    Column("high_hazard_word", _("High-hazard trade"), is_shown=False),
    Column("opened", _("Opened on"), "day", is_shown=False),
    Column("closed", _("Closed on"), "day", is_shown=False),
)
_BY_NAME = (Order("new", _("Newest first"), ("-id",)), Order("area", _("By area"), ("area", "id")))

UNITS = Listing(
    key="units",
    title=_("Units"),
    columns=_UNIT_COLUMNS,
    filters=(
        Search("q", _("Name, address or credit code")),
        Picker("area", _("Area"), "places:pick"),
        Choice("sector", _("Sector"), SECTOR_LABELS),
        Choice("kind", _("Kind"), UNIT_KIND_LABELS),
        Search("tag", _("Tag")),
        Flag("high_hazard", _("High-hazard trades only")),
    ),
    tabs=(Tab("open", _("Open units")), Tab("closed", _("Closed units"))),
    orders=_BY_NAME,
)

UNSUPERVISED = Listing(
    key="unsupervised",
    title=_("Units nobody supervises"),
    columns=_UNIT_COLUMNS[:5],
    tabs=(Tab("general", MATTER_LABELS["general"]), Tab("fire", MATTER_LABELS["fire"])),
    orders=(Order("area", _("By area"), ("area", "id")),),
)

BODIES = Listing(
    key="bodies",
    title=_("Bodies"),
    columns=(
        Column("name", _("Name"), url="organisations:body"),
        Column("short_name", _("Short name")),
        Column("kind", _("Kind"), words=BODY_KIND_LABELS),
        Column("level", _("Level"), words=LEVEL_LABELS),
        Column("area_name", _("Area")),
    ),
    filters=(
        Search("q", _("Name")),
        Picker("area", _("Area"), "places:pick"),
        Choice("kind", _("Kind"), BODY_KIND_LABELS),
        Choice("level", _("Level"), LEVEL_LABELS),
    ),
    orders=(Order("area", _("By area"), ("area", "id")),),
)

MANDATES = Listing(
    key="mandates",
    title=_("Mandates"),
    columns=(
        Column("body__short_name", _("Body"), url="organisations:mandate"),
        Column("power", _("Power"), words=POWER_LABELS),
        Column("matter", _("Matter"), words=MATTER_LABELS),
        Column("over", _("Over what")),
        Column("sector_name", _("Sector")),
        Column("valid_from", _("First day"), "day"),
        Column("valid_to", _("Last day"), "day", is_shown=False),
        Column("basis", _("Basis"), is_shown=False),
    ),
    filters=(
        Choice("matter", _("Matter"), MATTER_LABELS),
        Choice("power", _("Power"), POWER_LABELS),
        Picker("body", _("Body"), "organisations:body_pick"),
        Picker("unit", _("Unit"), "organisations:pick"),
        Flag("ended", _("With a last day")),
    ),
)


def with_areas(rows: list[Row]) -> list[Row]:
    """Rows with the full name of their area, in one query."""
    names = places.full_names(row["area"] for row in rows)
    words = {True: _("yes"), False: _("no")}
    for row in rows:
        row["area_name"] = names.get(row["area"], row["area"])
        if "high_hazard" in row:
            row["high_hazard_word"] = str(words[row["high_hazard"]])
    return rows


def with_what_it_is_over(rows: list[Row]) -> list[Row]:
    """Mandates with the unit, site or area they are over, and the sector in words."""
    names = places.full_names(row["low"] for row in rows if row["low"])
    for row in rows:
        area = names.get(row["low"], f"{row['low']}–{row['high']}")
        row["over"] = " · ".join(filter(None, (row["unit__name"], row["site__name"]))) or area
        row["sector_name"] = str(SECTOR_LABELS.get(row["sector"], "")) if row["sector"] else ""
    return rows


def ranges_of(filters: dict[str, Any]) -> dict[str, Any]:
    """Filters with the area as a range."""
    if "area" not in filters:
        return filters
    return {**filters, "area": places.range_of(filters["area"])}


def picked(filters: dict[str, Any]) -> dict[str, str]:
    """The shown label of an area that is filtered by."""
    area = filters.get("area")
    return {"area": places.names([area]).get(area, str(area))} if area else {}


def choices(items: Iterable[tuple[int, str, str]]) -> dict[str, Any]:
    """The answer of a picker from id, label and note."""
    return {"results": [{"value": key, "label": label, "note": note} for key, label, note in items]}
