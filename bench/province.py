"""`python -m bench province`: the platform under a province's load; `zhiben up` must run on a seeded database.

Load generator, two web processes and the database on the same cores. Users are drawn province 10 %, city 20 %, county
40 %, town 30 %, with random filters and cursors. BENCH_SECONDS (30) and BENCH_RUNS (5) shorten it.
"""

import gzip
import io
import json
import os
import platform
import random
import re
import secrets
import statistics
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlencode

import django
import openpyxl
import psutil
import psycopg
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore

from bench.browser import Answer, Visitor
from bench.load import Measured, OpenLoop, Request, closed_loop, drawn_from
from zhiben.config.database import database_url
from zhiben.config.paths import data_dir
from zhiben.config.settings import AUTHENTICATION_BACKENDS

ROOT = Path(__file__).resolve().parents[1]
ZHIBEN = Path(sys.executable).parent / "zhiben"
SECONDS = int(os.environ.get("BENCH_SECONDS", "30"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
ADDRESS = f"http://127.0.0.1:{os.environ.get('ZHIBEN_PORT', '8700')}"
DRAWN = {"province": 10, "city": 20, "county": 40, "town": 30}
ROLES = ("office", "leader", "departmenthead", "officer", "townofficer")
PNG = "data:image/png;base64," + "".join(
    (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4",
        "z8DwHwAFAQIAAKX2RUAAAAAASUVORK5CYII=",
    )
)
SIZES = """SELECT pg_size_pretty(pg_database_size(current_database())),
                  (SELECT string_agg(relname || ' ' || pg_size_pretty(pg_total_relation_size(oid)), ', '
                                     ORDER BY pg_total_relation_size(oid) DESC)
                   FROM (SELECT oid, relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                         ORDER BY pg_total_relation_size(oid) DESC LIMIT 8) AS big)"""
COUNTS = """SELECT (SELECT count(*) FROM organisations_unit), (SELECT count(*) FROM hazards_hazard),
                   (SELECT count(*) FROM core_flow), (SELECT count(*) FROM core_leaf),
                   (SELECT count(*) FROM people_account)"""
WORK = """SELECT id, username FROM (
            SELECT h.id, a.username, row_number() OVER (PARTITION BY h.id ORDER BY a.id) AS place
            FROM hazards_hazard h JOIN people_membership m ON m.body_id = h.body_id AND m.role = 'officer'
            JOIN people_account a ON a.person_id = m.person_id
            WHERE h.state = %s AND h.version = 1) given
          WHERE place <= %s ORDER BY id DESC, place LIMIT %s"""
EXPORTERS = """SELECT a.username FROM people_account a
               WHERE a.username ~ '^seed-city-(office|leader)-' ORDER BY a.username LIMIT %s"""
MADE = """SELECT p.phase, p.done, p.result_id, extract(epoch FROM p.touched_at - p.at)
          FROM core_jobprogress p WHERE p.id = %s"""
EXPORTS, PATIENCE = 20, 1800


class Bench:
    """Who is signed in, what they ask for, and the lines of the report."""

    def __init__(self) -> None:
        made = json.loads((data_dir() / "seed.json").read_text())
        self.made = made
        self.random = random.Random(20261122)
        self.database = psycopg.connect(database_url(), autocommit=True)
        self.known: dict[str, Visitor] = {}
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        """A line of the report, shown at once."""
        print(line, flush=True)
        self.lines.append(line)

    def visitor(self, username: str) -> Visitor:
        """Signed in once; by a session of its own making, since the sign-in page takes thirty a minute only."""
        if username not in self.known:
            account = get_user_model().objects.get(username=username)
            session = SessionStore()
            session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = account.get_session_auth_hash()
            session.create()
            cookies = {"sessionid": str(session.session_key), "csrftoken": secrets.token_hex(16)}
            self.known[username] = Visitor(ADDRESS, cookies)
        return self.known[username]

    def people(self, many: int) -> list[Visitor]:
        """Users of each level in the shares of DRAWN, as far as there are such levels."""
        found = []
        for level, share in DRAWN.items():
            like = [f"seed-{level}-{role}-%" for role in ROLES]
            rows = self.database.execute(
                "SELECT username FROM people_account WHERE username LIKE ANY(%s) ORDER BY md5(username) LIMIT %s",
                [like, max(1, many * share // 100)],
            ).fetchall()
            found += [self.visitor(username) for (username,) in rows]
        return found


def cookie_of(visitor: Visitor) -> str:
    """The session and the token as one header."""
    return "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())


def filters(draw: random.Random) -> dict[str, str]:
    """None, one or two filters, as people set them."""
    choices = (
        {"state": draw.choice(("reported", "rectifying", "rectified", "accepted", "closed"))},
        {"grade": draw.choice(("general", "major"))},
        {"sector": draw.choice(("industry_trade", "commerce", "education", "transport"))},
        {"channel": draw.choice(("self_report", "inspection"))},
        {"found_from": f"2026-{draw.randint(1, 9):02}-01"},
    )
    asked: dict[str, str] = {}
    for _ in range(draw.choice((0, 0, 1, 1, 2))):
        asked |= draw.choice(choices)
    return asked


def lists(bench: Bench, people: list[Visitor], path: str, cursor: str, find: str) -> list[Request]:
    """For each user first pages with filters, and pages further down."""
    found = []
    for visitor in people:
        for _ in range(3):
            asked = {"tab": "territory", **filters(bench.random)}
            for _ in range(bench.random.choice((1, 1, 2, 3))):
                where = f"{path}?{urlencode(asked)}"
                answer = visitor.ask(where)
                if answer.status != 200:
                    raise SystemExit(f"bench: {where} answered {answer.status}")
                found.append(Request(where, cookie_of(visitor)))
                more = re.search(find, text_of(answer))
                if more is None:
                    break
                asked[cursor] = unquote(more.group(1))
    return found


def text_of(answer: Answer) -> str:
    """The body as text."""
    return body_of(answer).decode()


def body_of(answer: Answer) -> bytes:
    """The body as it was before it was packed for the line."""
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(answer.body) if packed else answer.body


def throughput(bench: Bench, name: str, requests: list[Request], wanted: int, most: int) -> float:
    """Median of the closed loops, then the open loop at half of what is wanted."""
    seen = [closed_loop(ADDRESS, requests, SECONDS, run) for run in range(RUNS)]
    rate = statistics.median(one for one, _ in seen)
    late = OpenLoop(ADDRESS, drawn_from(requests, 1), wanted / 2).run(SECONDS)
    wrong = sum(errors for _, errors in seen) + len(late.bad)
    bench.say(
        f"| {name} | {rate:.0f} (wanted {wanted}) | {wanted / 2:.0f} | {late.p50:.0f} |"
        f" {late.p95:.0f} (wanted {most}) | {wrong} |"
    )
    return rate


def steady(bench: Bench, name: str, requests: list[Request], most: int) -> None:
    """Ten a second."""
    told(bench, name, OpenLoop(ADDRESS, drawn_from(requests, 2), 10).run(SECONDS), most)


def told(bench: Bench, name: str, seen: Measured, most: int) -> None:
    """One line of latencies, and which answers were no success."""
    kinds = ", ".join(f"{count} × {status}" for status, count in sorted(Counter(seen.bad).items()))
    bench.say(
        f"| {name} | {seen.p50:.0f} | {seen.p95:.0f} (wanted {most}) | {max(seen.times, default=0):.0f} |"
        f" {len(seen.times)} | {kinds or 0} |"
    )


def deeds(bench: Bench) -> list[Request]:
    """Reports, confirmations and acceptances over about a hundred units, each to be sent once.

    A hazard is confirmed by one officer; on site two of them sign.
    """
    many = SECONDS * 10 // 3 + 1
    found = []
    for state, people, path, body in (
        ("reported", 1, "confirm", {"version": 1, "grade": "general", "text": "属实"}),
        ("rectified", 2, "acceptance", {"version": 1, "text": "合格", "signature": PNG}),
    ):
        for key, username in bench.database.execute(WORK, [state, people, many]).fetchall():
            found.append(_post(bench.visitor(username), f"/api/v1/hazards/{key}/{path}/", body))
    officers = [v for name, v in bench.known.items() if "officer" in name and "county" in name][:20]
    for number in range(many):
        found.append(_report(bench, officers[number % len(officers)], number))
    bench.random.shuffle(found)
    return found


def _report(bench: Bench, visitor: Visitor, number: int) -> Request:
    username = next(name for name, known in bench.known.items() if known is visitor)
    unit, matter = bench.database.execute(
        """SELECT u.id, t.matter FROM people_account a JOIN people_membership m ON m.person_id = a.person_id
           JOIN organisations_bodyterritory t ON t.body_id = m.body_id
           JOIN organisations_unit u ON u.area BETWEEN t.low AND t.high
           WHERE a.username = %s ORDER BY u.id OFFSET %s LIMIT 1""",
        [username, number % 5],
    ).fetchone() or (0, "general")
    body = {
        "unit_id": unit,
        "matter": matter or "general",
        "title": "配电箱门缺失",
        "description": "示例",
        "place": "一号车间",
        "found_day": time.strftime("%Y-%m-%d"),
    }
    return _post(visitor, "/api/v1/hazards/", body)


def _post(visitor: Visitor, path: str, body: dict[str, object]) -> Request:
    token = visitor.cookies.get("csrftoken", "")
    return Request(path, cookie_of(visitor), json.dumps(body).encode(), token)


def exports(bench: Bench, people: list[Visitor], pages: list[Request], alone: float) -> None:
    """Twenty people order the register of their city; what the pages still do while the files are made."""
    names = [name for (name,) in bench.database.execute(EXPORTERS, [EXPORTS]).fetchall()]
    with ThreadPoolExecutor(max_workers=EXPORTS) as pool:
        jobs = dict(zip(names, pool.map(order, [bench.visitor(name) for name in names]), strict=True))
    began = time.perf_counter()
    rate, wrong = closed_loop(ADDRESS, pages, max(5, SECONDS - 5), 99)
    lasted = time.perf_counter() - began
    within = [job for job in jobs.values() if state_of(bench, job)[0] == "done"]
    while waiting := [job for job in jobs.values() if state_of(bench, job)[0] not in ("done", "failed")]:
        if time.perf_counter() - began > PATIENCE:
            break
        time.sleep(1)
    done = {name: state_of(bench, job) for name, job in jobs.items()}
    made = sorted(float(seconds) for phase, _, _, seconds in done.values() if phase == "done")
    rows = sorted(int(count) for phase, count, _, _ in done.values() if phase == "done")
    bench.say(
        f"Pages while {len(jobs)} exports were being made: {rate:.0f} requests/s instead of {alone:.0f}"
        f" ({100 * rate / alone:.0f} %; wanted 67 %), {wrong} errors, for {lasted:.0f} s, in which"
        f" {len(within)} of them ended; {len(made)} made, {len(jobs) - len(made) - len(waiting)} failed,"
        f" {len(waiting)} not done after {PATIENCE} s."
    )
    if made:
        name = next(name for name, one in done.items() if one[0] == "done")
        bench.say(
            f"Rows of each: {rows[0]:,} to {rows[-1]:,} (in the file of {name}, counted:"
            f" {counted(bench.visitor(name), jobs[name]):,}); from order to file, one after the other:"
            f" first {made[0]:.0f} s, median {statistics.median(made):.0f} s, last {made[-1]:.0f} s."
        )


def order(visitor: Visitor) -> int:
    """Order an export as the button on the page does; the number of its job."""
    answer = visitor.ask("/hazards/?tab=territory&export=xlsx")
    found = re.search(r"/jobs/(\d+)/", answer.headers.get("Location", ""))
    if answer.status != 302 or found is None:
        raise SystemExit(f"bench: an export was not taken ({answer.status})")
    return int(found.group(1))


def state_of(bench: Bench, job: int) -> tuple[str, int, int | None, float]:
    """Phase of a job, rows done, its file, seconds from order to what was last heard."""
    return bench.database.execute(MADE, [job]).fetchone() or ("gone", 0, None, 0.0)


def counted(visitor: Visitor, job: int) -> int:
    """Rows of the file as the person downloads it, without the head."""
    answer = visitor.ask(f"/jobs/{job}/result/")
    if answer.status != 200:
        raise SystemExit(f"bench: the file of an export answered {answer.status}")
    sheet = openpyxl.load_workbook(io.BytesIO(body_of(answer)), read_only=True).active
    return sum(1 for _ in sheet.iter_rows(values_only=True)) - 1 if sheet else 0


def machine(bench: Bench) -> None:
    """What was measured on, and what it holds."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    size, tables = bench.database.execute(SIZES).fetchone() or ("", "")
    units, hazards, flows, leaves, accounts = bench.database.execute(COUNTS).fetchone() or (0,) * 5
    bench.say("## A province's size\n")
    bench.say(
        f"Measured {time.strftime('%Y-%m-%d')} at commit {commit.stdout.strip()} by `make bench-province` on"
        f" {os.cpu_count()} cores ({platform.machine()},\nPython {platform.python_version()},"
        f" {psutil.virtual_memory().total / 1e9:.0f} GB; load of the machine before: {os.getloadavg()[0]:.1f}):"
        " load generator, two web processes\nand the database on the same cores."
        f" {RUNS} closed loops of {SECONDS} s, 16 connections, median; open loops of {SECONDS} s."
    )
    bench.say(
        f"\n{units:,} units, {hazards:,} hazards, {flows:,} flow rows, {leaves:,} leaves, {accounts:,} accounts."
        f" Seeded (`zhiben seed --scale {bench.made['scale']} --seed {bench.made['seed']}`) in"
        f" {bench.made['seconds']:.0f} s, sealing included.\nDatabase {size}: {tables}.\n"
    )


def verified(bench: Bench) -> None:
    """How long it takes to verify everything; what it said."""
    began = time.perf_counter()
    done = subprocess.run([ZHIBEN, "ledger", "verify"], capture_output=True, text=True)
    said = (done.stderr.strip().splitlines() or [""])[-1]
    bench.say(
        f"\n`zhiben ledger verify`, nothing else running: {time.perf_counter() - began:.0f} s,"
        f" exit {done.returncode}: {said}"
    )


def main() -> None:
    """Measure, print, write the generated part of docs/benchmarks.md anew."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiben.config.settings")
    django.setup()
    bench = Bench()
    machine(bench)
    people = bench.people(100)
    data = lists(bench, people, "/api/v1/hazards/", "after", r'"next": ?"([^"]+)"')
    pages = lists(bench, people, "/hazards/", "cursor", r"[?&;]cursor=([^\"&]+)")
    bench.say(
        "| list of 50 hazards | closed loop, requests/s | open loop at | p50 ms | p95 ms | errors |"
        "\n|---|---|---|---|---|---|"
    )
    throughput(bench, "JSON", data, 250, 100)
    alone = throughput(bench, "page", pages, 120, 150)
    bench.say("\n| ten a second | p50 ms | p95 ms | max ms | answers | not 2xx |\n|---|---|---|---|---|---|")
    cookies = [cookie_of(visitor) for visitor in people]
    for word in ("电梯", "配电箱"):
        asked = urlencode({"tab": "territory", "q": word})
        steady(bench, f"search {word}", [Request(f"/hazards/?{asked}", one) for one in cookies], 200)
    steady(bench, "board", [Request("/hazards/board/", one) for one in cookies], 150)
    work = iter(deeds(bench))
    end = OpenLoop(ADDRESS, drawn_from(data, 4), 125).beside(SECONDS + 60)
    seen = OpenLoop(ADDRESS, lambda: next(work), 10).run(SECONDS)
    end()
    told(bench, "report, confirm, accept beside 125 lists/s", seen, 150)
    bench.say("")
    exports(bench, people, pages, alone)
    verified(bench)
    write(bench.lines)


def write(lines: list[str]) -> None:
    """Put this part into docs/benchmarks.md, between its marks; what was written by hand stays."""
    target = ROOT / "docs" / "benchmarks.md"
    text = target.read_text()
    head, _, rest = text.partition("<!-- province -->")
    tail = rest.partition("<!-- /province -->")[2] if rest else ""
    if not rest:
        head, mark, tail = text.partition("<!-- by hand -->")
        tail = mark + tail
    made = "\n".join(lines).rstrip()
    target.write_text(f"{head.rstrip()}\n\n<!-- province -->\n{made}\n<!-- /province -->\n\n{tail.lstrip()}")
