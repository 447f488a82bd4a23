"""Grades and their basis."""

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.rules.facts import CaseFacts
from zhiben.domains.hazards.vocabulary import GRAVE, Grade

sentence("HZ-001", N_("A major hazard needs a stated basis."))


def hz001_basis(facts: CaseFacts) -> list[Finding]:
    """HZ-001: a hazard is major only with a stated basis. Source: product limits; criteria packs (D)."""
    if facts.grade in GRAVE and not facts.basis.strip():
        return [Finding("HZ-001", field="basis")]
    return []


sentence(
    "HZ-030",
    N_("A major fire hazard is graded after collective discussion or expert review: record it first."),
)
sentence("HZ-031", N_("A grade falls only by the level that raised it."))
sentence("HZ-041", N_("A statement of the unit is already waiting for an answer."))
sentence("HZ-042", N_("There is no statement of the unit to answer."))
sentence("HZ-043", N_("It has this grade already."))

_RANK = {Grade.UNGRADED: 0, Grade.GENERAL: 1, Grade.MAJOR: 2, Grade.MAJOR_FIRE: 2}


def hz030_discussed(facts: CaseFacts) -> list[Finding]:
    """HZ-030: major fire hazards are found collectively or by experts. Source: GB 35181, confirmation procedure (K)."""
    becomes = facts.grading and facts.grade == Grade.MAJOR_FIRE
    return [Finding("HZ-030", field="grade")] if becomes and not facts.discussed else []


def hz031_lowered(facts: CaseFacts) -> list[Finding]:
    """HZ-031: who raised a grade lowers it, on the same level. Source: the platform's own rule (P)."""
    falls = facts.was_grade is not None and _RANK[Grade(facts.grade)] < _RANK[Grade(facts.was_grade)]
    ours = facts.graded_by is None or facts.body_id == facts.graded_by or facts.is_level_of_grade
    return [Finding("HZ-031", field="grade")] if falls and not ours else []


def hz041_one_statement(facts: CaseFacts) -> list[Finding]:
    """HZ-041: one statement at a time. Source: the platform's own rule."""
    return [Finding("HZ-041")] if facts.statement_open else []


def hz042_statement_waits(facts: CaseFacts) -> list[Finding]:
    """HZ-042: an answer needs a statement. Source: the platform's own rule."""
    return [] if facts.statement_open else [Finding("HZ-042")]


def hz043_another(facts: CaseFacts) -> list[Finding]:
    """HZ-043: grading anew changes the grade. Source: the platform's own rule."""
    return [Finding("HZ-043", field="grade")] if facts.was_grade == facts.grade else []
