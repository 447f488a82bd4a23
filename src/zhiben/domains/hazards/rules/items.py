"""Treatment in steps: sub-items with limits and acceptance of their own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.rules.facts import CaseFacts

sentence("HZ-093", N_("A sub-item's limit lies between today and the limit of the hazard."))
sentence("HZ-094", N_("Sub-items are added by the unit itself or by the responsible body."))
sentence("HZ-095", N_("Who acted for the unit in this hazard cannot accept its sub-items."))


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the rules may know of a sub-item."""

    today: date
    person_id: int
    unit_side: frozenset[int] = frozenset()
    judges: frozenset[int] = frozenset()
    at: datetime | None = None
    recorded_at: datetime | None = None
    last_at: datetime | None = None
    tolerance: timedelta = timedelta(0)


def hz093_within(limit: date, today: date, last: date | None) -> list[Finding]:
    """HZ-093: a step of the treatment ends before the whole. Source: the platform's own rule."""
    fits = limit >= today and (last is None or limit <= last)
    return [] if fits else [Finding("HZ-093", field="limit_day")]


def hz094_splits(facts: CaseFacts) -> list[Finding]:
    """HZ-094: who treats or supervises splits. Source: fire part of the province's plan, 19 (D)."""
    ours = facts.body_id is None or facts.body_id == facts.responsible_body
    return [] if ours else [Finding("HZ-094")]


def hz095_not_the_unit(facts: ItemFacts) -> list[Finding]:
    """HZ-095: the judge of a cure did not make it. Source: district annex 10 (D)."""
    return [Finding("HZ-095")] if facts.person_id in facts.unit_side else []


def hz018_no_judge(facts: ItemFacts) -> list[Finding]:
    """HZ-018: the judge of a cure does not make it, in any round. Source: district annex 10; coal part (D)."""
    return [Finding("HZ-018")] if facts.person_id in facts.judges else []
