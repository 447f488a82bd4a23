"""What each hazard is: drawn once into a temporary table, in the order of the days found."""

from zhiben.core.numbering import next_numbers, series_forms
from zhiben.domains.reports.operations.seeding.loader import Loader
from zhiben.domains.reports.operations.seeding.scale import STAFFED_EVERY
from zhiben.domains.reports.operations.seeding.words import DEPARTMENTS, PLACES, REMARKS, THINGS

_STATES = """CASE WHEN p < 20 THEN 'reported' WHEN p < 35 THEN 'confirmed' WHEN p < 85 THEN 'rectifying'
                  WHEN p < 105 THEN 'rectified' WHEN p < 120 THEN 'accepted' WHEN p < 140 THEN 'unfounded'
                  ELSE 'closed' END"""
_AGES = """CASE state WHEN 'reported' THEN 1 + mod(a, 20) WHEN 'confirmed' THEN 3 + mod(a, 22)
                      WHEN 'rectifying' THEN 5 + mod(a, 145) WHEN 'rectified' THEN 15 + mod(a, 105)
                      WHEN 'accepted' THEN 20 + mod(a, 110) ELSE 25 + mod(a, 1070) END"""
"""Days since it was found, so that everything its state asks for fits between then and now."""


def _list(words: tuple[str, ...]) -> str:
    return "ARRAY[" + ", ".join(f"'{word}'" for word in words) + "]::text[]"


def draw_cases(load: Loader) -> None:
    """States, days, units, words, who is responsible: about twelve in a hundred are open."""
    things = ", ".join(
        f"({place}, '{matter}', '{thing}', {_list(wrong)})"
        for place, (matter, thing, wrong) in enumerate(THINGS)
    )
    load.table("seed_thing", f"SELECT * FROM (VALUES {things}) AS t (n, matter, thing, wrong)")
    keys = ", ".join(f"('{matter}', '{key}')" for key, _, _, matters in DEPARTMENTS for matter in matters)
    load.table(
        "seed_holder",
        f"""SELECT b.code AS county, m.matter, b.id AS body_id FROM seed_body b
            JOIN (VALUES {keys}) AS m (matter, key) USING (key) WHERE b.level = 'county'""",
    )
    load.table("seed_draw", _draw(load))
    load.table("seed_case", _case(load))
    load.run("CREATE UNIQUE INDEX seed_case_n ON seed_case (n)")
    _take_numbers(load)


def _draw(load: Loader) -> str:
    units = load.scale.units
    return f"""
      WITH states AS (SELECT i, {_STATES} AS state, {load.draw("i", 12, 1000)} AS g, {load.draw("i", 13, 100000)} AS a
                      FROM (SELECT i, {load.draw("i", 11, 1000)} AS p
                            FROM generate_series(1, {load.scale.hazards}) AS i) AS drawn),
      aged AS (SELECT *, {_AGES} AS age,
                 CASE WHEN state IN ('reported', 'unfounded') THEN 'ungraded' WHEN g < 80 THEN 'major' ELSE 'general'
                 END AS grade
               FROM states),
      kept AS (SELECT *, state IN ('rectified', 'accepted')
                         OR (state = 'closed' AND (grade = 'major' OR g > 970)) AS is_whole
               FROM aged)
      SELECT i, state, age, grade, is_whole, a,
             is_whole OR state IN ('rectifying') OR (state = 'closed' AND g > 850) AS has_letter,
             CASE WHEN is_whole OR state = 'rectifying'
                  THEN {STAFFED_EVERY} * ({load.draw("i", 14, units // STAFFED_EVERY)} + 1)
                  ELSE {load.draw("i", 15, units)} + 1 END AS unit_i,
             CASE WHEN {load.draw("i", 16, 10)} < 6 THEN 'self_report' ELSE 'inspection' END AS channel,
             {load.draw("i", 17, len(THINGS))} AS thing, {load.draw("i", 18, 12)} AS wrong,
             {load.draw("i", 19, len(PLACES))} + 1 AS place, {load.draw("i", 20, len(REMARKS))} + 1 AS remark,
             (ARRAY[15, 30, 60, 90])[{load.draw("i", 21, 4)} + 1] AS term
      FROM kept"""


def _case(load: Loader) -> str:
    end = "10 + mod(d.a, least(d.age, 120) - 9)"
    return f"""
      WITH dated AS (
        SELECT d.*, DATE '{load.today}' - d.age AS found,
               CASE d.state WHEN 'closed' THEN {end} WHEN 'unfounded' THEN 1 + mod(d.a, 5) END AS ended,
               CASE d.state WHEN 'closed' THEN {end} - 6 WHEN 'rectified' THEN 4 + mod(d.a, 6)
                            WHEN 'accepted' THEN 4 + mod(d.a, 6) END AS cured
        FROM seed_draw d)
      SELECT row_number() OVER (ORDER BY c.found, c.i)::int AS n,
             {load.base("hazards.Hazard")} + row_number() OVER (ORDER BY c.found, c.i) AS id,
             row_number() OVER (PARTITION BY extract(year FROM c.found) ORDER BY c.found, c.i) AS of_year,
             count(*) FILTER (WHERE c.has_letter)
               OVER (PARTITION BY extract(year FROM c.found) ORDER BY c.found, c.i) AS letter,
             extract(year FROM c.found)::int AS year,
             c.state, c.grade, c.is_whole, c.has_letter, c.channel, c.found, c.found + c.ended AS ended,
             c.found + c.cured AS cured,
             CASE WHEN c.state IN ('rectifying', 'rectified', 'accepted', 'closed')
                  THEN c.found + 2 + c.term END AS limit_day,
             u.id AS unit_id, u.area, u.sector, t.matter, s.principal, s.safety,
             CASE WHEN t.matter = 'general' AND u.special IS NOT NULL THEN u.special ELSE h.body_id END AS body_id,
             t.thing || t.wrong[1 + mod(c.wrong, cardinality(t.wrong))] AS title,
             ({_list(PLACES)})[c.place] AS place, ({_list(REMARKS)})[c.remark] AS remark
      FROM dated c JOIN seed_unit u ON u.i = c.unit_i JOIN seed_thing t ON t.n = c.thing
           LEFT JOIN seed_holder h ON h.county = u.county AND h.matter = t.matter
           LEFT JOIN seed_staff s ON s.unit_id = u.id
      ORDER BY 1"""


def _take_numbers(load: Loader) -> None:
    """Numbers of hazards and letters from the series, a block for each year; what precedes them is kept."""
    load.run("CREATE TEMP TABLE seed_year (series text, year int, prefix text, before bigint) ON COMMIT DROP")
    for series, condition in (("hazards", "true"), ("hazards.letter", "has_letter")):
        form = series_forms.get(series)
        for year, count in load.rows(
            f"SELECT year, count(*)::int FROM seed_case WHERE {condition} GROUP BY year ORDER BY year"
        ):
            last = int(next_numbers(series, year, count)[-1].rsplit("-", 1)[1])
            load.run("INSERT INTO seed_year VALUES (%s, %s, %s, %s)", series, year, form.prefix, last - count)
