"""States are a table. `Machine` is the only writer of state columns.

A case model has a state column without default, an integer `version`, `flow_cell()` (values for the figures)
and `power_subject()` (over whom a power is claimed). `facts` given to a move is a function of the locked row
that gathers what the pure rules need.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from zhiben.core import clock, flows
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound, RuleBroken, Stale
from zhiben.core.findings import Finding, Rule, check
from zhiben.core.fixed import Fixed
from zhiben.core.ledger.book import OpenAct
from zhiben.core.ledger.since import acts_since, told
from zhiben.core.powers import has_power
from zhiben.core.registry import powers

Facts = Callable[[Any], Any]

MACHINES: dict[str, "Machine"] = {}
"""Every machine by kind, for generated diagrams and the architecture tests."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One move. `sources` empty: the case comes into being. `target` None: the state stays.

    `permission` has no default: an unguarded move cannot be written. `power`: a power of law the actor's body
    needs over the case's unit in its matter (of several, one is enough). `movement` names the flow rows it writes.
    `held`: where a body holds the case (`Machine.holder`), the move is that body's, whatever its other powers.
    """

    name: str
    sources: tuple[str, ...]
    target: str | None
    permission: str
    power: str | tuple[str, ...] | None = None
    rules: tuple[Rule, ...] = ()
    movement: str = "changed"
    limit: str | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A move as it stands for an actor now: allowed when there are no findings."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def allowed(self) -> bool:
        """Whether the actor may do it now."""
        return not self.findings


@dataclass(slots=True)
class Machine:
    """The state machine of one model, as a table of transitions."""

    model_label: str
    kind: str
    ended: frozenset[str]
    transitions: Sequence[Transition]
    column: str = "state"
    counted: bool = True
    holder: str = ""
    labels: Mapping[str, Any] = field(default_factory=dict)
    _table: dict[str, Transition] = field(default_factory=dict)
    _lock: Fixed | None = None

    def __post_init__(self) -> None:
        for transition in self.transitions:
            if transition.name in self._table:
                raise ValueError(f"{self.kind}: transition {transition.name} twice")
            self._table[transition.name] = transition
        MACHINES[self.kind] = self

    @property
    def model(self) -> type[models.Model]:
        """The model class."""
        return apps.get_model(self.model_label)

    def get(self, name: str) -> Transition:
        """The transition of that name; KeyError otherwise."""
        return self._table[name]

    def begin(self, act: OpenAct, name: str, *, values: Mapping[str, Any], facts: Facts | None = None) -> Any:
        """A case comes into being, guarded like any other move; returns the row."""
        move = self._table[name]
        if move.sources:
            raise ValueError(f"{name} does not begin a case")
        row = self.model(**values, **{self.column: move.target})
        self._entitled(act.actor, move, row, clock.day_of(act.at))
        self._ruled(move, row, facts)
        row.save(force_insert=True)
        act.touch(self.model, [row.pk])
        self._flow(act, row, None, self._cell(row), move.movement)
        return row

    def perform(
        self,
        act: OpenAct,
        name: str | Callable[[Any], str],
        *,
        pk: int,
        seen_version: int | None,
        changes: Mapping[str, Any] | Callable[[Any], Mapping[str, Any]] | None = None,
        facts: Facts | None = None,
        beside: frozenset[str] = frozenset(),
    ) -> Any:
        """Lock, compare the version the person saw, check, and write state, version and changes in one UPDATE.

        `name` may be found from the locked row. `beside`: operations that may have happened meanwhile without
        making what the person saw stale.
        """
        row = self.lock(pk)
        move = self._table[name(row) if callable(name) else name]
        self._fresh(row, seen_version, beside)
        day = clock.day_of(act.at)
        self._entitled(act.actor, move, row, day)
        state = getattr(row, self.column)
        if state not in move.sources:
            raise RuleBroken(
                Finding("wrong-state", {"state": self.labels.get(state, state)}), code="wrong-state"
            )
        self._ruled(move, row, facts)
        values = dict(changes(row) if callable(changes) else changes or {})
        if move.target is not None:
            values[self.column] = move.target
        self._write(act, row, values, move.movement)
        return row

    def amend(
        self,
        act: OpenAct,
        *,
        pk: int,
        seen_version: int | None,
        permission: str,
        changes: Mapping[str, Any],
        movement: str = "changed",
    ) -> Any:
        """A change without a change of state; guards version and ledger alike."""
        if self.column in changes:
            raise ValueError("amend() does not change a state")
        row = self.lock(pk)
        self._fresh(row, seen_version)
        if not act.actor.may(permission):
            raise Forbidden(Finding("no-permission", {"permission": permission}))
        self._write(act, row, dict(changes), movement)
        return row

    def perform_many(
        self, act: OpenAct, name: str, *, pks: Iterable[int], changes: Mapping[str, Any]
    ) -> list[int]:
        """The same for moves of the system: locks the rows still in a source state and moves them together.

        Rules and powers are asked case by case, so a move that has any is made in bulk by the system alone.
        """
        move = self._table[name]
        if (move.rules or move.power) and not act.actor.system:
            raise ValueError(f"{self.kind}.{name} has rules or a power and cannot be made in bulk")
        if not act.actor.system and not act.actor.may(move.permission):
            raise Forbidden(Finding("no-permission", {"permission": move.permission}))
        lookup = {"pk__in": list(pks), f"{self.column}__in": move.sources}
        rows = list(self.model._base_manager.select_for_update().filter(**lookup).order_by("pk"))
        before = {row.pk: self._cell(row) for row in rows}
        values = {**changes, **({self.column: move.target} if move.target else {})}
        keys = [row.pk for row in rows]
        self.model._base_manager.filter(pk__in=keys).update(version=models.F("version") + 1, **values)
        act.touch(self.model, keys)
        written = []
        for row in rows:
            for key, value in values.items():
                setattr(row, key, value)
            if self.counted:
                written += flows.moved(act, self.kind, row.pk, before[row.pk], self._cell(row), move.movement)
        flows.write(written)
        return keys

    def adopt(
        self, act: OpenAct, rows: Iterable[Any], ended_days: Mapping[int, tuple[str, date]] | None = None
    ) -> list:
        """Bring in cases with their history as it was: any state, effective days from the source.

        `ended_days`: by position in `rows`, movement and day of the end of a case that has ended.
        """
        made = act.create_many(self.model, rows)
        if self.counted:
            flows.write(self._adopted_flows(act, made, ended_days or {}))
        return made

    def _adopted_flows(self, act: OpenAct, rows: list[Any], ends: Mapping[int, tuple[str, date]]) -> list:
        written = []
        for position, row in enumerate(rows):
            cell = row.flow_cell()
            written.append(flows.row(act, self.kind, row.pk, "found", 1, cell, cell["found_day"]))
            if position in ends:
                movement, day = ends[position]
                written.append(flows.row(act, self.kind, row.pk, movement, -1, cell, day))
        return written

    def offers(self, actor: Actor, row: Any, day: date, facts: Any = None) -> list[Offer]:
        """The moves possible in the row's state, each with what stands against it for this actor."""
        state, asked = getattr(row, self.column), dict[str, bool]()
        return [
            Offer(move.name, tuple(self._against(actor, move, row, day, facts, asked)))
            for move in self.transitions
            if state in move.sources
        ]

    def lock(self, pk: int) -> Any:
        """The row, locked until the end of the transaction; NotFound if it is not there."""
        if self._lock is None:
            rows = self.model._base_manager.select_for_update(of=("self",))
            self._lock = Fixed(lambda key: rows.filter(pk=key))
        if found := self._lock(pk):
            return found[0]
        raise NotFound(Finding("not-found"))

    def _against(
        self, actor: Actor, move: Transition, row: Any, day: date, facts: Any, asked: dict[str, bool]
    ) -> list[Finding]:
        if missing := self._missing(actor, move, row, day, asked):
            return [missing]
        return check(move.rules, facts) if facts is not None else []

    def _missing(
        self, actor: Actor, move: Transition, row: Any, day: date, asked: dict[str, bool]
    ) -> Finding | None:
        """The permission or the power that the actor lacks; `asked`: powers found out already."""
        if not actor.may(move.permission):
            return Finding("no-permission", {"permission": move.permission})
        holder = getattr(row, self.holder) if self.holder and move.held else None
        if holder is not None:
            return None if actor.system or holder == actor.body_id else Finding("held-elsewhere")
        wanted = (move.power,) if isinstance(move.power, str) else move.power or ()
        for power in wanted:
            if power not in asked:
                asked[power] = has_power(actor, power, row.power_subject(), day)
        if wanted and not any(asked[power] for power in wanted):
            return Finding("no-power", {"power": str(powers.find(wanted[0]) or wanted[0])})
        return None

    def _entitled(self, actor: Actor, move: Transition, row: Any, day: date) -> None:
        if missing := self._missing(actor, move, row, day, {}):
            raise Forbidden(missing)

    def _ruled(self, move: Transition, row: Any, facts: Facts | None) -> None:
        gathered = facts(row) if facts else None
        if move.rules and gathered is None:
            raise ValueError(f"{self.kind}.{move.name} has rules and needs facts")
        if gathered is not None and (findings := check(move.rules, gathered)):
            raise RuleBroken(*findings)

    def _fresh(self, row: Any, seen_version: int | None, beside: frozenset[str] = frozenset()) -> None:
        if seen_version is None or seen_version == row.version:
            return
        acts = acts_since(row, seen_version)
        if seen_version < row.version and all(one.operation in beside for one in acts):
            return
        raise Stale(Finding("stale", {"changes": told(acts)}))

    def _write(self, act: OpenAct, row: Any, values: dict[str, Any], movement: str) -> None:
        before = self._cell(row)
        values["version"] = row.version + 1
        for key, value in values.items():
            setattr(row, key, value)
        row.save(update_fields=list(values))
        act.touch(self.model, [row.pk])
        self._flow(act, row, before, self._cell(row), movement)

    def _cell(self, row: Any) -> dict[str, Any] | None:
        """The figures' cell of a row; None when the case has ended."""
        if not self.counted or getattr(row, self.column) in self.ended:
            return None
        return row.flow_cell()

    def _flow(self, act: OpenAct, row: Any, before: Any, after: Any, movement: str) -> None:
        if self.counted:
            flows.write(flows.moved(act, self.kind, row.pk, before, after, movement))
