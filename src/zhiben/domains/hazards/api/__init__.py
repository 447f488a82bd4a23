"""The API of hazards: the same operations and queries as the pages. Each part adds its addresses to the router."""

from zhiben.domains.hazards.api import cases, letters, powers, sameness, steps
from zhiben.domains.hazards.api.shared import router

__all__ = ["cases", "letters", "powers", "router", "sameness", "steps"]
