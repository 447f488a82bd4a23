"""Writing flows: rows and their marks as not yet counted. No operation ever updates a counter."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from zhiben.core import clock
from zhiben.core.fixed import prepared, typed
from zhiben.core.ledger.book import OpenAct
from zhiben.core.models import Flow, FlowPending

CELL = (
    "state",
    "area",
    "unit",
    "sector",
    "matter",
    "body",
    "channel",
    "grade",
    "internal",
    "found_day",
    "due_day",
)
"""The values a flow row carries besides movement, sign and days; a model's `flow_cell()` returns these keys."""


def row(
    act: OpenAct,
    kind: str,
    case: int,
    movement: str,
    sign: int,
    cell: Mapping[str, Any],
    day: date | None = None,
    recorded: date | None = None,
) -> Flow:
    """One unsaved flow row; `day` is the effective day, `recorded` the day on which it became known.

    Both are those of the act unless history is adopted.
    """
    return Flow(
        kind=kind,
        case=case,
        movement=movement,
        sign=sign,
        effective_day=day or clock.day_of(act.at),
        recorded_day=recorded or clock.day_of(act.recorded_at),
        act=act.id,
        **{key: cell[key] for key in CELL},
    )


def write(rows: Iterable[Flow]) -> None:
    """Append flow rows and mark them as pending; the one or two rows of a move in one statement."""
    given = list(rows)
    if not given:
        return
    if len(given) <= _FEW:
        _write_few(given)
        return
    made = Flow.objects.bulk_create(given, batch_size=2000)
    FlowPending.objects.bulk_create([FlowPending(flow=one.pk) for one in made], batch_size=5000)


_FEW = 2
_COLUMNS = ("kind", "case", "movement", "sign", "effective_day", "recorded_day", *CELL, "act")


def _write_few(rows: list[Flow]) -> None:
    columns = ", ".join(f'"{name}"' for name in _COLUMNS)
    each = ", ".join(["%s"] * len(_COLUMNS))
    values = [typed(getattr(one, name)) for one in rows for name in _COLUMNS]
    with prepared() as cursor:
        cursor.execute(
            f"""WITH made AS (INSERT INTO core_flow ({columns}) VALUES {", ".join([f"({each})"] * len(rows))}
                              RETURNING id)
                INSERT INTO core_flowpending (flow) SELECT id FROM made""",
            values,
        )


def moved(act: OpenAct, kind: str, case: int, before: Any, after: Any, movement: str) -> list[Flow]:
    """The rows of one change: `before`/`after` are cells, or None when the case is not open on that side."""
    if before == after:
        return []
    rows = []
    if before is not None:
        rows.append(row(act, kind, case, movement, -1, before))
    if after is not None:
        rows.append(row(act, kind, case, movement, 1, after))
    return rows
