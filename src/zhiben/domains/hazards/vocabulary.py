"""Words of hazards: states, grades, channels, sides, steps, permissions, parameter keys."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """Where a hazard stands."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    RECTIFYING = "rectifying"
    RECTIFIED = "rectified"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    UNFOUNDED = "unfounded"


ENDED = frozenset({State.CLOSED, State.UNFOUNDED})
OPEN = tuple(state for state in State if state not in ENDED)


class Grade(StrEnum):
    """How grave it is; none before it was confirmed."""

    UNGRADED = "ungraded"
    GENERAL = "general"
    MAJOR = "major"


class Channel(StrEnum):
    """How it came to light."""

    SELF_REPORT = "self_report"
    INSPECTION = "inspection"


class Side(StrEnum):
    """On which side a person stands in one hazard; a person stands on one side only."""

    UNIT = "unit"
    ACCEPTOR = "acceptor"
    REVIEWER = "reviewer"


class Step(StrEnum):
    """What was done: a line of the timeline."""

    REPORT = "report"
    SELF_SUSPEND = "self_suspend"
    CONFIRM = "confirm"
    DECLINE = "decline"
    SERVE = "serve"
    SERVE_ON = "serve_on"
    FILE_PLAN = "file_plan"
    RECTIFY = "rectify"
    OWN_ACCEPT = "own_accept"
    REPORT_RECTIFIED = "report_rectified"
    ACCEPT = "accept"
    REVIEW = "review"
    SEND_BACK = "send_back"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"


SIGNED_BY_UNIT = (Step.RECTIFY, Step.OWN_ACCEPT, Step.REPORT_RECTIFIED)
SIDE_OF_STEP: dict[str, str] = {
    Step.RECTIFY: Side.UNIT,
    Step.OWN_ACCEPT: Side.UNIT,
    Step.REPORT_RECTIFIED: Side.UNIT,
    Step.ACCEPT: Side.ACCEPTOR,
    Step.REVIEW: Side.REVIEWER,
}

STATE_LABELS: dict[str, Promise] = {
    State.REPORTED: _("To be confirmed"),
    State.CONFIRMED: _("Letter to be served"),
    State.RECTIFYING: _("Being rectified"),
    State.RECTIFIED: _("To be accepted on site"),
    State.ACCEPTED: _("To be reviewed"),
    State.CLOSED: _("Closed"),
    State.UNFOUNDED: _("Unfounded"),
}
TONES: dict[str, str] = {
    State.REPORTED: "warning",
    State.CONFIRMED: "warning",
    State.RECTIFYING: "progress",
    State.RECTIFIED: "info",
    State.ACCEPTED: "info",
    State.CLOSED: "success",
    State.UNFOUNDED: "neutral",
}
GRADE_LABELS: dict[str, Promise] = {
    Grade.UNGRADED: _("Not graded yet"),
    Grade.GENERAL: _("General hazard"),
    Grade.MAJOR: _("Major hazard"),
}
CHANNEL_LABELS: dict[str, Promise] = {
    Channel.SELF_REPORT: _("Self-report"),
    Channel.INSPECTION: _("Inspection"),
}
STEP_LABELS: dict[str, Promise] = {
    Step.REPORT: _("Reported"),
    Step.SELF_SUSPEND: _("Affected area stopped by the unit itself"),
    Step.CONFIRM: _("Confirmed and graded"),
    Step.DECLINE: _("Found unfounded"),
    Step.SERVE: _("Letter with limit issued"),
    Step.SERVE_ON: _("Letter served"),
    Step.FILE_PLAN: _("Plan of treatment filed"),
    Step.RECTIFY: _("Rectification recorded"),
    Step.OWN_ACCEPT: _("Own acceptance"),
    Step.REPORT_RECTIFIED: _("Reported rectified"),
    Step.ACCEPT: _("Accepted on site"),
    Step.REVIEW: _("Reviewed and closed"),
    Step.SEND_BACK: _("Sent back"),
    Step.ASK_EXTENSION: _("Extension asked for"),
    Step.GRANT_EXTENSION: _("Extension granted"),
    Step.REFUSE_EXTENSION: _("Extension refused"),
}
OPERATION_LABELS: dict[str, Promise] = {
    "hazards.report": STEP_LABELS[Step.REPORT],
    "hazards.confirm": STEP_LABELS[Step.CONFIRM],
    "hazards.decline": STEP_LABELS[Step.DECLINE],
    "hazards.issue_letter": STEP_LABELS[Step.SERVE],
    "hazards.serve_letter": STEP_LABELS[Step.SERVE_ON],
    "hazards.file_treatment": STEP_LABELS[Step.FILE_PLAN],
    "hazards.rectify": STEP_LABELS[Step.RECTIFY],
    "hazards.own_acceptance": STEP_LABELS[Step.OWN_ACCEPT],
    "hazards.report_rectified": STEP_LABELS[Step.REPORT_RECTIFIED],
    "hazards.accept": STEP_LABELS[Step.ACCEPT],
    "hazards.close": STEP_LABELS[Step.REVIEW],
    "hazards.send_back": STEP_LABELS[Step.SEND_BACK],
    "hazards.ask_extension": STEP_LABELS[Step.ASK_EXTENSION],
    "hazards.decide_extension": _("Extension decided"),
}
STEP_DO: dict[str, Promise] = {
    Step.CONFIRM: _("Confirm and grade"),
    Step.DECLINE: _("Find unfounded"),
    Step.SERVE: _("Issue the letter with the limit"),
    Step.SERVE_ON: _("Serve the letter"),
    Step.FILE_PLAN: _("File the plan of treatment"),
    Step.RECTIFY: _("Record rectification"),
    Step.OWN_ACCEPT: _("Record own acceptance"),
    Step.REPORT_RECTIFIED: _("Report rectified"),
    Step.ACCEPT: _("Accept on site and sign"),
    Step.REVIEW: _("Review and close"),
    Step.SEND_BACK: _("Send back"),
    Step.ASK_EXTENSION: _("Ask for an extension"),
    Step.GRANT_EXTENSION: _("Grant the extension"),
    Step.REFUSE_EXTENSION: _("Refuse the extension"),
}

METHOD_LABELS: dict[str, Promise] = {
    "in_person": _("In person, signed"),
    "electronic": _("Electronically"),
}

FIGURE_LABELS: dict[str, Promise] = {
    "open": _("Open"),
    "stock": _("Stock"),
    "inflow": _("Inflow"),
    "overdue": _("Overdue"),
    "before": _("Open before"),
    "found": _("Found"),
    "closed": _("Closed"),
    "withdrawn": _("Unfounded"),
    "moved": _("Moved"),
}

ELEMENTS = ("responsibility", "measures", "funds", "time_limit", "contingency")
ELEMENT_LABELS: dict[str, Promise] = {
    "responsibility": _("Responsibility"),
    "measures": _("Measures"),
    "funds": _("Funds"),
    "time_limit": _("Time limit"),
    "contingency": _("Contingency"),
}

_UNIT = frozenset({"principal", "controller", "safety_officer"})
_DEPARTMENT = frozenset({"department_head", "officer"})
_PUBLIC = _DEPARTMENT | {"office", "town_officer", "grid_member", "leader", "administrator", "auditor"}

PERMISSIONS: dict[str, frozenset[str]] = {
    "hazards.read": _UNIT | _PUBLIC,
    "hazards.report_own": _UNIT,
    "hazards.report_found": _DEPARTMENT | {"town_officer", "grid_member"},
    "hazards.confirm": _DEPARTMENT,
    "hazards.serve": _DEPARTMENT,
    "hazards.treat": _UNIT,
    "hazards.accept": _DEPARTMENT,
    "hazards.review": _DEPARTMENT,
    "hazards.decide_extension": _DEPARTMENT,
    "hazards.board": _PUBLIC,
    "hazards.see_signatures": _DEPARTMENT | {"auditor"},
}

PARAMETERS: dict[str, str] = {
    "hazards.treatment.parts": "list",
    "hazards.acceptance.officers": "count",
    "hazards.confirm.within": "working_days",
    "hazards.backdating": "calendar_days",
    "hazards.clock_tolerance": "count",
    "hazards.warn_before": "calendar_days",
}
"""Keys this domain reads from packs, with their units."""
