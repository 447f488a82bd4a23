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


@app.task(name="duties.follow_subjects", lock=LOCK)
def follow_subjects(units: list[int], bodies: list[int], since: str) -> None:
    """What these units and bodies owe follows what is known of them, from a day on."""
    operations.follow_subjects(
        actor=system_actor("duties"),
        at=clock.now(),
        units=units,
        bodies=bodies,
        since=date.fromisoformat(since),
    )


@app.task(name="duties.open_all", lock=LOCK)
def open_all() -> None:
    """After rules were loaded: open what they ask for today."""
    operations.catch_up(actor=system_actor("duties"), at=clock.now())
