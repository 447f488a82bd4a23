"""The cure by the unit."""

from collections.abc import Mapping

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.rules.facts import CaseFacts
from zhiben.domains.hazards.vocabulary import GRAVE, Grade, Side
from zhiben.domains.hazards.vocabulary.treatment import PLAN_PART_LABELS

sentence("HZ-003", N_("The plan of treatment still lacks: %(missing)s."))


sentence("HZ-004", N_("Own acceptance is made by another person of the unit than the one who rectified."))


sentence("HZ-010", N_("File the plan of treatment first."))


sentence("HZ-012", N_("Record the rectification of this round first."))


sentence("HZ-013", N_("The unit's own acceptance of this round is missing."))


sentence("HZ-018", N_("Who accepted or reviewed this hazard does not act for the unit in it."))


sentence(
    "HZ-019",
    N_("You made the unit's own acceptance of this round; another person records the rectification."),
)


def hz003_five_elements(parts: Mapping[str, str], required: tuple[str, ...]) -> list[Finding]:
    """HZ-003: the plan has every required part. Source: packs, hazards.treatment.parts (Order 16, 第15条, K)."""
    missing = [part for part in required if not parts.get(part, "").strip()]
    names = [PLAN_PART_LABELS.get(part, part) for part in missing]
    return [Finding("HZ-003", {"missing": names}, missing[0])] if missing else []


def hz004_other_person(facts: CaseFacts) -> list[Finding]:
    """HZ-004: own acceptance by another person, where the unit has one. Source: sub-district annex 2 (三)3 (D)."""
    others = facts.unit_persons - facts.rectified_by
    if facts.person_id in facts.rectified_by and others:
        return [Finding("HZ-004")]
    return []


def hz010_planned(facts: CaseFacts) -> list[Finding]:
    """HZ-010: a major hazard is rectified by a filed plan. Source: Order 16 of 2008, 第15条 (D K)."""
    return [Finding("HZ-010")] if facts.grade in GRAVE and not facts.planned else []


def hz012_rectified(facts: CaseFacts) -> list[Finding]:
    """HZ-012: nothing is accepted that was not rectified in this round. Source: the platform's own rule."""
    return [] if facts.rectified_by else [Finding("HZ-012")]


def hz013_own_accepted(facts: CaseFacts) -> list[Finding]:
    """HZ-013: the unit accepts before it reports (general ones under an order apart). Source: annex 2 (三)3 (D)."""
    is_short = facts.grade == Grade.GENERAL and facts.ordered
    return [] if facts.own_accepted_by or is_short else [Finding("HZ-013")]


def hz018_unit_only(facts: CaseFacts) -> list[Finding]:
    """HZ-018: the judge of a cure does not make it, in any round. Source: district annex 10; coal part (D)."""
    judged = facts.sides.get(facts.person_id) in (Side.ACCEPTOR, Side.REVIEWER)
    return [Finding("HZ-018")] if judged else []


def hz019_own_acceptor(facts: CaseFacts) -> list[Finding]:
    """HZ-019: HZ-004 seen from the other end, where the unit has others. Source: sub-district annex 2 (三)3 (D)."""
    others = facts.unit_persons - facts.own_accepted_by
    return [Finding("HZ-019")] if facts.person_id in facts.own_accepted_by and others else []


sentence("HZ-035", N_("Sub-items still open: %(count)s. Each is put right and accepted first."))


def hz035_items_done(facts: CaseFacts) -> list[Finding]:
    """HZ-035: treatment in steps is done when every step is. Source: fire part of the province's plan, 19 (D)."""
    return [Finding("HZ-035", {"count": facts.items_open})] if facts.items_open else []
