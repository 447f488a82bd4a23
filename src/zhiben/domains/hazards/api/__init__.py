"""The API of hazards: the same operations and queries as the pages. Each part adds its addresses to the router."""

from zhiben.domains.hazards.api import (
    cases,
    figures,
    items,
    letters,
    powers,
    register,
    sameness,
    short,
    steps,
    suspension,
    treatment,
)
from zhiben.domains.hazards.api.shared import CaseOut, router

router.get("/{pk}/", response=CaseOut, summary="One hazard")(cases.hazard)
"""The last address: its one part would take the names of all others for the number of a hazard."""

__all__ = [
    "cases",
    "figures",
    "items",
    "letters",
    "powers",
    "register",
    "router",
    "sameness",
    "short",
    "steps",
    "suspension",
    "treatment",
]
