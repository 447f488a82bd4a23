"""Pages of duties."""

from zhiben.domains.duties.views.cases import duty_page, excuse, matrix, period_page
from zhiben.domains.duties.views.figures import figures
from zhiben.domains.duties.views.lists import duty_list, who

__all__ = ["duty_list", "duty_page", "excuse", "figures", "matrix", "period_page", "who"]
