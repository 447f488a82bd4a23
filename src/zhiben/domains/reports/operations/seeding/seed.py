"""Seeding: an invented jurisdiction of any size, written in bulk, every row under the ledger."""

import secrets
from collections.abc import Callable
from datetime import datetime

from django.apps import apps
from django.db import connection, transaction

from zhiben.core.actors import Actor
from zhiben.core.errors import RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.flows import fold_all
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.ledger.sealer import BULK, seal_all
from zhiben.domains.places import queries as places
from zhiben.domains.reports.operations.seeding import bodies, cases, history, indexes, people, units
from zhiben.domains.reports.operations.seeding.loader import TABLES, Loader
from zhiben.domains.reports.operations.seeding.scale import Scale

sentence(
    "seed-not-empty",
    N_("This database holds units, persons or hazards already. Seed an empty one, or say --into-existing."),
)

CHUNK = 50_000
Tell = Callable[[str], None]


def seed_bulk(
    *,
    actor: Actor,
    at: datetime,
    scale: Scale,
    seed: int,
    into_existing: bool = False,
    tell: Tell = lambda _said: None,
) -> str:
    """Invent a jurisdiction under the scale's area, all of it or nothing; returns the password of all its accounts.

    The same for the same seed and day, but for the password. Areas and packs must have been loaded.
    """
    if not into_existing and not _is_empty():
        raise RuleBroken(Finding("seed-not-empty"), code="seed-not-empty")
    low, high = places.range_of(scale.area)
    load = Loader(actor, at, scale, seed, low, high)
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        load.prepare()
        again = [] if into_existing else indexes.take_away(load)
        _fill(load, password, tell)
        load.settle()
        tell("sealing")
        for table in ("core_act", "core_entry", "core_pending"):
            load.run(f"ANALYZE {table}")
        seal_all(BULK)
        tell("indexes")
        for statement in again:
            load.run(statement)
    tell("figures")
    load.run("ANALYZE core_flow")
    fold_all()
    load.run("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")
    return password


def _is_empty() -> bool:
    wanted = ("organisations.Unit", "hazards.Hazard", "people.Person")
    tables = [apps.get_model(label)._meta.db_table for label in wanted]
    asked = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return not cursor.fetchone()[0]


def _fill(load: Loader, password: str, tell: Tell) -> None:
    tell("bodies and units")
    bodies.make_areas(load)
    with _act(load, "bodies") as a:
        bodies.make_bodies(load, a)
        bodies.make_powers(load, a)
    units.draw_units(load)
    _in_chunks(load, load.scale.units, "units", units.make_units)
    tell("people")
    with _act(load, "people") as a:
        people.make_people(load, a)
        people.make_accounts(load, a, password)
        people.make_teams(load)
    tell("hazards")
    cases.draw_cases(load)
    load.told["steps before"] = load.base("hazards.StepRecord")
    _in_chunks(load, load.scale.hazards, "hazards", history.make_cases)


def _act(load: Loader, what: str):  # type: ignore[no-untyped-def]  # a context manager of act()
    note = f"seed {load.seed}: invented {what}, for measuring"
    return act(actor=load.actor, at=load.at, operation="reports.seed", adopted=True, note=note)


def _in_chunks(load: Loader, most: int, what: str, make: Callable[[Loader, OpenAct, int, int], None]) -> None:
    """One act a chunk."""
    for first in range(1, most + 1, CHUNK):
        last = min(first + CHUNK - 1, most)
        with _act(load, f"{what} {first} to {last}") as a:
            make(load, a, first, last)


__all__ = ["TABLES", "seed_bulk"]
