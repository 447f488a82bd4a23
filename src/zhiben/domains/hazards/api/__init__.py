"""The API of hazards: the same operations and queries as the pages. Each part adds its addresses to the router."""

from zhiben.domains.hazards.api import cases, figures, letters, powers, sameness, short, steps
from zhiben.domains.hazards.api.shared import router

__all__ = ["short", "cases", "figures", "letters", "powers", "router", "sameness", "steps"]
