"""Putting jobs into the queue, and the progress of those somebody watches."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from procrastinate.tasks import Task

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.jobs.outages import is_outage
from zhiben.core.models import JobProgress
from zhiben.core.refusing import of_exception
from zhiben.core.wording import words

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"

sentence(
    "job-fault", N_("The job failed through a fault of the platform. The operator finds it as job %(job)s.")
)


@dataclass(frozen=True, slots=True)
class JobBrief:
    """What the page shows of a job."""

    id: int
    kind: str
    phase: str
    total: int
    done: int
    percent: int | None
    message: str
    findings: list[str]
    result: int | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.phase in (DONE, FAILED)


def defer(task: Task, **kwargs: Any) -> int:
    """Put a task into the queue within the present transaction; its number in the queue."""
    return int(task.defer(**kwargs))


_WAITS = """SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE status = 'todo' AND task_name = %s
                           AND scheduled_at > now() + make_interval(secs => %s))"""


def defer_gathered(task: Task, *, within: timedelta, **kwargs: Any) -> None:
    """Put a task into the queue to run after `within`, unless one waits that will see what is written now.

    For work that one run does for everything written until then: it is done once, not once for each cause.
    A run that begins soon is not counted on: what is written here may not be committed by then.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, [task.name, within.total_seconds() / 2])
        if cursor.fetchone()[0]:
            return
    task.configure(schedule_in={"seconds": int(within.total_seconds())}).defer(**kwargs)


def start(*, actor: Actor, kind: str, task: Task, total: int = 0, **kwargs: Any) -> int:
    """Put a task into the queue that this actor watches; the task is handed `job`, the id returned."""
    at = clock.now()
    with transaction.atomic():
        row = JobProgress.objects.create(
            kind=kind,
            person_id=actor.person_id,
            membership_id=actor.membership_id,
            total=total,
            at=at,
            touched_at=at,
        )
        defer(task, job=row.pk, **kwargs)
    return int(row.pk)


@dataclass(frozen=True, slots=True)
class Watch:
    """The running job's way of saying how far it is."""

    job: int

    def total(self, count: int) -> None:
        """How many steps there are."""
        self._set(total=count)

    def step(self, count: int = 1, message: str = "") -> None:
        """So many steps more are done."""
        self._set(done=F("done") + count, **({"message": message[:300]} if message else {}))

    def result(self, file_id: int) -> None:
        """The file that came out."""
        self._set(result_id=file_id)

    def _set(self, **values: Any) -> None:
        JobProgress.objects.filter(pk=self.job).update(touched_at=clock.now(), **values)


@contextmanager
def progress(job: int) -> Iterator[Watch]:
    """Around the work of a watched job. A refusal ends it with findings; a fault ends it and goes on.

    An outage does not end it: the queue begins it again.
    """
    watch = Watch(job)
    watch._set(phase=RUNNING, done=0, findings=[])
    try:
        yield watch
    except Exception as error:
        if is_outage(error):
            raise
        refusal = of_exception(error)
        findings = list(refusal.findings) if refusal else [Finding("job-fault", {"job": job})]
        watch._set(phase=FAILED, findings=[_kept(finding) for finding in findings])
        if refusal is None:
            raise
    else:
        watch._set(phase=DONE)


def _kept(finding: Finding) -> dict[str, Any]:
    params = {k: v if isinstance(v, str | int | float | None) else str(v) for k, v in finding.params.items()}
    return {"code": finding.code, "params": params, "field": finding.field}


def view(actor: Actor, job: int) -> JobBrief:
    """A job of this person."""
    row = JobProgress.objects.filter(pk=job, person_id=actor.person_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return _brief(row)


def running(actor: Actor, kind: str | None = None) -> list[JobBrief]:
    """This person's jobs (of one kind) that have not ended, newest first; none of which nothing was heard for a day."""
    heard = clock.now() - timedelta(days=1)
    rows = JobProgress.objects.filter(
        person_id=actor.person_id, phase__in=(WAITING, RUNNING), touched_at__gte=heard
    )
    if kind is not None:
        rows = rows.filter(kind=kind)
    return [_brief(row) for row in rows.order_by("-id")[:20]]


def _brief(row: JobProgress) -> JobBrief:
    percent = min(100, row.done * 100 // row.total) if row.total else None
    findings = [words(Finding(one["code"], one["params"], one["field"])) for one in row.findings]
    return JobBrief(
        row.pk, row.kind, row.phase, row.total, row.done, percent, row.message, findings, row.result_id
    )


def waiting(task: str) -> dict[int, dict[str, Any]]:
    """The arguments of the jobs of a task that wait in the queue: for one that does the work of all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, args FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo' ORDER BY id",
            [task],
        )
        return {key: json.loads(args) for key, args in cursor.fetchall()}


def drop(ids: Iterable[int]) -> None:
    """Take jobs out of the queue whose work was done with another one; those that run by now stay."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s) AND status = 'todo'", [list(ids)])
