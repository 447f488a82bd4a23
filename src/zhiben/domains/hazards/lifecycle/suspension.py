"""The states of a suspension: standing, resumption under way, lifted."""

from zhiben.core.lifecycle import Machine, Transition
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle.shared import MOMENT, SUPERVISE
from zhiben.domains.hazards.vocabulary import Step
from zhiben.domains.hazards.vocabulary.suspension import SUSPENSION_LABELS, SuspensionState

S = SuspensionState
UNDER_WAY = (S.ASKED, S.ACCEPTED, S.SIGNED, S.CONSENTED)
_ACCEPT = (*MOMENT, rules.hz086_not_the_unit, rules.hz085_accept, rules.hz087_two_persons)
_SIGN = (*MOMENT, rules.hz086_not_the_unit, rules.hz085_sign)
_CONSENT = (*MOMENT, rules.hz086_not_the_unit, rules.hz085_consent, rules.hz088_consents)
_APPROVE = (*MOMENT, rules.hz086_not_the_unit, rules.hz085_approve)
_DECIDE, _SIGNS, _APPROVES = (
    "hazards.decide_resumption",
    "hazards.sign_resumption",
    "hazards.approve_resumption",
)

SUSPENSION = Machine(
    model_label="hazards.Suspension",
    kind="suspension",
    ended=frozenset({S.LIFTED}),
    labels=SUSPENSION_LABELS,
    counted=False,
    transitions=(
        Transition("suspend_own", (), S.STANDING, "hazards.treat"),
        Transition(
            Step.SUSPEND,
            (),
            S.STANDING,
            "hazards.suspend",
            power=SUPERVISE,
            rules=(rules.hz083_may_order, rules.hz084_grounds, rules.hz090_end_after_begin),
        ),
        Transition(
            Step.LIFT_SUSPENSION,
            (S.STANDING,),
            S.LIFTED,
            "hazards.treat",
            rules=(*MOMENT, rules.hz080_own, rules.hz081_alone, rules.hz082_own_accepted),
        ),
        Transition(
            Step.ASK_RESUMPTION,
            (S.STANDING,),
            S.ASKED,
            "hazards.ask_resumption",
            rules=(*MOMENT, rules.hz099_ordered, rules.hz082_own_accepted),
        ),
        Transition(Step.ACCEPT_RESUMPTION, UNDER_WAY, None, _DECIDE, power=SUPERVISE, rules=_ACCEPT),
        Transition("accept_last", UNDER_WAY, S.ACCEPTED, _DECIDE, power=SUPERVISE, rules=_ACCEPT),
        Transition("accept_lift", UNDER_WAY, S.LIFTED, _DECIDE, power=SUPERVISE, rules=_ACCEPT),
        Transition(Step.SIGN_RESUMPTION, UNDER_WAY, S.SIGNED, _SIGNS, power=SUPERVISE, rules=_SIGN),
        Transition("sign_lift", UNDER_WAY, S.LIFTED, _SIGNS, power=SUPERVISE, rules=_SIGN),
        Transition(Step.CONSENT_RESUMPTION, UNDER_WAY, S.CONSENTED, _DECIDE, rules=_CONSENT),
        Transition("consent_lift", UNDER_WAY, S.LIFTED, _DECIDE, rules=_CONSENT),
        Transition(Step.APPROVE_RESUMPTION, UNDER_WAY, S.LIFTED, _APPROVES, rules=_APPROVE),
        Transition(
            Step.REFUSE_RESUMPTION,
            UNDER_WAY,
            S.STANDING,
            _DECIDE,
            power=SUPERVISE,
            rules=(*MOMENT, rules.hz086_not_the_unit),
        ),
        Transition("refuse_consent", UNDER_WAY, S.STANDING, _DECIDE, rules=_CONSENT),
        Transition("refuse_approval", UNDER_WAY, S.STANDING, _APPROVES, rules=_APPROVE),
        Transition(
            Step.REVOKE_SUSPENSION,
            (S.STANDING, *UNDER_WAY),
            S.LIFTED,
            "hazards.suspend",
            rules=(*MOMENT, rules.hz089_revokes),
        ),
    ),
)
