"""Asking for what is owed: one to-do for each subject that says how many duties are due, for all at once."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.calendar.queries import snapshot
from zhiben.core.findings import N_, sentence
from zhiben.domains.duties.methods.reminding import LONGEST, horizons
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.notices import operations as notices
from zhiben.domains.notices import queries as open_todos

DUE_TODO = sentence("todo.duties_due", N_("Duties that fall due: %(count)s"))
MISSED_TODO = sentence("todo.duties_missed", N_("Duties not fulfilled when their period ended: %(count)s"))
_MARGIN = timedelta(days=90)
_URL = "/duties/due/"

_DUE = """SELECT p.{kind} AS subject, count(*) AS count,
    min(CASE WHEN p.due IS NULL THEN p.last_day ELSE %(today)s END) AS due_day
  FROM duties_dutyperiod p
  WHERE p.{kind} IS NOT NULL {of_some} AND p.last_day BETWEEN %(today)s AND %(far)s
    AND p.expected > p.done + p.excused
    AND CASE WHEN p.event <> 0 THEN p.first_day <= %(today)s
      WHEN p.due IS NULL THEN p.last_day <= CASE {horizons} ELSE %(today)s END
      ELSE p.first_day <= %(today)s
        AND ((p.due & ~p.days & ~p.off)::bigint >> (%(today)s - p.first_day)) & 1 = 1 END
  GROUP BY p.{kind}"""
"""What still has to be done soon: by the length of the period; of a daily duty, today's; after an event at once."""
_MISSED = """SELECT p.{kind} AS subject, count(*) AS count, max(p.last_day) AS due_day
  FROM duties_dutyperiod p
  WHERE p.{kind} IS NOT NULL {of_some} AND p.last_day BETWEEN %(since)s AND %(yesterday)s
    AND p.expected > p.done + p.excused
  GROUP BY p.{kind}"""
"""What was not fulfilled in periods that ended in these days: one reminder, which ends by itself."""


def remind(*, actor: Actor, at: datetime) -> int:
    """Bring everybody's to-dos into step with what is due soon and what was missed lately; returns how many changed.

    Idempotent: one open to-do of each kind for a subject, however many duties it counts.
    """
    return sum(_keep(actor, at, kind, None) for kind in ("unit", "body"))


def settle(*, actor: Actor, at: datetime, units: Collection[int] = (), bodies: Collection[int] = ()) -> None:
    """After something was done, excused or taken back: what these subjects were asked for follows, nothing is added."""
    for kind, some in (("unit", units), ("body", bodies)):
        asked = open_todos.open_of(f"duties_{kind}", set(some), (DUE_TODO, MISSED_TODO)) if some else set()
        if asked:
            _keep(actor, at, kind, sorted({key for key, _ in asked}), opens=False)


def ask(*, actor: Actor, at: datetime, unit_id: int | None = None, body_id: int | None = None) -> None:
    """Ask one subject at once for what is due, without waiting for the morning."""
    for kind, key in (("unit", unit_id), ("body", body_id)):
        if key is not None:
            _keep(actor, at, kind, [key])


def _keep(actor: Actor, at: datetime, kind: str, some: list[int] | None, *, opens: bool = True) -> int:
    today = clock.day_of(at)
    values, whens = _values(today)
    of_some = "" if some is None else f"AND p.{kind} = ANY(%(some)s)"
    return sum(
        notices.keep_todos(
            actor=actor,
            at=at,
            kind=todo,
            case_kind=f"duties_{kind}",
            subject=f"{kind}_id",
            url=_URL,
            permission="duties.record",
            wanted=text.format(kind=kind, of_some=of_some, horizons=whens),
            values={**values, "some": some or []},
            some=some,
            opens=opens,
        )
        for todo, text in ((DUE_TODO, _DUE), (MISSED_TODO, _MISSED))
    )


def _values(today: date) -> tuple[dict[str, Any], str]:
    """Days for the statements, and the CASE that knows how far ahead one is asked, by the length of the period."""
    before = {
        per: int(instruments.parameter("duties.remind.before", on=today, per=per).value) for per in LONGEST
    }
    steps = horizons(today, before, snapshot(today - _MARGIN, today + 2 * _MARGIN))
    after = int(instruments.parameter("duties.remind.after", on=today).value)
    values = {
        "today": today,
        "far": max(day for _, day in steps),
        "since": today - timedelta(days=after),
        "yesterday": today - timedelta(days=1),
    }
    whens = " ".join(f"WHEN p.last_day - p.first_day < {days} THEN '{day}'::date" for days, day in steps)
    return values, whens
