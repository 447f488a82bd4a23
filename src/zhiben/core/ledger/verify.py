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


_LAST = """WITH last AS (SELECT DISTINCT ON ("row") "row", id, shape, digest, removed
             FROM core_entry WHERE "table" = %s ORDER BY "row", id DESC)"""


def _row_problems(cursor: Any, table: str, numbers: list[int]) -> Iterator[Problem]:
    """Rows changed, gone or present without an entry. Table and function names are our own."""
    for number in numbers:
        cursor.execute(
            f"{_LAST} SELECT l.row, l.id FROM last l JOIN {table} t ON t.id = l.row"
            f" WHERE NOT l.removed AND l.shape = %s AND {function_name(table, number)}(t) <> l.digest",
            [table, number],
        )
        for row, entry in cursor.fetchall():
            yield Problem("row_changed", table, row, entry, "the row differs from its last entry")
    cursor.execute(
        f"{_LAST} SELECT l.row, l.id FROM last l LEFT JOIN {table} t ON t.id = l.row"
        f" WHERE NOT l.removed AND t.id IS NULL",
        [table],
    )
    for row, entry in cursor.fetchall():
        yield Problem("row_missing", table, row, entry, "the row is gone and no entry removed it")
    cursor.execute(
        f"{_LAST} SELECT t.id, l.id FROM {table} t LEFT JOIN last l ON l.row = t.id"
        f" WHERE l.row IS NULL OR l.removed",
        [table],
    )
    for row, entry in cursor.fetchall():
        yield Problem("row_unknown", table, row, entry, "the row is there but no entry put it there")


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


def _roots(cursor: Any, sizes: set[int]) -> tuple[dict[int, bytes], int, list[Problem]]:
    """Roots at the wanted sizes, the number of leaves, and gaps in their numbering, in one pass."""
    gaps: list[Problem] = []
    tree, roots = Frontier(), {0: Frontier().root()}
    cursor.execute("SELECT number, digest FROM core_leaf ORDER BY number")
    while rows := cursor.fetchmany(20_000):
        for number, digest in rows:
            if number != tree.size and not gaps:
                gaps.append(Problem("tree", None, None, None, f"leaf {tree.size} is missing"))
            tree.append(bytes(digest))
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
        roots, verdict.leaves, gaps = _roots(cursor, sizes)
        verdict.problems += gaps
        verdict.problems += _head_problems(heads, roots, verdict.leaves)
        verdict.problems += _exported_problems(exported, roots)
        verdict.heads, verdict.pending = len(heads), Pending.objects.count()
    return verdict
