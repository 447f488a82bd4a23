"""At the end: is everything that was acknowledged there, each exactly once?"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from endurance.asking import Client
from endurance.jobs.counters import EFFECTS, RUNS, series
from endurance.own_list import OwnList
from endurance.place import Place
from zhiben.config import postgres


@dataclass
class Count:
    """What was found wrong, and what was counted."""

    problems: list[str] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)

    def say(self, problem: str) -> None:
        """Note a problem."""
        self.problems.append(problem)


def count(place: Place, own: OwnList, client: Client) -> Count:
    """Compare the own list with the platform."""
    result = Count()
    addresses = postgres.read_addresses(place.data)
    if addresses is None:
        raise RuntimeError("no database")
    with psycopg.connect(addresses.owner_url) as session:
        _jobs(result, own, session)
        _files(result, own, session, place.data / "files")
        _units(result, own, session)
    _hazards(result, own, client)
    _ledger(result, place)
    return result


def _jobs(result: Count, own: OwnList, session: psycopg.Connection) -> None:
    counters = dict(session.execute("SELECT series || '/' || year, last FROM core_numbercounter").fetchall())
    phases = dict(session.execute("SELECT id, phase FROM core_jobprogress").fetchall())
    rows = session.execute(
        "SELECT (args->>'job')::bigint, array_agg(status::text) FROM procrastinate_jobs"
        " WHERE task_name = 'endurance.work' GROUP BY 1"
    )
    queued: dict[int, list[str]] = dict(rows.fetchall())
    for line in own.lines("job"):
        job = line["id"]
        seen = (queued.get(job), phases.get(job), counters.get(f"{series(job)}/{EFFECTS}"))
        if seen != (["succeeded"], "done", 1):
            result.say(f"job {job}: in the queue, phase, effects: {seen}")
    result.found["jobs begun again after a kill"] = sum(
        1
        for name, last in counters.items()
        if name.startswith("endurance-") and name.endswith(f"/{RUNS}") and last > 1
    )
    result.found["jobs nobody was told of"] = len(queued) - len(own.lines("job"))


def _files(result: Count, own: OwnList, session: psycopg.Connection, folder: Path) -> None:
    rows = session.execute("SELECT name, array_agg(sha256) FROM core_file GROUP BY 1")
    kept: dict[str, list[str]] = dict(rows.fetchall())
    for line in own.lines("file"):
        if kept.get(line["name"]) != [line["sha256"]]:
            result.say(f"file {line['name']}: rows {kept.get(line['name'])}")
            continue
        path = folder / line["sha256"][:2] / line["sha256"][2:4] / line["sha256"]
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != line["sha256"]:
            result.say(f"file {line['name']}: its bytes are not there")


def _units(result: Count, own: OwnList, session: psycopg.Connection) -> None:
    rows = session.execute("SELECT name, count(*) FROM organisations_unit GROUP BY 1")
    kept: dict[str, int] = dict(rows.fetchall())
    for line in own.lines("units"):
        for name in line["names"]:
            if kept.get(name) != 1:
                result.say(f"unit {name}: {kept.get(name, 0)} times")


def _hazards(result: Count, own: OwnList, client: Client) -> None:
    titles: dict[str, list[int]] = {}
    cursor: str | None = ""
    while cursor is not None:
        page = client.ask("GET", f"/hazards/?limit=200&after={cursor}")
        for row in page["items"]:
            titles.setdefault(row["title"], []).append(row["id"])
        cursor = page["next"]
    for line in own.lines("report"):
        if titles.get(line["title"]) != [line["id"]]:
            result.say(f"hazard {line['id']}: found as {titles.get(line['title'])}")
    for title, ids in titles.items():
        if title.startswith("endurance") and len(ids) > 1:
            result.say(f"hazard {title}: {len(ids)} times")
    _confirmed(result, own, client)


def _confirmed(result: Count, own: OwnList, client: Client) -> None:
    for line in own.lines("confirm"):
        case = client.ask("GET", f"/hazards/{line['id']}/")
        steps = [step["step"] for step in case["steps"]]
        if (steps.count("report"), steps.count("confirm")) != (1, 1):
            result.say(f"hazard {line['id']}: steps {steps}")
        if not any(step["files"] for step in case["steps"]):
            result.say(f"hazard {line['id']}: its file is gone")


def _ledger(result: Count, place: Place) -> None:
    verified = place.run("ledger", "verify", "--heads", str(place.data / "heads.jsonl"))
    if verified.returncode:
        result.say(f"ledger verify: {verified.returncode} {verified.stdout[:500]} {verified.stderr[-500:]}")
    words: list[str] = verified.stderr.split()
    result.found["ledger rows verified"] = int(words[0]) if words and words[0].isdigit() else 0


def statuses(clients: list[Client]) -> dict[str, Any]:
    """How often each status was answered."""
    total: dict[str, int] = {}
    for client in clients:
        for status, times in client.seen.items():
            name = str(status) if status else "broken connection"
            total[name] = total.get(name, 0) + times
    return dict(json.loads(json.dumps(total, sort_keys=True)))
