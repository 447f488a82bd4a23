"""Pages of duties."""

from zhiben.domains.duties.views.activities import (
    activity,
    activity_file,
    activity_list,
    record,
    withdraw,
)
from zhiben.domains.duties.views.calendar import calendar, subscribe, unsubscribe
from zhiben.domains.duties.views.cases import duty_page, excuse, matrix, period_page
from zhiben.domains.duties.views.due import due, record_today
from zhiben.domains.duties.views.figures import figures
from zhiben.domains.duties.views.imports import import_confirm, import_page, import_template
from zhiben.domains.duties.views.lists import duty_list, who

__all__ = [
    "activity",
    "activity_file",
    "activity_list",
    "calendar",
    "due",
    "import_confirm",
    "import_page",
    "import_template",
    "record",
    "record_today",
    "subscribe",
    "unsubscribe",
    "withdraw",
    "duty_list",
    "duty_page",
    "excuse",
    "figures",
    "matrix",
    "period_page",
    "who",
]
