"""Visibility: one door. A queryset of a scoped model raises unless it went through it.

A scoped model derives from `ScopedModel` and declares `scope = Scope(...)`. Its default manager hands out
`ScopedQuerySet`s; evaluating one without `visible_to(actor)` or `unscoped(reason)` raises `Unscoped`; so does
using one inside another query, and what is joined with one that has no door has none either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.lookups import Exact
from django.db.models.sql import Query

from zhiben.core.actors import Actor

TERRITORY, OWN, GRANTED = "territory", "own", "granted"
TABS = (TERRITORY, OWN, GRANTED)
Widths = tuple[int, ...]
"""How many codes a whole county, a whole city holds, where a table has an index by them."""


class Unscoped(RuntimeError):
    """A programming error: a scoped queryset was evaluated without visible_to() or unscoped()."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which columns decide visibility. With `via`, they are those of the row reached by that foreign key.

    `body`: the responsible body, who sees the row wherever it lies; `person`: one person who does.
    `bodies`: further columns of bodies who see it likewise.
    `internal`: a boolean column; rows with it set are hidden from territory. `participants`: (model label,
    foreign key to the row) of rows with body_id, unit_id and person_id that were granted the row.
    """

    via: str = ""
    area: str | None = "area"
    sector: str | None = None
    matter: str | None = None
    unit: str | None = None
    body: str | None = None
    bodies: tuple[str, ...] = ()
    person: str | None = None
    internal: str | None = None
    participants: tuple[str, str] | None = None


def territory_q(scope: Scope, prefix: str, actor: Actor, widths: Widths = ()) -> Q:
    """Rows in one of the actor's territories, with literal ranges so that the planner sees them.

    A stretch that is a whole one of `widths` (a county, a city) is written as the table's index on it has it.
    """
    result = Q(pk__in=[])
    if scope.area is None:
        return result
    for territory in actor.territories:
        areas = Q()
        for low, high in territory.ranges:
            areas |= within(f"{prefix}{scope.area}", low, high, widths)
        part = areas if territory.ranges else Q(pk__in=[])
        if territory.sectors is not None and scope.sector:
            part &= Q(**{f"{prefix}{scope.sector}__in": sorted(territory.sectors)})
        if territory.matters is not None and scope.matter:
            part &= Q(**{f"{prefix}{scope.matter}__in": sorted(territory.matters)})
        result |= part
    if scope.internal:
        result &= Q(**{f"{prefix}{scope.internal}": False})
    return result


def within(column: str, low: int, high: int, widths: Widths) -> Q:
    """Rows whose column lies between two area codes, both included; `widths`: see `territory_q`."""
    for width in widths:
        if low % width == 0 and high == low + width - 1:
            part = ExpressionWrapper(F(column) / width, output_field=models.BigIntegerField())
            return Q(Exact(part, low // width))
    return Q(**{f"{column}__range": (low, high)})


def own_q(scope: Scope, prefix: str, actor: Actor) -> Q:
    """Rows of the actor's own unit."""
    if actor.unit_id is None or scope.unit is None:
        return Q(pk__in=[])
    return Q(**{f"{prefix}{scope.unit}": actor.unit_id})


def granted_q(scope: Scope, prefix: str, actor: Actor) -> Q:
    """Rows whose responsible body is the actor's, or that name the actor's body, unit or person."""
    result = Q(pk__in=[])
    for column in (scope.body, *scope.bodies):
        if actor.body_id is not None and column:
            result |= Q(**{f"{prefix}{column}": actor.body_id})
    if scope.person:
        result |= Q(**{f"{prefix}{scope.person}": actor.person_id})
    if scope.participants:
        label, key = scope.participants
        named = Q(person_id=actor.person_id)
        if actor.body_id is not None:
            named |= Q(body_id=actor.body_id)
        if actor.unit_id is not None:
            named |= Q(unit_id=actor.unit_id)
        rows = apps.get_model(label)._base_manager.filter(named).values(f"{key}_id")
        result |= Q(**{f"{prefix}pk__in": rows})
    return result


_PARTS = {TERRITORY: territory_q, OWN: own_q, GRANTED: granted_q}


def reach_q(scope: Scope, actor: Actor, tab: str | None = None, widths: Widths = ()) -> Q:
    """The condition for everything the actor reaches, or for one tab of it; `widths`: see `territory_q`."""
    prefix = f"{scope.via}__" if scope.via else ""
    if actor.system:
        return Q()
    if tab == TERRITORY:
        return territory_q(scope, prefix, actor, widths)
    if tab is not None:
        return _PARTS[tab](scope, prefix, actor)
    result = Q(pk__in=[])
    for part in _PARTS.values():
        result |= part(scope, prefix, actor)
    return result


class ScopedQuery(Query):
    """The query of a scoped queryset: it remembers its door also as a subquery.

    `is_asked` tells those made by a queryset from those Django makes for itself.
    """

    door: str | None = None
    is_asked = False

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Become a part of another query; Subquery() and Exists() take the query without its queryset."""
        if self.is_asked and self.door is None:
            raise Unscoped(f"{_name(self.model)}: call visible_to(actor) or unscoped(reason=…) first")
        return super().resolve_expression(*args, **kwargs)


def _name(model: Any) -> str:
    return str(model.__name__)


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that refuses to be evaluated before visibility was decided."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        if query is None and model is not None:
            query = ScopedQuery(model)
            query.is_asked = True
        super().__init__(model=model, query=query, using=using, hints=hints)

    @property
    def _door(self) -> str | None:
        return getattr(vars(self)["_query"], "door", None)

    @_door.setter
    def _door(self, value: str | None) -> None:
        vars(self)["_query"].door = value

    def _joined(self, made: Any, others: Iterable[Any]) -> Self:
        """What was joined has a door only if every part of it has."""
        clone: Self = made.all()
        if any(part._door is None for part in (self, *others)):
            clone._door = None
        return clone

    def __and__(self, other: Any) -> Self:
        return self._joined(super().__and__(other), (other,))

    def __or__(self, other: Any) -> Self:
        return self._joined(super().__or__(other), (other,))

    def __xor__(self, other: Any) -> Self:
        return self._joined(super().__xor__(other), (other,))

    def _combinator_query(self, combinator: str, *other_qs: Any, all: bool = False) -> Self:
        made = super()._combinator_query(combinator, *other_qs, all=all)  # type: ignore[misc]  # Django's hook
        return self._joined(made, other_qs)

    def none(self) -> Self:
        """Nothing at all, which everybody may see."""
        clone = super().none()
        clone._door = "none"
        return clone

    def visible_to(self, actor: Actor, tab: str | None = None, widths: Widths = ()) -> Self:
        """Only what the actor may see; `tab` narrows to territory, own or granted. `widths`: see `territory_q`."""
        scope: Scope = vars(self)["model"].scope
        clone = self.filter(reach_q(scope, actor, tab, widths))
        clone._door = f"visible_to:{actor.membership_id}"
        return clone

    def unscoped(self, *, reason: str) -> Self:
        """All rows, for a stated reason (a lock inside an operation, a figure, a constraint)."""
        if not reason:
            raise ValueError("unscoped() needs a reason")
        clone = self.all()
        clone._door = reason
        return clone

    def statement(self) -> tuple[str, tuple[Any, ...]]:
        """The SQL and its values, for a statement put together from several querysets or compiled once."""
        self._pass()
        sql, values = vars(self)["_query"].sql_with_params()
        return sql, tuple(values)

    def _pass(self) -> None:
        if self._door is None:
            raise Unscoped(f"{self.model.__name__}: call visible_to(actor) or unscoped(reason=…) first")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._pass()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._pass()
        return super().iterator(*args, **kwargs)

    def aiterator(self, *args: Any, **kwargs: Any) -> Any:
        self._pass()
        return super().aiterator(*args, **kwargs)

    def explain(self, **kwargs: Any) -> str:
        self._pass()
        return super().explain(**kwargs)

    def count(self) -> int:
        self._pass()
        return super().count()

    def exists(self) -> bool:
        self._pass()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._pass()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._pass()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._pass()
        return super().delete()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        self._pass()
        return super().resolve_expression(*args, **kwargs)


ScopedManager = models.Manager.from_queryset(ScopedQuerySet)


class ScopedModel(models.Model):
    """Base of every model with a place, a sector, a unit or a responsible body, and of all that hangs on one."""

    scope: Scope

    objects = ScopedManager()

    class Meta:
        abstract = True
