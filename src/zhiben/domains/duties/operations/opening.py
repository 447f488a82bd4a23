"""Opening what is owed: at the start of each period, when a subject changed, from scratch, after an event."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.calendar.days import Kind
from zhiben.core.calendar.queries import snapshot
from zhiben.core.ledger.book import act
from zhiben.domains.duties.methods.periods import FAR_FUTURE, FAR_PAST, Terms, Window, windows
from zhiben.domains.duties.methods.selectors import Condition, class_of, joined
from zhiben.domains.duties.models import Activity, Duty, DutyEvent, DutyPeriod, Excuse
from zhiben.domains.duties.operations.counting import count_since
from zhiben.domains.duties.operations.statements import Opening, Subjects, forget_others, open_periods
from zhiben.domains.duties.vocabulary import DAILY, Subject
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.places import queries as places

_EVERYBODY = "the platform counts every subject"
_HEAL = timedelta(hours=26)
"""Far enough back to meet what was recorded while the last opening ran."""
_LOCK = 0x6475746965
"""Advisory lock: one opening at a time; recording shares it with others, building anew holds it alone."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Units and bodies to look at; None: all of them."""

    units: Subjects | None = None
    bodies: Subjects | None = None

    def of(self, duty: Duty) -> Subjects | None:
        """Those that may owe this duty."""
        return self.bodies if duty.subject == Subject.BODY else self.units


ALL = Touched()


def catch_up(*, actor: Actor, at: datetime, on: date | None = None) -> int:
    """Open what is owed in every period that runs on a day, and correct what stands; returns the rows touched.

    Idempotent. Closed and paused subjects, changed facts and later editions are followed as well.
    """
    day = on or clock.day_of(at)
    changed = 0
    for duty in _running():
        with transaction.atomic():
            _alone("catch-up")
            changed += _open_all(_openings(duty, day, day), duty, ALL)
    return changed + count_later(actor=actor, at=at)


def follow_subjects(
    *, actor: Actor, at: datetime, units: Subjects = (), bodies: Subjects = (), since: date
) -> int:
    """Bring what these subjects owe into step with what is known of them, from a day on (back-dated too).

    Looked at are the periods that were opened for somebody; returns the rows touched.
    """
    today = clock.day_of(at)
    first = min(since, today)
    opened = _opened_since() if first < today else {}
    touched = Touched(units, bodies)
    changed = 0
    with transaction.atomic():
        _alone("catch-up")
        for duty in _running():
            if not touched.of(duty):
                continue
            found = _openings(duty, first, today)
            known = (one for one in found if _is_known(one, opened, today))
            changed += _open_all(known, duty, touched)
    return changed + count_since(at - _HEAL, {"unit": units, "body": bodies})


def rebuild(*, actor: Actor, at: datetime, first: date, last: date) -> int:
    """Build anew every period that ends from `first` to `last` and has begun; returns how many rows there are.

    All is worked out from duties, activities, excuses, events and facts; only what differs from them is written.
    """
    today = clock.day_of(at)
    with transaction.atomic():
        _alone("record")
        found: list[Opening] = []
        for duty in _running():
            reach = FAR_PAST if duty.event else first
            inside = _openings(duty, reach, min(last, today))
            found += (o for o in inside if first <= o.window.last <= last and o.window.first <= today)
        forget_others({opening.key for opening in found}, first, last, today)
        for opening in found:
            open_periods(opening, anew=True)
        rows = DutyPeriod.objects.unscoped(reason=_EVERYBODY)
        return rows.filter(last_day__range=(first, last), first_day__lte=today).count()


def open_event(*, actor: Actor, at: datetime, event_id: int) -> int:
    """Open what follows from an event, for every duty that waits for its kind; returns the rows touched.

    What somebody records in the same moment is counted by the next opening for all.
    """
    event = DutyEvent.objects.unscoped(reason=_EVERYBODY).select_related("duty").get(pk=event_id)
    one = event.unit_id is not None or event.body_id is not None
    touched = Touched(_present(event.unit_id), _present(event.body_id)) if one else ALL
    changed = 0
    with transaction.atomic():
        share_lock()
        for duty in Duty.objects.filter(event=event.kind):
            changed += _open_all(_after(duty, [event]), duty, touched)
    return changed


def _present(key: int | None) -> list[int]:
    return [] if key is None else [key]


def follow_unit(*, actor: Actor, at: datetime, unit_id: int, area: int) -> None:
    """What a unit owes, did and was excused from lies where the unit lies now."""
    DutyPeriod.objects.unscoped(reason=_EVERYBODY).filter(unit=unit_id).update(area=area)
    with act(actor=actor, at=at, operation="duties.follow_unit") as a:
        rows = Excuse.objects.unscoped(reason=_EVERYBODY).filter(unit_id=unit_id)
        a.change_many(Excuse, rows.values_list("pk", flat=True), area=area)
        done = Activity.objects.unscoped(reason=_EVERYBODY).filter(unit_id=unit_id)
        a.change_many(Activity, done.values_list("pk", flat=True), area=area)


def count_later(*, actor: Actor, at: datetime) -> int:
    """Put right the counts of what was recorded while periods were being opened; returns how many."""
    return count_since(at - _HEAL)


def share_lock() -> None:
    """Hold off building anew until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])


def _alone(what: str) -> None:
    """One at a time: openings among themselves; of `record`, no recording either."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK + 1])
        if what == "record":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _running() -> list[Duty]:
    return list(Duty.objects.order_by("pk"))


def _open_all(openings: Iterable[Opening], duty: Duty, touched: Touched) -> int:
    return sum(open_periods(opening, touched.of(duty)) for opening in openings)


def _openings(duty: Duty, first: date, last: date) -> Iterator[Opening]:
    """Every class and period (or event) of a duty with a day from first to last."""
    if duty.event:
        events = (
            DutyEvent.objects.unscoped(reason=_EVERYBODY)
            .filter(kind=duty.event, day__lte=last, withdrawn=None)
            .select_related("duty")
        )
        yield from _after(duty, (e for e in events if _ends(duty, e) >= first))
        return
    holidays = _holidays(first, last) if duty.fixed else _Holidays(frozenset())
    for variant, (times, per) in enumerate(_classes(duty)):
        for window in windows(_terms(duty, per), first, last, holidays):
            yield Opening(
                duty=duty.pk,
                variant=variant,
                is_body=duty.subject == Subject.BODY,
                who=_who(duty, variant, window.middle),
                window=window,
                times=times,
                paused=duty.paused,
                is_daily=per == DAILY,
                adds_up=_adds_up(duty),
            )


def _adds_up(duty: Duty) -> bool:
    """Whether several activities add up to one time."""
    return duty.hours is not None or duty.covers is not None


def _classes(duty: Duty) -> list[tuple[int, str]]:
    """Times and period of the duty itself, then of each variant."""
    return [(duty.times or 1, duty.per), *((one["times"], one["per"]) for one in duty.variants)]


def _terms(duty: Duty, per: str) -> Terms:
    season = (duty.season_from, duty.season_to)
    first = max(filter(None, (duty.valid_from, duty.first_day)), default=None)
    return Terms(
        per=per,
        season=None if season[0] is None or season[1] is None else (season[0], season[1]),
        fixed=duty.fixed,
        runs_from=first,
        runs_to=duty.valid_to,
        since=duty.since,
        until=duty.until,
    )


def _who(duty: Duty, variant: int, day: date) -> Condition:
    """The subjects of a class on a day, where the duty runs."""
    parts = [class_of(duty.who, duty.variants, variant, day)]
    if duty.low is not None and duty.high is not None:
        parts.append(("s.area BETWEEN %s AND %s", [duty.low, duty.high]))
    return joined(parts)


def _after(duty: Duty, events: Iterable[DutyEvent]) -> Iterator[Opening]:
    """What each class of a duty owes after each event: whom it concerns on its day, within so many days.

    A class owes its times within the same days: those count from the event, not by a calendar.
    """
    for event in events:
        if event.duty is not None and (event.duty.slug, event.duty.name) != (duty.slug, duty.name):
            continue
        day, last = event.day, _ends(duty, event)
        runs = (duty.valid_from or FAR_PAST) <= day <= (duty.valid_to or FAR_FUTURE)
        if not runs or not (duty.since or FAR_PAST) <= last <= (duty.until or FAR_FUTURE):
            continue
        for variant, (times, _per) in enumerate(_classes(duty)):
            yield Opening(
                duty=duty.pk,
                variant=variant,
                is_body=duty.subject == Subject.BODY,
                who=joined([_who(duty, variant, day), _concerned(duty, event)]),
                window=Window(start=day, end=day, first=day, last=last, run_first=day, run_last=day),
                times=times,
                paused=duty.paused,
                event=event.pk,
                adds_up=_adds_up(duty),
            )


def _ends(duty: Duty, event: DutyEvent) -> date:
    """The last day of what follows: the duty's own term, else the event's end, else the platform's term."""
    if event.until is None or duty.within is not None:
        own = event.day + _term(duty, event.day)
        return own if event.until is None else min(own, event.until)
    return event.until


def _term(duty: Duty, day: date) -> timedelta:
    if duty.within is not None:
        return timedelta(days=duty.within)
    return timedelta(days=int(instruments.parameter("duties.event.within", on=day).value))


def _concerned(duty: Duty, event: DutyEvent) -> Condition:
    """Whom an event concerns: one subject, or those of its area and sector; bodies whatever their sector."""
    if event.unit_id is not None or event.body_id is not None:
        own = event.body_id if duty.subject == Subject.BODY else event.unit_id
        return "s.id = %s", [own]
    low, high = places.range_of(event.area)
    parts: list[Condition] = [("s.area BETWEEN %s AND %s", [low, high])]
    if event.sector and duty.subject != Subject.BODY:
        parts.append(("s.sector = %s", [event.sector]))
    return joined(parts)


@dataclass(frozen=True, slots=True)
class _Holidays:
    days: frozenset[date]

    def __call__(self, day: date) -> bool:
        return day in self.days


def _holidays(first: date, last: date) -> _Holidays:
    """Holidays around these days, by the calendar as it stands."""
    known = snapshot(first - timedelta(days=40), last + timedelta(days=400)).kinds
    return _Holidays(frozenset(day for day, kind in known.items() if kind == Kind.HOLIDAY))


def _opened_since() -> dict[int, date]:
    """By duty, the last day of the first period that was opened for anybody."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT d.id, p.last_day FROM duties_duty d CROSS JOIN LATERAL
              (SELECT last_day FROM duties_dutyperiod WHERE duty_id = d.id ORDER BY last_day LIMIT 1) p"""
        )
        return dict(cursor.fetchall())


def _is_known(opening: Opening, opened: dict[int, date], today: date) -> bool:
    """Whether it is opened for others: it runs, follows from an event, or its duty had been opened by then.

    A duty that nobody owed yet counts as opened when the first of all was.
    """
    window = opening.window
    running = window.first <= today <= window.last
    since = opened.get(opening.duty) or min(opened.values(), default=FAR_FUTURE)
    return running or opening.event != 0 or window.last >= since
