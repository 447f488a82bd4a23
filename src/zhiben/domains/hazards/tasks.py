"""Scheduled work of hazards."""

from datetime import datetime, timedelta

from procrastinate.contrib.django import app

from zhiben.core import clock, jobs
from zhiben.core.actors import system_actor
from zhiben.domains.hazards import operations


@app.periodic(cron="*/10 * * * *")
@app.task(name="hazards.find_same", lock="hazards.find_same")
def find_same(timestamp: int = 0) -> None:
    """Every ten minutes, and after a report: compare what is new with everything that is open."""
    now = clock.now()
    jobs.catch_up("hazards.find_same", until=now, first=now - timedelta(days=1), work=_find_same)


def _find_same(since: datetime, until: datetime) -> None:
    operations.find_same(actor=system_actor("hazards"), at=until)
