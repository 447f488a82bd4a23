"""The short life of general hazards."""

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.rules.facts import CaseFacts
from zhiben.domains.hazards.vocabulary import Channel, Grade

sentence("HZ-050", N_("This is not a hazard the unit keeps to itself."))
sentence("HZ-051", N_("Record first that it was put right."))
sentence("HZ-052", N_("Another person of the unit than the one who put it right closes it."))
sentence("HZ-053", N_("The unit closes this hazard itself; report it to the supervisor first."))
sentence(
    "HZ-054",
    N_("The unit found this hazard itself: guidance with a limit, no order, while it keeps its promise."),
)
sentence("HZ-055", N_("Whoever dissuaded looks once more: another body has this one."))
sentence("HZ-104", N_("It was put right already; it is checked and closed next."))
sentence(
    "HZ-056",
    N_("Re-inspection ends general hazards under an order of law; this one is accepted and reviewed."),
)
sentence("HZ-057", N_("This general hazard under an order of law is ended by re-inspection."))


def _is_short(facts: CaseFacts) -> bool:
    return facts.grade == Grade.GENERAL and facts.ordered


def hz050_internal(facts: CaseFacts) -> list[Finding]:
    """HZ-050: a short life inside the unit is for what it keeps to itself. Source: domain practice (K)."""
    return [] if facts.internal else [Finding("HZ-050")]


def hz051_put_right(facts: CaseFacts) -> list[Finding]:
    """HZ-051: nothing is closed that was not put right. Source: the platform's own rule."""
    return [] if facts.fixed_by else [Finding("HZ-051")]


def hz104_once(facts: CaseFacts) -> list[Finding]:
    """HZ-104: what was put right inside waits for its check. Source: the platform's own rule."""
    return [Finding("HZ-104")] if facts.fixed_by else []


def hz052_another(facts: CaseFacts) -> list[Finding]:
    """HZ-052: closed by another person, where the unit has one. Source: the platform's own rule."""
    others = facts.unit_persons - facts.fixed_by
    return [Finding("HZ-052")] if facts.person_id in facts.fixed_by and others else []


def hz053_not_internal(facts: CaseFacts) -> list[Finding]:
    """HZ-053: what the unit keeps to itself has no supervisor's procedure. Source: domain practice (K)."""
    return [Finding("HZ-053")] if facts.internal else []


def hz054_no_order(facts: CaseFacts) -> list[Finding]:
    """HZ-054: finding oneself must pay. Source: product limits; district plan (D)."""
    return (
        [Finding("HZ-054", field="ordered")]
        if facts.ordering and facts.channel == Channel.SELF_REPORT
        else []
    )


def hz055_same_body(facts: CaseFacts) -> list[Finding]:
    """HZ-055: who dissuaded looks once more. Source: fire part of the province's plan, 12 (D K)."""
    return (
        [] if facts.body_id is not None and facts.body_id == facts.responsible_body else [Finding("HZ-055")]
    )


def hz056_under_order(facts: CaseFacts) -> list[Finding]:
    """HZ-056: re-inspection is the end of an order. Source: domain practice (K)."""
    return [] if _is_short(facts) else [Finding("HZ-056")]


def hz057_long_life(facts: CaseFacts) -> list[Finding]:
    """HZ-057: a general hazard under an order needs no third person. Source: domain practice (K)."""
    return [Finding("HZ-057")] if _is_short(facts) else []
