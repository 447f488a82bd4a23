"""Rules of service."""

from dataclasses import dataclass

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.notices.vocabulary import Method

sentence("NT-001", N_("This person has not consented to electronic service; serve in person."))
sentence("NT-002", N_("Service in person needs the recipient's signature."))
sentence("NT-003", N_("This paper was already served on this person."))
sentence("NT-004", N_("Only the recipient can say that the paper was received."))
sentence("NT-005", N_("The signature kept is not the one that was given. Tell whoever runs the platform."))
sentence("todo.receive", N_("Confirm that you received the paper %(number)s"))


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What is known when a paper is about to be served."""

    method: str
    consented: bool
    signed: bool


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


SERVE = (nt001_consent, nt002_signed)
