"""The run: load from several clients, kills of web, worker and database in turn, and the count at the end."""

import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from endurance.asking import Client, Refused, by_session, by_token
from endurance.counting import Count, count, statuses
from endurance.load import Load
from endurance.own_list import OwnList
from endurance.place import Place
from zhiben.config import postgres
from zhiben.core import clock

PARTS = ("web", "worker", "database")
_REPORTER = "emergency2"
_QUIET_SECONDS = 240.0
_OPEN_JOBS = (
    "SELECT count(*) FROM procrastinate_jobs"
    " WHERE status IN ('todo', 'doing') AND task_name = 'endurance.work'"
)


@dataclass
class Outcome:
    """What a run came to."""

    times: int
    seed: int
    seconds: float = 0.0
    recovery: dict[str, list[float]] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    count: Count = field(default_factory=Count)
    troubles: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        """Everything that must not have happened."""
        bad = {
            name: n
            for name, n in self.answers.items()
            if name.isdigit() and int(name) >= 500 and name not in ("503", "507")
        }
        return [*self.count.problems, *self.troubles, *([f"answers: {bad}"] if bad else [])]


def run(place: Place, *, times: int, seed: int, clients: int, say: Callable[[str], None]) -> Outcome:
    """Kill each part of the running platform so many times under load, and count."""
    began, outcome = time.monotonic(), Outcome(times, seed)
    people = clients_of(place, clients)
    load = Load(OwnList(place.data / "acknowledged.jsonl"), unit_of(people[0]), seed)
    threads = [threading.Thread(target=load.drive, args=(one, n)) for n, one in enumerate(people)]
    for thread in threads:
        thread.start()
    try:
        _kill(place, outcome, random.Random(seed), say)
    finally:
        load.stop.set()
        for thread in threads:
            thread.join()
    outcome.troubles = load.troubles
    outcome.acknowledged = dict(load.own.counts())
    say(f"the load has ended: {outcome.acknowledged}; waiting for the queue")
    wait_for_queue(place)
    place.run("ledger", "seal")
    outcome.count = count(place, load.own, people[0])
    outcome.answers = statuses(people)
    outcome.seconds = time.monotonic() - began
    return outcome


def _kill(place: Place, outcome: Outcome, chance: random.Random, say: Callable[[str], None]) -> None:
    for turn in range(outcome.times):
        for part in PARTS:
            time.sleep(chance.uniform(0.2, 1.5))
            took = place.kill(part, turn)
            outcome.recovery.setdefault(part, []).append(took)
            say(f"{turn + 1}/{outcome.times} {part}: back after {took:.1f} s")


def clients_of(place: Place, wanted: int) -> list[Client]:
    """Tokens and sessions in turn, all of one officer who may do all of it."""
    account = account_of(place.data)
    membership = account["memberships"][0]["id"]
    made: list[Client] = []
    for number in range(wanted):
        if number % 2:
            made.append(by_session(place.port, account["username"], account["password"]))
        else:
            secret = place.run("user", "token", f"endurance {number}", "--membership", str(membership))
            made.append(by_token(place.port, secret.stdout.split()[-1]))
    return made


def account_of(data: Path) -> dict[str, Any]:
    for marks in json.loads((data / "first-start.json").read_text()).values():
        for account in marks["accounts"]:
            if account["username"] == _REPORTER:
                return dict(account)
    raise RuntimeError(f"no demonstration account {_REPORTER}")


def unit_of(client: Client) -> int:
    """A unit this officer supervises: one whose hazard he may confirm."""
    for row in client.ask("GET", "/organisations/units?limit=50")["items"]:
        day = clock.today().isoformat()
        body = {
            "unit_id": row["id"],
            "title": "a trial",
            "description": "a trial",
            "place": "一车间",
            "found_day": day,
        }
        made = client.ask("POST", "/hazards/", body)
        try:
            client.ask(
                "POST", f"/hazards/{made['id']}/confirm/", {"version": made["version"], "grade": "general"}
            )
        except Refused:
            continue
        return int(row["id"])
    raise RuntimeError("no unit within reach whose hazards may be confirmed")


def wait_for_queue(place: Place) -> None:
    addresses = postgres.read_addresses(place.data)
    if addresses is None:
        raise RuntimeError("no database")

    def is_empty() -> bool:
        with psycopg.connect(addresses.owner_url) as session:
            row = session.execute(_OPEN_JOBS).fetchone()
        return row == (0,)

    try:
        place.wait(is_empty, _QUIET_SECONDS)
    except TimeoutError:
        # The count names the jobs that are still open.
        return
