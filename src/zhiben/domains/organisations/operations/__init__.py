"""Every write of organisations: one function per thing a person can do."""

from zhiben.domains.organisations.operations.bodies import add_territory, end_territory, register_body
from zhiben.domains.organisations.operations.facts import set_subject_fact, write_subject_fact
from zhiben.domains.organisations.operations.imports import import_units
from zhiben.domains.organisations.operations.mandates import end_mandate, grant_mandate
from zhiben.domains.organisations.operations.places import add_building, add_site, occupy, vacate
from zhiben.domains.organisations.operations.units import (
    UnitChanges,
    amend_unit,
    close_unit,
    register_unit,
    tag_unit,
)

__all__ = [
    "UnitChanges",
    "add_building",
    "add_site",
    "add_territory",
    "amend_unit",
    "close_unit",
    "end_mandate",
    "end_territory",
    "grant_mandate",
    "import_units",
    "occupy",
    "register_body",
    "register_unit",
    "set_subject_fact",
    "tag_unit",
    "vacate",
    "write_subject_fact",
]
