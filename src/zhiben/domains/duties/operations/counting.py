"""The statements that count activities where they are owed: new ones, and anew what may be out of step."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

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


def add_counts(ids: Sequence[int]) -> int:
    """Count new activities where they are owed, in the periods that are open; returns how many periods."""
    return _of_both(_ADD, {"ids": list(ids)})


def count_anew(ids: Sequence[int]) -> int:
    """Count anew the periods these activities may have counted in; returns how many were out of step."""
    return _of_both(_RECOUNT, {"ids": list(ids)}, which="a.id = ANY(%(ids)s)")


def count_since(moment: datetime, some: Mapping[str, Sequence[int]] | None = None) -> int:
    """Count anew for everybody who recorded something since a moment; returns how many were out of step.

    `some`: only for these, by unit and body.
    """
    which, values = "a.entered_at >= %(since)s", {"since": moment}
    if some is None:
        return _of_both(_RECOUNT, values, which=which)
    chosen = {kind: list(ids) for kind, ids in some.items()}
    return _of_both(_RECOUNT, {**values, **chosen}, which=which + " AND a.{kind}_id = ANY(%({kind})s)")


def _of_both(text: str, values: dict[str, Any], **parts: str) -> int:
    changed = 0
    with connection.cursor() as cursor:
        for kind in ("unit", "body"):
            own = {name: part.format(kind=kind) for name, part in parts.items()}
            made = text.format(kind=kind, counts=_COUNTS, days=_DAYS, part=PART, whole=WHOLE, **own)
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
_RECOUNT = """WITH acted AS MATERIALIZED (
    SELECT DISTINCT a.{kind}_id AS subject, d.id AS duty, a.done_day
    FROM duties_activity a JOIN duties_duty d ON d.activity = a.kind WHERE a.{kind}_id IS NOT NULL AND {which}),
  touched AS (
    SELECT DISTINCT p.id FROM acted x
    JOIN duties_dutyperiod p ON p.{kind} = x.subject AND p.duty_id = x.duty
      AND x.done_day BETWEEN p.first_day AND p.last_day),
  gathered AS (
    SELECT p.id, {whole} AS whole, coalesce(sum({part}) FILTER (WHERE a.id IS NOT NULL), 0)::bigint AS gathered,
      {days}::integer AS days
    FROM touched x
    JOIN duties_dutyperiod p ON p.id = x.id
    JOIN duties_duty d ON d.id = p.duty_id
    LEFT JOIN duties_activity a ON a.{kind}_id = p.{kind} AND a.kind = d.activity
      AND a.done_day BETWEEN p.first_day AND p.last_day AND {counts}
    GROUP BY p.id, d.id),
  counted AS (SELECT id, gathered, gathered / whole AS counted, days FROM gathered)
UPDATE duties_dutyperiod p SET gathered = c.gathered, counted = c.counted, days = c.days
FROM counted c
WHERE p.id = c.id AND (p.gathered, p.counted, p.days) IS DISTINCT FROM (c.gathered, c.counted, c.days)"""
