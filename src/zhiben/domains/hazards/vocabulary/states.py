"""States, grades and channels of hazards."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """Where a hazard stands."""

    REPORTED = "reported"
    DISSUADED = "dissuaded"
    CONFIRMED = "confirmed"
    RECTIFYING = "rectifying"
    RECTIFIED = "rectified"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    UNFOUNDED = "unfounded"
    MERGED = "merged"
    HANDED_OVER = "handed_over"


ENDED = frozenset({State.CLOSED, State.UNFOUNDED, State.MERGED, State.HANDED_OVER})
"""A hazard has exactly one end at a time; each is a movement of its own in the figures."""


OPEN = tuple(state for state in State if state not in ENDED)


class Grade(StrEnum):
    """How grave it is; none before it was confirmed."""

    UNGRADED = "ungraded"
    GENERAL = "general"
    MAJOR = "major"
    MAJOR_FIRE = "major_fire"


GRAVE = frozenset({Grade.MAJOR, Grade.MAJOR_FIRE})
"""Grades that need a basis, a plan of treatment and a double report."""


class Channel(StrEnum):
    """How it came to light."""

    SELF_REPORT = "self_report"
    INSPECTION = "inspection"
    PATROL = "patrol"
    TIP = "tip"
    IMPORTED = "imported"


class Part(StrEnum):
    """As what a body, unit or person takes part in one hazard."""

    FINDER = "finder"
    JOINT = "joint"
    HANDLER = "handler"
    OVERSEER = "overseer"
    EXPERT = "expert"


PART_LABELS: dict[str, Promise] = {
    Part.FINDER: _("Finder"),
    Part.JOINT: _("Jointly responsible"),
    Part.HANDLER: _("Handles it"),
    Part.OVERSEER: _("Oversees it"),
    Part.EXPERT: _("Expert"),
}
STATE_LABELS: dict[str, Promise] = {
    State.REPORTED: _("To be confirmed"),
    State.DISSUADED: _("Dissuaded, to be looked at again"),
    State.CONFIRMED: _("Letter to be served"),
    State.RECTIFYING: _("Being rectified"),
    State.RECTIFIED: _("To be accepted on site"),
    State.ACCEPTED: _("To be reviewed"),
    State.CLOSED: _("Closed"),
    State.UNFOUNDED: _("Unfounded"),
    State.MERGED: _("Merged"),
    State.HANDED_OVER: _("Handed over"),
}


TONES: dict[str, str] = {
    State.REPORTED: "warning",
    State.DISSUADED: "progress",
    State.CONFIRMED: "warning",
    State.RECTIFYING: "progress",
    State.RECTIFIED: "info",
    State.ACCEPTED: "info",
    State.CLOSED: "success",
    State.UNFOUNDED: "neutral",
    State.MERGED: "neutral",
    State.HANDED_OVER: "neutral",
}


GRADE_LABELS: dict[str, Promise] = {
    Grade.UNGRADED: _("Not graded yet"),
    Grade.GENERAL: _("General hazard"),
    Grade.MAJOR: _("Major hazard"),
    Grade.MAJOR_FIRE: _("Major fire hazard"),
}


CHANNEL_LABELS: dict[str, Promise] = {
    Channel.SELF_REPORT: _("Self-report"),
    Channel.INSPECTION: _("Inspection"),
    Channel.PATROL: _("Patrol"),
    Channel.TIP: _("Tip"),
    Channel.IMPORTED: _("Earlier register"),
}
