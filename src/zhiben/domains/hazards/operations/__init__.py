"""Every write of hazards: one function per thing a person can do."""

from zhiben.domains.hazards.operations.closing import (
    accept_on_site,
    decide_extension,
    review_and_close,
    send_back,
    show_signature,
)
from zhiben.domains.hazards.operations.history import AdoptedHazard, adopt_hazards
from zhiben.domains.hazards.operations.letters import Limit, issue_letter, serve_letter
from zhiben.domains.hazards.operations.reporting import (
    Photo,
    SelfSuspension,
    confirm_hazard,
    decline_hazard,
    report_hazard,
)
from zhiben.domains.hazards.operations.settling import find_supervisors, follow_unit
from zhiben.domains.hazards.operations.treating import (
    FiveElements,
    ask_extension,
    file_treatment,
    own_acceptance,
    record_rectification,
    report_rectified,
)

__all__ = [
    "find_supervisors",
    "follow_unit",
    "AdoptedHazard",
    "FiveElements",
    "SelfSuspension",
    "Limit",
    "Photo",
    "accept_on_site",
    "adopt_hazards",
    "ask_extension",
    "confirm_hazard",
    "decide_extension",
    "decline_hazard",
    "file_treatment",
    "issue_letter",
    "own_acceptance",
    "record_rectification",
    "report_hazard",
    "report_rectified",
    "review_and_close",
    "send_back",
    "serve_letter",
    "show_signature",
]
