"""The statements that open periods: for all subjects of a class of a duty at once, never one by one in Python."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from zhiben.domains.duties.methods.periods import FAR_FUTURE, Window
from zhiben.domains.duties.methods.selectors import Condition, joined
from zhiben.domains.duties.operations.counting import ALONE, COUNTS, PART, WHOLE
from zhiben.domains.duties.vocabulary import Paused
from zhiben.domains.organisations.vocabulary import WATCHED_MATTERS

Subjects = Sequence[int]

_TABLES = {
    "unit": "SELECT s.id, s.area, s.sector, s.opened, s.closed FROM organisations_unit s WHERE",
    "body": "SELECT s.id, s.area, '' AS sector, s.opened, s.closed FROM organisations_body s WHERE",
}
_WHOLE_PRESENT = """
  subject AS ({table} {who}),
  standing AS (
    SELECT f.subject_id AS id,
      sum({lasted}) FILTER (WHERE f.value = 'closed') AS shut,
      sum({lasted}) FILTER (WHERE f.value = 'paused') AS still
    FROM organisations_subjectfact f
    WHERE f.subject_kind = %(of)s AND f.key = 'operation' AND f.value IN ('closed', 'paused')
      AND f.valid_from <= %(run_last)s AND (f.valid_to IS NULL OR f.valid_to >= %(run_first)s)
    GROUP BY 1),
  present AS (
    SELECT s.id, s.area, s.sector, coalesce(t.still, 0) AS still,
      least(%(run_last)s, s.closed) - greatest(%(run_first)s, s.opened) + 1 - coalesce(t.shut, 0) AS there
    FROM subject s LEFT JOIN standing t ON t.id = s.id),"""
_WHOLE_ACTED = """
  excused AS (
    SELECT DISTINCT e.{kind}_id AS id FROM duties_excuse e
    WHERE e.duty_id = %(duty)s AND e.first_day <= %(first)s AND e.last_day >= %(last)s),
  acted AS (
    SELECT a.{kind}_id AS id, {gathered} AS gathered, {gathered} / {one} AS counted
    FROM duties_activity a JOIN duties_duty d ON d.id = %(duty)s
    WHERE a.kind = d.activity AND a.{kind}_id IS NOT NULL {of_some}
      AND a.done_day BETWEEN %(first)s AND %(last)s AND {counts}
    GROUP BY 1),"""
_WHOLE_WANTED = """
  wanted AS MATERIALIZED (
    SELECT p.id, %(first)s::date AS first_day, p.area, p.sector, %(times)s::smallint AS owed,
      coalesce(n.counted, 0)::integer AS counted,
      coalesce(n.gathered, 0) AS gathered, NULL::integer AS due, 0 AS days,
      CASE WHEN e.id IS NOT NULL OR (%(rests)s AND 2 * (p.there - p.still) < %(length)s)
        THEN %(times)s ELSE 0 END AS off
    FROM present p LEFT JOIN excused e ON e.id = p.id LEFT JOIN acted n ON n.id = p.id
    WHERE 2 * p.there >= %(length)s)"""
"""A period owed as a whole: by whom is there, and not paused, for at least half of its days."""

_DAILY_PRESENT = """
  subject AS ({table} {who}),
  standing AS (
    SELECT f.subject_id AS id,
      coalesce(bit_or({fact}) FILTER (WHERE f.value = 'closed'), 0) AS shut,
      coalesce(bit_or({fact}) FILTER (WHERE f.value = 'paused'), 0) AS still
    FROM organisations_subjectfact f
    WHERE f.subject_kind = %(of)s AND f.key = 'operation' AND f.value IN ('closed', 'paused')
      AND f.valid_from <= %(run_last)s AND (f.valid_to IS NULL OR f.valid_to >= %(run_first)s)
    GROUP BY 1),
  present AS (
    SELECT s.id, s.area, s.sector, coalesce(t.still, 0) AS still, {there} & ~coalesce(t.shut, 0) AS due
    FROM subject s LEFT JOIN standing t ON t.id = s.id
    WHERE coalesce(s.opened, %(run_last)s) <= %(run_last)s
      AND coalesce(s.closed, %(run_first)s) >= %(run_first)s),"""
_DAILY_ACTED = """
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
    GROUP BY 1),"""
_DAILY_WANTED = """
  wanted AS MATERIALIZED (
    SELECT p.id, %(first)s::date AS first_day, p.area, p.sector, bit_count(p.due::bit(32))::smallint AS owed,
      coalesce(n.counted, 0)::integer AS counted,
      coalesce(n.gathered, 0) AS gathered, p.due::integer AS due, coalesce(n.days, 0)::integer AS days,
      ((CASE WHEN %(rests)s THEN p.still ELSE 0 END) | coalesce(e.off, 0))::integer AS off
    FROM present p LEFT JOIN excused e ON e.id = p.id LEFT JOIN acted n ON n.id = p.id
    WHERE p.due <> 0)"""
"""A row a month for a daily duty: a bit for each day, owed by whom is there that day."""

_HELD = """
  held AS (
    SELECT DISTINCT ON (r.id) r.id, r.owed, r.due, m.body_id
    FROM resting r JOIN organisations_mandate m ON m.matter = %(matter)s AND m.power = 'supervise'
      AND m.site_id IS NULL AND m.valid_from <= %(middle)s AND (m.valid_to IS NULL OR m.valid_to >= %(middle)s)
      AND (m.unit_id = r.id OR (m.unit_id IS NULL AND r.area BETWEEN m.low AND m.high
        AND (m.sector IS NULL OR m.sector = r.sector)))
    ORDER BY r.id, m.unit_id NULLS LAST, m.high - m.low, m.sector IS NULL, m.id),
  supervising AS (
    SELECT b.id, b.area, h.owed, h.due
    FROM (SELECT body_id, least(sum(owed), 32767)::smallint AS owed, bit_or(due) AS due FROM held GROUP BY 1) h
    JOIN organisations_body b ON b.id = h.body_id),"""
"""Bodies that supervise who rests: as organisations decides it, by the unit, else by the narrowest range."""
_WHOLE_OVER = """
  resting AS (
    SELECT p.id, p.area, p.sector, %(times)s AS owed, NULL::integer AS due FROM present p
    WHERE 2 * p.there >= %(length)s AND 2 * (p.there - p.still) < %(length)s),"""
_WHOLE_INSTEAD = """
  wanted AS MATERIALIZED (
    SELECT p.id, %(first)s::date AS first_day, p.area, ''::varchar AS sector, p.owed,
      coalesce(n.counted, 0)::integer AS counted,
      coalesce(n.gathered, 0) AS gathered, p.due, 0 AS days,
      CASE WHEN e.id IS NOT NULL THEN p.owed ELSE 0 END AS off
    FROM supervising p LEFT JOIN excused e ON e.id = p.id LEFT JOIN acted n ON n.id = p.id)"""
"""What the supervising body owes instead of the units that rest: as often for each of them."""
_DAILY_OVER = """
  resting AS (
    SELECT p.id, p.area, p.sector, 1 AS owed, (p.due & p.still)::integer AS due FROM present p
    WHERE p.due & p.still <> 0),"""
_DAILY_INSTEAD = """
  wanted AS MATERIALIZED (
    SELECT p.id, %(first)s::date AS first_day, p.area, ''::varchar AS sector,
      bit_count(p.due::bit(32))::smallint AS owed, coalesce(n.counted, 0)::integer AS counted,
      coalesce(n.gathered, 0) AS gathered, p.due, coalesce(n.days, 0)::integer AS days,
      coalesce(e.off, 0)::integer AS off
    FROM supervising p LEFT JOIN excused e ON e.id = p.id LEFT JOIN acted n ON n.id = p.id)"""
"""Each day on which one of its units rests; two on one day count once, as ever."""
_BODIES = {
    (False, False): _WHOLE_PRESENT + _WHOLE_ACTED + _WHOLE_WANTED,
    (False, True): _WHOLE_PRESENT + _WHOLE_OVER + _HELD + _WHOLE_ACTED + _WHOLE_INSTEAD,
    (True, False): _DAILY_PRESENT + _DAILY_ACTED + _DAILY_WANTED,
    (True, True): _DAILY_PRESENT + _DAILY_OVER + _HELD + _DAILY_ACTED + _DAILY_INSTEAD,
}
"""What is wanted, by whether it is daily and whether supervising bodies owe it instead."""

_WRITE = """,
  standing_rows AS MATERIALIZED (
    SELECT p.id AS pk, p.{kind} AS subject, p.first_day AS began, {old}
    FROM duties_dutyperiod p
    WHERE p.duty_id = %(duty)s AND p.variant = %(variant)s AND p.event = %(event)s AND p.{kind} IS NOT NULL
      AND p.first_day BETWEEN %(start)s AND %(end)s AND p.last_day BETWEEN %(start)s AND %(latest)s {of_some_rows}),
  beside AS MATERIALIZED (
    SELECT * FROM wanted w FULL JOIN standing_rows s ON s.subject = w.id AND s.began = w.first_day),
  gone AS (
    DELETE FROM duties_dutyperiod p USING beside b WHERE p.id = b.pk AND b.id IS NULL RETURNING 1),
  changed AS (
    UPDATE duties_dutyperiod p SET {taken} FROM beside b
    WHERE p.id = b.pk AND b.id IS NOT NULL AND ({olds}) IS DISTINCT FROM ({news}) RETURNING 1),
  made AS (
    INSERT INTO duties_dutyperiod (duty_id, variant, {kind}, area, sector, first_day, last_day, event,
                                   owed, counted, gathered, due, off, days)
    SELECT %(duty)s, %(variant)s, b.id, b.area, b.sector, b.first_day, %(last)s, %(event)s,
           b.owed, b.counted, b.gathered, b.due, b.off, b.days
    FROM beside b WHERE b.pk IS NULL
    RETURNING 1)
SELECT (SELECT count(*) FROM made) + (SELECT count(*) FROM changed) + (SELECT count(*) FROM gone)"""
"""What stands is brought to what is wanted; only what differs is written. Full joins never loop over loops."""

_OWED = ("area", "sector", "owed", "due", "off")
_COUNTED = ("counted", "gathered", "days")
"""Left as they are while periods are opened: the operation that records adds to them. Set when built anew."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One class of a duty in one period, or after one event (its id; `who` then names the event's subjects).

    `over`: what the bodies owe instead that supervise those of the class who are paused.
    """

    duty: int
    variant: int
    is_body: bool
    who: Condition
    window: Window
    times: int
    paused: str
    is_daily: bool = False
    adds_up: bool = False
    over: bool = False
    event: int = 0

    @property
    def key(self) -> tuple[int, int, date, int]:
        """Duty, class, first day, event: what the rows of it have in common."""
        return self.duty, self.variant, self.window.first, self.event


def open_periods(opening: Opening, some: Subjects | None = None, *, anew: bool = False) -> int:
    """Bring the rows of this period to what is owed; returns how many were made, changed or removed.

    `some`: only for these units or bodies; `anew`: with what counts in them, which recording must not touch then.
    Bodies that owe instead of paused units are looked at as a whole: all their units count.
    """
    changed = _bring(opening, some, anew) if some is None or some else 0
    if opening.paused == Paused.SUPERVISOR and not opening.is_body:
        changed += _bring(replace(opening, over=True), None, anew)
    return changed


def _bring(opening: Opening, some: Subjects | None, anew: bool) -> int:
    subject = "body" if opening.is_body else "unit"
    kind = "body" if opening.over else subject
    who, values = _restricted(opening, some)
    named = {f"w{place}": value for place, value in enumerate(values)}
    parts = {
        "table": _TABLES[subject],
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
    body = _BODIES[opening.is_daily, opening.over].format(**parts)
    text = "WITH" + body + _WRITE.format(**parts, **_compared(anew))
    with connection.cursor() as cursor:
        cursor.execute(text, {**named, **_values(opening, subject, some)})
        return int(cursor.fetchone()[0])


def _compared(anew: bool) -> dict[str, str]:
    """The columns that are compared and written: as they stand, as they are wanted."""
    columns = (*_OWED, *_COUNTED) if anew else _OWED
    return {
        "old": ", ".join(f"p.{one} AS old_{one}" for one in (*columns, "last_day")),
        "olds": ", ".join(f"b.old_{one}" for one in (*columns, "last_day")),
        "news": ", ".join(f"b.{one}" for one in columns) + ", %(last)s::date",
        "taken": ", ".join(f"{one} = b.{one}" for one in columns) + ", last_day = %(last)s",
    }


def _restricted(opening: Opening, some: Subjects | None) -> Condition:
    parts = [opening.who]
    if some is not None:
        parts.append(("s.id = ANY(%s)", [list(some)]))
    return joined(parts)


def _values(opening: Opening, subject: str, some: Subjects | None) -> dict[str, Any]:
    window = opening.window
    return {
        "of": subject,
        "matter": WATCHED_MATTERS[0],
        "middle": window.middle,
        "duty": opening.duty,
        "variant": opening.variant,
        "event": opening.event,
        "times": opening.times,
        "rests": opening.paused != Paused.OWED,
        "start": window.start,
        "end": window.end,
        "latest": FAR_FUTURE if opening.event else max(window.end, window.last),
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


def forget_outside(duty: int, since: date | None, until: date | None) -> int:
    """Remove periods that another edition of the item owns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM duties_dutyperiod WHERE duty_id = %s AND (last_day < %s OR last_day > %s)",
            [duty, since or date.min, until or date.max],
        )
        return int(cursor.rowcount)


def forget_others(keys: Collection[tuple[int, int, date, int]], first: date, last: date, today: date) -> int:
    """Remove what stands from first to last, and has begun, and belongs to none of these openings (their keys)."""
    duties, variants, days, events = zip(*keys, strict=True) if keys else ((), (), (), ())
    with connection.cursor() as cursor:
        cursor.execute(
            """DELETE FROM duties_dutyperiod p
            WHERE p.last_day BETWEEN %s AND %s AND p.first_day <= %s AND NOT EXISTS (
              SELECT 1 FROM unnest(%s::bigint[], %s::smallint[], %s::date[], %s::bigint[])
                AS k (duty, variant, day, event)
              WHERE (p.duty_id, p.variant, p.first_day, p.event) = (k.duty, k.variant, k.day, k.event))""",
            [first, last, today, list(duties), list(variants), list(days), list(events)],
        )
        return int(cursor.rowcount)
