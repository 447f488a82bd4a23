"""Scheduled work of plans."""

from datetime import datetime, timedelta

from procrastinate.contrib.django import app

from zhiben.core import clock, jobs
from zhiben.core.actors import system_actor
from zhiben.domains.plans import operations


@app.periodic(cron="30 22 * * *")
@app.task(name="plans.ask_for_reports")
def ask_for_reports(timestamp: int = 0) -> None:
    """Every day (06:30 in Shanghai): ask for last month's reports until they are due."""
    now = clock.now()
    jobs.catch_up("plans.ask_for_reports", until=now, first=now - timedelta(days=1), work=_ask)


def _ask(since: datetime, until: datetime) -> None:
    operations.ask_for_reports(actor=system_actor("plans"), at=until)


@app.periodic(cron="40 22 * * *")
@app.task(name="plans.reports_due")
def reports_due(timestamp: int = 0) -> None:
    """Every day (06:40 in Shanghai): open the reports that fall due, and ask for those whose day has come."""
    now = clock.now()
    jobs.catch_up("plans.reports_due", until=now, first=now - timedelta(days=1), work=_due)


def _due(since: datetime, until: datetime) -> None:
    actor = system_actor("plans")
    operations.remind_of_reports(actor=actor, at=until, since=since)
    operations.owe_reports(actor=actor, at=until, since=since)
