"""Interim measures, money, follow-up, and the reason for being overdue."""

from datetime import date

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.rules.facts import CaseFacts

sentence("HZ-096", N_("An interim measure runs until today or later."))
sentence("HZ-097", N_("Money is recorded on the day it was spent, not ahead."))
sentence("HZ-098", N_("It is not overdue: there is nothing to explain."))


def hz096_runs(until: date, today: date) -> list[Finding]:
    """HZ-096: what has expired protects nobody. Source: the platform's own rule."""
    return [Finding("HZ-096", field="until")] if until < today else []


def hz097_spent(day: date, today: date) -> list[Finding]:
    """HZ-097: planned is not spent. Source: the platform's own rule."""
    return [Finding("HZ-097", field="day")] if day > today else []


def hz098_overdue(facts: CaseFacts) -> list[Finding]:
    """HZ-098: only what is overdue is explained. Source: the platform's own rule."""
    return [] if facts.limit_day is not None and facts.limit_day < facts.today else [Finding("HZ-098")]
