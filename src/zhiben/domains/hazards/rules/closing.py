"""Who judges the cure."""

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.rules.facts import CaseFacts
from zhiben.domains.hazards.vocabulary import Side

sentence("HZ-005", N_("Who rectified or reported it rectified can neither accept on site nor review."))


sentence("HZ-006", N_("You have already accepted this round; the other acceptor must be another person."))


sentence("HZ-007", N_("The reviewer is a third person: who accepted on site cannot review."))


sentence("HZ-014", N_("Who reviewed an earlier round cannot accept on site."))


def hz005_unit_side(facts: CaseFacts) -> list[Finding]:
    """HZ-005: finder of the cure is not its judge. Source: district annex 10; coal part (D)."""
    return [Finding("HZ-005")] if facts.sides.get(facts.person_id) == Side.UNIT else []


def hz006_two_persons(facts: CaseFacts) -> list[Finding]:
    """HZ-006: the acceptors of a round are different persons. Source: packs, hazards.acceptance.officers."""
    return [Finding("HZ-006")] if facts.person_id in facts.accepted_by else []


def hz007_third_person(facts: CaseFacts) -> list[Finding]:
    """HZ-007: the reviewer accepted in no round. Source: district annex 10 (D)."""
    return [Finding("HZ-007")] if facts.sides.get(facts.person_id) == Side.ACCEPTOR else []


def hz014_not_reviewer(facts: CaseFacts) -> list[Finding]:
    """HZ-014: a reviewer of an earlier round accepts nothing here. Source: district annex 10 (D)."""
    return [Finding("HZ-014")] if facts.sides.get(facts.person_id) == Side.REVIEWER else []
