"""Work of notices in the background."""

from datetime import datetime, timedelta

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from zhiben.core import clock, jobs
from zhiben.core.actors import system_actor
from zhiben.core.jobs.outbound import goes_out
from zhiben.domains.notices import operations


@app.periodic(cron="20 * * * *")
@app.task(name="notices.chase", queueing_lock="notices.chase")
def chase(timestamp: int = 0) -> None:
    """Every hour: tell the senders of papers that nobody received."""
    now = clock.now()
    jobs.catch_up("notices.chase", until=now, first=now - timedelta(hours=1), work=_chase)


def _chase(since: datetime, until: datetime) -> None:
    operations.chase(actor=system_actor("notices"), at=until)


@goes_out
@app.task(name="notices.mail_link", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def mail_link(service: int, order: str, page: str) -> None:
    """Mail a one-time link; a mail server that is away is tried again."""
    operations.mail_link(
        actor=system_actor("mail"), at=clock.now(), service_id=service, order=order, page=page
    )
