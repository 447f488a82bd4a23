"""Steps of the timeline, sides of persons, and the words for them."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Side(StrEnum):
    """On which side a person stands in one hazard; a person stands on one side only."""

    UNIT = "unit"
    ACCEPTOR = "acceptor"
    REVIEWER = "reviewer"
    FINDER = "finder"


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
    RECORD_OWN = "record_own"
    FIX_OWN = "fix_own"
    CLOSE_OWN = "close_own"
    RAISE_OWN = "raise_own"
    DISSUADE = "dissuade"
    LOOK_AGAIN = "look_again"
    TAKE_UP = "take_up"
    REINSPECT = "reinspect"
    URGE = "urge"
    ASK_TRANSFER = "ask_transfer"
    ACCEPT_TRANSFER = "accept_transfer"
    REFUSE_TRANSFER = "refuse_transfer"
    ASSIGN = "assign"
    JOIN = "join"
    COUNTERSIGN = "countersign"
    DISCUSS = "discuss"
    STATE_CASE = "state_case"
    ANSWER_CASE = "answer_case"
    REGRADE = "regrade"
    ADD_ITEM = "add_item"
    ITEM_RECTIFIED = "item_rectified"
    ITEM_ACCEPTED = "item_accepted"
    ITEM_SENT_BACK = "item_sent_back"
    SUSPEND = "suspend"
    ASK_RESUMPTION = "ask_resumption"
    ACCEPT_RESUMPTION = "accept_resumption"
    SIGN_RESUMPTION = "sign_resumption"
    CONSENT_RESUMPTION = "consent_resumption"
    APPROVE_RESUMPTION = "approve_resumption"
    REFUSE_RESUMPTION = "refuse_resumption"
    POST_NOTICE = "post_notice"
    LIFT_SUSPENSION = "lift_suspension"
    REVOKE_SUSPENSION = "revoke_suspension"
    SERVE_SUSPENSION = "serve_suspension"
    INTERIM = "interim"
    END_INTERIM = "end_interim"
    FOLLOW_UP = "follow_up"
    SPEND = "spend"
    OVERDUE_REASON = "overdue_reason"
    HAND_OVER = "hand_over"
    TAKE_BACK = "take_back"
    MERGE = "merge"
    UNMERGE = "unmerge"
    LIST = "list"
    DELIST = "delist"
    LOOK_BACK = "look_back"
    REOPEN = "reopen"
    DOUBLE_REPORT = "double_report"


SIGNED_BY_UNIT = (
    Step.RECTIFY,
    Step.OWN_ACCEPT,
    Step.REPORT_RECTIFIED,
    Step.FIX_OWN,
    Step.CLOSE_OWN,
    Step.ITEM_RECTIFIED,
    Step.ASK_RESUMPTION,
    Step.LIFT_SUSPENSION,
)


SIDE_OF_STEP: dict[str, str] = {
    Step.RECTIFY: Side.UNIT,
    Step.OWN_ACCEPT: Side.UNIT,
    Step.REPORT_RECTIFIED: Side.UNIT,
    Step.ACCEPT: Side.ACCEPTOR,
    Step.REVIEW: Side.REVIEWER,
    Step.ITEM_RECTIFIED: Side.UNIT,
    Step.ASK_RESUMPTION: Side.UNIT,
    Step.LIFT_SUSPENSION: Side.UNIT,
    Step.FIX_OWN: Side.UNIT,
    Step.CLOSE_OWN: Side.UNIT,
    Step.REINSPECT: Side.ACCEPTOR,
    Step.COUNTERSIGN: Side.FINDER,
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
    Step.RECORD_OWN: _("Recorded by the unit itself"),
    Step.FIX_OWN: _("Put right by the unit"),
    Step.CLOSE_OWN: _("Closed inside the unit"),
    Step.RAISE_OWN: _("Reported to the supervisor after all"),
    Step.DISSUADE: _("Dissuaded on the spot"),
    Step.LOOK_AGAIN: _("Looked at once more"),
    Step.TAKE_UP: _("Taken up by the supervisor"),
    Step.REINSPECT: _("Re-inspected"),
    Step.URGE: _("Urged"),
    Step.ASK_TRANSFER: _("Transfer proposed"),
    Step.ACCEPT_TRANSFER: _("Transfer accepted"),
    Step.REFUSE_TRANSFER: _("Transfer refused"),
    Step.ASSIGN: _("Assigned"),
    Step.JOIN: _("Joint body named"),
    Step.COUNTERSIGN: _("Countersigned by the finder"),
    Step.DISCUSS: _("Collective discussion or expert review"),
    Step.STATE_CASE: _("The unit stated its case"),
    Step.ANSWER_CASE: _("The unit's statement answered"),
    Step.REGRADE: _("Graded anew"),
    Step.ADD_ITEM: _("Sub-item added"),
    Step.ITEM_RECTIFIED: _("Sub-item put right"),
    Step.ITEM_ACCEPTED: _("Sub-item accepted"),
    Step.ITEM_SENT_BACK: _("Sub-item sent back"),
    Step.SUSPEND: _("Suspended"),
    Step.ASK_RESUMPTION: _("Resumption applied for"),
    Step.ACCEPT_RESUMPTION: _("Resumption accepted on site"),
    Step.SIGN_RESUMPTION: _("Resumption signed"),
    Step.CONSENT_RESUMPTION: _("Resumption consented to"),
    Step.APPROVE_RESUMPTION: _("Resumption approved"),
    Step.REFUSE_RESUMPTION: _("Resumption refused"),
    Step.POST_NOTICE: _("Public notice posted"),
    Step.LIFT_SUSPENSION: _("Suspension lifted by the unit itself"),
    Step.REVOKE_SUSPENSION: _("Suspension revoked"),
    Step.SERVE_SUSPENSION: _("Decision of suspension served"),
    Step.INTERIM: _("Interim measure set"),
    Step.END_INTERIM: _("Interim measure ended"),
    Step.FOLLOW_UP: _("Progress of treatment"),
    Step.SPEND: _("Funds spent"),
    Step.OVERDUE_REASON: _("Reason for being overdue"),
    Step.HAND_OVER: _("Handed over"),
    Step.TAKE_BACK: _("Taken back"),
    Step.MERGE: _("Merged"),
    Step.UNMERGE: _("Unmerged"),
    Step.LIST: _("Listed for oversight"),
    Step.DELIST: _("Delisted"),
    Step.LOOK_BACK: _("Look-back: sound"),
    Step.REOPEN: _("Reopened"),
    Step.DOUBLE_REPORT: _("Double report"),
}


OPERATION_LABELS: dict[str, Promise] = {
    "hazards.take_register": _("Register handed in"),
    "hazards.settle_register": _("Reading of a register settled"),
    "hazards.confirm_register": _("Register confirmed"),
    "hazards.bring_register": _("Brought in from a register"),
    "hazards.finish_register": _("Register brought in"),
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
    "hazards.record_own": STEP_LABELS[Step.RECORD_OWN],
    "hazards.fix_own": STEP_LABELS[Step.FIX_OWN],
    "hazards.close_own": STEP_LABELS[Step.CLOSE_OWN],
    "hazards.raise_own": STEP_LABELS[Step.RAISE_OWN],
    "hazards.dissuade": STEP_LABELS[Step.DISSUADE],
    "hazards.look_again": STEP_LABELS[Step.LOOK_AGAIN],
    "hazards.take_up": STEP_LABELS[Step.TAKE_UP],
    "hazards.reinspect": STEP_LABELS[Step.REINSPECT],
    "hazards.urge": STEP_LABELS[Step.URGE],
    "hazards.ask_transfer": STEP_LABELS[Step.ASK_TRANSFER],
    "hazards.accept_transfer": STEP_LABELS[Step.ACCEPT_TRANSFER],
    "hazards.refuse_transfer": STEP_LABELS[Step.REFUSE_TRANSFER],
    "hazards.assign": STEP_LABELS[Step.ASSIGN],
    "hazards.join": STEP_LABELS[Step.JOIN],
    "hazards.countersign": STEP_LABELS[Step.COUNTERSIGN],
    "hazards.discuss": STEP_LABELS[Step.DISCUSS],
    "hazards.state_case": STEP_LABELS[Step.STATE_CASE],
    "hazards.answer_case": STEP_LABELS[Step.ANSWER_CASE],
    "hazards.regrade": STEP_LABELS[Step.REGRADE],
    "hazards.add_item": STEP_LABELS[Step.ADD_ITEM],
    "hazards.item_rectified": STEP_LABELS[Step.ITEM_RECTIFIED],
    "hazards.item_accepted": STEP_LABELS[Step.ITEM_ACCEPTED],
    "hazards.suspend": STEP_LABELS[Step.SUSPEND],
    "hazards.suspend_own": STEP_LABELS[Step.SELF_SUSPEND],
    "hazards.ask_resumption": STEP_LABELS[Step.ASK_RESUMPTION],
    "hazards.accept_resumption": STEP_LABELS[Step.ACCEPT_RESUMPTION],
    "hazards.sign_resumption": STEP_LABELS[Step.SIGN_RESUMPTION],
    "hazards.consent_resumption": STEP_LABELS[Step.CONSENT_RESUMPTION],
    "hazards.lift_suspension": STEP_LABELS[Step.LIFT_SUSPENSION],
    "hazards.revoke_suspension": STEP_LABELS[Step.REVOKE_SUSPENSION],
    "hazards.serve_suspension": STEP_LABELS[Step.SERVE_SUSPENSION],
    "hazards.item_sent_back": STEP_LABELS[Step.ITEM_SENT_BACK],
    "hazards.approve_resumption": STEP_LABELS[Step.APPROVE_RESUMPTION],
    "hazards.refuse_resumption": STEP_LABELS[Step.REFUSE_RESUMPTION],
    "hazards.post_notice": STEP_LABELS[Step.POST_NOTICE],
    "hazards.interim": STEP_LABELS[Step.INTERIM],
    "hazards.end_interim": STEP_LABELS[Step.END_INTERIM],
    "hazards.follow_up": STEP_LABELS[Step.FOLLOW_UP],
    "hazards.spend": STEP_LABELS[Step.SPEND],
    "hazards.overdue_reason": STEP_LABELS[Step.OVERDUE_REASON],
    "hazards.hand_over": STEP_LABELS[Step.HAND_OVER],
    "hazards.take_back": STEP_LABELS[Step.TAKE_BACK],
    "hazards.merge": STEP_LABELS[Step.MERGE],
    "hazards.unmerge": STEP_LABELS[Step.UNMERGE],
    "hazards.list": STEP_LABELS[Step.LIST],
    "hazards.delist": STEP_LABELS[Step.DELIST],
    "hazards.look_back": STEP_LABELS[Step.LOOK_BACK],
    "hazards.reopen": STEP_LABELS[Step.REOPEN],
    "hazards.double_report": STEP_LABELS[Step.DOUBLE_REPORT],
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
    Step.RECORD_OWN: _("Record"),
    Step.FIX_OWN: _("Put right"),
    Step.CLOSE_OWN: _("Close inside the unit"),
    Step.RAISE_OWN: _("Report it to the supervisor after all"),
    Step.DISSUADE: _("Dissuade on the spot"),
    Step.LOOK_AGAIN: _("Look once more"),
    "look_again_well": _("Look once more"),
    Step.TAKE_UP: _("Take up"),
    Step.REINSPECT: _("Re-inspect and sign"),
    Step.URGE: _("Urge"),
    Step.ASK_TRANSFER: _("Propose a transfer"),
    Step.ACCEPT_TRANSFER: _("Accept the transfer"),
    Step.REFUSE_TRANSFER: _("Refuse the transfer"),
    Step.ASSIGN: _("Assign to a body"),
    Step.JOIN: _("Name a joint body"),
    Step.COUNTERSIGN: _("Countersign as finder"),
    Step.DISCUSS: _("Record the discussion or expert review"),
    Step.STATE_CASE: _("State our case"),
    Step.ANSWER_CASE: _("Answer the unit's statement"),
    Step.REGRADE: _("Grade anew"),
    Step.ADD_ITEM: _("Add a sub-item"),
    Step.ITEM_RECTIFIED: _("Report a sub-item put right"),
    Step.ITEM_ACCEPTED: _("Accept a sub-item"),
    Step.ITEM_SENT_BACK: _("Send a sub-item back"),
    Step.SUSPEND: _("Suspend"),
    Step.ASK_RESUMPTION: _("Apply for resumption"),
    Step.ACCEPT_RESUMPTION: _("Accept resumption on site"),
    Step.SIGN_RESUMPTION: _("Sign the resumption"),
    Step.CONSENT_RESUMPTION: _("Consent to the resumption"),
    Step.LIFT_SUSPENSION: _("Lift the own suspension"),
    Step.REVOKE_SUSPENSION: _("Revoke the suspension"),
    Step.SERVE_SUSPENSION: _("Serve the decision"),
    Step.APPROVE_RESUMPTION: _("Approve the resumption"),
    Step.REFUSE_RESUMPTION: _("Refuse the resumption"),
    Step.POST_NOTICE: _("Record the posting of a public notice"),
    Step.INTERIM: _("Set an interim measure"),
    Step.END_INTERIM: _("End the interim measure"),
    Step.FOLLOW_UP: _("Record progress"),
    Step.SPEND: _("Record funds spent"),
    Step.OVERDUE_REASON: _("Explain why it is overdue"),
    Step.HAND_OVER: _("Hand over"),
    Step.TAKE_BACK: _("Take back"),
    Step.MERGE: _("Merge"),
    Step.UNMERGE: _("Unmerge"),
    Step.LIST: _("List for oversight"),
    Step.DELIST: _("Delist"),
    Step.LOOK_BACK: _("Record the look-back"),
    Step.REOPEN: _("Reopen"),
    Step.DOUBLE_REPORT: _("Make the double report"),
}
