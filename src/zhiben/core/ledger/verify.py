"""Verify: leaves, tree, heads and the current rows, in one snapshot and set-based."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from zhiben.core.ledger import keys
from zhiben.core.ledger.shapes import function_name
from zhiben.core.ledger.tree import Frontier
from zhiben.core.models import Head, Pending, Shape


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not fit. kind: row_changed, row_missing, row_unknown, leaf, tree, head."""

    kind: str
    table: str | None
    id: int | None
    entry: int | None
    problem: str

    def line(self) -> str:
        """The problem as a JSON line."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(slots=True)
class Verdict:
    """All problems, and what was looked at."""

    problems: list[Problem]
    rows: int = 0
    leaves: int = 0
    heads: int = 0
    pending: int = 0


_CHUNK = 50_000
_ROWS = """
WITH last AS (SELECT DISTINCT ON ("row") "row", id, shape, digest, removed
              FROM core_entry WHERE "table" = %s ORDER BY "row", id DESC)
SELECT coalesce(t.id, l.row), l.id,
       CASE WHEN t.id IS NULL THEN 'row_missing' WHEN l.removed IS NOT FALSE THEN 'row_unknown' ELSE 'row_changed' END
FROM last l FULL JOIN {table} t ON t.id = l.row
WHERE l.row IS NULL OR (t.id IS NULL) <> l.removed
      OR (NOT l.removed AND (CASE l.shape {digests} END) IS DISTINCT FROM l.digest)
"""
"""One walk over a table and the last entries of its rows, both in the order of their ids: nothing is kept."""

_SAID = {
    "row_changed": "the row differs from its last entry",
    "row_missing": "the row is gone and no entry removed it",
    "row_unknown": "the row is there but no entry put it there",
}


def _row_problems(cursor: Any, table: str, numbers: list[int]) -> Iterator[Problem]:
    """Rows changed, gone or present without an entry. Table and function names are our own."""
    digests = " ".join(f"WHEN {number} THEN {function_name(table, number)}(t)" for number in numbers)
    # Both sides come in order from their indexes; hashing wide rows would write them all to disk first.
    cursor.execute("SET LOCAL enable_hashjoin = off")
    cursor.execute(_ROWS.format(table=table, digests=digests), [table])
    found = cursor.fetchall()
    cursor.execute("SET LOCAL enable_hashjoin = on")
    for row, entry, kind in found:
        yield Problem(kind, table, row, entry, _SAID[kind])


def _leaf_problems(cursor: Any) -> Iterator[Problem]:
    cursor.execute(
        """SELECT e."table", e."row", e.id FROM core_leaf l JOIN core_entry e ON e.id = l.entry_id
           JOIN core_act a ON a.id = e.act_id WHERE ledger_leaf(e, a) <> l.digest ORDER BY l.number"""
    )
    for table, row, entry in cursor.fetchall():
        yield Problem("leaf", table, row, entry, "the sealed leaf differs from its entry or act")
    cursor.execute(
        """SELECT e."table", e."row", e.id FROM core_entry e LEFT JOIN core_leaf l ON l.entry_id = e.id
           LEFT JOIN core_pending p ON p.entry_id = e.id WHERE l.number IS NULL AND p.entry_id IS NULL"""
    )
    for table, row, entry in cursor.fetchall():
        yield Problem("leaf", table, row, entry, "the entry is neither sealed nor waiting to be")
    cursor.execute(
        "SELECT l.number FROM core_leaf l LEFT JOIN core_entry e ON e.id = l.entry_id WHERE e.id IS NULL"
    )
    for (number,) in cursor.fetchall():
        yield Problem("leaf", None, None, None, f"leaf {number} has lost its entry")


def _exported(path: Path | None) -> list[dict[str, Any]]:
    """Heads carried off the machine, by size; ValueError when the file is not such a list."""
    if path is None:
        return []
    try:
        heads = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
        return sorted(heads, key=lambda head: int(head["size"]))
    except (KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not a file of heads") from error


def _roots(sizes: set[int]) -> tuple[dict[int, bytes], int, list[Problem]]:
    """Roots at the wanted sizes, the number of leaves, and gaps in their numbering, in one pass, some at a time."""
    gaps: list[Problem] = []
    tree, roots = Frontier(), {0: Frontier().root()}
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT number, digest FROM core_leaf ORDER BY number")
        while rows := cursor.fetchmany(_CHUNK):
            for number, digest in rows:
                if number != tree.size and not gaps:
                    gaps.append(Problem("tree", None, None, None, f"leaf {tree.size} is missing"))
                tree.append(digest)
                if tree.size in sizes:
                    roots[tree.size] = tree.root()
    return roots, tree.size, gaps


def _head_problems(heads: list[Head], roots: dict[int, bytes], leaves: int) -> Iterator[Problem]:
    public = keys.public_key()
    for head in heads:
        text = keys.message(head.size, bytes(head.root), head.signed_at, head.key)
        if not keys.is_signed(text, bytes(head.signature), public):
            yield Problem("head", None, None, None, f"head {head.size}: the signature is wrong")
        if roots.get(head.size) != bytes(head.root):
            yield Problem("tree", None, None, None, f"head {head.size}: the leaves give another root")
    last = heads[-1].size if heads else 0
    if last != leaves:
        yield Problem("head", None, None, None, f"{leaves} leaves, but the last head covers {last}")


def _exported_problems(exported: list[dict[str, Any]], roots: dict[int, bytes]) -> Iterator[Problem]:
    for head in exported:
        root = roots.get(int(head["size"]))
        if root is None or root.hex() != head["root"]:
            yield Problem(
                "head", None, None, None, f"exported head {head['size']}: the log has another history"
            )


def verify(heads_file: Path | None = None) -> Verdict:
    """Check everything in one snapshot. ValueError or OSError when the heads file cannot be read."""
    exported = _exported(heads_file)
    verdict = Verdict([])
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL work_mem = '64MB'")
        numbers: dict[str, list[int]] = {}
        for table, number in Shape.objects.order_by("table", "number").values_list("table", "number"):
            numbers.setdefault(table, []).append(number)
        for table, shapes in numbers.items():
            verdict.problems += _row_problems(cursor, table, shapes)
            cursor.execute(f"SELECT count(*) FROM {table}")
            verdict.rows += cursor.fetchone()[0]
        verdict.problems += _leaf_problems(cursor)
        heads = list(Head.objects.order_by("size"))
        sizes = {head.size for head in heads} | {int(head["size"]) for head in exported}
        roots, verdict.leaves, gaps = _roots(sizes)
        verdict.problems += gaps
        verdict.problems += _head_problems(heads, roots, verdict.leaves)
        verdict.problems += _exported_problems(exported, roots)
        verdict.heads, verdict.pending = len(heads), Pending.objects.count()
    return verdict
