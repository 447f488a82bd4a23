"""When two hazards may be made one. Merging never makes figures look better."""

from dataclasses import dataclass

from zhiben.core.findings import N_, Finding, Rule, sentence
from zhiben.domains.hazards.vocabulary import Grade

sentence("HZ-070", N_("A hazard is merged into another one that is open."))
sentence(
    "HZ-071",
    N_(
        "Two hazards of one responsible body are merged by it where it supervises both; "
        "those of different bodies by the body that coordinates both."
    ),
)
sentence("HZ-072", N_("The graver grade stays: grade %(number)s up first, or keep the other one."))
sentence("HZ-073", N_("%(number)s is listed for oversight: it can only be the one that stays."))
sentence("HZ-074", N_("%(number)s is overdue and the other is not: keep the overdue one."))
sentence(
    "HZ-076", N_("%(number)s came by a tip: it ends in the other one, so that the unit learns nothing of it.")
)
sentence("HZ-075", N_("%(number)s was not merged into another hazard."))

_WEIGHT = {Grade.UNGRADED: 0, Grade.GENERAL: 1, Grade.MAJOR: 2, Grade.MAJOR_FIRE: 3}


@dataclass(frozen=True, slots=True)
class SameSide:
    """What the rules know of one of the two."""

    id: int
    number: str
    is_open: bool
    grade: str
    is_overdue: bool
    is_listed: bool
    is_merged: bool = False
    is_tip: bool = False


@dataclass(frozen=True, slots=True)
class SameFacts:
    """The one that stays, the one that ends in it, and whether the acting body may decide about both."""

    kept: SameSide
    ended: SameSide
    may_decide: bool


def hz070_two_open(facts: SameFacts) -> list[Finding]:
    """HZ-070: both are open, and they are two. Source: the platform's own rule."""
    well = facts.kept.id != facts.ended.id and facts.kept.is_open and facts.ended.is_open
    return [] if well else [Finding("HZ-070")]


def hz071_may_decide(facts: SameFacts) -> list[Finding]:
    """HZ-071: who answers for both decides on both. Source: the platform's own rule."""
    return [] if facts.may_decide else [Finding("HZ-071")]


def hz072_graver_stays(facts: SameFacts) -> list[Finding]:
    """HZ-072: no grade is lowered by merging. Source: no smaller figures by splitting or merging (the platform's)."""
    kept, ended = (_WEIGHT.get(Grade(side.grade), 0) for side in (facts.kept, facts.ended))
    return [Finding("HZ-072", {"number": facts.kept.number})] if ended > kept else []


def hz073_listed_stays(facts: SameFacts) -> list[Finding]:
    """HZ-073: the end of a listed case is its listing body's. Source: transport part 14 (D)."""
    return [Finding("HZ-073", {"number": facts.ended.number})] if facts.ended.is_listed else []


def hz074_overdue_stays(facts: SameFacts) -> list[Finding]:
    """HZ-074: nothing stops being overdue by merging. Source: the platform's own rule."""
    hidden = facts.ended.is_overdue and not facts.kept.is_overdue
    return [Finding("HZ-074", {"number": facts.ended.number})] if hidden else []


def hz076_tip_ends(facts: SameFacts) -> list[Finding]:
    """HZ-076: no case of the unit ends in one that came by a tip. Source: the reporter is kept from the unit (D)."""
    shown = facts.kept.is_tip and not facts.ended.is_tip
    return [Finding("HZ-076", {"number": facts.kept.number})] if shown else []


def hz075_was_merged(facts: SameFacts) -> list[Finding]:
    """HZ-075: only what was merged is taken apart. Source: the platform's own rule."""
    return [] if facts.ended.is_merged else [Finding("HZ-075", {"number": facts.ended.number})]


MERGE: tuple[Rule, ...] = (
    hz071_may_decide,
    hz070_two_open,
    hz072_graver_stays,
    hz073_listed_stays,
    hz074_overdue_stays,
    hz076_tip_ends,
)
UNMERGE: tuple[Rule, ...] = (hz071_may_decide, hz075_was_merged)
