"""The statements that open periods: for all subjects of a class of a duty at once, never one by one in Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from zhiben.domains.duties.methods.periods import Window
from zhiben.domains.duties.methods.selectors import Condition, joined
from zhiben.domains.duties.vocabulary import Paused

Subjects = Sequence[int]

COUNTS = """a.withdrawn IS NULL
    AND (d.leaders = '[]'::jsonb OR d.leaders @> to_jsonb(a.led_post))
    AND (d.hours IS NULL OR a.hours > 0)
    AND (d.covers IS NULL OR a.reached > 0)
    AND (d.evidence = '[]'::jsonb OR a.files > 0)"""
"""Whether an activity `a` of its kind counts for a duty `d`; rules/activities.py says the same in words."""
ALONE = """(d.hours IS NULL OR a.hours >= d.hours) AND (d.covers IS NULL OR a.reached >= d.covers)"""
"""Whether it does so alone: a day of a daily duty is fulfilled by one activity, not by several together."""
WHOLE = """((CASE WHEN d.hours IS NULL THEN 1 ELSE (d.hours * 100)::bigint END)
      * (CASE WHEN d.covers IS NULL THEN 1 ELSE (d.covers * 100)::bigint END))"""
PART = """((CASE WHEN d.hours IS NULL THEN 1 ELSE (least(a.hours, d.hours) * 100)::bigint END)
      * (CASE WHEN d.covers IS NULL THEN 1 ELSE (least(a.reached, d.covers) * 100)::bigint END))"""
"""How much must be gathered for one time, and how much of it one activity gives: methods/adding.py."""

_TABLES = {
    "unit": "SELECT s.id, s.area, s.sector, s.opened, s.closed FROM organisations_unit s WHERE",
    "body": "SELECT s.id, s.area, '' AS sector, s.opened, s.closed FROM organisations_body s WHERE",
}
_WHOLE = """
  subject AS ({table} {who}),
  standing AS (
    SELECT f.subject_id AS id,
      sum({lasted}) FILTER (WHERE f.value = 'closed') AS shut,
      sum({lasted}) FILTER (WHERE f.value = 'paused') AS still
    FROM organisations_subjectfact f
    WHERE f.subject_kind = %(kind)s AND f.key = 'operation' AND f.value IN ('closed', 'paused')
      AND f.valid_from <= %(run_last)s AND (f.valid_to IS NULL OR f.valid_to >= %(run_first)s)
    GROUP BY 1),
  present AS (
    SELECT s.id, s.area, s.sector, coalesce(t.still, 0) AS still,
      least(%(run_last)s, s.closed) - greatest(%(run_first)s, s.opened) + 1 - coalesce(t.shut, 0) AS there
    FROM subject s LEFT JOIN standing t ON t.id = s.id),
  excused AS (
    SELECT DISTINCT e.{kind}_id AS id FROM duties_excuse e
    WHERE e.duty_id = %(duty)s AND e.first_day <= %(first)s AND e.last_day >= %(last)s),
  acted AS (
    SELECT a.{kind}_id AS id, {gathered} AS gathered, {gathered} / {one} AS counted
    FROM duties_activity a JOIN duties_duty d ON d.id = %(duty)s
    WHERE a.kind = d.activity AND a.{kind}_id IS NOT NULL {of_some}
      AND a.done_day BETWEEN %(first)s AND %(last)s AND {counts}
    GROUP BY 1),
  wanted AS MATERIALIZED (
    SELECT p.id, p.area, p.sector, %(times)s::smallint AS owed, coalesce(n.counted, 0)::integer AS counted,
      coalesce(n.gathered, 0) AS gathered, NULL::integer AS due, 0 AS days,
      CASE WHEN e.id IS NOT NULL OR (%(rests)s AND 2 * (p.there - p.still) < %(length)s)
        THEN %(times)s ELSE 0 END AS off
    FROM present p LEFT JOIN excused e ON e.id = p.id LEFT JOIN acted n ON n.id = p.id
    WHERE 2 * p.there >= %(length)s)"""
"""A period owed as a whole: by whom is there, and not paused, for at least half of its days."""

_DAILY = """
  subject AS ({table} {who}),
  standing AS (
    SELECT f.subject_id AS id,
      coalesce(bit_or({fact}) FILTER (WHERE f.value = 'closed'), 0) AS shut,
      coalesce(bit_or({fact}) FILTER (WHERE f.value = 'paused'), 0) AS still
    FROM organisations_subjectfact f
    WHERE f.subject_kind = %(kind)s AND f.key = 'operation' AND f.value IN ('closed', 'paused')
      AND f.valid_from <= %(run_last)s AND (f.valid_to IS NULL OR f.valid_to >= %(run_first)s)
    GROUP BY 1),
  present AS (
    SELECT s.id, s.area, s.sector, coalesce(t.still, 0) AS still, {there} & ~coalesce(t.shut, 0) AS due
    FROM subject s LEFT JOIN standing t ON t.id = s.id
    WHERE coalesce(s.opened, %(run_last)s) <= %(run_last)s
      AND coalesce(s.closed, %(run_first)s) >= %(run_first)s),
  excused AS (
    SELECT e.{kind}_id AS id, bit_or({excuse}) AS off FROM duties_excuse e
    WHERE e.duty_id = %(duty)s AND e.first_day <= %(run_last)s AND e.last_day >= %(run_first)s
    GROUP BY 1),
  acted AS (
    SELECT a.{kind}_id AS id, {gathered} AS gathered, {gathered} / {one} AS counted,
      bit_or(1::bigint << (a.done_day - %(first)s)) AS days
    FROM duties_activity a JOIN duties_duty d ON d.id = %(duty)s
    WHERE a.kind = d.activity AND a.{kind}_id IS NOT NULL {of_some}
      AND a.done_day BETWEEN %(first)s AND %(last)s AND {counts} AND {alone}
    GROUP BY 1),
  wanted AS MATERIALIZED (
    SELECT p.id, p.area, p.sector, bit_count(p.due::bit(32))::smallint AS owed,
      coalesce(n.counted, 0)::integer AS counted,
      coalesce(n.gathered, 0) AS gathered, p.due::integer AS due, coalesce(n.days, 0)::integer AS days,
      ((CASE WHEN %(rests)s THEN p.still ELSE 0 END) | coalesce(e.off, 0))::integer AS off
    FROM present p LEFT JOIN excused e ON e.id = p.id LEFT JOIN acted n ON n.id = p.id
    WHERE p.due <> 0)"""
"""A row a month for a daily duty: a bit for each day, owed by whom is there that day."""

_WRITE = """,
  gone AS (
    DELETE FROM duties_dutyperiod p
    WHERE p.duty_id = %(duty)s AND p.variant = %(variant)s AND p.event = %(event)s {of_some_rows}
      AND p.first_day BETWEEN %(start)s AND %(end)s
      AND (p.first_day <> %(first)s OR NOT EXISTS (SELECT 1 FROM wanted w WHERE w.id = p.{kind}))
    RETURNING 1),
  made AS (
    INSERT INTO duties_dutyperiod AS p (duty_id, variant, {kind}, area, sector, first_day, last_day, event,
                                        owed, counted, gathered, due, off, days)
    SELECT %(duty)s, %(variant)s, w.id, w.area, w.sector, %(first)s, %(last)s, %(event)s,
           w.owed, w.counted, w.gathered, w.due, w.off, w.days
    FROM wanted w
    ON CONFLICT (unit, body, duty_id, variant, first_day, event) DO UPDATE
      SET area = EXCLUDED.area, sector = EXCLUDED.sector, last_day = EXCLUDED.last_day, owed = EXCLUDED.owed,
          due = EXCLUDED.due, off = EXCLUDED.off
      WHERE (p.area, p.sector, p.last_day, p.owed, p.due, p.off)
        IS DISTINCT FROM
        (EXCLUDED.area, EXCLUDED.sector, EXCLUDED.last_day, EXCLUDED.owed, EXCLUDED.due, EXCLUDED.off)
    RETURNING 1)
SELECT (SELECT count(*) FROM made) + (SELECT count(*) FROM gone)"""
"""What stands is brought to what is wanted. What was counted is left: the operation that records adds to it."""

_WRITE_ALL = """
INSERT INTO duties_dutyperiod (duty_id, variant, {kind}, area, sector, first_day, last_day, event,
                               owed, counted, gathered, due, off, days)
SELECT %(duty)s, %(variant)s, w.id, w.area, w.sector, %(first)s, %(last)s, %(event)s,
       w.owed, w.counted, w.gathered, w.due, w.off, w.days
FROM wanted w"""
"""The same where nothing stands: there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One class of a duty in one period, or after one event (its id; `who` then names the event's subjects)."""

    duty: int
    variant: int
    is_body: bool
    who: Condition
    window: Window
    times: int
    paused: str
    is_daily: bool = False
    adds_up: bool = False
    event: int = 0


def open_periods(opening: Opening, some: Subjects | None = None, *, nothing_stands: bool = False) -> int:
    """Bring the rows of this period to what is owed; returns how many were made, changed or removed.

    `some`: only for these units or bodies; `nothing_stands`: its rows were removed before.
    """
    kind = "body" if opening.is_body else "unit"
    who, values = _restricted(opening, some)
    named = {f"w{place}": value for place, value in enumerate(values)}
    parts = {
        "table": _TABLES[kind],
        "who": who % tuple(f"%({name})s" for name in named),
        "kind": kind,
        "counts": COUNTS,
        "alone": ALONE,
        "gathered": f"sum({PART})::bigint" if opening.adds_up else "count(*)",
        "one": f"min({WHOLE})" if opening.adds_up else "1",
        "of_some": "" if some is None else f"AND a.{kind}_id = ANY(%(some)s)",
        "of_some_rows": "" if some is None else f"AND p.{kind} = ANY(%(some)s)",
        "lasted": "least(f.valid_to, %(run_last)s) - greatest(f.valid_from, %(run_first)s) + 1",
        "fact": _bits("f.valid_from", "f.valid_to"),
        "excuse": _bits("e.first_day", "e.last_day"),
        "there": _bits("s.opened", "s.closed"),
    }
    body = _DAILY if opening.is_daily else _WHOLE
    write = _WRITE_ALL if nothing_stands else _WRITE
    text = "WITH" + body.format(**parts) + write.format(**parts)
    with connection.cursor() as cursor:
        cursor.execute(text, {**named, **_values(opening, kind, some)})
        return int(cursor.rowcount if nothing_stands else cursor.fetchone()[0])


def _restricted(opening: Opening, some: Subjects | None) -> Condition:
    parts = [opening.who]
    if some is not None:
        parts.append(("s.id = ANY(%s)", [list(some)]))
    return joined(parts)


def _values(opening: Opening, kind: str, some: Subjects | None) -> dict[str, Any]:
    window = opening.window
    return {
        "kind": kind,
        "duty": opening.duty,
        "variant": opening.variant,
        "event": opening.event,
        "times": opening.times,
        "rests": opening.paused != Paused.OWED,
        "start": window.start,
        "end": window.end,
        "first": window.first,
        "last": window.last,
        "run_first": window.run_first,
        "run_last": window.run_last,
        "length": _length(opening),
        "some": list(some or ()),
    }


def _length(opening: Opening) -> int:
    """Days of which half must be covered: those of the period; after an event, the day of it."""
    return 1 if opening.event else opening.window.days


def _bits(first: str, last: str) -> str:
    """The days from one column to another, as bits counted from the first day of the month."""
    low = f"greatest({first}, %(run_first)s)"
    high = f"least({last}, %(run_last)s)"
    return f"(((1::bigint << ({high} - {low} + 1)) - 1) << ({low} - %(first)s))"


def add_counts(ids: Sequence[int]) -> int:
    """Count new activities where they are owed, in the periods that are open; returns how many periods."""
    return _of_both(_ADD, {"ids": list(ids)})


def count_anew(ids: Sequence[int]) -> int:
    """Count anew the periods these activities may have counted in; returns how many were out of step."""
    return _of_both(_RECOUNT, {"ids": list(ids)}, which="a.id = ANY(%(ids)s)")


def count_since(moment: datetime) -> int:
    """Count anew for everybody who recorded something since a moment; returns how many were out of step."""
    return _of_both(_RECOUNT, {"since": moment}, which="a.entered_at >= %(since)s")


def _of_both(text: str, values: dict[str, Any], **parts: str) -> int:
    changed = 0
    with connection.cursor() as cursor:
        for kind in ("unit", "body"):
            made = text.format(kind=kind, counts=_COUNTS, days=_DAYS, part=PART, whole=WHOLE, **parts)
            cursor.execute(made, values)
            changed += int(cursor.rowcount)
    return changed


_DAYS = (
    """coalesce(bit_or(CASE WHEN p.due IS NULL THEN 0 ELSE 1::bigint << (a.done_day - p.first_day) END), 0)"""
)
_COUNTS = f"{COUNTS} AND (p.due IS NULL OR {ALONE})"
_ADD = """WITH counted AS (
    SELECT p.id, {whole} AS whole, sum({part})::bigint AS gathered, {days}::integer AS days
    FROM duties_activity a
    JOIN duties_duty d ON d.activity = a.kind
    JOIN duties_dutyperiod p ON p.{kind} = a.{kind}_id AND p.duty_id = d.id
      AND a.done_day BETWEEN p.first_day AND p.last_day
    WHERE a.id = ANY(%(ids)s) AND {counts}
    GROUP BY p.id, d.id)
UPDATE duties_dutyperiod p SET gathered = p.gathered + c.gathered,
  counted = (p.gathered + c.gathered) / c.whole, days = p.days | c.days
FROM counted c WHERE p.id = c.id"""
_RECOUNT = """WITH acted AS (
    SELECT DISTINCT a.{kind}_id AS id, a.kind FROM duties_activity a
    WHERE a.{kind}_id IS NOT NULL AND {which}),
  gathered AS (
    SELECT p.id, {whole} AS whole, coalesce(sum({part}) FILTER (WHERE a.id IS NOT NULL), 0)::bigint AS gathered,
      {days}::integer AS days
    FROM acted x
    JOIN duties_duty d ON d.activity = x.kind
    JOIN duties_dutyperiod p ON p.{kind} = x.id AND p.duty_id = d.id
    LEFT JOIN duties_activity a ON a.{kind}_id = x.id AND a.kind = d.activity
      AND a.done_day BETWEEN p.first_day AND p.last_day AND {counts}
    GROUP BY p.id, d.id),
  counted AS (SELECT id, gathered, gathered / whole AS counted, days FROM gathered)
UPDATE duties_dutyperiod p SET gathered = c.gathered, counted = c.counted, days = c.days
FROM counted c
WHERE p.id = c.id AND (p.gathered, p.counted, p.days) IS DISTINCT FROM (c.gathered, c.counted, c.days)"""


def forget_outside(duty: int, since: date | None, until: date | None) -> int:
    """Remove periods that another edition of the item owns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM duties_dutyperiod WHERE duty_id = %s AND (last_day < %s OR last_day > %s)",
            [duty, since or date.min, until or date.max],
        )
        return int(cursor.rowcount)
