"""Jobs that reach outside (mail, messages): after a restore they are parked until somebody lets them go.

A parked job keeps its place and its time, moved by seven thousand years: nothing runs it, and nothing is forgotten.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

_OUTBOUND: set[str] = set()
_AWAY = "interval '7000 years'"
_FAR = "timestamptz '8000-01-01'"


@dataclass(frozen=True, slots=True)
class Parked:
    """Jobs of one task that wait to be let go."""

    task: str
    count: int
    oldest: datetime | None


def goes_out(task: Task) -> Task:
    """Declare that a task reaches outside; put it above `@app.task(…)`."""
    _OUTBOUND.add(task.name)
    return task


def outbound() -> frozenset[str]:
    """The names of the tasks that reach outside."""
    return frozenset(_OUTBOUND)


def park() -> int:
    """Park every waiting or unfinished job that goes out, or that this program does not know; how many."""
    inside = sorted(set(app.tasks) - _OUTBOUND)
    return _run(
        f"UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL,"  # noqa: S608 - our own interval
        f" scheduled_at = coalesce(scheduled_at, now()) + {_AWAY}"
        f" WHERE status IN ('todo', 'doing') AND task_name <> ALL(%s)"
        f" AND coalesce(scheduled_at, now()) < {_FAR}",
        [inside],
    )


def release() -> int:
    """Let every parked job go; how many."""
    return _run(
        f"UPDATE procrastinate_jobs SET scheduled_at = scheduled_at - {_AWAY}"  # noqa: S608 - our own interval
        f" WHERE status = 'todo' AND scheduled_at > {_FAR}"
    )


def cancel() -> int:
    """Give every parked job up; how many."""
    return _run(
        f"UPDATE procrastinate_jobs SET status = 'cancelled', scheduled_at = scheduled_at - {_AWAY}"  # noqa: S608 - our own interval
        f" WHERE status = 'todo' AND scheduled_at > {_FAR}"
    )


def parked() -> list[Parked]:
    """What is parked, by task."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT task_name, count(*), min(scheduled_at - {_AWAY}) FROM procrastinate_jobs"  # noqa: S608 - our own interval
            f" WHERE status = 'todo' AND scheduled_at > {_FAR} GROUP BY 1 ORDER BY 1"
        )
        return [Parked(*row) for row in cursor.fetchall()]


def _run(query: str, values: list[Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return int(cursor.rowcount)
