"""Every read of organisations that others may ask for."""

from zhiben.domains.organisations.queries.bodies import (
    BodyBrief,
    bodies_under,
    body_brief,
    body_names,
    find_body,
    territories_of_body,
)
from zhiben.domains.organisations.queries.mandates import (
    body_has_power,
    holder_of,
    holders_of,
)
from zhiben.domains.organisations.queries.units import (
    UnitBrief,
    unit_brief,
    unit_briefs,
    unit_names,
    units_for_picker,
    units_within,
)

__all__ = [
    "BodyBrief",
    "UnitBrief",
    "bodies_under",
    "body_brief",
    "body_has_power",
    "body_names",
    "find_body",
    "holder_of",
    "holders_of",
    "territories_of_body",
    "unit_brief",
    "unit_briefs",
    "unit_names",
    "units_for_picker",
    "units_within",
]
