"""After the end of a period: what was not fulfilled becomes a fact, for all subjects in one statement."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Max, QuerySet

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.events import announce
from zhiben.core.ledger.book import act
from zhiben.domains.duties.events import ShortfallsFound
from zhiben.domains.duties.models import DutyShortfall

_BACK = timedelta(days=31)
"""How long after its end a period that was opened or changed later is looked at."""
_LOCK = 0x6475746967
_FIND = """INSERT INTO duties_dutyshortfall
    (duty_id, variant, unit, body, area, sector, first_day, last_day, event, expected, done, excused, found_day)
  SELECT p.duty_id, p.variant, p.unit, p.body, p.area, p.sector, p.first_day, p.last_day, p.event,
    p.expected, p.done, p.excused, %(today)s
  FROM duties_dutyperiod p
  WHERE p.last_day BETWEEN %(first)s AND %(last)s AND p.expected > p.done + p.excused
  ON CONFLICT DO NOTHING"""
"""What was written down already meets its own key. To look for it first would read what this statement adds, again
and again: minutes instead of seconds."""


def find_shortfalls(*, actor: Actor, at: datetime, since: date | None = None) -> int:
    """Write down every period that ended unfulfilled and was not written down; returns how many.

    Later entries do not undo it. No grace: who enters on the day after is late. `since`: the day this was last done.
    """
    today = clock.day_of(at)
    first = min(today - _BACK, since or today)
    with act(actor=actor, at=at, operation="duties.find_shortfalls") as a:
        known = DutyShortfall.objects.unscoped(reason="the ledger takes up what this act adds")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            low = _highest(known)
            cursor.execute(_FIND, {"today": today, "first": first, "last": today - timedelta(days=1)})
            count = int(cursor.rowcount)
        if count:
            a.adopted(DutyShortfall, low, _highest(known))
            announce(ShortfallsFound(today, count), a)
        return count


def _highest(rows: QuerySet[DutyShortfall]) -> int:
    return int(rows.aggregate(highest=Max("pk"))["highest"] or 0)
