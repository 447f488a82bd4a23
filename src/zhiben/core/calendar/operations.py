"""Writing the calendar: what is shipped, a day that differs, a year that was announced."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction

from zhiben.core import clock
from zhiben.core.actors import Actor, system_actor
from zhiben.core.calendar import shipped
from zhiben.core.calendar.days import SATURDAY, Kind, out_of_range
from zhiben.core.calendar.shipped import GivenDay
from zhiben.core.errors import Forbidden, Invalid, RuleBroken, Stale
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.models import CalendarDay, CalendarYear, Shape

EDIT = "core.calendar.edit"
PERMISSIONS = {EDIT: frozenset({"administrator", "office"})}
LONGEST_NAME, LONGEST_SOURCE = 60, 200
EDITED = "edited"

BAD_KIND = sentence("calendar-kind", N_("“%(kind)s” is not a kind of day."))
WEEKDAY_MAKE_UP = sentence(
    "calendar-make-up-on-weekday", N_("%(day)s is a weekday; a make-up working day is a Saturday or Sunday.")
)
OTHER_YEAR = sentence("calendar-day-of-other-year", N_("%(day)s does not lie in %(year)s."))
TWICE = sentence("calendar-day-twice", N_("%(day)s is given twice."))
NO_HOLIDAYS = sentence(
    "calendar-year-without-holidays", N_("Enter the holidays of %(year)s before it is announced.")
)
BAD_TEXT = sentence("calendar-text", N_("At most %(most)s characters, without NUL bytes."))


def ensure_calendar() -> tuple[int, ...]:
    """Load the shipped years that nobody announced yet; return them. Days that are there already stay."""
    known = set(CalendarYear.objects.filter(announced=True).values_list("year", flat=True))
    missing = tuple(year for year in shipped.years() if year not in known)
    if not missing:
        return ()
    actor, source = system_actor("calendar"), shipped.source()
    with act(actor=actor, at=clock.now(), operation="core.calendar.ensure", note=source) as opened:
        for year in missing:
            _put_year(opened, year, source)
            _add_days(opened, shipped.days_of(year), source)
    return missing


def after_migrate(using: str = "default", **_: object) -> None:
    """Signal handler: load the shipped calendar once its tables and their shapes are there."""
    tables = {CalendarDay._meta.db_table, CalendarYear._meta.db_table}
    if using != "default" or Shape._meta.db_table not in connection.introspection.table_names():
        return
    if tables <= set(Shape.objects.values_list("table", flat=True)):
        ensure_calendar()


def edit_day(
    *,
    actor: Actor,
    at: datetime,
    day: date,
    kind: str,
    name: str = "",
    name_en: str = "",
    source: str = EDITED,
) -> int:
    """Say what a day is; returns the number of its row."""
    _permitted(actor)
    given = GivenDay(
        day, _kind(kind), _text(name, LONGEST_NAME, "name"), _text(name_en, LONGEST_NAME, "name_en")
    )
    _refuse(_day_findings(given))
    words = _text(source or EDITED, LONGEST_SOURCE, "source")
    with act(actor=actor, at=at, operation="core.calendar.edit_day") as opened:
        return _put_day(opened, given, words)


def announce_year(
    *,
    actor: Actor,
    at: datetime,
    year: int,
    source: str,
    days: Iterable[GivenDay] = (),
    announced: bool = True,
) -> int:
    """Enter the holidays and make-up days of a year and declare it known (or, `announced=False`, unknown again).

    Returns how many days that differ from their weekday the year now has.
    """
    _permitted(actor)
    given = tuple(days)
    if not source.strip():
        raise Invalid(Finding("required", field="source"))
    words = _text(source.strip(), LONGEST_SOURCE, "source")
    _refuse(_year_findings(year, given))
    with act(actor=actor, at=at, operation="core.calendar.announce_year") as opened:
        _put_year(opened, year, words, announced=announced)
        for one in given:
            _put_day(opened, one, words)
        rows = CalendarDay.objects.filter(day__year=year)
        if announced and not rows.filter(kind=Kind.HOLIDAY).exists():
            raise RuleBroken(Finding(NO_HOLIDAYS, {"year": year}))
        return rows.count()


def _permitted(actor: Actor) -> None:
    if not actor.may(EDIT):
        raise Forbidden(Finding("no-permission", {"permission": EDIT}))


def _kind(kind: str) -> Kind:
    try:
        return Kind(kind)
    except ValueError as error:
        raise Invalid(Finding(BAD_KIND, {"kind": str(kind)[:20]}, field="kind")) from error


def _text(value: str, most: int, field: str) -> str:
    if len(value) > most or "\x00" in value:
        raise Invalid(Finding(BAD_TEXT, {"most": most}, field=field))
    return value


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise Invalid(*findings)


def _day_findings(given: GivenDay) -> list[Finding]:
    found = out_of_range(given.day.year, "day")
    if given.kind is Kind.MAKE_UP_WORK and given.day.weekday() < SATURDAY:
        found.append(Finding(WEEKDAY_MAKE_UP, {"day": given.day.isoformat()}, field="kind"))
    return found


def _year_findings(year: int, days: tuple[GivenDay, ...]) -> list[Finding]:
    found = out_of_range(year, "year")
    seen: set[date] = set()
    for given in days:
        found += _day_findings(given)
        if given.day.year != year:
            found.append(Finding(OTHER_YEAR, {"day": given.day.isoformat(), "year": year}, field="days"))
        if given.day in seen:
            found.append(Finding(TWICE, {"day": given.day.isoformat()}, field="days"))
        seen.add(given.day)
    return found


def _put_year(opened: OpenAct, year: int, source: str, *, announced: bool = True) -> None:
    row = CalendarYear.objects.select_for_update().filter(year=year).first()
    if row is None:
        _create(opened, CalendarYear, year=year, announced=announced, source=source)
    else:
        opened.change(row, announced=announced, source=source)


def _put_day(opened: OpenAct, given: GivenDay, source: str) -> int:
    values = {
        "kind": given.kind.value,
        "name_zh": given.name_zh,
        "name_en": given.name_en,
        "source": source,
    }
    row = CalendarDay.objects.select_for_update().filter(day=given.day).first()
    if row is None:
        return _create(opened, CalendarDay, day=given.day, **values)
    opened.change(row, **values)
    return int(row.pk)


def _create(opened: OpenAct, model: type[CalendarDay] | type[CalendarYear], **values: object) -> int:
    """Insert a row; somebody who did the same at this moment is a refusal, not an error."""
    try:
        with transaction.atomic():
            return int(opened.create(model, **values).pk)
    except IntegrityError as error:
        raise Stale(Finding("taken", {"fields": next(iter(values))})) from error


def _add_days(opened: OpenAct, days: Iterable[GivenDay], source: str) -> None:
    given = {one.day: one for one in days}
    present = set(CalendarDay.objects.filter(day__in=list(given)).values_list("day", flat=True))
    rows = [
        CalendarDay(day=one.day, kind=one.kind.value, name_zh=one.name_zh, name_en=one.name_en, source=source)
        for one in given.values()
        if one.day not in present
    ]
    opened.create_many(CalendarDay, rows)
