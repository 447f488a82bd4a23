"""Whether a step of a case is the actor's to take now."""

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, RuleBroken
from zhiben.core.findings import Finding
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.queries.cases import HazardCase


def demand_open_to(actor: Actor, case: HazardCase, name: str) -> None:
    """Forbidden where a step is not the actor's to take, RuleBroken where it is not the time for it."""
    permission = HAZARD.get(name).permission
    if not actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}), code="no-permission")
    findings = [finding for action in case.actions if action.name == name for finding in action.findings]
    if findings:
        is_others = any(finding.code in ("no-power", "held-elsewhere") for finding in findings)
        raise (Forbidden if is_others else RuleBroken)(*findings)
