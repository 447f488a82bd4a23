"""When a step may take effect."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.rules.facts import CaseFacts

sentence("HZ-011", N_("The day found cannot lie in the future, nor more than %(days)s days back."))


sentence("HZ-024", N_("This moment lies in the future. Check the clock of the device."))


sentence("HZ-025", N_("This cannot have happened before the last step on this hazard (%(day)s)."))


sentence("HZ-026", N_("The moment since when the area is stopped lies in the future."))


def hz011_day_found(found: date, today: date, back: int) -> list[Finding]:
    """HZ-011: back-dating is limited. Source: packs, hazards.backdating (the platform's own rule)."""
    if found > today or (today - found).days > back:
        return [Finding("HZ-011", {"days": back}, "found_day")]
    return []


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
