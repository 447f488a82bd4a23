"""Scheduled work of duties."""

from datetime import date, datetime, timedelta

from procrastinate.contrib.django import app

from zhiben.core import clock, jobs
from zhiben.core.actors import system_actor
from zhiben.domains.duties import operations

LOCK = "duties.opening"


@app.periodic(cron="5 16 * * *")
@app.task(name="duties.catch_up", lock=LOCK)
def catch_up(timestamp: int = 0) -> None:
    """Every night (00:05 in Shanghai): open the periods that begin, day by day where a night was missed."""
    now = clock.now()
    jobs.catch_up("duties.catch_up", until=now, first=now - timedelta(days=1), work=_open)


def _open(since: datetime, until: datetime) -> None:
    last = clock.day_of(until)
    day = min(max(clock.day_of(since) + timedelta(days=1), last - timedelta(days=31)), last)
    while day <= last:
        operations.catch_up(actor=system_actor("duties"), at=until, on=day)
        day += timedelta(days=1)


@app.periodic(cron="20 16 * * *")
@app.task(name="duties.find_shortfalls", lock=LOCK)
def find_shortfalls(timestamp: int = 0) -> None:
    """Every night (00:20 in Shanghai), after the opening: write down what ended unfulfilled."""
    now = clock.now()
    jobs.catch_up("duties.find_shortfalls", until=now, first=now - timedelta(days=1), work=_find)


def _find(since: datetime, until: datetime) -> None:
    operations.find_shortfalls(actor=system_actor("duties"), at=until, since=clock.day_of(since))


@app.periodic(cron="50 21 * * *")
@app.task(name="duties.note_occasions", lock=LOCK)
def note_occasions(timestamp: int = 0) -> None:
    """Every morning (05:50 in Shanghai): holidays ahead are events."""
    now = clock.now()
    jobs.catch_up("duties.note_occasions", until=now, first=now - timedelta(days=1), work=_note)


def _note(since: datetime, until: datetime) -> None:
    operations.note_occasions(actor=system_actor("duties"), at=until)


@app.periodic(cron="15 22 * * *")
@app.task(name="duties.remind")
def remind(timestamp: int = 0) -> None:
    """Every morning (06:15 in Shanghai): everybody's to-dos say how many duties are due."""
    now = clock.now()
    jobs.catch_up("duties.remind", until=now, first=now - timedelta(days=1), work=_remind)


def _remind(since: datetime, until: datetime) -> None:
    operations.remind(actor=system_actor("duties"), at=until)


@app.task(name="duties.follow_subjects", lock=LOCK)
def follow_subjects(units: list[int], bodies: list[int], since: str) -> None:
    """What these units and bodies owe follows what is known of them, from a day on; with all others that wait.

    Every duty is looked at whether one subject changed or a thousand, so one job does the work of all.
    """
    others = jobs.waiting("duties.follow_subjects")
    asked = [{"units": units, "bodies": bodies, "since": since}, *others.values()]
    operations.follow_subjects(
        actor=system_actor("duties"),
        at=clock.now(),
        units=sorted({unit for one in asked for unit in one["units"]}),
        bodies=sorted({body for one in asked for body in one["bodies"]}),
        since=min(date.fromisoformat(one["since"]) for one in asked),
    )
    jobs.drop(others)


@app.task(name="duties.open_all", lock=LOCK)
def open_all() -> None:
    """After rules were loaded: open what they ask for today."""
    operations.catch_up(actor=system_actor("duties"), at=clock.now())
