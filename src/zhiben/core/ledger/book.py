"""Writing the ledger: one act, and one entry for each row it touched, in the operation's transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, models, transaction
from psycopg.types.numeric import Int8

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.context import request_id
from zhiben.core.fixed import prepared
from zhiben.core.ledger.shapes import LedgeredModel, current_numbers, function_name
from zhiben.core.models import Act

M = TypeVar("M", bound=models.Model)

_AT_ONCE = 100
"""Up to so many rows the entries of all tables are written together."""
_ENTRIES = """WITH made AS (
  INSERT INTO core_entry (act_id, "table", "row", version, shape, digest, removed)
  SELECT %s, "table", "row", version, shape, digest, {removed} FROM ({parts}) AS touched ORDER BY place, "row"
  RETURNING id)
INSERT INTO core_pending (entry_id) SELECT id FROM made"""
_NUMBERS: dict[str, dict[str, int]] = {}


@dataclass(slots=True)
class OpenAct:
    """The act being written. Every change of a ledgered row goes through it."""

    id: int
    actor: Actor
    at: datetime
    recorded_at: datetime
    operation: str
    _touched: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def touch(self, model: type[models.Model], ids: Iterable[int]) -> None:
        """Note that these rows were written; their digests are taken when the act ends."""
        if issubclass(model, LedgeredModel):
            self._touched[model._meta.db_table].update(ids)

    def create(self, model: type[M], **values: Any) -> M:
        """Insert a row and note it."""
        row: M = model(**values)
        row.save(force_insert=True)
        self.touch(model, [row.pk])
        return row

    def create_many(self, model: type[M], rows: Iterable[M], batch_size: int = 1000) -> list[M]:
        """Insert many rows in few statements and note them."""
        made = model._base_manager.bulk_create(list(rows), batch_size=batch_size)
        self.touch(model, [row.pk for row in made])
        return made

    def change(self, row: models.Model, **values: Any) -> None:
        """Write these columns of a row (never a state column) and note it."""
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        self.touch(type(row), [row.pk])

    def change_many(self, model: type[models.Model], ids: Iterable[int], **values: Any) -> int:
        """Write the same columns of many rows in one statement and note them."""
        keys = list(ids)
        count = model._base_manager.filter(pk__in=keys).update(**values)
        self.touch(model, keys)
        return count

    def adopted(self, model: type[models.Model], low: int, high: int) -> None:
        """Entries of all rows with `low` < id <= `high`, which this act inserted in bulk: none has one yet."""
        table = model._meta.db_table
        number = _number_of(table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"""WITH made AS (
                      INSERT INTO core_entry (act_id, "table", "row", version, shape, digest, removed)
                      SELECT %s, %s, t.id, 1, %s, {function_name(table, number)}(t), false
                      FROM {table} t WHERE t.id > %s AND t.id <= %s ORDER BY t.id
                      RETURNING id)
                    INSERT INTO core_pending (entry_id) SELECT id FROM made""",
                [self.id, table, number, low, high],
            )

    def remove(self, row: models.Model) -> None:
        """Delete a row; the ledger keeps an entry of the removal."""
        self._flush()
        if isinstance(row, LedgeredModel):
            self._write([(row._meta.db_table, [row.pk])], removed=True)
        row.delete()

    def _flush(self) -> None:
        touched = [(table, sorted(rows)) for table, rows in self._touched.items() if rows]
        self._touched.clear()
        few = touched if sum(len(rows) for _, rows in touched) <= _AT_ONCE else []
        for part in [few] if few else [[one] for one in touched]:
            self._write(part, removed=False)

    def _write(self, touched: list[tuple[str, list[int]]], *, removed: bool) -> None:
        """One statement: entries with digests computed by each table's own function, and pending marks."""
        parts: list[str] = []
        values: list[Any] = [Int8(self.id)]
        for place, (table, keys) in enumerate(touched):
            single = len(keys) == 1
            parts.append(_part(place, table, single))
            values.append(Int8(keys[0]) if single else [Int8(key) for key in keys])
        query = _ENTRIES.format(parts=" UNION ALL ".join(parts), removed="true" if removed else "false")
        # Digests take longer to plan than to compute.
        with prepared() as cursor:
            cursor.execute(query, values)


def _part(place: int, table: str, single: bool) -> str:
    """The rows of one table as they are to be entered; names and shapes are our own."""
    number = _number_of(table)
    return f"""SELECT {place} AS place, '{table}' AS "table", t.id AS "row",
        coalesce((SELECT max(e.version) FROM core_entry e
                  WHERE e."table" = '{table}' AND e."row" = t.id), 0) + 1 AS version,
        {number} AS shape, {function_name(table, number)}(t) AS digest
      FROM {table} t WHERE t.id = {"%s" if single else "ANY(%s)"}"""


def _number_of(table: str) -> int:
    """The newest shape of a table, remembered per database of this process."""
    numbers = _NUMBERS.get(connection.alias + str(connection.settings_dict["NAME"]))
    if numbers is None or table not in numbers:
        numbers = current_numbers(connection.alias)
        _NUMBERS[connection.alias + str(connection.settings_dict["NAME"])] = numbers
    return numbers[table]


@contextmanager
def act(
    *, actor: Actor, at: datetime, operation: str, adopted: bool = False, note: str = ""
) -> Iterator[OpenAct]:
    """One operation: opens the transaction, writes the act, and at the end one entry per touched row."""
    with transaction.atomic():
        recorded = clock.now()
        row = Act.objects.create(
            operation=operation,
            person_id=actor.person_id,
            membership_id=actor.membership_id,
            effective_at=at,
            recorded_at=recorded,
            request=request_id(),
            adopted=adopted,
            note=note,
        )
        opened = OpenAct(row.pk, actor, at, recorded, operation)
        yield opened
        opened._flush()
