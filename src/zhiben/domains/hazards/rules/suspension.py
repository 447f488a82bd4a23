"""Suspensions: who orders and lifts them; resumption is a procedure of its own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.vocabulary.suspension import DECISION_LABELS, KIND_LABELS, SuspensionKind

sentence("HZ-080", N_("A suspension ordered by an authority is lifted by resumption, not by the unit alone."))
sentence("HZ-081", N_("An authority's suspension stands on this hazard too; the own one is lifted after it."))
sentence("HZ-082", N_("The unit's own acceptance of the cure is recorded first."))
sentence("HZ-083", N_("Your body may not order “%(kind)s” in this matter for this kind of unit."))
sentence("HZ-084", N_("A suspension needs its basis and who decided it."))
sentence("HZ-085", N_("The next step of this resumption is another one: %(step)s."))
sentence("HZ-086", N_("Who acted for the unit in this hazard cannot decide on the resumption."))
sentence(
    "HZ-087", N_("You have accepted this resumption already; the other acceptor must be another person.")
)
sentence("HZ-088", N_("The consent is for another body to give: the one that oversees the resumption."))
sentence(
    "HZ-089", N_("A suspension is revoked only by the body that ordered it, where the hazard was unfounded.")
)
sentence("HZ-090", N_("The end asked for lies before the beginning."))
sentence("HZ-091", N_("A notice is posted on a day that has come."))
sentence("HZ-092", N_("This notice is posted already, or there is nothing to post yet."))
sentence("HZ-099", N_("The unit lifts its own suspension itself; nobody has to be asked."))


@dataclass(frozen=True, slots=True)
class SuspensionFacts:
    """What the rules may know of a suspension. `next_step`: the decision that is due, empty without application.

    `consent_body`: whose consent is needed, None where the handling body records it. `ended_as`: the hazard's end.
    """

    today: date
    person_id: int
    body_id: int | None = None
    kind: str = SuspensionKind.SELF
    ordered_by: int | None = None
    handler: int | None = None
    consent_body: int | None = None
    kinds: tuple[str, ...] = ()
    basis: str = ""
    decided_as: str = ""
    since: datetime | None = None
    since_day: date | None = None
    until: date | None = None
    ordered_stands: bool = False
    own_accepted: bool = False
    ended_as: str = ""
    next_step: str = ""
    unit_side: frozenset[int] = frozenset()
    accepted_by: frozenset[int] = frozenset()
    at: datetime | None = None
    recorded_at: datetime | None = None
    last_at: datetime | None = None
    tolerance: timedelta = timedelta(0)


def hz080_own(facts: SuspensionFacts) -> list[Finding]:
    """HZ-080: the unit lifts what it ordered itself. Source: Order 16 of 2008, resumption on application (D K)."""
    return [] if facts.kind == SuspensionKind.SELF else [Finding("HZ-080")]


def hz081_alone(facts: SuspensionFacts) -> list[Finding]:
    """HZ-081: no resumption by the back door. Source: the platform's own rule."""
    return [Finding("HZ-081")] if facts.ordered_stands else []


def hz082_own_accepted(facts: SuspensionFacts) -> list[Finding]:
    """HZ-082: the unit evaluates the treatment before it resumes. Source: Order 16 of 2008 (D K)."""
    return [] if facts.own_accepted or facts.ended_as else [Finding("HZ-082")]


def hz083_may_order(facts: SuspensionFacts) -> list[Finding]:
    """HZ-083: who may order which kind is data. Source: packs, hazards.suspension.kinds (K)."""
    if facts.kind in facts.kinds:
        return []
    return [Finding("HZ-083", {"kind": KIND_LABELS.get(facts.kind, facts.kind)}, "kind")]


def hz084_grounds(facts: SuspensionFacts) -> list[Finding]:
    """HZ-084: scope, basis and authority are stated. Source: product limits, powers are data (P)."""
    named = (("basis", facts.basis), ("decided_as", facts.decided_as))
    missing = [name for name, words in named if not words.strip()]
    return [Finding("HZ-084", field=missing[0])] if missing else []


def hz085_next_step(facts: SuspensionFacts, step: str) -> list[Finding]:
    """HZ-085: the decisions follow their order. Source: packs, hazards.resumption.steps (coal Arts. 48-49, S)."""
    if facts.next_step == step:
        return []
    return [Finding("HZ-085", {"step": DECISION_LABELS.get(facts.next_step, facts.next_step)})]


hz085_accept = partial(hz085_next_step, step="accept")
hz085_sign = partial(hz085_next_step, step="sign")
hz085_consent = partial(hz085_next_step, step="consent")
hz085_approve = partial(hz085_next_step, step="approve")


def hz086_not_the_unit(facts: SuspensionFacts) -> list[Finding]:
    """HZ-086: nobody decides on the own application. Source: district annex 10 (D)."""
    return [Finding("HZ-086")] if facts.person_id in facts.unit_side else []


def hz087_two_persons(facts: SuspensionFacts) -> list[Finding]:
    """HZ-087: acceptance on site by different persons. Source: packs, hazards.resumption.officers (P)."""
    return [Finding("HZ-087")] if facts.person_id in facts.accepted_by else []


def hz088_consents(facts: SuspensionFacts) -> list[Finding]:
    """HZ-088: the overseeing body consents itself. Source: coal regulations Arts. 48 and 54 (S)."""
    asked = facts.consent_body or facts.handler
    return [] if asked is None or facts.body_id == asked else [Finding("HZ-088")]


def hz089_revokes(facts: SuspensionFacts) -> list[Finding]:
    """HZ-089: what has no ground is taken back by who ordered it. Source: the platform's own rule."""
    ours = facts.body_id is not None and facts.body_id == facts.ordered_by
    return [] if ours and facts.ended_as == "unfounded" else [Finding("HZ-089")]


def hz090_end_after_begin(facts: SuspensionFacts) -> list[Finding]:
    """HZ-090: an end lies after its beginning. Source: the platform's own rule."""
    if facts.until is None or facts.since_day is None or facts.until >= facts.since_day:
        return []
    return [Finding("HZ-090", field="until")]


def hz091_posted_day(day: date, today: date) -> list[Finding]:
    """HZ-091: what hangs there hangs there already. Source: the platform's own rule."""
    return [Finding("HZ-091", field="day")] if day > today else []


def hz092_to_post(posted: date | None, *, may_be: bool) -> list[Finding]:
    """HZ-092: a notice is posted once, of what has happened. Source: coal regulations Arts. 48-49 (S)."""
    return [] if may_be and posted is None else [Finding("HZ-092")]


def hz099_ordered(facts: SuspensionFacts) -> list[Finding]:
    """HZ-099: only an ordered suspension needs an application. Source: Order 16 of 2008 (D K)."""
    return [Finding("HZ-099")] if facts.kind == SuspensionKind.SELF else []
