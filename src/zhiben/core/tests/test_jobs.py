"""Jobs: in the transaction, watched by who started them, caught up by marks, put back when stalled."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from zhiben.core import files, jobs
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, NotFound
from zhiben.core.findings import Finding
from zhiben.core.models import JobProgress, Mark
from zhiben.core.tests.conftest import NOW
from zhiben.domains.people.models import Membership

JOB = {"id": 1, "task_name": "core.tests.count", "queue": "default", "lock": None, "queueing_lock": None}


@pytest.fixture(autouse=True)
def empty_queue(db: None) -> None:
    """The queue's tables are not Django's, so tests that commit leave their jobs there."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_events CASCADE")


@app.task(name="core.tests.count")
def count(job: int, steps: int = 3, file: int | None = None) -> None:
    with jobs.progress(job) as watch:
        watch.total(steps)
        for number in range(steps):
            watch.step(1, f"第{number + 1}步")
        if file:
            watch.result(file)


@app.task(name="core.tests.refuse")
def refuse(job: int) -> None:
    with jobs.progress(job):
        raise Invalid(Finding("required"))


@app.task(name="core.tests.fail")
def fail(job: int) -> None:
    with jobs.progress(job):
        raise RuntimeError("secret-detail")


def run_queue() -> None:
    """Work off the queue with the real worker, as the worker process does; its threads keep no connection."""
    connection.settings_dict["CONN_MAX_AGE"] = 0
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def queue() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, status::text FROM procrastinate_jobs WHERE task_name LIKE 'core.tests.%' ORDER BY id"
        )
        return cursor.fetchall()


def test_a_job_is_put_in_the_queue_with_the_data(db: None, actor: Actor) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.start(actor=actor, kind="test", task=count)
        raise RuntimeError("undone")
    assert queue() == [] and not JobProgress.objects.exists()
    job = jobs.start(actor=actor, kind="test", task=count)
    assert queue() == [("core.tests.count", "todo")]
    assert jobs.view(actor, job).phase == "waiting"
    assert [one.id for one in jobs.running(actor)] == [job]


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_it_and_tells_how_far_it_is(actor: Actor) -> None:
    job = jobs.start(actor=actor, kind="test", task=count, steps=4)
    run_queue()
    seen = jobs.view(actor, job)
    assert (seen.phase, seen.done, seen.total, seen.percent, seen.message) == ("done", 4, 4, 100, "第4步")
    assert seen.ended and jobs.running(actor) == []
    assert queue() == [("core.tests.count", "succeeded")]


def test_a_refusal_ends_a_job_with_its_words(db: None, actor: Actor) -> None:
    job = jobs.start(actor=actor, kind="test", task=refuse)
    refuse(job=job)
    seen = jobs.view(actor, job)
    assert seen.phase == "failed" and len(seen.findings) == 1 and seen.findings[0] != "required"


def test_a_fault_ends_a_job_and_goes_on(db: None, actor: Actor) -> None:
    job = jobs.start(actor=actor, kind="test", task=fail)
    with pytest.raises(RuntimeError):
        fail(job=job)
    assert jobs.view(actor, job).phase == "failed"
    assert "secret-detail" not in " ".join(jobs.view(actor, job).findings)


def test_a_job_is_only_seen_by_who_started_it(db: None, actor: Actor, stranger: Actor) -> None:
    job = jobs.start(actor=actor, kind="test", task=count)
    with pytest.raises(NotFound):
        jobs.view(stranger, job)


def test_the_page_polls_until_the_end(browser: Client, member: Membership, actor: Actor) -> None:
    mine = Actor(person_id=member.person_id, membership_id=member.pk, role="officer")
    paper = files.store(actor=mine, at=NOW, data=b"result", name="结果.txt")
    job = jobs.start(actor=mine, kind="test", task=count, file=paper)
    page = browser.get(f"/jobs/{job}/").content.decode()
    assert f'hx-get="/jobs/{job}/"' in page
    assert browser.get(f"/jobs/{job}/result/").status_code == 404
    count(job=job, file=paper)
    page = browser.get(f"/jobs/{job}/").content.decode()
    assert "hx-get" not in page and f"/jobs/{job}/result/" in page
    answer = browser.get(f"/jobs/{job}/result/")
    assert b"".join(answer.streaming_content) == b"result"
    other = jobs.start(actor=actor, kind="test", task=count)
    assert browser.get(f"/jobs/{other}/").status_code == 404
    assert Client().get(f"/jobs/{job}/").status_code == 401


def test_scheduled_work_catches_up_and_is_done_once(db: None) -> None:
    spans: list[tuple] = []

    def catch(until: object) -> bool:
        return jobs.catch_up("test", until=until, first=NOW, work=lambda a, b: spans.append((a, b)))

    hour = timedelta(hours=1)
    assert not catch(NOW)
    assert catch(NOW + hour)
    assert not catch(NOW + hour)
    assert catch(NOW + 5 * hour)
    assert spans == [(NOW, NOW + hour), (NOW + hour, NOW + 5 * hour)]


def test_failed_work_does_not_move_the_mark(db: None) -> None:
    def broken(since: object, until: object) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        jobs.catch_up("test", until=NOW + timedelta(hours=1), first=NOW, work=broken)
    assert not Mark.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_sweeper_puts_back_what_a_dead_worker_left(actor: Actor) -> None:
    job = jobs.start(actor=actor, kind="test", task=count)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        (worker,) = cursor.fetchone()
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker])
    assert queue() == [("core.tests.count", "doing")]
    app.tasks["core.retry_stalled"].defer(timestamp=0)
    run_queue()
    run_queue()
    assert jobs.view(actor, job).phase == "done"


@pytest.mark.django_db(transaction=True)
def test_the_tasks_of_the_core_run_and_run_again() -> None:
    names = ("core.tidy", "core.forget_jobs", "core.purge_vault", "core.rewrap_vault")
    for _ in range(2):
        for name in names:
            app.tasks[name].defer(timestamp=0)
        run_queue()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, status::text FROM procrastinate_jobs WHERE task_name = ANY(%s)", [list(names)]
        )
        done = cursor.fetchall()
    assert len(done) >= len(names) and {status for _, status in done} == {"succeeded"}


@pytest.mark.django_db(transaction=True)
def test_a_stalled_job_gives_way_to_its_twin_in_the_queue() -> None:
    app.tasks["core.tidy"].defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, NULL)")
    app.tasks["core.tidy"].configure(schedule_in={"hours": 1}).defer(timestamp=1)
    app.tasks["core.retry_stalled"].defer(timestamp=0)
    run_queue()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'core.tidy' ORDER BY id"
        )
        assert [status for (status,) in cursor.fetchall()][:2] == ["failed", "todo"]


def test_a_job_that_met_an_outage_goes_back_into_the_queue(db: None, actor: Actor) -> None:
    job = jobs.start(actor=actor, kind="test", task=count)
    with pytest.raises(OSError), open("/dev/full", "wb", buffering=0) as full, jobs.progress(job):
        full.write(b"x")
    assert jobs.view(actor, job).phase == "running"
    try:
        with connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '57P01'; END $$")
    except DatabaseError as gone:
        outage: BaseException = gone
    task = app.tasks["core.tidy"]
    again = task.get_retry_exception(outage, Job(**JOB, attempts=1))
    assert again is not None and again.retry_decision.retry_at is not None
    assert task.get_retry_exception(RuntimeError("x"), Job(**JOB, attempts=0)) is None
    assert task.get_retry_exception(outage, Job(**{**JOB, "queueing_lock": "periodic"}, attempts=0)) is None
