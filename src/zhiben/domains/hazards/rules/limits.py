"""Limits and extensions."""

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.rules.facts import CaseFacts

sentence("HZ-002", N_("The limit %(limit)s lies before today."))


sentence("HZ-008", N_("An extension is asked for before the limit expires (%(limit)s)."))


sentence("HZ-009", N_("An extension is decided by the body that set the limit."))


sentence("HZ-015", N_("There is no extension waiting for a decision."))


sentence("HZ-016", N_("An extension is already waiting for a decision."))


sentence("HZ-017", N_("The new limit must lie after the present one (%(limit)s)."))


def hz002_limit(facts: CaseFacts) -> list[Finding]:
    """HZ-002: a limit is not set in the past. Source: the platform's own rule."""
    if facts.new_limit is not None and facts.new_limit < facts.today:
        return [Finding("HZ-002", {"limit": facts.new_limit.isoformat()}, "limit")]
    return []


def hz008_in_time(facts: CaseFacts) -> list[Finding]:
    """HZ-008: an extension is asked for before expiry. Source: practice (K)."""
    if facts.limit_day is not None and facts.today > facts.limit_day:
        return [Finding("HZ-008", {"limit": facts.limit_day.isoformat()})]
    return []


def hz009_same_body(facts: CaseFacts) -> list[Finding]:
    """HZ-009: whoever set the limit decides on it. Source: practice (K)."""
    decider = facts.limit_by or facts.responsible_body
    return [Finding("HZ-009")] if facts.body_id != decider else []


def hz015_extension_waits(facts: CaseFacts) -> list[Finding]:
    """HZ-015: there must be something to decide. Source: the platform's own rule."""
    return [] if facts.extension_open else [Finding("HZ-015")]


def hz016_one_extension(facts: CaseFacts) -> list[Finding]:
    """HZ-016: one request at a time. Source: the platform's own rule."""
    return [Finding("HZ-016")] if facts.extension_open else []


def hz017_later(facts: CaseFacts) -> list[Finding]:
    """HZ-017: an extension moves the limit back. Source: the platform's own rule."""
    if facts.new_limit is not None and facts.limit_day is not None and facts.new_limit <= facts.limit_day:
        return [Finding("HZ-017", {"limit": facts.limit_day.isoformat()}, "until")]
    return []
