"""A job that met an outage is not lost: it goes back into the queue until the outage is over."""

from procrastinate import App
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from zhiben.core.errors import NoRoom, Unavailable
from zhiben.core.refusing import of_exception

_LONGEST_PAUSE = 60
_PASSING = ("busy",)


def is_outage(error: BaseException) -> bool:
    """Whether the same work may well succeed a little later: no database, no room, a row held by somebody."""
    refusal = of_exception(error)
    return isinstance(refusal, Unavailable | NoRoom) or (refusal is not None and refusal.code in _PASSING)


class AfterOutage(BaseRetryStrategy):
    """Again after 5, 10, 15 … 60 seconds. Periodic work needs none of it: its next turn does the same."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again, or None where the fault is not an outage."""
        if job.queueing_lock or not is_outage(exception):
            return None
        return RetryDecision(retry_in={"seconds": min(_LONGEST_PAUSE, 5 * (job.attempts + 1))})


def on_app_ready(app: App) -> None:
    """As the queue's library calls it when Django is ready: give every task without a strategy of its own this one."""
    for task in app.tasks.values():
        if task.retry_strategy is None:
            task.retry_strategy = AfterOutage()
