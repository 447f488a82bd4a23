"""To-dos that count something for each subject: kept in step with a SELECT, for all subjects in one statement."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from zhiben.core.actors import Actor

_KEEP = """WITH wanted AS MATERIALIZED ({wanted}),
  open AS MATERIALIZED (
    SELECT t.id, t.{subject} AS subject, t.params, t.due_day FROM notices_todo t
    WHERE t.kind = %(todo_kind)s AND t.{subject} IS NOT NULL AND t.closed_at IS NULL {of_some}),
  ended AS (
    UPDATE notices_todo t SET closed_at = %(at)s FROM open o
    WHERE t.id = o.id AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.subject = o.subject)
    RETURNING 1),
  changed AS (
    UPDATE notices_todo t SET params = jsonb_build_object('count', w.count), due_day = w.due_day
    FROM open o JOIN wanted w ON w.subject = o.subject
    WHERE t.id = o.id AND (o.params, o.due_day)
      IS DISTINCT FROM (jsonb_build_object('count', w.count), w.due_day)
    RETURNING 1),
  made AS (
    INSERT INTO notices_todo (kind, params, case_kind, case_id, url, permission, {subject}, due_day, opened_at)
    SELECT %(todo_kind)s, jsonb_build_object('count', w.count), %(case_kind)s, w.subject, %(url)s,
      %(permission)s, w.subject, w.due_day, %(at)s
    FROM wanted w
    WHERE %(opens)s AND NOT EXISTS (SELECT 1 FROM open o WHERE o.subject = w.subject)
    RETURNING 1)
SELECT (SELECT count(*) FROM ended) + (SELECT count(*) FROM changed) + (SELECT count(*) FROM made)"""
SUBJECTS = ("unit_id", "body_id")


def keep_todos(
    *,
    actor: Actor,
    at: datetime,
    kind: str,
    case_kind: str,
    subject: str,
    url: str,
    permission: str,
    wanted: str,
    values: Mapping[str, Any],
    some: Sequence[int] | None = None,
    opens: bool = True,
) -> int:
    """Bring the open to-dos of a kind into step with what is wanted; returns how many were made, changed or ended.

    `wanted`: a SELECT of (subject, count, due_day) with its `values`, at most one row a subject; `subject`: the column
    of the to-do that it fills. `some`: only these subjects; without `opens` nothing new is asked.
    """
    if subject not in SUBJECTS:
        raise ValueError(f"{subject} is no subject of a to-do")
    of_some = "" if some is None else f"AND t.{subject} = ANY(%(some_subjects)s)"
    given = {
        **values,
        "todo_kind": kind,
        "case_kind": case_kind,
        "url": url,
        "permission": permission,
        "at": at,
        "opens": opens,
        "some_subjects": list(some or ()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP.format(wanted=wanted, subject=subject, of_some=of_some), given)
        return int(cursor.fetchone()[0])
