"""What units and bodies owe again and again, and what they did of it; reports due; an event; who answers for what."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from random import Random

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.domains.duties import operations as duties
from zhiben.domains.duties import queries as owed
from zhiben.domains.organisations import operations as organisations
from zhiben.domains.plans import operations as plans
from zhiben.domains.plans import queries as plan_lists
from zhiben.domains.reports.operations.demo_world import SEED, World, data_of

_BACK = 200
"""So many days back the duties are shown."""
_DONE, _LATE = 0.78, 0.06
_WEEK = timedelta(days=7)


def run_duties(world: World) -> None:
    """Say what units are, open what is owed, and let most of it be done."""
    _facts(world)
    first = world.today - timedelta(days=_BACK)
    duties.rebuild(actor=world.system, at=world.at, first=first, last=world.today + timedelta(days=400))
    _act(world, first)
    _excuse(world, first)
    _event(world)
    _reports(world)


def _facts(world: World) -> None:
    for tag, nouns in data_of("duties")["tags"].items():
        for name, unit in world.units.items():
            if any(name.endswith(noun) for noun in nouns):
                _fact(world, unit.id, f"tag:{tag}", "yes", date(2024, 1, 1))
    for name in data_of("duties")["paused"]:
        _fact(world, world.units[name].id, "operation", "paused", world.today - timedelta(days=70))


def _fact(world: World, unit: int, key: str, value: str, since: date) -> None:
    organisations.set_subject_fact(
        actor=world.system,
        at=world.at,
        subject_kind="unit",
        subject_id=unit,
        key=key,
        value=value,
        since=since,
    )


def _act(world: World, first: date) -> None:
    """Most periods are fulfilled, entered week by week; some late, some not at all."""
    random = Random(SEED + 7)  # noqa: S311 - repeatable, not secret
    found = owed.who(world.system, first=first, last=world.today + timedelta(days=400), limit=1_000_000)
    lines = owed.duty_lines({line.duty_id for line in found})
    entered: dict[date, list[duties.NewActivity]] = defaultdict(list)
    for line in found:
        duty = lines[line.duty_id]
        if duty.evidence or line.excused or line.name in data_of("duties")["idle"]:
            continue
        for day in _days(world, line, duty.per == "day", random):
            lag = random.randint(1, 20) if random.random() < _LATE else 0
            entered[min(day + timedelta(days=lag), world.today)].append(_activity(line, duty, day, random))
    for _week, days in groupby(sorted(entered), key=lambda day: day.isocalendar()[:2]):
        for day in days:
            duties.record_activities(
                actor=world.system, at=_noon(day, world.at), rows=entered[day], partial=True
            )


def _days(world: World, line: owed.PeriodLine, is_daily: bool, random: Random) -> Iterator[date]:
    """The days on which it was done."""
    last = min(line.last_day, world.today)
    length = (last - line.first_day).days + 1
    if is_daily:
        yield from (line.first_day + timedelta(days=n) for n in range(length) if random.random() < _DONE)
        return
    running = line.last_day > world.today
    for _ in range(line.expected):
        if random.random() < (_DONE / 2 if running else _DONE):
            yield line.first_day + timedelta(days=random.randint(0, length - 1))


def _activity(line: owed.PeriodLine, duty: owed.DutyLine, day: date, random: Random) -> duties.NewActivity:
    return duties.NewActivity(
        kind=duty.activity,
        done_day=day,
        unit_id=line.unit_id,
        body_id=line.body_id,
        led_post=duty.leaders[0] if duty.leaders else "",
        hours=duty.hours,
        reached=duty.covers,
        participants=random.randint(5, 40),
        text=random.choice(data_of("duties")["texts"]),
    )


def _noon(day: date, at: datetime) -> datetime:
    return min(clock.at_noon(day), at)


def _excuse(world: World, first: date) -> None:
    """The office excuses two from what they did not do."""
    missing = owed.who(
        world.actor("office1"),
        first=first,
        last=world.today - timedelta(days=1),
        standing="missing",
        limit=200,
    )
    chosen = [line for line in missing if line.unit_id is not None][:2]
    for line, reason in zip(chosen, data_of("duties")["reasons"], strict=False):
        duties.excuse(actor=world.actor("office1"), at=world.ago(3), period_id=line.id, reason=reason)


def _event(world: World) -> None:
    """An accident elsewhere: who is of the sector owes what follows."""
    for row in data_of("duties")["events"]:
        duties.record_event(
            actor=world.actor("office1"),
            at=world.ago(row["ago"]),
            kind=row["kind"],
            day=world.today - timedelta(days=row["ago"]),
            area=world.areas["office"],
            sector=row.get("sector", ""),
            title=row["title"],
        )


def _reports(world: World) -> None:
    """The office is owed a summary by towns and departments on the 2nd of each month, and by every chemical firm."""
    office: Actor = world.actor("office1")
    starts = (world.today - timedelta(days=75)).replace(day=1)
    for row in data_of("duties")["reports"]:
        plans.assign_report(
            actor=office,
            at=world.ago(75),
            body_ids=[world.bodies[key] for key in row.get("bodies", ())],
            sectors=row.get("sectors", ()),
            title=row["title"],
            terms=plans.Terms(term=plans.Term(day=row["day"], per="month"), starts=starts, cutoff_days=3),
        )
    plans.owe_reports(actor=world.system, at=world.at)
    senders = data_of("duties")["senders"]
    by_body = {world.bodies[key]: username for key, username in senders.items()}
    rows = plan_lists.dues(office, "received", world.today).filter(due_day__lt=world.today)
    for number, row in enumerate(rows.order_by("due_day", "id")):
        username = by_body.get(row["body_id"])
        if username is None or number % 7 == 3:
            continue
        day = row["due_day"] + timedelta(days=5 if number % 5 == 4 else -1)
        plans.deliver_report(
            actor=world.actor(username),
            at=clock.at_noon(min(day, world.today)),
            due_id=row["id"],
            seen_version=1,
            text=data_of("duties")["summary"],
            figures={"排查隐患": 3 + number % 9, "整改完成": 2 + number % 7},
        )
