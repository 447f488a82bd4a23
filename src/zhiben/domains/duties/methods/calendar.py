"""What is due as an iCalendar (RFC 5545): one all-day event on the last day of each period. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Zhiben//What is due//ZH"
HOURS_BETWEEN = timedelta(hours=6)
"""How often a calendar is asked to look again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the calendar. With `until` it is owed each day from `day` to that one."""

    key: str
    day: date
    title: str
    text: str
    address: str
    until: date | None = None


def written(name: str, entries: Iterable[Entry], at: datetime) -> bytes:
    """The calendar as a file: UTF-8, folded and escaped as the standard asks."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", HOURS_BETWEEN, parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    for entry in entries:
        made.add_component(_event(entry, at))
    return bytes(made.to_ical())


def _event(entry: Entry, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@zhiben")
    event.add("dtstamp", at)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    if entry.until is not None:
        event.add("rrule", {"freq": "daily", "until": entry.until})
    event.add("summary", entry.title)
    event.add("description", entry.text)
    event.add("url", entry.address)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
