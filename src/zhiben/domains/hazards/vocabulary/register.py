"""Words of bringing in a register: what a column may be, what its words mean, what happens to a row."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELD_LABELS: dict[str, Promise] = {
    "unit": _("Unit"),
    "description": _("What the hazard is"),
    "place": _("Where in the unit"),
    "found_day": _("Day found"),
    "state": _("State of rectification"),
    "done_day": _("Day rectified or closed"),
    "limit_day": _("Limit"),
    "grade": _("Grade"),
    "basis": _("Basis"),
    "measures": _("Measures"),
    "money": _("Funds"),
    "photo": _("Photographs"),
    "person": _("Name of a person (kept apart)"),
    "phone": _("Telephone (kept apart)"),
    "serial": _("Serial number"),
    "keep": _("Kept as it stands, not read"),
}
MEANING_LABELS: dict[str, Promise] = {
    "": _("Not said yet"),
    "closed": _("Closed"),
    "rectifying": _("Being rectified"),
    "rectified": _("To be accepted on site"),
    "reported": _("To be confirmed"),
    "unfounded": _("Unfounded"),
}
SPLIT_LABELS: dict[str, Promise] = {
    "none": _("One hazard for each row"),
    "numbered": _("One for each number in the cell (1. 2. …)"),
    "lines": _("One for each line of the cell"),
}
DAY_ORDER_LABELS: dict[str, Promise] = {
    "ymd": _("Year, month, day"),
    "mdy": _("Month, day, year"),
    "dmy": _("Day, month, year"),
}
WHY_LABELS: dict[str, Promise] = {
    "head": _("by its heading"),
    "contents": _("by what stands in it"),
    "both": _("by heading and contents"),
    "": _("nothing known in it"),
}
LEFT_OUT_LABELS: dict[str, Promise] = {
    "head": _("The heading again"),
    "total": _("A total"),
    "foot": _("A line of the form"),
    "line": _("A line between"),
    "none": _("Says that there is no hazard"),
}
VERDICT_LABELS: dict[str, Promise] = {
    "in": _("Comes in"),
    "join": _("Joined to a known hazard"),
    "alike": _("To be decided"),
    "out": _("Left out"),
    "here": _("Brought in before"),
    "refused": _("Cannot come in"),
}
