"""Rules of service."""

from dataclasses import dataclass, field
from datetime import date, datetime

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.notices.vocabulary import NEEDS, Answer, Capacity, Method

sentence("NT-001", N_("This person has not consented to electronic service; serve in person."))
sentence("NT-002", N_("Service in person needs the recipient's signature."))
sentence("NT-003", N_("This paper was already served on this person."))
sentence("NT-004", N_("Only the recipient can say that the paper was received."))
sentence("NT-005", N_("The signature kept is not the one that was given. Tell whoever runs the platform."))
sentence("NT-006", N_("This way of serving needs more: fill in what is marked."))
sentence("NT-007", N_("Name the recipient: a person of the unit with an account, or somebody by name."))
sentence("NT-008", N_("By this method a paper cannot be served on somebody in this capacity."))
sentence("NT-009", N_("This day lies in the future."))
sentence(
    "NT-010",
    N_("This link does not work: it ended, was used or was withdrawn. Ask whoever sent it for a new one."),
)
sentence("NT-011", N_("Say that you are the recipient and agree to receive this paper electronically."))
sentence("NT-012", N_("The paper was not received yet, so its content cannot be answered."))
sentence("NT-013", N_("The content was answered already."))
sentence("NT-014", N_("An objection needs words."))
sentence("NT-015", N_("This is possible only for a paper sent by this method that nobody received yet."))
sentence("NT-016", N_("There is no objection that waits for an answer."))
sentence("todo.receive", N_("Confirm that you received the paper %(number)s"))
sentence("todo.serve_again", N_("The paper %(number)s was not received in time: serve it another way"))
sentence("todo.returned", N_("The paper %(number)s came back by post: serve it another way"))
sentence("todo.paper_objection", N_("The recipient objects to the paper %(number)s: answer"))
sentence("too-many-links", N_("Too many attempts. Wait ten minutes and try again."))


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What is known when a paper is about to be served. `given`: names of the details that were filled in."""

    method: str
    consented: bool
    signed: bool
    has_account: bool = True
    is_named: bool = True
    capacity: str = Capacity.PRINCIPAL
    capacities: tuple[str, ...] = tuple(Capacity)
    given: frozenset[str] = frozenset()
    day: date | None = None
    today: date | None = None


def nt001_consent(facts: ServiceFacts) -> list[Finding]:
    """NT-001: electronic service needs the recipient's consent. Source: packs, service of papers (K)."""
    if facts.method == Method.ELECTRONIC and not facts.consented:
        return [Finding("NT-001", field="method")]
    return []


def nt002_signed(facts: ServiceFacts) -> list[Finding]:
    """NT-002: service in person is proved by the recipient's signature. Source: packs, service of papers (K)."""
    if facts.method == Method.IN_PERSON and not facts.signed:
        return [Finding("NT-002", field="signature")]
    return []


def nt006_details(facts: ServiceFacts) -> list[Finding]:
    """NT-006: each method has what proves it. Source: packs, service of papers (K)."""
    missing = [name for name in NEEDS.get(facts.method, ()) if name not in facts.given]
    return [Finding("NT-006", field=name) for name in missing]


def nt007_recipient(facts: ServiceFacts) -> list[Finding]:
    """NT-007: a recipient by account or by name; by post and public notice the unit itself. Source: platform."""
    if facts.method == Method.ELECTRONIC:
        named = facts.has_account
    elif facts.method in (Method.POST, Method.PUBLIC) and facts.capacity == Capacity.UNIT:
        named = True
    else:
        named = facts.has_account or facts.is_named
    return [] if named else [Finding("NT-007", field="recipient")]


def nt008_capacity(facts: ServiceFacts) -> list[Finding]:
    """NT-008: who may be served by which method is data. Source: packs, notices.service.capacities."""
    if facts.capacity not in facts.capacities:
        return [Finding("NT-008", field="capacity")]
    return []


def nt009_day(facts: ServiceFacts) -> list[Finding]:
    """NT-009: nothing is proved before it happened. Source: platform."""
    if facts.day is not None and facts.today is not None and facts.day > facts.today:
        return [Finding("NT-009", field="day")]
    return []


SERVE = (nt001_consent, nt002_signed, nt006_details, nt007_recipient, nt008_capacity, nt009_day)


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What is known of a one-time link when somebody opens it. `is_same_browser`: it opened the page before."""

    is_known: bool
    at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    used_at: datetime | None = None
    is_same_browser: bool = False


def nt010_link_works(facts: LinkFacts) -> list[Finding]:
    """NT-010: a link works until its day, once; what is wrong with it is not told. Source: platform."""
    works = (
        facts.is_known
        and facts.revoked_at is None
        and facts.expires_at is not None
        and facts.at < facts.expires_at
        and (facts.used_at is None or facts.is_same_browser)
    )
    return [] if works else [Finding("NT-010")]


def nt011_stated(stated: bool) -> list[Finding]:
    """NT-011: electronic receipt needs the statement of who receives. Source: packs, service of papers (K)."""
    return [] if stated else [Finding("NT-011", field="stated")]


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What is known when the recipient answers the content."""

    is_received: bool
    answer: str
    words: str
    answered: str = field(default="")


def nt012_received(facts: AnswerFacts) -> list[Finding]:
    """NT-012: only what was received is accepted or objected to. Source: platform."""
    return [] if facts.is_received else [Finding("NT-012")]


def nt013_once(facts: AnswerFacts) -> list[Finding]:
    """NT-013: the content is answered once. Source: platform."""
    return [Finding("NT-013")] if facts.answered else []


def nt014_words(facts: AnswerFacts) -> list[Finding]:
    """NT-014: an objection says what is wrong. Source: platform."""
    if facts.answer == Answer.OBJECTED and not facts.words.strip():
        return [Finding("NT-014", field="text")]
    return []


ANSWER = (nt012_received, nt013_once, nt014_words)


def nt015_under_way(method: str, wanted: str, is_waiting: bool) -> list[Finding]:
    """NT-015: links and post have steps of their own while nobody received the paper. Source: platform."""
    return [] if method == wanted and is_waiting else [Finding("NT-015")]


def nt016_waits(answer: str, is_replied: bool) -> list[Finding]:
    """NT-016: an objection is answered once. Source: platform."""
    return [] if answer == Answer.OBJECTED and not is_replied else [Finding("NT-016")]
