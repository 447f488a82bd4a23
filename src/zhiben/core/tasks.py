"""Scheduled work of the core. Every task may run twice without harm."""

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from zhiben.core import clock, flows, idempotency, vault
from zhiben.core.files import uploads
from zhiben.core.ledger import sealer

STALLED_AFTER = 60
"""Seconds without a sign of life of a worker after which its jobs are put back into the queue."""
FINISHED_KEPT = 24 * 14
"""Hours after which finished jobs are forgotten."""


@app.periodic(cron="* * * * *")
@app.task(name="core.retry_stalled", queueing_lock="core.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Put back jobs whose worker died."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        try:
            await manager.retry_job(job)
        except ConnectorException:
            # Another job of its queueing lock waits already and will do the same work.
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="*/20 * * * * *")
@app.task(name="core.seal_ledger", queueing_lock="core.seal_ledger")
def seal_ledger(timestamp: int) -> None:
    """Seal what is pending under a new signed head, three times a minute."""
    sealer.seal_all()


@app.periodic(cron="*/20 * * * * *")
@app.task(name="core.fold_flows", queueing_lock="core.fold_flows")
def fold_flows(timestamp: int) -> None:
    """Fold what is pending into the counters of the figures, three times a minute."""
    flows.fold_pending()


@app.periodic(cron="40 * * * *")
@app.task(name="core.tidy", queueing_lock="core.tidy")
def tidy(timestamp: int) -> None:
    """Forget unfinished uploads and old idempotency keys."""
    uploads.expire(clock.now())
    idempotency.purge(clock.now())


@app.periodic(cron="50 * * * *")
@app.task(name="core.forget_jobs", queueing_lock="core.forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Forget jobs that ended long ago."""
    await context.app.job_manager.delete_old_jobs(nb_hours=FINISHED_KEPT, include_cancelled=True)


@app.periodic(cron="15 19 * * *")
@app.task(name="core.purge_vault", queueing_lock="core.purge_vault")
def purge_vault(timestamp: int) -> None:
    """Every night (03:15 in Shanghai): erase personal data past their term."""
    vault.purge(clock.today())


@app.periodic(cron="45 19 * * *")
@app.task(name="core.rewrap_vault", queueing_lock="core.rewrap_vault")
def rewrap_vault(timestamp: int) -> None:
    """Every night (03:45 in Shanghai): encrypt anew what is still under an old key."""
    while vault.rewrap(limit=500):
        continue
