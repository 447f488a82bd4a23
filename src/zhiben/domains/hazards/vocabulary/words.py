"""Words for the five elements and how a grade was found."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ELEMENTS = ("responsibility", "measures", "funds", "time_limit", "contingency")


ELEMENT_LABELS: dict[str, Promise] = {
    "responsibility": _("Responsibility"),
    "measures": _("Measures"),
    "funds": _("Funds"),
    "time_limit": _("Time limit"),
    "contingency": _("Contingency"),
}

DISCUSSION_LABELS: dict[str, Promise] = {
    "discussion": _("Collective discussion"),
    "experts": _("Expert review"),
}
"""How a major fire hazard was found to be one."""
