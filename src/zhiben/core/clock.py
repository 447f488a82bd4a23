"""The one place that reads the time. Days and deadlines are those of Asia/Shanghai."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in UTC. Edges call this; operations are handed `at`."""
    return datetime.now(UTC)


def day_of(at: datetime) -> date:
    """The calendar day in Shanghai at that moment."""
    return at.astimezone(SHANGHAI).date()


def today() -> date:
    """The present calendar day in Shanghai."""
    return day_of(now())


def at_noon(day: date) -> datetime:
    """Noon in Shanghai of that day: the moment used when only a day is known."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)
