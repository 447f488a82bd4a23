"""Words of plans: states of a share, of a progress report; permissions, parameter keys."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ShareState(StrEnum):
    """Where one body's share of a task stands."""

    UNNAMED = "unnamed"
    TO_CONFIRM = "to_confirm"
    ASSIGNED = "assigned"
    OBJECTED = "objected"
    RUNNING = "running"
    DONE = "done"
    RELEASED = "released"


ENDED = frozenset({ShareState.DONE, ShareState.RELEASED})


class ProgressState(StrEnum):
    """Where a monthly report on a share stands."""

    FILLED = "filled"
    RETURNED = "returned"
    REVIEWED = "reviewed"


class DueState(StrEnum):
    """Where a report due stands."""

    DUE = "due"
    WRITTEN = "written"
    CHECKED = "checked"
    DELIVERED = "delivered"
    RETURNED = "returned"
    WAIVED = "waived"


class Standing(StrEnum):
    """How a report due counts on a day: expected = open + delivered + late + missing."""

    OPEN = "open"
    DELIVERED = "delivered"
    LATE = "late"
    MISSING = "missing"
    WAIVED = "waived"


class Light(StrEnum):
    """The light of a task on the wall chart."""

    NONE = "none"
    GREEN = "green"
    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"


SHARE_STATE_LABELS: dict[str, Promise] = {
    ShareState.UNNAMED: _("Lead to be named"),
    ShareState.TO_CONFIRM: _("Older, to be confirmed"),
    ShareState.ASSIGNED: _("To be signed for"),
    ShareState.OBJECTED: _("Objection to be decided"),
    ShareState.RUNNING: _("Running"),
    ShareState.DONE: _("Done"),
    ShareState.RELEASED: _("Released"),
}
PROGRESS_STATE_LABELS: dict[str, Promise] = {
    ProgressState.FILLED: _("To be reviewed"),
    ProgressState.RETURNED: _("Returned"),
    ProgressState.REVIEWED: _("Reviewed"),
}
SHARE_TONES: dict[str, str] = {
    ShareState.UNNAMED: "warning",
    ShareState.TO_CONFIRM: "neutral",
    ShareState.ASSIGNED: "info",
    ShareState.OBJECTED: "warning",
    ShareState.RUNNING: "progress",
    ShareState.DONE: "success",
    ShareState.RELEASED: "neutral",
}
PROGRESS_TONES: dict[str, str] = {
    ProgressState.FILLED: "info",
    ProgressState.RETURNED: "warning",
    ProgressState.REVIEWED: "success",
}
DUE_STATE_LABELS: dict[str, Promise] = {
    DueState.DUE: _("To be delivered"),
    DueState.WRITTEN: _("To be approved by the sender"),
    DueState.CHECKED: _("To be approved finally by the sender"),
    DueState.DELIVERED: _("Delivered"),
    DueState.RETURNED: _("Sent back, to be corrected"),
    DueState.WAIVED: _("Waived"),
}
DUE_TONES: dict[str, str] = {
    DueState.DUE: "info",
    DueState.WRITTEN: "progress",
    DueState.CHECKED: "progress",
    DueState.DELIVERED: "success",
    DueState.RETURNED: "warning",
    DueState.WAIVED: "neutral",
}
STANDING_LABELS: dict[str, Promise] = {
    Standing.OPEN: _("Still open"),
    Standing.DELIVERED: _("Delivered in time"),
    Standing.LATE: _("Delivered late"),
    Standing.MISSING: _("Missing"),
    Standing.WAIVED: _("Waived"),
}
OPERATION_LABELS: dict[str, Promise] = {
    "plans.take_up": _("Taken up from the published plan"),
    "plans.sign_for": _("Signed for"),
    "plans.object": _("Objected"),
    "plans.decide_objection": _("Decided by the office"),
    "plans.name_lead": _("Lead body named"),
    "plans.break_down": _("Broken down to bodies below"),
    "plans.confirm_old": _("Confirmed from before counting began"),
    "plans.complete": _("Done"),
    "plans.report_progress": _("Progress reported"),
    "plans.review_progress": _("Progress report reviewed"),
    "plans.return_progress": _("Progress report returned"),
    "plans.assign_report": _("Report made due"),
    "plans.change_senders": _("Senders of a report changed"),
    "plans.end_report": _("Report no longer due"),
    "plans.owe_reports": _("Reports fallen due"),
    "plans.write_report": _("Report written"),
    "plans.deliver_report": _("Report delivered"),
    "plans.approve_report": _("Report approved"),
    "plans.give_back_report": _("Report returned for rework by the sender"),
    "plans.send_back_report": _("Report sent back by the receiver"),
    "plans.waive_report": _("Report waived"),
    "plans.close": _("Plan closed"),
    "plans.reopen": _("Plan opened again"),
}
LIGHT_LABELS: dict[str, Promise] = {
    Light.NONE: _("No light: to be confirmed"),
    Light.GREEN: _("Done"),
    Light.BLUE: _("On the way"),
    Light.YELLOW: _("Due soon"),
    Light.RED: _("Overdue"),
}

_OFFICE = frozenset({"office"})
_BODIES = frozenset({"department_head", "officer", "town_officer"})
_UNITS = frozenset({"principal", "controller", "safety_officer"})
PERMISSIONS: dict[str, frozenset[str]] = {
    "plans.read": _OFFICE | _BODIES | {"leader", "administrator", "auditor"},
    "plans.assign": _OFFICE,
    "plans.decide_objection": _OFFICE | {"department_head", "officer"},
    "plans.confirm_old": _OFFICE | _BODIES,
    "plans.sign_for": _BODIES,
    "plans.break_down": frozenset({"department_head", "officer"}),
    "plans.report_progress": _BODIES,
    "plans.review_progress": _BODIES,
    "plans.complete": frozenset({"department_head", "officer", "town_officer"}),
    "plans.progress_review": _OFFICE | {"leader"},
    "plans.read_target": _OFFICE | _BODIES,
    "plans.assign_reports": _OFFICE | {"department_head"},
    "plans.read_report": _OFFICE | _BODIES | _UNITS | {"leader", "administrator", "auditor"},
    "plans.write_report": _OFFICE | _BODIES | _UNITS,
    "plans.approve_report": _OFFICE | _BODIES | {"leader", "principal", "controller"},
    "plans.receive_report": _OFFICE | {"department_head", "officer"},
}

PARAMETERS: dict[str, str] = {
    "plans.objection.within": "working_days",
    "plans.progress.due_day": "count",
    "plans.warn_before": "calendar_days",
}
"""Keys this domain reads from packs, with their units."""
