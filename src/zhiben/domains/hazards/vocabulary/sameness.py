"""Words for one hazard found twice, and for what was missed."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PairState(StrEnum):
    """What became of two hazards that look alike."""

    OFFERED = "offered"
    MERGED = "merged"
    REFUSED = "refused"
    LAPSED = "lapsed"


PAIR_ENDED = frozenset({PairState.MERGED, PairState.REFUSED, PairState.LAPSED})
PAIR_LABELS: dict[str, Promise] = {
    PairState.OFFERED: _("To be compared"),
    PairState.MERGED: _("Found to be one"),
    PairState.REFUSED: _("Found to be two"),
    PairState.LAPSED: _("Settled otherwise"),
}
PAIR_TONES: dict[str, str] = {
    PairState.OFFERED: "warning",
    PairState.MERGED: "success",
    PairState.REFUSED: "neutral",
    PairState.LAPSED: "neutral",
}
MISSED_LABELS: dict[str, Promise] = {
    "undeclared": _("Major, but not declared by the unit"),
    "visited": _("Found soon after a visit that found nothing"),
}
