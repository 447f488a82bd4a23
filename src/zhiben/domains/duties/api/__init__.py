"""The API of duties: the same operations and queries as the pages."""

from zhiben.domains.duties.api import activities, events, figures, seats, seats_rollcall  # noqa: F401 - adds its addresses
from zhiben.domains.duties.api.shared import router

__all__ = ["router"]
