"""Words of the double report, of tables and of repeated hazards."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Occasion(StrEnum):
    """When a grave hazard is reported."""

    FOUND = "found"
    TREATED = "treated"


class To(StrEnum):
    """To whom a grave hazard is reported."""

    SUPERVISOR = "supervisor"
    CONGRESS = "congress"


OCCASION_LABELS: dict[str, Promise] = {
    Occasion.FOUND: _("At finding"),
    Occasion.TREATED: _("After treatment"),
}
TO_LABELS: dict[str, Promise] = {
    To.SUPERVISOR: _("To the supervisor"),
    To.CONGRESS: _("To the workers' congress"),
}
WHY_LABELS: dict[str, Promise] = {
    "place": _("At the same place"),
    "criterion": _("By the same criterion"),
    "producing": _("Production going on again"),
}
