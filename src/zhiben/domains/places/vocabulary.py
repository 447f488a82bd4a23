"""The words of the places domain."""

from enum import StrEnum

from zhiben.core.findings import N_, sentence


class Level(StrEnum):
    """Levels of administrative areas, from the widest to the narrowest."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


LEVELS: tuple[Level, ...] = tuple(Level)
LEVEL_NAMES: dict[Level, str] = {
    Level.PROVINCE: N_("Province"),
    Level.CITY: N_("City"),
    Level.COUNTY: N_("County or district"),
    Level.TOWN: N_("Town or sub-district"),
    Level.VILLAGE: N_("Village or community"),
}

SOURCE_TITLES: dict[str, str] = {
    "areas": N_("Statistical codes of areas 2023, National Bureau of Statistics"),
    "outlines": N_("Outlines of Henan, its cities and counties, Tianditu (CGCS2000)"),
    "invented": N_("Invented city and district of the demonstration"),
}

MANAGE = "places.manage"
PERMISSIONS: dict[str, frozenset[str]] = {MANAGE: frozenset({"administrator"})}

CODE_DIGITS = 12
CODE_MAX = 10**CODE_DIGITS - 1
QUERY_MAX = 60

PLACEHOLDERS: frozenset[str] = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
"""Cities that exist in the statistics only: they are left out of full names."""

AREA_UNKNOWN = sentence("area-unknown", N_("There is no area with the code %(code)s."))
AREA_CODE = sentence("area-code", N_("An area code is a number of at most 12 digits; “%(value)s” is none."))
AREA_QUERY = sentence("area-query", N_("The search text must be at most %(most)s characters of plain text."))
AREA_SUCCESSION = sentence(
    "area-succession", N_("An area is succeeded by another area of the same level, on a day.")
)
AREA_LEVEL = sentence("area-level", N_("There is no such level of areas."))
