"""Words of the plan of treatment, its follow-up and its sub-items."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.vocabulary.words import ELEMENT_LABELS, ELEMENTS

PLAN_PARTS = ("aim", *ELEMENTS)
"""Every part a plan of treatment may have to have; which are demanded is data."""

PLAN_PART_LABELS: dict[str, Promise] = {"aim": _("Aim and task"), **ELEMENT_LABELS}


class ItemState(StrEnum):
    """Where a sub-item of a hazard stands."""

    OPEN = "open"
    RECTIFIED = "rectified"
    ACCEPTED = "accepted"


ITEM_LABELS: dict[str, Promise] = {
    ItemState.OPEN: _("To be put right"),
    ItemState.RECTIFIED: _("Put right, to be accepted"),
    ItemState.ACCEPTED: _("Sub-item accepted"),
}
ITEM_TONES: dict[str, str] = {
    ItemState.OPEN: "warning",
    ItemState.RECTIFIED: "info",
    ItemState.ACCEPTED: "success",
}
