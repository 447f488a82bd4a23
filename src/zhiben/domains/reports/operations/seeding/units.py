"""Units in every place, some of them under a body of their own."""

from zhiben.core.ledger.book import OpenAct
from zhiben.domains.reports.operations.seeding.bodies import SINCE
from zhiben.domains.reports.operations.seeding.loader import Loader
from zhiben.domains.reports.operations.seeding.scale import STAFFED_EVERY
from zhiben.domains.reports.operations.seeding.words import SECTORS


def draw_units(load: Loader) -> None:
    """Where each unit lies, what it is, and whether a city's department supervises it instead of the county's."""
    shares, first = [], 0
    for sector, share, noun, kind in SECTORS:
        shares.append(f"({first}, {first + share}, '{sector}', '{noun}', '{kind}')")
        first += share
    load.table(
        "seed_sector", f"SELECT * FROM (VALUES {', '.join(shares)}) AS s (low, high, sector, noun, kind)"
    )
    villages = load.one("SELECT count(*) FROM seed_village")
    base = load.base("organisations.Unit")
    load.table(
        "seed_unit",
        f"""WITH drawn AS (
              SELECT i, {load.draw("i", 1, villages)} + 1 AS village, {load.draw("i", 2, 100)} AS share
              FROM generate_series(1, {load.scale.units}) AS i)
            SELECT i, {base} + i AS id, v.code AS area, v.short, v.county, s.sector, s.noun, s.kind,
                   mod(i, {STAFFED_EVERY}) = 0 AS staffed,
                   CASE WHEN s.sector = 'chemicals' AND mod(i, 10) = 0 THEN
                     (SELECT b.id FROM seed_body b WHERE b.key = 'emergency' AND b.level = 'city'
                      AND v.code BETWEEN b.code AND b.high) END AS special
            FROM drawn JOIN seed_village v ON v.n = drawn.village
                 JOIN seed_sector s ON drawn.share >= s.low AND drawn.share < s.high""",
    )
    load.run("CREATE UNIQUE INDEX seed_unit_i ON seed_unit (i)")


def make_units(load: Loader, a: OpenAct, first: int, last: int) -> None:
    """Units `first` to `last`, and the mandates over single ones."""
    load.insert(
        a,
        "organisations.Unit",
        {
            "id": "u.id",
            "name": "'示例第' || u.i || '号' || u.noun",
            "kind": "u.kind",
            "sector": "u.sector",
            "area": "u.area",
            "area_at": "u.area",
            "address": f"u.short || '示例路' || {load.draw('u.i', 3, 900)} + 1 || '号'",
            "headcount": f"{load.draw('u.i', 4, 300)} + 1",
            "high_hazard": "u.sector IN ('chemicals', 'non_coal_mines')",
            "opened": f"DATE '2006-01-01' + {load.draw('u.i', 5, 6000)}",
        },
        f"FROM seed_unit u WHERE u.i BETWEEN {first} AND {last} ORDER BY u.i",
    )
    load.insert(
        a,
        "organisations.Mandate",
        {
            "body_id": "u.special",
            "matter": "'general'",
            "power": "'supervise'",
            "unit_id": "u.id",
            "area": "u.area",
            "basis": "'示例'",
            "valid_from": SINCE,
        },
        f"FROM seed_unit u WHERE u.special IS NOT NULL AND u.i BETWEEN {first} AND {last} ORDER BY u.i",
    )
