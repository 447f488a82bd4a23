"""Queries of one shape, asked again and again: made into SQL once, afterwards only their numbers differ.

Making SQL of a queryset takes longer than most small queries; what every operation asks goes through here.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesIterable, ValuesListIterable

from zhiben.core.actors import Actor
from zhiben.core.scoped import ScopedModel, ScopedQuerySet

_STANDS_FOR = -2_147_000_000
"""The first of the numbers that stand for a value while the SQL is made; no row has them."""


class Fixed:
    """`Fixed(lambda hazard: Letter.objects.unscoped(reason=…).filter(hazard_id=hazard).values("id"))`.

    Called with the values of the parameters (whole numbers, in their order), it gives the rows as a list. The
    queryset may give rows of the model, values() or values_list(); select_related() and prefetches are not for it.
    """

    def __init__(self, make: Callable[..., QuerySet[Any]]) -> None:
        self._make = make
        self._made: _Made | None = None

    def __call__(self, *values: int) -> list[Any]:
        """The rows for these values."""
        if self._made is None or len(self._made.stands) != len(values):
            self._made = _Made(self._make, len(values))
        return self._made.rows(values)


def visible_row(actor: Actor, model: type[ScopedModel], key: int) -> Any:
    """The row if the actor may see it, None otherwise; the condition of one actor's reach is made once."""
    return next(iter(_visible(model, actor)(key)), None)


@lru_cache(maxsize=256)
def _visible(model: type[ScopedModel], actor: Actor) -> Fixed:
    return Fixed(lambda key: model.objects.visible_to(actor).filter(pk=key))


class _Made:
    """The SQL, where each value belongs, and how rows become what the queryset gives."""

    def __init__(self, make: Callable[..., QuerySet[Any]], count: int) -> None:
        self.stands = [_STANDS_FOR - number for number in range(count)]
        rows = make(*self.stands)
        if isinstance(rows, ScopedQuerySet):
            rows._pass()
        self._compiler = rows.query.get_compiler(connection=connection)
        self._sql, self._params = self._compiler.as_sql()
        if set(self.stands) - set(self._params):
            raise ValueError("a value is not part of the query")
        self._row = _reader(rows, self._compiler)

    def rows(self, values: tuple[int, ...]) -> list[Any]:
        known = dict(zip(self.stands, values, strict=True))
        params = [known.get(one, one) if isinstance(one, int) else one for one in self._params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            found = cursor.fetchall()
        return [self._row(row) for row in self._compiler.results_iter([found], tuple_expected=True)]


def _reader(rows: QuerySet[Any], compiler: Any) -> Callable[[Any], Any]:
    """What the queryset makes of a row of the database."""
    kind = rows._iterable_class  # type: ignore[attr-defined]  # Django keeps it here
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
