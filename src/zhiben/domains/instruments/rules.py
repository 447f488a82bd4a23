"""Rules of reviewing and publishing a document."""

from dataclasses import dataclass

from zhiben.core.findings import N_, Finding, sentence

sentence("IN-001", N_("Only the office that uploaded the document decides on it."))
sentence("IN-002", N_("Keep at least one proposal, or add one by hand, before publishing."))
sentence("IN-003", N_("%(count)s proposals are not decided yet; keep or drop them."))
sentence("IN-004", N_("A published document is not changed any more; upload a new edition."))


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What is known when an office decides on a document."""

    own_body: bool
    kept: int = 0
    undecided: int = 0


def in001_own_body(facts: ReviewFacts) -> list[Finding]:
    """IN-001: a draft belongs to the office that uploaded it. Source: the platform's own rule."""
    return [] if facts.own_body else [Finding("IN-001")]


def in002_something_kept(facts: ReviewFacts) -> list[Finding]:
    """IN-002: an edition has items. Source: the platform's own rule."""
    return [] if facts.kept else [Finding("IN-002")]


def in003_all_decided(facts: ReviewFacts) -> list[Finding]:
    """IN-003: a person has looked at every proposal. Source: the platform's own rule."""
    return [Finding("IN-003", {"count": facts.undecided})] if facts.undecided else []
