"""Words of duties: subjects, what a pause means, permissions, keys of facts and parameters."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Subject(StrEnum):
    """Who owes a duty. A post counts on its unit or body; a company level is the units of that level."""

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
RUNNING = "running"
"""How pages show what is missing in a period that has not ended."""
RUNNING_LABEL = pgettext_lazy("duty", "Not yet fulfilled")
LATE = "late"
"""How pages show what is done, but was entered after the period had ended."""
LATE_LABEL = pgettext_lazy("duty", "Fulfilled, entered late")


class SeatStanding(StrEnum):
    """How a seat of a subject stands on a day."""

    FILLED = "filled"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    LEFT = "left"
    VACANT = "vacant"


SEAT_STANDING_LABELS: dict[str, Promise] = {
    SeatStanding.FILLED: pgettext_lazy("seat", "Filled"),
    SeatStanding.EXPIRING: pgettext_lazy("seat", "Term ends soon"),
    SeatStanding.EXPIRED: pgettext_lazy("seat", "Term is over"),
    SeatStanding.LEFT: pgettext_lazy("seat", "Holder has left"),
    SeatStanding.VACANT: pgettext_lazy("seat", "Vacant"),
}
SEAT_STANDING_TONES: dict[str, str] = {
    SeatStanding.FILLED: "success",
    SeatStanding.EXPIRING: "progress",
    SeatStanding.EXPIRED: "danger",
    SeatStanding.LEFT: "danger",
    SeatStanding.VACANT: "warning",
}


class SeatEnd(StrEnum):
    """Why somebody holds a seat no longer."""

    HANDED_OVER = "handed_over"
    TERM_OVER = "term_over"
    MOVED = "moved"
    MISTAKE = "mistake"


SEAT_END_LABELS: dict[str, Promise] = {
    SeatEnd.HANDED_OVER: pgettext_lazy("seat", "Handed over"),
    SeatEnd.TERM_OVER: pgettext_lazy("seat", "Term is over"),
    SeatEnd.MOVED: pgettext_lazy("seat", "Moved or left"),
    SeatEnd.MISTAKE: pgettext_lazy("seat", "Entered by mistake"),
}
OPERATION_LABELS: dict[str, Promise] = {
    "duties.record_activity": _("Activity recorded"),
    "duties.record_activities": _("Activities recorded together"),
    "duties.import_activities": _("Activities taken from a table"),
    "duties.withdraw_activity": _("Activity withdrawn"),
    "duties.subscribe": _("Calendar of what is due subscribed"),
    "duties.unsubscribe": _("Subscription of a calendar ended"),
    "duties.excuse": _("Excused from a duty"),
    "duties.record_event": _("Event entered that duties follow from"),
    "duties.withdraw_event": _("Event withdrawn that duties follow from"),
    "duties.note_occasions": _("Holidays ahead entered"),
    "duties.find_shortfalls": _("Unfulfilled periods written down"),
    "duties.confirm_receipt": _("Receipt of a record confirmed"),
    "duties.follow_packs": _("Duties taken from the rules in force"),
    "duties.follow_schemes": _("Responsibility schemes taken from the rules in force"),
    "duties.fill_seats": _("Seats filled"),
    "duties.end_seat": _("Seat given up"),
    "duties.hand_over": _("Hand-over of a seat written"),
    "duties.confirm_hand_over": _("Hand-over of a seat confirmed"),
    "duties.withdraw_hand_over": _("Hand-over of a seat withdrawn"),
    "duties.call_roll": _("Roll of seat holders called"),
    "duties.answer_roll": _("Roll-call answered"),
}

DETAIL_LABELS: dict[str, Promise] = {
    "scenario": _("Scenario"),
    "content": _("What it was about"),
    "test": _("Test and its result"),
    "decisions": _("What was decided"),
    "findings": _("What was found"),
    "evaluation": _("Evaluation"),
}
"""What an activity may say beside its text."""
_DETAILS: dict[str, tuple[str, ...]] = {
    "drill": ("scenario", "findings", "evaluation"),
    "training": ("content", "test"),
    "exam": ("content", "test"),
    "study": ("content",),
    "talk": ("content",),
    "warning_education": ("content",),
    "meeting": ("content", "decisions"),
    "inspection": ("findings",),
    "check": ("findings",),
    "patrol": ("findings",),
}
LONGEST_DETAIL = 4000


def details_of(kind: str) -> tuple[str, ...]:
    """The details that activities of a kind have: those of its family, the word before the first point."""
    return _DETAILS.get(kind.partition(".")[0], ())


DAILY = "day"
"""The period of which one row a month is kept, with a bit for each day."""

_BODIES = frozenset({"office", "department_head", "officer", "town_officer", "grid_member"})
_UNITS = frozenset({"principal", "controller", "safety_officer"})
PERMISSIONS: dict[str, frozenset[str]] = {
    "duties.read": _BODIES | _UNITS | {"leader", "administrator", "auditor"},
    "duties.record": _BODIES | _UNITS | {"leader"},
    "duties.excuse": frozenset({"office", "department_head", "officer"}),
    "duties.receive": frozenset({"office", "department_head", "officer", "town_officer"}),
    "duties.enter_event": frozenset({"office", "department_head"}),
    "duties.read_seats": _BODIES | _UNITS | {"leader", "administrator", "auditor"},
    "duties.fill_seats": frozenset(
        {"office", "department_head", "officer", "town_officer", "principal", "safety_officer"}
    ),
    "duties.call_roll": frozenset({"office", "department_head", "officer"}),
    "duties.own_seats": _BODIES | _UNITS | {"leader", "administrator", "auditor", "worker", "expert"},
}
READING_ROLES = _BODIES | {"leader", "administrator", "auditor"}
"""Whose menu leads to the figures; units have what is due."""
PARAMETERS: dict[str, str] = {
    "duties.event.within": "calendar_days",
    "duties.remind.before": "working_days",
    "duties.remind.after": "calendar_days",
    "duties.holiday.ahead": "calendar_days",
    "duties.seats.expiring": "calendar_days",
    "duties.seats.most": "count",
}
"""Keys this domain reads from packs, with their units."""
