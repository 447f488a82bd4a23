"""The work `bench.registers` measures, once Django is set up: see there."""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection

from tests import world as w
from zhiben.core import files
from zhiben.core.ledger.book import act
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.operations.history import AdoptedHazard, adopt_hazards
from zhiben.domains.hazards.vocabulary import Channel, Grade, State
from zhiben.domains.organisations.models import Unit

ROWS = int(os.environ.get("BENCH_ROWS", "20000"))
KNOWN = int(os.environ.get("BENCH_KNOWN", "100000"))
UNITS = int(os.environ.get("BENCH_UNITS", "2000"))
PART = 500
PLACES = ("一车间", "二车间", "仓库", "配电室", "锅炉房", "食堂", "宿舍楼", "装配线", "油漆库", "空压站")
THINGS = (
    "配电箱",
    "灭火器",
    "消火栓",
    "安全出口",
    "护栏",
    "行车限位器",
    "气瓶",
    "应急照明灯",
    "砂轮机",
    "叉车",
)
FAULTS = (
    "外壳过热且无警示标志",
    "压力不足已过期",
    "被杂物遮挡",
    "防护罩缺失",
    "未定期检验",
    "损坏未修复",
    "操作人员未持证",
)


def measure() -> None:
    """Fill a district, bring a register in, say what it took."""
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    world, draw = w.build(), random.Random(20261122)
    with _told(f"{UNITS} units, {KNOWN} hazards adopted"):
        units = _units()
        _known(draw, units)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    actor = world.actor("officer1")
    file = files.store(actor=actor, at=w.AT, data=_register(draw, units), name="台账.csv", purpose="register")
    with _told(f"{ROWS} rows handed in and read"):
        register = do.take_register(actor=actor, at=w.AT, file_id=file)
    _settle(actor, register)
    with _told("what comes in, with likenesses (the page before the confirmation)"):
        asked = queries.get_register(actor, register)
        found = queries.open_register(asked)
        preview = queries.register_preview(actor, asked, w.TODAY, found)
    print({name: preview.count(name) for name in ("in", "alike", "refused", "out", "here")})
    with _told("confirmed (of each fourth that is alike: joined, the others brought in)"):
        alike = [line for line in preview.lines if line.verdict == "alike"]
        said = {line.name: "in" if n % 4 else str(line.known[0].id) for n, line in enumerate(alike)}
        do.confirm_register(actor=actor, at=w.AT, register_id=register, decisions=said)
    with _told("the job: reading again, likenesses, rows written in parts of 500"):
        _job(actor, register)
    with _told("given back in its own columns"):
        layout = queries.get_register(actor, register).layout_id or 0
        do.export_register(actor=actor, at=w.AT, layout_id=layout)


def _job(actor: Any, register: int) -> None:
    asked = queries.get_register(actor, register)
    found = queries.open_register(asked)
    preview = queries.register_preview(actor, asked, w.TODAY, found)
    lines = [line for line in preview.lines if line.verdict in ("in", "join")]
    statements = Counter[int]()
    for first in range(0, len(lines), PART):
        with _counted() as count:
            do.bring_lines(
                actor=actor, at=w.AT, register_id=register, lines=lines[first : first + PART], found=found
            )
        statements[count[0]] += 1
    do.finish_register(actor=actor, at=w.AT, register_id=register, told={})
    print("statements of a part of 500 rows: how many parts", dict(statements))


@contextmanager
def _counted() -> Iterator[list[int]]:
    count = [0]

    def ask(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        count[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(ask):
        yield count


@contextmanager
def _told(what: str) -> Iterator[None]:
    began, used = time.perf_counter(), time.process_time()
    with _counted() as count:
        yield
    took, used = time.perf_counter() - began, time.process_time() - used
    print(f"{what}: {took:.1f} s, {used:.1f} s of Python, {count[0]} statements", flush=True)


def _units() -> list[tuple[int, str]]:
    made = [
        Unit(
            name=f"云溪示范{number}号机械厂",
            kind="enterprise",
            sector="industry_trade",
            area=w.TOWNS[number % 2],
            area_at=w.TOWNS[number % 2],
            address=f"示范路{number}号",
            opened=w.SINCE,
        )
        for number in range(UNITS)
    ]
    with act(actor=w.SYSTEM, at=w.AT, operation="bench.units") as a:
        return [(row.pk, row.name) for row in a.create_many(Unit, made)]


def _words(draw: random.Random) -> str:
    return f"{draw.choice(PLACES)}{draw.randrange(1, 40)}号{draw.choice(THINGS)}{draw.choice(FAULTS)}"


def _known(draw: random.Random, units: list[tuple[int, str]]) -> None:
    for _first in range(0, KNOWN, 5_000):
        cases = []
        for _number in range(min(5_000, KNOWN)):
            text, place = _words(draw), draw.randrange(len(units))
            cases.append(
                AdoptedHazard(
                    unit_id=units[place][0],
                    area=w.TOWNS[place % 2],
                    sector="industry_trade",
                    matter="general",
                    body_id=None,
                    state=State.RECTIFYING,
                    grade=Grade.GENERAL,
                    basis="",
                    channel=Channel.IMPORTED,
                    title=text,
                    description=text,
                    place="",
                    found_day=w.TODAY - timedelta(days=draw.randrange(700)),
                )  # fmt: skip
            )
        adopt_hazards(actor=w.SYSTEM, at=w.AT, cases=cases, source="bench")


def _register(draw: random.Random, units: list[tuple[int, str]]) -> bytes:
    lines = ["序号,单位名称,存在问题,检查时间,整改措施,整改资金（元）,整改期限,整改情况,完成时间"]
    for number in range(1, ROWS + 1):
        day = w.TODAY - timedelta(days=draw.randrange(60, 600))
        limit, closed = day + timedelta(days=15), draw.random() < 0.7
        state = f"已整改,{day + timedelta(days=9):%Y.%-m.%-d}" if closed else "整改中,"
        name = draw.choice(units)[1]
        lines.append(
            f"{number},{name},{_words(draw)},{day:%Y.%-m.%-d},更换并复查,{draw.randrange(1, 90) * 100},"
            f"{limit:%Y.%-m.%-d},{state}"
        )
    return "\n".join(lines).encode()


def _settle(actor: Any, register: int) -> None:
    layout = queries.get_register(actor, register).layout
    names = ("columns", "states", "grades", "split", "day_order", "carry", "year", "day", "wan")
    values = {name: getattr(layout, name) for name in names}
    do.settle_register(actor=actor, at=w.AT, register_id=register, matter="general", **values)
