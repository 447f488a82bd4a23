"""Set-based writing of what is seeded: SQL made from the models' own columns, entries by the ledger's functions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import connection, models

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.ledger.book import OpenAct
from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.models import Flow
from zhiben.domains.reports.operations.seeding.scale import Scale

TABLES = (
    "organisations.Body",
    "organisations.BodyTerritory",
    "organisations.Unit",
    "organisations.Mandate",
    "people.Person",
    "people.Membership",
    "people.Account",
    "hazards.Hazard",
    "hazards.StepRecord",
    "hazards.HazardSide",
    "hazards.Signature",
    "hazards.Letter",
    "hazards.Treatment",
    "notices.Todo",
    "core.Flow",
)
"""What is written, lower tables first."""

_SETTINGS = {
    "work_mem": "192MB",
    "maintenance_work_mem": "512MB",
    "jit": "off",
    "synchronous_commit": "off",
    "synchronize_seqscans": "off",
    "lock_timeout": "60s",
}


@dataclass(slots=True)
class Loader:
    """What is being seeded: its size, its seed, its day, and the SQL every part shares."""

    actor: Actor
    at: datetime
    scale: Scale
    seed: int
    low: int
    high: int
    told: dict[str, int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day everything counts back from."""
        return clock.day_of(self.at)

    def draw(self, of: str, number: int, most: str | int) -> str:
        """SQL of a whole number from 0 to below `most`, the same for the same seed, row and number of the draw."""
        mixed = f"hashint8extended(({of})::bigint, {self.seed * 1000 + number}) & 9007199254740991"
        return f"mod({mixed}, ({most})::bigint)::int"

    def run(self, sql: str, *params: Any) -> int:
        """Execute; how many rows it touched."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params or None)
            return int(cursor.rowcount)

    def one(self, sql: str, *params: Any) -> Any:
        """The first value of the first row."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params or None)
            row = cursor.fetchone()
        return row[0] if row else None

    def rows(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        """All rows."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params or None)
            return list(cursor.fetchall())

    def table(self, name: str, select: str, *params: Any) -> None:
        """A temporary table of a SELECT, with statistics; gone with the transaction."""
        self.run(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {select}", *params)
        self.run(f"ANALYZE {name}")

    def prepare(self) -> None:
        """Settings of this transaction; what is seeded into stands still meanwhile."""
        for name, value in _SETTINGS.items():
            self.run("SELECT set_config(%s, %s, true)", name, value)
        self.run("SET CONSTRAINTS ALL IMMEDIATE")
        for label in TABLES:
            self.run(f"LOCK TABLE {apps.get_model(label)._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")

    def base(self, label: str) -> int:
        """The highest id in use."""
        return int(self.one(f"SELECT coalesce(max(id), 0) FROM {apps.get_model(label)._meta.db_table}"))

    def insert(self, a: OpenAct, label: str, columns: Mapping[str, str], source: str) -> int:
        """INSERT … SELECT these expressions, the model's defaults for its other columns, and the ledger's entries."""
        model = apps.get_model(label)
        table, before = model._meta.db_table, self.base(label)
        names, wanted, params = _columns(model, columns)
        count = self.run(f"INSERT INTO {table} ({names}) SELECT {wanted} {source}", *params)
        if model is Flow:
            # Marked as not yet counted like any other; the counters are made from all rows at the end.
            self.run("INSERT INTO core_flowpending (flow) SELECT id FROM core_flow WHERE id > %s", before)
        if issubclass(model, LedgeredModel):
            a.adopted(model, before, self.base(label))
        self.told[label] = self.told.get(label, 0) + count
        return count

    def settle(self) -> None:
        """Let the identities go on after the ids that were given."""
        for label in TABLES:
            table = apps.get_model(label)._meta.db_table
            self.run(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING max(id) > 0"
            )


def _columns(model: type[models.Model], given: Mapping[str, str]) -> tuple[str, str, list[Any]]:
    """Names, expressions and parameters: what is given, and defaults of columns that may not be empty."""
    names, wanted, params = list(given), list(given.values()), list[Any]()
    known = {str(one.column) for one in model._meta.concrete_fields}
    if unknown := set(names) - known:
        raise LookupError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    for one in model._meta.concrete_fields:
        if one.column in given or one.primary_key or one.generated or (one.null and not one.has_default()):
            continue
        names.append(str(one.column))
        wanted.append("%s")
        params.append(one.get_db_prep_save(one.get_default(), connection))
    return ", ".join(f'"{name}"' for name in names), ", ".join(wanted), params
