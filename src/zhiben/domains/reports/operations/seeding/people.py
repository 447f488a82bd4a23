"""Persons in every role, with accounts for some of them: one password for all."""

from django.contrib.auth.hashers import make_password

from zhiben.core import vault
from zhiben.core.ledger.book import OpenAct
from zhiben.domains.reports.operations.seeding.bodies import SINCE
from zhiben.domains.reports.operations.seeding.loader import Loader
from zhiben.domains.reports.operations.seeding.words import SURNAMES

_TITLES = """(VALUES
  ('office', 'office', 1), ('office', 'leader', 2), ('department', 'department_head', 1), ('department', 'officer', 2),
  ('department', 'officer', 3), ('town', 'town_officer', 1), ('village', 'grid_member', 1),
  ('root office', 'administrator', 3), ('root office', 'auditor', 4), ('root emergency', 'expert', 4),
  ('unit', 'principal', 1), ('unit', 'safety_officer', 2), ('big unit', 'controller', 3), ('big unit', 'worker', 4)
) AS t (of, role, place)"""
_SHARES = {"province": 25, "city": 17, "county": 38, "town": 20, "unit": 20}
"""Accounts at each level, in hundredths; what a level cannot fill goes to the next ones."""
_MARK = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f"
    "000501020000a5f645400000000049454e44ae426082"
)
"""A picture of one point: what the invented officers sign with."""


def make_people(load: Loader, a: OpenAct) -> None:
    """Staff of bodies and of the staffed units."""
    load.table(
        "seed_person",
        f"""WITH places AS (
              SELECT b.id AS body_id, NULL::bigint AS unit_id, b.code AS area, b.level,
                     unnest(CASE WHEN b.key IN ('office', 'town', 'village') THEN ARRAY[b.key]
                                 ELSE ARRAY['department'] END
                            || CASE WHEN b.code = {load.low} THEN ARRAY['root ' || b.key]
                                    ELSE '{{}}'::text[] END) AS of
              FROM seed_body b
              UNION ALL
              SELECT NULL, u.id, u.area, 'unit',
                     unnest(CASE WHEN mod(u.i, 200) = 0 THEN ARRAY['unit', 'big unit'] ELSE ARRAY['unit'] END)
              FROM seed_unit u WHERE u.staffed)
            SELECT row_number() OVER (ORDER BY p.body_id, p.unit_id, t.place) AS n,
                   {load.base("people.Person")} + row_number() OVER (ORDER BY p.body_id, p.unit_id, t.place) AS id,
                   p.*, t.role, t.place
            FROM places p JOIN {_TITLES} ON t.of = p.of""",
    )
    surname = f"substr('{SURNAMES}', {load.draw('p.n', 6, len(SURNAMES))} + 1, 1)"
    load.insert(
        a,
        "people.Person",
        {"id": "p.id", "number": "'SEED-' || p.id", "name": f"'示例·' || {surname} || p.n"},
        "FROM seed_person p ORDER BY p.n",
    )
    load.insert(
        a,
        "people.Membership",
        {
            "person_id": "p.id",
            "body_id": "p.body_id",
            "unit_id": "p.unit_id",
            "role": "p.role",
            "area": "p.area",
            "valid_from": SINCE,
        },
        "FROM seed_person p ORDER BY p.n",
    )


def make_teams(load: Loader) -> None:
    """Who acts for whom: three of each supervising department, with a drawn signature each, and two of each unit."""
    load.table(
        "seed_team",
        """SELECT body_id, min(id) FILTER (WHERE place = 1) AS head, min(id) FILTER (WHERE place = 2) AS one,
                  min(id) FILTER (WHERE place = 3) AS two
           FROM seed_person WHERE role IN ('department_head', 'officer') AND level IN ('city', 'county')
           GROUP BY body_id""",
    )
    load.table(
        "seed_staff",
        """SELECT unit_id, min(id) FILTER (WHERE place = 1) AS principal, min(id) FILTER (WHERE place = 2) AS safety
           FROM seed_person WHERE unit_id IS NOT NULL GROUP BY unit_id""",
    )
    load.run("CREATE TEMP TABLE seed_mark (person bigint, image bigint, seal bytea) ON COMMIT DROP")
    for (person,) in load.rows("SELECT unnest(ARRAY[one, two]) FROM seed_team ORDER BY body_id"):
        image = vault.put(
            actor=load.actor,
            at=load.at,
            kind="signature",
            owner_table="people_person",
            owner_id=person,
            plaintext=_MARK,
        )
        load.run("INSERT INTO seed_mark VALUES (%s, %s, %s)", person, image, vault.seal_digest(image))
    load.run("ANALYZE seed_mark")


def make_accounts(load: Loader, a: OpenAct, password: str) -> None:
    """Accounts with one password, hashed once; the username tells the level and the role."""
    shares = ", ".join(f"('{level}', {share})" for level, share in _SHARES.items())
    load.table(
        "seed_account",
        f"""WITH ranked AS (
              SELECT p.*, CASE WHEN p.level = 'village' THEN 'town' ELSE p.level END AS rank,
                     row_number() OVER (PARTITION BY CASE WHEN p.level = 'village' THEN 'town' ELSE p.level END
                                        ORDER BY p.place > 3 DESC,
                                                 {load.draw("coalesce(p.body_id, p.unit_id)", 7, 1000000)},
                                                 p.n) AS place_in_level
              FROM seed_person p)
            SELECT r.id AS person_id, 'seed-' || r.level || '-' || replace(r.role, '_', '') || '-' || r.n AS username
            FROM ranked r JOIN (VALUES {shares}) AS s (level, share) ON s.level = r.rank
            ORDER BY r.place_in_level > s.share * {load.scale.users} / 100, r.place_in_level, r.n
            LIMIT {load.scale.users}""",
    )
    load.run("CREATE TEMP TABLE seed_hash ON COMMIT DROP AS SELECT %s::text AS hash", make_password(password))
    load.insert(
        a,
        "people.Account",
        {
            "username": "s.username",
            "person_id": "s.person_id",
            "password": "h.hash",
            "is_active": "true",
            "created_at": "now()",
        },
        "FROM seed_account s, seed_hash h ORDER BY s.username",
    )
