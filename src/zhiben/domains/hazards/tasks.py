"""Work of hazards in the background."""

from datetime import datetime, timedelta

from django.utils import translation
from procrastinate.contrib.django import app

from zhiben.core import clock, files, jobs, periods
from zhiben.core.actors import system_actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.hazards import operations, queries
from zhiben.domains.hazards.forms import HAZARDS, OWN_HAZARDS
from zhiben.domains.people import queries as people
from zhiben.ui.listing.excel import refuse_size
from zhiben.ui.listing.listing import Row

PART = 500
"""Lines of a register brought in by one act."""


@app.task(name="hazards.bring_register")
def bring_register(job: int, register: int, membership: int) -> None:
    """Bring in a confirmed register, part by part; run again, it goes on where it stopped."""
    with jobs.progress(job) as progress:
        now = clock.now()
        actor = people.actor_for_membership(membership, clock.day_of(now))
        if actor is None:
            raise NotFound(Finding("not-found"))
        asked = queries.get_register(actor, register)
        found = queries.open_register(asked)
        preview = queries.register_preview(actor, asked, clock.day_of(now), found)
        lines = [line for line in preview.lines if line.verdict in ("in", "join")]
        progress.total(len(lines))
        brought = 0
        for first in range(0, len(lines), PART):
            part = lines[first : first + PART]
            brought += operations.bring_lines(
                actor=actor, at=now, register_id=register, lines=part, found=found
            )
            progress.step(len(part))
        told = {name: preview.count(name) for name in ("refused", "alike", "out", "here")}
        operations.finish_register(
            actor=actor, at=now, register_id=register, told={"brought": brought, **told}
        )


@app.periodic(cron="*/10 * * * *")
@app.task(name="hazards.find_same", lock="hazards.find_same")
def find_same(timestamp: int = 0) -> None:
    """Every ten minutes: compare what was not compared yet with everything that is open."""
    now = clock.now()
    jobs.catch_up("hazards.find_same", until=now, first=now - timedelta(days=1), work=_find_same)


def _find_same(since: datetime, until: datetime) -> None:
    operations.find_same(actor=system_actor("hazards"), at=until)


@app.task(name="hazards.compare_new", lock="hazards.find_same")
def compare_new(first: int) -> None:
    """Soon after a report: compare it and what was reported after it, before whatever else still waits."""
    operations.find_same(actor=system_actor("hazards"), at=clock.now(), first=first)


@app.periodic(cron="10 22 * * *")
@app.task(name="hazards.remind", queueing_lock="hazards.remind")
def remind(timestamp: int = 0) -> None:
    """At 06:10 in Shanghai: missing follow-ups, interim measures that expire, suspensions without hazard."""
    now = clock.now()
    jobs.catch_up("hazards.remind", until=now, first=now - timedelta(days=1), work=_remind)


def _remind(since: datetime, until: datetime) -> None:
    operations.remind_treatment(actor=system_actor("hazards"), at=until)
    operations.remind_suspensions(actor=system_actor("hazards"), at=until)


@app.periodic(cron="17 16 * * *")
@app.task(name="hazards.surface_overdue", lock="hazards.surface_overdue")
def surface_overdue(timestamp: int = 0) -> None:
    """Every night (00:17 in Shanghai): what units keep inside and past its limit comes before the supervisor."""
    while operations.surface_overdue(actor=system_actor("hazards"), at=clock.now()):
        pass


@app.periodic(cron="30 22 * * *")
@app.task(name="hazards.ask_tables", lock="hazards.ask_tables")
def ask_tables(timestamp: int = 0) -> None:
    """At 06:30 in Shanghai: the tables of the quarter and year that ended are waiting for the principals."""
    now = clock.now()
    for kind in ("quarter", "year"):
        ended = periods.period_of(clock.day_of(now), kind).previous()
        operations.ask_tables(actor=system_actor("hazards"), at=now, period=ended.key)


@app.task(name="hazards.export_register", lock="hazards.export_register", priority=-10)
def export_register(job: int, query: dict[str, str], columns: str, membership: int, language: str) -> None:
    """A large export of the register as a person saw it, one after the other beside the pages."""
    with jobs.progress(job) as progress, translation.override(language):
        now = clock.now()
        actor = people.actor_for_membership(membership, clock.day_of(now))
        if actor is None:
            raise NotFound(Finding("not-found"))
        asked = (HAZARDS if actor.unit_id is None else OWN_HAZARDS).read(query, columns)
        rows = queries.hazards(actor, tab=asked.tab, today=clock.day_of(now), **asked.filters)
        count = rows.order_by().count()
        refuse_size(count)
        progress.total(count)

        def named(part: list[Row]) -> list[Row]:
            progress.step(len(part))
            return queries.with_names(part, {column.key for column in asked.columns})

        data = asked.workbook(rows, named)
        progress.result(files.store(actor=actor, at=now, data=data, name=asked.file_name(), purpose="table"))
