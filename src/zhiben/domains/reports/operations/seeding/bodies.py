"""Bodies of every level with what they reach and which powers they have."""

from zhiben.core.ledger.book import OpenAct
from zhiben.domains.reports.operations.seeding.loader import Loader
from zhiben.domains.reports.operations.seeding.words import DEPARTMENTS

SINCE = "DATE '2024-01-01'"
_UPPER = """
  SELECT a.level, a.code, a.high, a.name, a.short, k.place, k.key, k.word, k.kind
  FROM seed_area a CROSS JOIN seed_kind k WHERE a.level <> 'town' AND a.level <> 'village'
"""
_LOWER = """
  SELECT a.level, a.code, a.high, a.name, a.short, 9, a.level, CASE a.level WHEN 'town' THEN '人民政府' ELSE '' END,
         a.level
  FROM seed_area a WHERE a.level IN ('town', 'village')
"""


def make_areas(load: Loader) -> None:
    """What lies under the root: its places, and the areas that get bodies (one village a town)."""
    level = load.one(
        "SELECT level FROM places_area WHERE code BETWEEN %s AND %s"
        " ORDER BY array_position(ARRAY['village', 'town', 'county']::text[], level::text) LIMIT 1",
        load.low,
        load.high,
    )
    load.table(
        "seed_village",
        """SELECT row_number() OVER (ORDER BY code)::int AS n, code, short, div(code, 1000)::bigint * 1000 AS town,
                  div(code, 1000000)::bigint * 1000000 AS county
           FROM places_area WHERE level = %s AND code BETWEEN %s AND %s""",
        level,
        load.low,
        load.high,
    )
    load.table(
        "seed_area",
        """WITH wanted AS (
             SELECT min(code) AS code FROM seed_village GROUP BY town
             UNION SELECT town FROM seed_village UNION SELECT county FROM seed_village
             UNION SELECT code FROM places_area WHERE level IN ('province', 'city') AND code BETWEEN %s AND %s)
           SELECT p.code, p.high, p.level, p.name, p.short FROM wanted JOIN places_area p USING (code)""",
        load.low,
        load.high,
    )


def make_bodies(load: Loader, a: OpenAct) -> None:
    """An office and four departments for each upper area, one body for each town, one for a village of each."""
    kinds = ", ".join(
        f"({place}, '{key}', '{word}', '{kind}')" for place, (key, word, kind, _) in enumerate(DEPARTMENTS, 1)
    )
    load.table(
        "seed_kind",
        f"""SELECT * FROM (VALUES (0, 'office', '安全生产委员会办公室', 'committee_office'), {kinds})
            AS k (place, key, word, kind)""",
    )
    load.table(
        "seed_body",
        f"""SELECT {load.base("organisations.Body")} + row_number() OVER (
                     ORDER BY array_position('{{province,city,county,town,village}}'::text[], level::text),
                              code, place) AS id,
                   level, code, high, name, short, place, key, word, kind
            FROM ({_UPPER} UNION ALL {_LOWER}) AS made
                 (level, code, high, name, short, place, key, word, kind)""",
    )
    load.insert(
        a,
        "organisations.Body",
        {
            "id": "b.id",
            "name": "left(b.name || b.word || '（示例）', 120)",
            "short_name": "left(b.short || b.word, 40)",
            "kind": "b.kind",
            "level": "b.level",
            "area": "b.code",
            "parent_id": "p.id",
            "opened": SINCE,
        },
        """FROM seed_body b LEFT JOIN LATERAL (
             SELECT u.id FROM seed_body u
             WHERE u.code <= b.code AND u.high >= b.high AND u.code <> b.code
                   AND u.key = CASE b.level WHEN 'village' THEN 'town' WHEN 'town' THEN 'office' ELSE b.key END
             ORDER BY u.high - u.code, u.id LIMIT 1) p ON true
           ORDER BY b.id""",
    )


def make_powers(load: Loader, a: OpenAct) -> None:
    """Territories, and mandates by range: counties supervise, those above manage, offices coordinate, towns help."""
    pairs = ", ".join(f"('{key}', '{matter}')" for key, _, _, matters in DEPARTMENTS for matter in matters)
    load.table("seed_matter", f"SELECT * FROM (VALUES {pairs}) AS m (key, matter)")
    load.insert(
        a,
        "organisations.BodyTerritory",
        {"body_id": "b.id", "low": "b.code", "high": "b.high", "matter": "m.matter", "valid_from": SINCE},
        "FROM seed_body b LEFT JOIN seed_matter m USING (key) ORDER BY b.id, m.matter",
    )
    load.insert(
        a,
        "organisations.Mandate",
        {
            "body_id": "b.id",
            "matter": "m.matter",
            "power": """CASE WHEN b.key = 'office' THEN 'coordinate' WHEN b.key = 'town' THEN 'help'
                             WHEN b.level = 'county' THEN 'supervise' ELSE 'manage' END""",
            "low": "b.code",
            "high": "b.high",
            "area": "b.code",
            "basis": "'示例'",
            "valid_from": SINCE,
        },
        """FROM seed_body b JOIN (SELECT key, matter FROM seed_matter
                                  UNION ALL SELECT k, matter FROM seed_matter, unnest(ARRAY['office', 'town']) k) m
             USING (key) ORDER BY b.id, m.matter""",
    )
