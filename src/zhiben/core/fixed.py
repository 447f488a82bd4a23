"""Queries of one shape, asked again and again: made into SQL once, afterwards only their values differ.

Making SQL of a queryset takes longer than most small queries, and planning them longer than running them; what
every operation asks goes through here. The server keeps the plan where the connection allows it (OPTIONS
`prepare_threshold`; not behind a pooler that hands each transaction another session).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Self

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesIterable, ValuesListIterable
from psycopg import Cursor
from psycopg.types.numeric import Int8

from zhiben.core.actors import Actor
from zhiben.core.scoped import ScopedModel, ScopedQuerySet

_STANDS_FOR = -2_147_000_000
_LONG_AGO = date(1, 1, 1).toordinal()
_WIDTH = 2**63


@dataclass(frozen=True, slots=True)
class _Asked:
    query: bytes


class _Planned(Cursor[Any]):
    """Tells which query it ran, also where only the name of a plan was sent: Django's list of queries asks."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        """As ever."""
        try:
            return super().execute(query, params, **options)
        finally:
            self._query: Any = _Asked(str(query).encode())


def prepared() -> Any:
    """A cursor whose statements the server plans once. Whole numbers are best given as Int8: one plan for all."""
    connection.ensure_connection()
    made: Any = connection
    return made._prepare_cursor(_Planned(made.connection))


class Fixed:
    """`Fixed(lambda hazard: Letter.objects.unscoped(reason=…).filter(hazard_id=hazard).values("id"))`.

    Called with the values of the parameters (numbers, days or words, in their order; never None), it gives the
    rows as a list. The queryset may give rows of the model, values() or values_list(); select_related() and
    prefetches are not for it. `is_planned=False`: planned anew for its values each time, where the best way depends
    on them (a list of a whole province or of one town).
    """

    def __init__(self, make: Callable[..., QuerySet[Any]], *, is_planned: bool = True) -> None:
        self._make = make
        self._is_planned = is_planned
        self._made: _Made | None = None

    def __call__(self, *values: int | date | str) -> list[Any]:
        """The rows for these values; none for a number that no column holds."""
        if any(isinstance(value, int) and abs(value) >= _WIDTH for value in values):
            return []
        if self._made is None:
            self._made = _Made(self._make, values, prepared if self._is_planned else connection.cursor)
        return self._made.rows(values)


def visible_row(actor: Actor, model: type[ScopedModel], key: int) -> Any:
    """The row if the actor may see it, None otherwise; the condition of one actor's reach is made once."""
    return next(iter(_visible(model, actor)(key)), None)


@lru_cache(maxsize=256)
def _visible(model: type[ScopedModel], actor: Actor) -> Fixed:
    return Fixed(lambda key: model.objects.visible_to(actor).filter(pk=key))


class _Made:
    """The SQL, where each value belongs, and how rows become what the queryset gives."""

    def __init__(
        self,
        make: Callable[..., QuerySet[Any]],
        values: tuple[int | date | str, ...],
        cursor: Callable[[], Any],
    ) -> None:
        self._cursor = cursor
        self.stands = [_stand_in(value, place) for place, value in enumerate(values)]
        rows = make(*self.stands)
        if isinstance(rows, ScopedQuerySet):
            rows._pass()
        self._compiler = rows.query.get_compiler(connection=connection)
        self._sql, params = self._compiler.as_sql()
        self._params = [typed(one) for one in params]
        self._places = [
            (place, self.stands.index(one)) for place, one in enumerate(params) if one in self.stands
        ]
        if {number for _, number in self._places} != set(range(len(values))):
            raise ValueError("a value is not part of the query")
        self._row = _reader(rows, self._compiler)

    def rows(self, values: tuple[int | date | str, ...]) -> list[Any]:
        params = list(self._params)
        for place, number in self._places:
            params[place] = typed(values[number])
        with self._cursor() as cursor:
            cursor.execute(self._sql, params)
            found = cursor.fetchall()
        return [self._row(row) for row in self._compiler.results_iter([found], tuple_expected=True)]


def _stand_in(value: int | date | str, place: int) -> int | date | str:
    """What stands for a value while the SQL is made; no row has it, and no query asks for it."""
    if isinstance(value, str):
        return f"\ufdd0{place}"
    return date.fromordinal(_LONG_AGO + place) if isinstance(value, date) else _STANDS_FOR - place


def typed(value: Any) -> Any:
    """The value as a prepared statement takes it: whole numbers of one width, so that there is one plan.

    A number too long for that width, as an address may hold, goes as it is: no row has it.
    """
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return Int8(value) if is_number and -_WIDTH <= value < _WIDTH else value


def _reader(rows: QuerySet[Any], compiler: Any) -> Callable[[Any], Any]:
    """What the queryset makes of a row of the database."""
    kind = rows._iterable_class
    if kind is FlatValuesListIterable:
        return lambda row: row[0]
    if kind is ValuesListIterable:
        return tuple
    if kind is ValuesIterable:
        query = rows.query
        names = list(query.selected or (*query.extra_select, *query.values_select, *query.annotation_select))
        return lambda row: dict(zip(names, row, strict=True))
    if kind is not ModelIterable or rows.query.select_related:
        raise ValueError(f"{kind.__name__} is not for a fixed query")
    names = [target.target.attname for target, *_ in compiler.select]
    return lambda row: rows.model.from_db(connection.alias, names, row)
