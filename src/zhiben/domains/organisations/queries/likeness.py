"""Units whose names are like one that nobody has, for several names at once."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import F, Value
from django.db.models.fields import TextField

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.search import Typed
from zhiben.domains.organisations.methods.names import name_likeness, pieces_of
from zhiben.domains.organisations.models import Unit
from zhiben.domains.organisations.queries.units import UnitBrief, unit_briefs

NAMES, CANDIDATES, LIKE = 100, 30, 0.3
"""Names of one question, units compared for each, and from which likeness one is shown."""


def units_like(actor: Actor, names: Iterable[str], limit: int = 5) -> dict[str, list[UnitBrief]]:
    """Open units within reach whose names are nearest to each of these, the nearest first; one statement."""
    asked_for = [name[:160] for name in dict.fromkeys(names) if name][:NAMES]
    rows_of = _rows_of_pairs(str(connection.settings_dict["NAME"]), clock.now().hour) if asked_for else {}
    wanted = {name: pieces for name in asked_for if (pieces := pieces_of(name, rows_of))}
    parts = [_candidates(actor, name, pieces) for name, pieces in wanted.items()]
    if not parts:
        return {}
    rows: Any = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    near: dict[str, list[tuple[float, int]]] = {}
    for asked, key, name in rows:
        score = name_likeness(asked, name)
        if score >= LIKE:
            near.setdefault(asked, []).append((-score, key))
    chosen = {asked: [key for _score, key in sorted(found)[:limit]] for asked, found in near.items()}
    briefs = unit_briefs(key for keys in chosen.values() for key in keys)
    return {asked: [briefs[key] for key in keys] for asked, keys in chosen.items()}


@lru_cache(maxsize=4)
def _rows_of_pairs(database: str, hour: int) -> dict[str, float]:
    """About how many units have each of the commonest pairs of signs, as the database last counted; hourly."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT s.most_common_elems::text::text[], s.most_common_elem_freqs, c.reltuples
               FROM pg_stats s JOIN pg_class c ON c.relname = s.tablename AND c.relkind = 'r'
               WHERE s.tablename = %s AND s.attname = 'search'""",
            [Unit._meta.db_table],
        )
        row = cursor.fetchone()
    if row is None or not row[0]:
        return {}
    return {pair: share * row[2] for pair, share in zip(row[0], row[1], strict=False)}


def _candidates(actor: Actor, name: str, pieces: list[str]) -> Any:
    """The units that share most pieces with a name: (the name asked, id, name)."""
    query = Typed(" | ".join(pieces))
    rows = Unit.objects.visible_to(actor).filter(closed__isnull=True, search=query)
    asked = rows.annotate(asked=Value(name, TextField()), rank=SearchRank(F("search"), query))
    return asked.order_by("-rank", "id").values_list("asked", "id", "name")[:CANDIDATES]
