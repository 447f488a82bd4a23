"""One task: waits a little, so that kills meet it at work, and counts up once."""

import os
import time

from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app

from endurance.jobs.counters import EFFECTS, RUNS, series
from zhiben.core import jobs, tasks
from zhiben.core.models import JobProgress, NumberCounter

# A short rehearsal cannot wait the minutes after which a dead worker's jobs are put back.
_STALLED = int(os.environ.get("ENDURANCE_STALLED_SECONDS", "0"))
if _STALLED:
    tasks.STALLED_AFTER = _STALLED


def _count(job: int, what: int) -> None:
    counter, _ = NumberCounter.objects.select_for_update().get_or_create(
        series=series(job), year=what, defaults={"last": 0}
    )
    counter.last += 1
    counter.save(update_fields=["last"])


@app.task(name="endurance.work")
def work(job: int, pause: float) -> None:
    """Count the run, wait, and have the effect unless an earlier run had it."""
    with jobs.progress(job) as watch:
        with transaction.atomic():
            _count(job, RUNS)
        time.sleep(pause)
        with transaction.atomic():
            JobProgress.objects.select_for_update().get(pk=job)
            if not NumberCounter.objects.filter(series=series(job), year=EFFECTS).exists():
                _count(job, EFFECTS)
                watch.step()


@app.periodic(cron="*/5 * * * * *")
@app.task(name="endurance.retry_stalled", queueing_lock="endurance.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """In a short rehearsal, what the platform does once a minute."""
    if _STALLED:
        await tasks.retry_stalled.func(context, timestamp)
