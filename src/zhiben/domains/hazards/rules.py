"""Rules of the hazard procedure: pure, each with a code. The numbers they use come from packs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.vocabulary import ELEMENT_LABELS, Grade, Side

sentence("HZ-001", N_("A major hazard needs a stated basis."))
sentence("HZ-002", N_("The limit %(limit)s lies before today."))
sentence("HZ-003", N_("The plan of treatment still lacks: %(missing)s."))
sentence("HZ-004", N_("Own acceptance is made by another person of the unit than the one who rectified."))
sentence("HZ-005", N_("Who rectified or reported it rectified can neither accept on site nor review."))
sentence("HZ-006", N_("You have already accepted this round; the other acceptor must be another person."))
sentence("HZ-007", N_("The reviewer is a third person: who accepted on site cannot review."))
sentence("HZ-008", N_("An extension is asked for before the limit expires (%(limit)s)."))
sentence("HZ-009", N_("An extension is decided by the body that set the limit."))
sentence("HZ-010", N_("File the plan of treatment first."))
sentence("HZ-011", N_("The day found cannot lie in the future, nor more than %(days)s days back."))
sentence("HZ-012", N_("Record the rectification of this round first."))
sentence("HZ-013", N_("The unit's own acceptance of this round is missing."))
sentence("HZ-014", N_("Who reviewed an earlier round cannot accept on site."))
sentence("HZ-015", N_("There is no extension waiting for a decision."))
sentence("HZ-016", N_("An extension is already waiting for a decision."))
sentence("HZ-017", N_("The new limit must lie after the present one (%(limit)s)."))
sentence("HZ-018", N_("Who accepted or reviewed this hazard does not act for the unit in it."))
sentence(
    "HZ-019",
    N_("You made the unit's own acceptance of this round; another person records the rectification."),
)
sentence("HZ-024", N_("This moment lies in the future. Check the clock of the device."))
sentence("HZ-025", N_("This cannot have happened before the last step on this hazard (%(day)s)."))
sentence("HZ-026", N_("The moment since when the area is stopped lies in the future."))


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the rules may know of a hazard when somebody acts on it. `sides`: person id -> side."""

    today: date
    person_id: int
    body_id: int | None = None
    limit_day: date | None = None
    responsible_body: int | None = None
    sides: Mapping[int, str] = field(default_factory=dict)
    accepted_by: frozenset[int] = frozenset()
    rectified_by: frozenset[int] = frozenset()
    own_accepted_by: frozenset[int] = frozenset()
    unit_persons: frozenset[int] = frozenset()
    planned: bool = False
    extension_open: bool = False
    grade: str = Grade.UNGRADED
    basis: str = ""
    new_limit: date | None = None
    at: datetime | None = None
    recorded_at: datetime | None = None
    last_at: datetime | None = None
    tolerance: timedelta = timedelta(0)


def hz001_basis(facts: CaseFacts) -> list[Finding]:
    """HZ-001: a hazard is major only with a stated basis. Source: product limits; criteria packs (D)."""
    if facts.grade == Grade.MAJOR and not facts.basis.strip():
        return [Finding("HZ-001", field="basis")]
    return []


def hz002_limit(facts: CaseFacts) -> list[Finding]:
    """HZ-002: a limit is not set in the past. Source: the platform's own rule."""
    if facts.new_limit is not None and facts.new_limit < facts.today:
        return [Finding("HZ-002", {"limit": facts.new_limit.isoformat()}, "limit")]
    return []


def hz004_other_person(facts: CaseFacts) -> list[Finding]:
    """HZ-004: own acceptance by another person, where the unit has one. Source: sub-district annex 2 (三)3 (D)."""
    others = facts.unit_persons - facts.rectified_by
    if facts.person_id in facts.rectified_by and others:
        return [Finding("HZ-004")]
    return []


def hz005_unit_side(facts: CaseFacts) -> list[Finding]:
    """HZ-005: finder of the cure is not its judge. Source: district annex 10; coal part (D)."""
    return [Finding("HZ-005")] if facts.sides.get(facts.person_id) == Side.UNIT else []


def hz006_two_persons(facts: CaseFacts) -> list[Finding]:
    """HZ-006: the acceptors of a round are different persons. Source: packs, hazards.acceptance.officers."""
    return [Finding("HZ-006")] if facts.person_id in facts.accepted_by else []


def hz007_third_person(facts: CaseFacts) -> list[Finding]:
    """HZ-007: the reviewer accepted in no round. Source: district annex 10 (D)."""
    return [Finding("HZ-007")] if facts.sides.get(facts.person_id) == Side.ACCEPTOR else []


def hz008_in_time(facts: CaseFacts) -> list[Finding]:
    """HZ-008: an extension is asked for before expiry. Source: practice (K)."""
    if facts.limit_day is not None and facts.today > facts.limit_day:
        return [Finding("HZ-008", {"limit": facts.limit_day.isoformat()})]
    return []


def hz009_same_body(facts: CaseFacts) -> list[Finding]:
    """HZ-009: whoever set the limit decides on it. Source: practice (K)."""
    return [Finding("HZ-009")] if facts.body_id != facts.responsible_body else []


def hz010_planned(facts: CaseFacts) -> list[Finding]:
    """HZ-010: a major hazard is rectified by a filed plan. Source: Order 16 of 2008, 第15条 (D K)."""
    return [Finding("HZ-010")] if facts.grade == Grade.MAJOR and not facts.planned else []


def hz012_rectified(facts: CaseFacts) -> list[Finding]:
    """HZ-012: nothing is accepted that was not rectified in this round. Source: the platform's own rule."""
    return [] if facts.rectified_by else [Finding("HZ-012")]


def hz013_own_accepted(facts: CaseFacts) -> list[Finding]:
    """HZ-013: the unit accepts before it reports. Source: sub-district annex 2 (三)3 (D)."""
    return [] if facts.own_accepted_by else [Finding("HZ-013")]


def hz014_not_reviewer(facts: CaseFacts) -> list[Finding]:
    """HZ-014: a reviewer of an earlier round accepts nothing here. Source: district annex 10 (D)."""
    return [Finding("HZ-014")] if facts.sides.get(facts.person_id) == Side.REVIEWER else []


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


def hz018_unit_only(facts: CaseFacts) -> list[Finding]:
    """HZ-018: the judge of a cure does not make it, in any round. Source: district annex 10; coal part (D)."""
    judged = facts.sides.get(facts.person_id) in (Side.ACCEPTOR, Side.REVIEWER)
    return [Finding("HZ-018")] if judged else []


def hz019_own_acceptor(facts: CaseFacts) -> list[Finding]:
    """HZ-019: HZ-004 seen from the other end, where the unit has others. Source: sub-district annex 2 (三)3 (D)."""
    others = facts.unit_persons - facts.own_accepted_by
    return [Finding("HZ-019")] if facts.person_id in facts.own_accepted_by and others else []


def hz024_not_ahead(facts: CaseFacts) -> list[Finding]:
    """HZ-024: nothing takes effect before it is recorded. Source: packs, hazards.clock_tolerance (the platform's)."""
    if facts.at is None or facts.recorded_at is None:
        return []
    return [Finding("HZ-024")] if facts.at > facts.recorded_at + facts.tolerance else []


def hz025_in_order(facts: CaseFacts) -> list[Finding]:
    """HZ-025: no step before the last one. Source: packs, hazards.clock_tolerance (the platform's own rule)."""
    if facts.at is None or facts.last_at is None or facts.at >= facts.last_at - facts.tolerance:
        return []
    return [
        Finding("HZ-025", {"day": facts.last_at.astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat()})
    ]


def hz026_stopped_already(since: datetime, at: datetime, tolerance: timedelta) -> list[Finding]:
    """HZ-026: a suspension is recorded, not announced. Source: the platform's own rule."""
    return [Finding("HZ-026", field="since")] if since > at + tolerance else []


def hz003_five_elements(parts: Mapping[str, str], required: tuple[str, ...]) -> list[Finding]:
    """HZ-003: the plan has every required part. Source: packs, hazards.treatment.parts (Order 16, 第15条, K)."""
    missing = [part for part in required if not parts.get(part, "").strip()]
    names = [ELEMENT_LABELS.get(part, part) for part in missing]
    return [Finding("HZ-003", {"missing": names}, missing[0])] if missing else []


def hz011_day_found(found: date, today: date, back: int) -> list[Finding]:
    """HZ-011: back-dating is limited. Source: packs, hazards.backdating (the platform's own rule)."""
    if found > today or (today - found).days > back:
        return [Finding("HZ-011", {"days": back}, "found_day")]
    return []
