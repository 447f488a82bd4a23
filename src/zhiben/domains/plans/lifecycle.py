"""The states of a share, of a monthly report and of a report due, as tables."""

from zhiben.core.lifecycle import Machine, Transition
from zhiben.domains.plans import rules
from zhiben.domains.plans.vocabulary import ENDED, DueState, ProgressState, ShareState

S = ShareState

SHARE = Machine(
    model_label="plans.Share",
    kind="share",
    ended=frozenset(ENDED),
    counted=False,
    transitions=(
        Transition("assign", (), S.ASSIGNED, "plans.assign"),
        Transition("assign_below", (), S.ASSIGNED, "plans.break_down"),
        Transition("leave_unnamed", (), S.UNNAMED, "plans.assign"),
        Transition("take_old", (), S.TO_CONFIRM, "plans.assign"),
        Transition(
            "name_lead",
            (S.UNNAMED, S.TO_CONFIRM),
            S.ASSIGNED,
            "plans.assign",
            rules=(rules.pl003_own_office,),
        ),
        Transition(
            "sign_for",
            (S.ASSIGNED,),
            S.RUNNING,
            "plans.sign_for",
            rules=(rules.pl001_own_share, rules.pl004_named, rules.pl013_members),
        ),
        Transition(
            "object",
            (S.ASSIGNED,),
            S.OBJECTED,
            "plans.sign_for",
            rules=(rules.pl001_own_share, rules.pl002_in_time, rules.pl015_not_decided),
            limit="plans.objection.within",
        ),
        Transition(
            "uphold", (S.OBJECTED,), S.ASSIGNED, "plans.decide_objection", rules=(rules.pl003_own_office,)
        ),
        Transition(
            "reassign",
            (S.OBJECTED, S.ASSIGNED),
            S.ASSIGNED,
            "plans.decide_objection",
            rules=(rules.pl003_own_office,),
        ),
        Transition(
            "release",
            (S.OBJECTED, S.UNNAMED, S.TO_CONFIRM),
            S.RELEASED,
            "plans.decide_objection",
            rules=(rules.pl003_own_office,),
        ),
        Transition("confirm_done", (S.TO_CONFIRM,), S.DONE, "plans.confirm_old"),
        Transition("confirm_running", (S.TO_CONFIRM,), S.RUNNING, "plans.confirm_old"),
        Transition(
            "complete",
            (S.RUNNING,),
            S.DONE,
            "plans.complete",
            rules=(rules.pl001_own_share, rules.pl011_result, rules.pl010_below_done),
        ),
    ),
)

P = ProgressState
PROGRESS = Machine(
    model_label="plans.Progress",
    kind="progress",
    ended=frozenset({P.REVIEWED}),
    counted=False,
    transitions=(
        Transition(
            "fill",
            (),
            P.FILLED,
            "plans.report_progress",
            rules=(rules.progress_own_body, rules.pl006_month, rules.pl007_something_said),
        ),
        Transition(
            "fill_again",
            (P.FILLED, P.RETURNED),
            P.FILLED,
            "plans.report_progress",
            rules=(rules.progress_own_body, rules.pl007_something_said),
        ),
        Transition(
            "review",
            (P.FILLED,),
            P.REVIEWED,
            "plans.review_progress",
            rules=(rules.progress_own_body, rules.pl005_two_persons),
        ),
        Transition(
            "return",
            (P.FILLED,),
            P.RETURNED,
            "plans.review_progress",
            rules=(rules.progress_own_body, rules.pl005_two_persons),
        ),
    ),
)

D = DueState
DUE = Machine(
    model_label="plans.ReportDue",
    kind="report_due",
    ended=frozenset({D.DELIVERED, D.WAIVED}),
    counted=False,
    transitions=(
        Transition("owe", (), D.DUE, "plans.assign_reports"),
        Transition(
            "write",
            (D.DUE, D.RETURNED),
            D.WRITTEN,
            "plans.write_report",
            rules=(rules.pl016_own_report, rules.pl019_something),
        ),
        Transition(
            "deliver",
            (D.DUE, D.RETURNED),
            D.DELIVERED,
            "plans.write_report",
            rules=(rules.pl016_own_report, rules.pl019_something),
        ),
        Transition(
            "check",
            (D.WRITTEN,),
            D.CHECKED,
            "plans.approve_report",
            rules=(rules.pl016_own_report, rules.pl018_another),
        ),
        Transition(
            "approve",
            (D.WRITTEN, D.CHECKED),
            D.DELIVERED,
            "plans.approve_report",
            rules=(rules.pl016_own_report, rules.pl018_another),
        ),
        Transition(
            "give_back",
            (D.WRITTEN, D.CHECKED),
            D.DUE,
            "plans.approve_report",
            rules=(rules.pl016_own_report, rules.pl020_reason),
        ),
        Transition(
            "send_back",
            (D.DELIVERED,),
            D.RETURNED,
            "plans.receive_report",
            rules=(rules.pl017_own_office, rules.pl020_reason, rules.pl022_again),
        ),
        Transition(
            "waive",
            (D.DUE, D.RETURNED),
            D.WAIVED,
            "plans.receive_report",
            rules=(rules.pl017_own_office, rules.pl020_reason),
        ),
        Transition("lapse", (D.DUE,), D.WAIVED, "plans.assign_reports"),
        Transition("owe_again", (D.WAIVED,), D.DUE, "plans.assign_reports"),
    ),
)
