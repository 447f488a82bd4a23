"""The days that come with the platform, from the package chinesecalendar. Pure."""

from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from chinese_calendar import constants

from zhiben.core.calendar.days import Kind

FIRST_YEAR = 2024


@dataclass(frozen=True, slots=True)
class GivenDay:
    """A day that differs from its weekday, or is named."""

    day: date
    kind: Kind
    name_zh: str = ""
    name_en: str = ""


def source() -> str:
    """Where the shipped days come from."""
    return f"chinesecalendar {version('chinesecalendar')}"


def years() -> tuple[int, ...]:
    """The years the installed package knows, from FIRST_YEAR."""
    return tuple(sorted({day.year for day in constants.holidays if day.year >= FIRST_YEAR}))


def days_of(year: int) -> tuple[GivenDay, ...]:
    """Holidays and make-up working days of a year, in order."""
    days = [_given(day, Kind.HOLIDAY, name) for day, name in constants.holidays.items() if day.year == year]
    days += [
        _given(day, Kind.MAKE_UP_WORK, name) for day, name in constants.workdays.items() if day.year == year
    ]
    return tuple(sorted(days, key=lambda given: given.day))


def _given(day: date, kind: Kind, name: str) -> GivenDay:
    return GivenDay(day, kind, constants.Holiday(name).chinese, name)
