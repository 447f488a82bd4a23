"""Duties at the scale of a province: opening a quarter, its figures, building it anew, recording one activity.

In a scratch database (`ZHIBEN_DATA_DIR`, `zhiben migrate`, the server running): `python -m bench duties 500000` makes
so many invented units, forty duties of which a unit owes six on average, and forty activities a unit, once; then it
measures. Prints JSON, figures in seconds.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import copy, copytree
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from zhiben.config.postgres.addresses import read_addresses
from zhiben.core.actors import system_actor
from zhiben.core.clock import at_noon
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.models import Duty
from zhiben.domains.instruments import operations as instruments
from zhiben.domains.organisations.vocabulary import SECTORS

DAY = date(2026, 12, 20)
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
PERS = ("month",) * 17 + ("quarter", "quarter", "half_year")
"""Of forty duties thirty-four are monthly: 3,000,000 subject-duties have 8,100,000 periods a quarter."""
ASKED = date(2026, 12, 28)
"""By this day what ends with the month is asked for."""
CITIES, CLASSES = 18, 20
"""Each duty is for three of twenty classes of units: six duties a unit on average."""


def main(units: int) -> None:
    """Make the data and measure; figures in seconds."""
    actor = system_actor("bench")
    at: datetime = at_noon(DAY)
    spent: dict[str, Any] = {"units": units}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        made = work()
        spent[name] = round(time.perf_counter() - began, 3)
        sys.stderr.write(f"{name}: {spent[name]} s\n")
        return made

    if not Duty.objects.filter(slug="bench").exists():
        timed("(seed units)", lambda: _make(units))
        timed("open the periods of a quarter", lambda: _open(actor, at))
        timed("(seed activities)", _act)
        _sql("VACUUM ANALYZE duties_activity")
    spent["activities"] = _one("SELECT count(*) FROM duties_activity")
    _sql("TRUNCATE duties_dutyperiod")

    def rebuild() -> int:
        return operations.rebuild(actor=actor, at=at, first=FIRST, last=LAST)

    spent["periods"] = timed("build the quarter anew where nothing stands", rebuild)
    _sql("VACUUM ANALYZE duties_dutyperiod")
    before = _one(_SUM)
    timed("build it anew over what stands", rebuild)
    spent["the same rows"] = _one(_SUM) == before
    for name, given in (
        ("by county and sector", {}),
        ("of each duty by county and sector", {"by_duty": True}),
    ):
        figures = timed(
            f"completeness {name}",
            lambda given=given: queries.completeness(actor, first=FIRST, last=LAST, by_sector=True, **given),
        )
        spent[f"figures {name}"] = len(figures)
    _work(actor, at, spent, timed)
    spent["database"] = _one("SELECT pg_size_pretty(pg_database_size(current_database()))")
    sys.stdout.write(json.dumps(spent, ensure_ascii=False, indent=2) + "\n")


def reminders() -> dict[str, Any]:
    """Remind everybody, and on the next morning; the shortfalls of a quarter's end, once more, and what follows."""
    actor, spent = system_actor("bench"), {}
    _parameters(actor, at_noon(DAY))
    for name, day, work in (
        ("remind everybody", ASKED, operations.remind),
        ("remind on the day after", ASKED + timedelta(days=1), operations.remind),
        ("write down the shortfalls of a quarter", LAST + timedelta(days=1), operations.find_shortfalls),
        ("look for shortfalls again", LAST + timedelta(days=1), operations.find_shortfalls),
        ("remind of what was missed", LAST + timedelta(days=1), operations.remind),
    ):
        began = time.perf_counter()
        spent[f"{name}: rows"] = work(actor=actor, at=at_noon(day))
        spent[name] = round(time.perf_counter() - began, 3)
        sys.stderr.write(f"{name}: {spent[name]} s\n")
    return spent


def _work(actor: Any, at: datetime, spent: dict[str, Any], timed: Callable[..., Any]) -> None:
    """What people and nights do beside."""
    spent["matrix of a county, p95"] = _p95([_matrix(actor, n) for n in range(40)])
    spent["record an activity, p95"] = _p95([_record(actor, at, *one) for one in _owed()])
    timed("nightly catch-up", lambda: operations.catch_up(actor=actor, at=at, on=DAY + timedelta(days=1)))
    spent |= reminders()


def _make(units: int) -> None:
    sectors = sorted(SECTORS)[:CLASSES]
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, {"count": units, "sectors": sectors})
        cursor.execute("ANALYZE organisations_unit")
    Duty._base_manager.bulk_create(_duty(number, sectors) for number in range(40))


def _open(actor: Any, at: datetime) -> None:
    for month in (10, 11, 12):
        operations.catch_up(actor=actor, at=at, on=date(2026, month, 1))


def _act() -> None:
    """Four in five periods were fulfilled, and as many three and six months before; indexes are made afterwards."""
    with _owner() as connected:
        indexes = connected.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = 'duties_activity'::regclass AND NOT indisunique"
        ).fetchall()
        for name, _ in indexes:
            connected.execute(f"DROP INDEX {name}")
        connected.execute(_ACTIVITIES)
        for _, made in indexes:
            connected.execute(made)


def _parameters(actor: Any, at: datetime) -> None:
    """The platform's settings, which reminders read; no duties of plans."""
    with TemporaryDirectory() as folder:
        for name in ("vocabulary", "platform"):
            copytree(settings.PACKS_DIR / name, Path(folder) / name)
        copy(settings.PACKS_DIR / "features.yaml", folder)
        instruments.load_packs(actor=actor, at=at, folder=Path(folder))


def _sql(*statements: str) -> None:
    with _owner() as connected:
        for text in statements:
            connected.execute(text)


def _owner() -> psycopg.Connection:
    """Who may drop indexes and vacuum."""
    addresses = read_addresses(settings.DATA_DIR)
    assert addresses is not None
    return psycopg.connect(addresses.owner_url, autocommit=True)


def _one(text: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchone()[0]


def _matrix(actor: Any, number: int) -> float:
    low = 410000000000 + (number % CITIES + 1) * 100_000_000 + 1_000_000
    duty = queries.list_duties(actor, DAY, slug="bench")[number % 40].id
    began = time.perf_counter()
    queries.matrix(actor, duty_id=duty, first=FIRST, last=LAST, area=(low, low + 999_999))
    return time.perf_counter() - began


def _owed() -> list[tuple[int, str]]:
    """A hundred units, and an activity each of them owes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.unit, d.activity FROM duties_dutyperiod p JOIN duties_duty d ON d.id = p.duty_id"
            " WHERE p.last_day = %s AND p.done = 0 LIMIT 100",
            [LAST],
        )
        return cursor.fetchall()


def _record(actor: Any, at: datetime, unit: int, kind: str) -> float:
    new = operations.NewActivity(kind=kind, done_day=DAY, unit_id=unit)
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
SELECT p.unit, p.area, p.sector, d.activity, day, day, day, 0, '', '', '', 0, ''
FROM generate_series(2, 0, -1) back, duties_dutyperiod p JOIN duties_duty d ON d.id = p.duty_id,
  LATERAL (SELECT (p.first_day + (p.id %% 20)::int - 91 * back) AS day) made
WHERE p.id %% 5 <> 0 AND p.last_day BETWEEN '2026-10-01' AND '2026-12-31'""".replace("%%", "%")
_SUM = """SELECT (count(*), sum(hashtextextended((duty_id, variant, unit, body, area, sector, first_day, last_day,
  event, owed, counted, due, off, days, expected, done, excused)::text, 0)))::text FROM duties_dutyperiod"""
