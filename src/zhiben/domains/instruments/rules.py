"""Rules of reviewing and publishing a document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiben.core.findings import N_, Finding, sentence

sentence("IN-001", N_("Only the office that uploaded the document decides on it."))
sentence("IN-002", N_("Keep at least one proposal, or add one by hand, before publishing."))
sentence("IN-003", N_("%(count)s proposals are not decided yet; keep or drop them."))
sentence("IN-004", N_("A published document is not changed any more; upload a new edition."))
sentence("IN-007", N_("A target or a limit needs the number it is compared with."))
sentence("IN-008", N_("A phase needs a first and a last day, in this order."))
sentence("IN-009", N_("A duty needs how often in which period, or the event it follows."))
sentence("IN-010", N_("The first day lies after the last."))


sentence("IN-011", N_("Who owes the duty and by what activity are named together, or neither."))


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


def in007_value(data: Mapping[str, Any]) -> list[Finding]:
    """IN-007: what is compared has a number. Source: the form of items in packs."""
    return [] if data.get("value") is not None else [Finding("IN-007", field="value")]


def in008_span(data: Mapping[str, Any]) -> list[Finding]:
    """IN-008: a phase has days. Source: the form of items in packs."""
    span = data.get("phase") or {}
    first, last = span.get("from"), span.get("to")
    return [] if first and last and first <= last else [Finding("IN-008", field="phase_to")]


def in009_cadence(data: Mapping[str, Any]) -> list[Finding]:
    """IN-009: a duty has a cadence or an event. Source: the form of items in packs."""
    if data.get("event") or (data.get("times") and data.get("per")):
        return []
    return [Finding("IN-009", field="times")]


def in011_subject_and_activity(data: Mapping[str, Any]) -> list[Finding]:
    """IN-011: a duty is counted where subject and activity are known. Source: the form of items in packs."""
    if bool(data.get("who")) == bool(data.get("activity")):
        return []
    return [Finding("IN-011", field="activity" if data.get("who") else "who_subject")]


OF_KIND: Mapping[str, Callable[[Mapping[str, Any]], list[Finding]]] = {
    "target": in007_value,
    "limit": in007_value,
    "phase": in008_span,
    "duty": in009_cadence,
}
"""What an item of a kind needs."""


def in010_period(first: date | None, last: date | None) -> list[Finding]:
    """IN-010: a plan ends after it begins. Source: the platform's own rule."""
    if first is not None and last is not None and first > last:
        return [Finding("IN-010", field="period_to")]
    return []
