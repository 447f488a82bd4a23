"""Every read of organisations that others may ask for."""

from zhiben.domains.organisations.queries.bodies import (
    BodyBrief,
    Stretch,
    bodies_under,
    body_brief,
    body_names,
    find_body,
    stretches_of_body,
    territories_of_body,
)
from zhiben.domains.organisations.queries.likeness import units_like
from zhiben.domains.organisations.queries.lists import (
    Gap,
    list_bodies,
    list_mandates,
    list_units,
    unit_counts,
    units_without_supervisor,
    unsupervised,
    unsupervised_counts,
)
from zhiben.domains.organisations.queries.mandates import (
    body_has_power,
    holder_of,
    holders_of,
)
from zhiben.domains.organisations.queries.supervisors import holders_by_unit
from zhiben.domains.organisations.queries.unit_page import (
    BuildingItem,
    Holder,
    SiteItem,
    UnitDetail,
    buildings_for_picker,
    facts_of,
    get_unit,
    holders_by_matter,
    sites_of,
)
from zhiben.domains.organisations.queries.unit_table import UnitTable, check_unit_table
from zhiben.domains.organisations.queries.units import (
    UnitBrief,
    open_units_of,
    unit_brief,
    unit_briefs,
    unit_names,
    units_by_name,
    units_for_picker,
    units_within,
)

__all__ = [
    "open_units_of",
    "BodyBrief",
    "BuildingItem",
    "Gap",
    "Holder",
    "SiteItem",
    "Stretch",
    "UnitBrief",
    "UnitDetail",
    "UnitTable",
    "list_bodies",
    "bodies_under",
    "body_brief",
    "body_has_power",
    "body_names",
    "buildings_for_picker",
    "check_unit_table",
    "facts_of",
    "find_body",
    "get_unit",
    "holder_of",
    "holders_by_matter",
    "holders_by_unit",
    "holders_of",
    "list_mandates",
    "sites_of",
    "stretches_of_body",
    "territories_of_body",
    "unit_brief",
    "unit_briefs",
    "unit_counts",
    "unit_names",
    "list_units",
    "units_by_name",
    "units_like",
    "units_for_picker",
    "units_within",
    "units_without_supervisor",
    "unsupervised",
    "unsupervised_counts",
]
