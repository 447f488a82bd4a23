"""Events that nobody has to enter: the calendar and the rules in force tell of them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.calendar import queries as calendar
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.duties.methods.occasions import Occasion, holidays
from zhiben.domains.duties.models import Duty, DutyEvent
from zhiben.domains.duties.operations.happenings import note_event
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.instruments.events import LawChanged
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.places import queries as places

LAW_CHANGED = "law.changed"


def note_occasions(*, actor: Actor, at: datetime) -> int:
    """Enter the holidays that are ahead, for the whole jurisdiction; returns how many are new."""
    today = clock.day_of(at)
    ahead = int(instruments.parameter("duties.holiday.ahead", on=today).value)
    days = calendar.snapshot(today, today + timedelta(days=ahead + 1)).kinds
    fresh = _fresh(list(holidays(today, ahead, days, _names(days))))
    if not fresh:
        return 0
    with act(actor=actor, at=at, operation="duties.note_occasions") as a:
        return sum(_note(a, one) for one in fresh)


def note_laws(a: OpenAct, laws: Iterable[LawChanged]) -> int:
    """Laws that changed, within the act that loads them; returns how many events were entered."""
    today = clock.day_of(a.at)
    return sum(
        _note(a, Occasion(LAW_CHANGED, today, None, f"law:{a.id}:{law.slug[:60]}", law.title)) for law in laws
    )


def _fresh(found: list[Occasion]) -> list[Occasion]:
    """Those some duty waits for and that were not entered yet."""
    awaited = set(Duty.objects.filter(event__in={one.kind for one in found}).values_list("event", flat=True))
    rows = DutyEvent.objects.unscoped(reason="each occasion is entered once in each place")
    known = set(rows.filter(kind__in=awaited).exclude(origin="").values_list("origin", flat=True))
    wanted = [one for one in found if one.kind in awaited]
    roots = _roots()
    return [one for one in wanted if any(f"{one.origin}:{root}" not in known for root in roots)]


def _note(a: OpenAct, one: Occasion) -> int:
    made = [
        note_event(
            a,
            kind=one.kind,
            day=one.day,
            area=root,
            origin=f"{one.origin}:{root}",
            title=one.title,
            until=one.until,
        )
        for root in _roots()
    ]
    return sum(key is not None for key in made)


def _roots() -> list[int]:
    """The areas of the committee offices that lie in no other one's: usually one."""
    offices = organisations.bodies_under(None, kinds=["committee_office"])
    ranges = {places.range_of(body.area): body.area for body in offices}
    return [
        area
        for (low, high), area in sorted(ranges.items())
        if not any(first <= low and high <= last and (first, last) != (low, high) for first, last in ranges)
    ]


def _names(days: Iterable[date]) -> dict[date, str]:
    """The names of holidays among these days."""
    years = {day.year for day in days}
    return {view.day: view.name_zh for year in years for view in calendar.year_overview(year).days}
