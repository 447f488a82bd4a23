"""The API of plans: the same operations and queries as the pages. The number of a plan is matched last."""

from zhiben.domains.plans.api import dues, plans
from zhiben.domains.plans.api.shared import router

__all__ = ["dues", "plans", "router"]
