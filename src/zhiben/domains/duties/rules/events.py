"""Rules of events: which there are, that they end after they begin, and when one is taken back. Pure."""

from dataclasses import dataclass
from datetime import date

from zhiben.core.findings import N_, Finding, sentence

sentence("DU-013", N_("“%(kind)s” is no event that any duty in force waits for."))
sentence("DU-050", N_("What follows cannot end before the event (%(day)s)."))
sentence("DU-051", N_("This event was withdrawn already."))
sentence("DU-052", N_("The event lies more than %(days)s days from today."))
sentence("DU-054", N_("Only the receiving body confirms that it has the record."))
sentence("DU-055", N_("Receipt was confirmed already."))
sentence("DU-056", N_("This duty does not wait for such an event."))
sentence("DU-053", N_("Name one unit or one body, not both."))

FARTHEST = 366
"""An event farther from today than a year is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event that is to be entered; `waits`: whether the duty it is narrowed to waits for it."""

    kind: str
    is_known: bool
    day: date
    today: date
    until: date | None = None
    subjects: int = 0
    waits: bool = True


def du013_known_event(facts: EventFacts) -> list[Finding]:
    """DU-013: events bear the words of the packs. Source: packs/vocabulary."""
    return [] if facts.is_known else [Finding("DU-013", {"kind": facts.kind[:80]}, "kind")]


def du050_ends_after(facts: EventFacts) -> list[Finding]:
    """DU-050: what follows has at least the event's day. Source: the platform's own rule."""
    if facts.until is not None and facts.until < facts.day:
        return [Finding("DU-050", {"day": facts.day.isoformat()}, "until")]
    return []


def du052_near(facts: EventFacts) -> list[Finding]:
    """DU-052: an event is of about now. Source: the platform's own rule."""
    if abs((facts.day - facts.today).days) > FARTHEST:
        return [Finding("DU-052", {"days": FARTHEST}, "day")]
    return []


def du053_one_subject(facts: EventFacts) -> list[Finding]:
    """DU-053: it concerns a place or one subject. Source: the platform's own rule."""
    return [Finding("DU-053", field="body_id")] if facts.subjects > 1 else []


def du056_duty_waits(facts: EventFacts) -> list[Finding]:
    """DU-056: only a duty that waits for it can follow. Source: the platform's own rule."""
    return [] if facts.waits else [Finding("DU-056", field="duty_id")]


ENTER = (du013_known_event, du050_ends_after, du052_near, du053_one_subject, du056_duty_waits)


def du051_not_withdrawn_event(withdrawn: date | None) -> list[Finding]:
    """DU-051: withdrawn once, withdrawn for ever. Source: the platform's own rule."""
    return [] if withdrawn is None else [Finding("DU-051")]


def du054_own_receipt(is_own: bool) -> list[Finding]:
    """DU-054: a receipt is the receiver's own word. Source: the platform's own rule."""
    return [] if is_own else [Finding("DU-054")]


def du055_not_confirmed(is_confirmed: bool) -> list[Finding]:
    """DU-055: received once. Source: the platform's own rule."""
    return [Finding("DU-055")] if is_confirmed else []
