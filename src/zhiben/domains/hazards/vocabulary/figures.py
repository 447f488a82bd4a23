"""Words of the figures. Items 项; units 家 are a figure of their own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIGURE_LABELS: dict[str, Promise] = {
    "open": _("Open"),
    "stock": _("Stock"),
    "inflow": _("Inflow"),
    "major": _("Major, open"),
    "major_fire": _("Major fire, open"),
    "overdue": _("Overdue"),
    "before": _("Open before"),
    "found": _("Found"),
    "reopened": _("Reopened"),
    "unmerged": _("Unmerged"),
    "closed": _("Closed"),
    "withdrawn": _("Unfounded"),
    "merged": _("Merged"),
    "handed_over": _("Handed over"),
    "moved": _("Moved"),
    "regraded": _("Regraded"),
    "changed": _("Otherwise changed"),
}
MOVEMENT_LABELS: dict[str, Promise] = {
    **FIGURE_LABELS,
    "extended": pgettext_lazy("movement", "Extended"),
}
BASIS_LABELS: dict[str, Promise] = {
    "known": _("As known now"),
    "reported": _("As reported"),
}
