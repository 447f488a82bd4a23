"""Words of duties: subjects, what a pause means, permissions, keys of facts and parameters."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Subject(StrEnum):
    """Who owes a duty. A post counts on its unit or its body; duties of company levels are not opened."""

    UNIT = "unit"
    POST = "post"
    LEVEL = "level"
    BODY = "body"


class Paused(StrEnum):
    """What a subject that is paused owes."""

    EXCUSED = "excused"
    OWED = "owed"
    SUPERVISOR = "supervisor"


class Standing(StrEnum):
    """How a subject stands in one period of a duty."""

    DONE = "done"
    MISSING = "missing"
    EXCUSED = "excused"


STANDING_LABELS: dict[str, Promise] = {
    Standing.DONE: pgettext_lazy("duty", "Fulfilled"),
    Standing.MISSING: pgettext_lazy("duty", "Not fulfilled"),
    Standing.EXCUSED: pgettext_lazy("duty", "Excused"),
}
STANDING_TONES: dict[str, str] = {
    Standing.DONE: "success",
    Standing.MISSING: "warning",
    Standing.EXCUSED: "neutral",
}
OPERATION_LABELS: dict[str, Promise] = {
    "duties.record_activity": _("Activity recorded"),
    "duties.record_activities": _("Activities recorded together"),
    "duties.withdraw_activity": _("Activity withdrawn"),
    "duties.excuse": _("Excused from a duty"),
    "duties.record_event": _("Event entered that duties follow from"),
    "duties.follow_packs": _("Duties taken from the rules in force"),
}

DAILY = "day"
"""The period of which one row a month is kept, with a bit for each day."""

_BODIES = frozenset({"office", "department_head", "officer", "town_officer", "grid_member"})
_UNITS = frozenset({"principal", "controller", "safety_officer"})
PERMISSIONS: dict[str, frozenset[str]] = {
    "duties.read": _BODIES | _UNITS | {"leader", "administrator", "auditor"},
    "duties.record": _BODIES | _UNITS | {"leader"},
    "duties.excuse": frozenset({"office", "department_head", "officer"}),
    "duties.enter_event": frozenset({"office", "department_head"}),
}
PARAMETERS: dict[str, str] = {"duties.event.within": "calendar_days"}
"""Keys this domain reads from packs, with their units."""
