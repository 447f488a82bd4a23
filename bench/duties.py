"""Duties at the scale of a province: opening a quarter, its figures, building it anew, recording one activity.

In a scratch database (`zhiben migrate` before): `python -m django shell -c "import bench.duties as b; b.main(500000)"`
makes so many invented units and forty duties of which a unit owes six on average, then measures. Prints JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import connection

from zhiben.core.actors import system_actor
from zhiben.core.clock import at_noon
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.models import Duty
from zhiben.domains.organisations.vocabulary import SECTORS

DAY = date(2026, 11, 20)
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
PERS = ("month", "quarter", "half_year", "quarter", "month")
CITIES, CLASSES = 18, 20
"""Each duty is for three of twenty classes of units: six duties a unit on average."""


def main(units: int) -> None:
    """Make the data and measure; figures in seconds."""
    actor = system_actor("bench")
    at: datetime = at_noon(DAY)
    _make(units)
    spent: dict[str, Any] = {"units": units}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        made = work()
        spent[name] = round(time.perf_counter() - began, 3)
        return made

    timed("open the periods of a quarter", lambda: _open(actor, at))
    with connection.cursor() as cursor:
        timed("(seed activities)", lambda: cursor.execute(_ACTIVITIES, {"count": 4 * units}))
        cursor.execute("ANALYZE duties_activity")
        cursor.execute("VACUUM ANALYZE duties_dutyperiod")
    spent["rows"] = timed(
        "build the quarter anew",
        lambda: operations.rebuild(actor=actor, at=at, first=FIRST, last=LAST),
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE duties_dutyperiod")
    for name, given in (("by county and sector", {}), ("by duty too", {"by_duty": True})):
        figures = timed(
            f"completeness {name}",
            lambda given=given: queries.completeness(actor, first=FIRST, last=LAST, by_sector=True, **given),
        )
        spent[f"figures {name}"] = len(figures)
    spent["matrix of a county, p95"] = _p95([_matrix(actor, n) for n in range(40)])
    spent["record an activity, p95"] = _p95([_record(actor, at, n) for n in range(1, 101)])
    sys.stdout.write(json.dumps(spent, ensure_ascii=False, indent=2) + "\n")


def _make(units: int) -> None:
    sectors = sorted(SECTORS)[:CLASSES]
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, {"count": units, "sectors": sectors})
        cursor.execute("ANALYZE organisations_unit")
    Duty._base_manager.bulk_create(_duty(number, sectors) for number in range(40))


def _open(actor: Any, at: datetime) -> None:
    for month in (10, 11, 12):
        operations.catch_up(actor=actor, at=at, on=date(2026, month, 1))


def _matrix(actor: Any, number: int) -> float:
    low = 410000000000 + (number % CITIES + 1) * 100_000_000 + 1_000_000
    duty = queries.list_duties(actor, DAY, slug="bench")[number % 40].id
    began = time.perf_counter()
    queries.matrix(actor, duty_id=duty, first=FIRST, last=LAST, area=(low, low + 999_999))
    return time.perf_counter() - began


def _record(actor: Any, at: datetime, number: int) -> float:
    new = operations.NewActivity(kind=f"bench.a{number % 40}", done_day=DAY, unit_id=number)
    began = time.perf_counter()
    operations.record_activity(actor=actor, at=at, activity=new)
    return time.perf_counter() - began


def _p95(times: list[float]) -> float:
    return round(sorted(times)[int(len(times) * 0.95)], 4)


def _duty(number: int, sectors: list[str]) -> Any:
    mine = [sectors[(number + step) % CLASSES] for step in (0, 7, 13)]
    return Duty(
        item_id=-1 - number,
        slug="bench",
        name=f"d{number}",
        cite=["1"],
        title_zh=f"测{number}",
        subject="unit",
        who={"subject": "unit", "kinds": ["enterprise"], "sectors": mine},
        activity=f"bench.a{number}",
        times=1,
        per=PERS[number % len(PERS)],
        valid_from=date(2024, 1, 1),
        valid_to=date(2026, 12, 31),
    )


_UNITS = """INSERT INTO organisations_unit
  (name, kind, sector, area, area_at, address, high_hazard, opened, version)
SELECT '测试单位' || n, 'enterprise', (%(sectors)s::text[])[1 + n %% 20], place, place, '示范路', false,
       '2024-01-01', 1
FROM (SELECT n, 410000000000 + (n %% 18 + 1)::bigint * 100000000 + (n / 18 %% 9 + 1) * 1000000
             + (n / 162 %% 14 + 1) * 1000 AS place
      FROM generate_series(1, %(count)s) n) made"""
_ACTIVITIES = """INSERT INTO duties_activity
  (unit_id, area, sector, kind, done_day, entered_day, entered_at, entered_by, led_post, place, text, files,
   withdrawn_why)
SELECT p.unit, p.area, p.sector, d.activity, least(p.first_day + (p.id %% 28)::int, '2026-12-31'), '2026-12-31',
       '2026-12-31', 0, '', '', '', 0, ''
FROM duties_dutyperiod p JOIN duties_duty d ON d.id = p.duty_id
WHERE p.id %% 5 <> 0 LIMIT %(count)s"""
