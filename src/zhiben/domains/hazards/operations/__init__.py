"""Every write of hazards: one function per thing a person can do."""

from zhiben.domains.hazards.operations.closing import (
    accept_on_site,
    decide_extension,
    review_and_close,
    send_back,
    show_signature,
)
from zhiben.domains.hazards.operations.ends import (
    draw_look_back,
    hand_over,
    hold_listed,
    look_back,
    release_listed,
    reopen,
    take_back,
)
from zhiben.domains.hazards.operations.grading import answer_case, record_discussion, regrade, state_case
from zhiben.domains.hazards.operations.history import AdoptedHazard, adopt_hazards
from zhiben.domains.hazards.operations.letters import Limit, issue_letter, serve_letter
from zhiben.domains.hazards.operations.merging import merge_hazards, merge_pair, unmerge_hazard
from zhiben.domains.hazards.operations.powers import (
    accept_transfer,
    assign,
    countersign,
    name_joint,
    propose_transfer,
    refuse_transfer,
    urge,
)
from zhiben.domains.hazards.operations.register import (
    bring_lines,
    confirm_register,
    export_register,
    finish_register,
    match_units,
    move_head,
    settle_register,
    take_register,
)
from zhiben.domains.hazards.operations.reporting import (
    Photo,
    SelfSuspension,
    confirm_hazard,
    decline_hazard,
    report_hazard,
)
from zhiben.domains.hazards.operations.sameness import find_same, note_pictures, propose_same, refuse_same
from zhiben.domains.hazards.operations.settling import find_supervisors, follow_unit
from zhiben.domains.hazards.operations.treating import (
    FiveElements,
    ask_extension,
    file_treatment,
    own_acceptance,
    record_rectification,
    report_rectified,
)
from zhiben.domains.hazards.operations.visiting import note_clean_visit

__all__ = [
    "bring_lines",
    "confirm_register",
    "export_register",
    "finish_register",
    "match_units",
    "move_head",
    "settle_register",
    "take_register",
    "draw_look_back",
    "hand_over",
    "hold_listed",
    "look_back",
    "release_listed",
    "reopen",
    "take_back",
    "answer_case",
    "record_discussion",
    "regrade",
    "state_case",
    "accept_transfer",
    "assign",
    "countersign",
    "name_joint",
    "propose_transfer",
    "refuse_transfer",
    "urge",
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
    "find_same",
    "merge_hazards",
    "merge_pair",
    "note_clean_visit",
    "note_pictures",
    "refuse_same",
    "unmerge_hazard",
    "propose_same",
]
