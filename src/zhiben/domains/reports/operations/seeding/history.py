"""Hazards with what was done about them: timeline, sides, signatures, letters, plans, to-dos, flows."""

from zhiben.core.ledger.book import OpenAct
from zhiben.domains.reports.operations.seeding.loader import Loader
from zhiben.domains.reports.operations.seeding.scale import STEPS_OF_CASE

_LAST = "(y.before + c.{of})::text"
_NUMBER = f"y.prefix || '-' || c.year || '-' || lpad({_LAST}, greatest(6, length({_LAST})), '0')"
_TEXT = "'现场检查发现：' || c.place || c.title || '，' || c.remark || '。'"
_BASIS = "'示例判定依据：以发布的判定标准为准'"
_STEPS = """(VALUES
  (1, 'report', c.found, true, CASE WHEN c.channel = 'self_report' THEN coalesce(c.safety, 0) ELSE t.one END,
      c.channel = 'self_report', {text}),
  (2, 'confirm', c.found + 1, c.grade <> 'ungraded', t.one, false, '属实'),
  (2, 'decline', c.ended, c.state = 'unfounded', t.one, false, '现场核实，不属于事故隐患'),
  (3, 'serve', c.found + 2, c.has_letter, t.one, false, '请按期整改并落实防范措施'),
  (4, 'file_plan', c.found + 3, c.grade = 'major' AND c.has_letter, c.principal, true, '停用、拆除、更换并复核'),
  (5, 'rectify', c.cured, c.is_whole, c.safety, true, '已按方案完成整改'),
  (6, 'own_accept', c.cured + 1, c.is_whole, c.principal, true, '自验合格'),
  (7, 'report_rectified', c.cured + 2, c.is_whole, c.safety, true, '申请验收'),
  (8, 'accept', c.cured + 4, c.is_whole AND c.state <> 'rectified', t.one, false, '现场验收合格'),
  (9, 'accept', c.cured + 4, c.is_whole AND c.state <> 'rectified', t.two, false, '现场验收合格'),
  (10, 'review', c.ended, c.state = 'closed', t.head, false, '材料齐全，同意销号')
) AS s (place, step, day, is_done, person, by_unit, text)""".replace("{text}", _TEXT)
_FLOWS = """(VALUES
  (1, 'found', 1, c.found, true, 'reported', 'ungraded', NULL::date),
  (2, 'regraded', -1, c.found + 1, c.grade <> 'ungraded', 'reported', 'ungraded', NULL),
  (3, 'regraded', 1, c.found + 1, c.grade <> 'ungraded' AND c.is_slow, 'confirmed', c.grade, NULL),
  (3, 'regraded', 1, c.found + 1, c.grade <> 'ungraded' AND NOT c.is_slow, 'rectifying', c.grade, c.limit_day),
  (4, 'changed', -1, c.found + 2, c.has_letter, 'confirmed', c.grade, NULL),
  (5, 'changed', 1, c.found + 2, c.has_letter, 'rectifying', c.grade, c.limit_day),
  (6, 'changed', -1, c.cured + 2, c.is_whole, 'rectifying', c.grade, c.limit_day),
  (7, 'changed', 1, c.cured + 2, c.is_whole, 'rectified', c.grade, c.limit_day),
  (8, 'changed', -1, c.cured + 4, c.is_whole AND c.state <> 'rectified', 'rectified', c.grade, c.limit_day),
  (9, 'changed', 1, c.cured + 4, c.is_whole AND c.state <> 'rectified', 'accepted', c.grade, c.limit_day),
  (10, 'closed', -1, c.ended, c.state = 'closed', CASE WHEN c.is_whole THEN 'accepted' ELSE 'rectifying' END, c.grade,
       c.limit_day),
  (10, 'withdrawn', -1, c.ended, c.state = 'unfounded', 'reported', 'ungraded', NULL)
) AS f (place, movement, sign, day, is_so, state, grade, due_day)"""
_TODOS = """(VALUES
  ('reported', 'todo.confirm', 'hazards.confirm', false), ('confirmed', 'todo.issue', 'hazards.serve', false),
  ('rectifying', 'todo.treat', 'hazards.treat', true), ('rectified', 'todo.accept', 'hazards.accept', false),
  ('accepted', 'todo.review', 'hazards.review', false)
) AS o (state, kind, permission, is_units)"""


def _moment(day: str, place: str) -> str:
    """Nine in the morning in Shanghai, and half an hour for each step before."""
    return f"(({day})::timestamp + interval '9 hours' + ({place}) * interval '30 minutes') AT TIME ZONE 'Asia/Shanghai'"


def make_cases(load: Loader, a: OpenAct, first: int, last: int) -> None:
    """Hazards `first` to `last` in the order found, with all that hangs on them."""
    some = f"c.n BETWEEN {first} AND {last}"
    _hazards(load, a, some)
    _steps(load, a, some)
    _papers(load, a, some)
    _todos(load, a, some)
    _flows(load, a, some)


def _hazards(load: Loader, a: OpenAct, some: str) -> None:
    load.insert(
        a,
        "hazards.Hazard",
        {
            "id": "c.id",
            "number": _NUMBER.format(of="of_year"),
            "state": "c.state",
            "version": "1",
            "area": "c.area",
            "area_at": "c.area",
            "unit_id": "c.unit_id",
            "sector": "c.sector",
            "matter": "c.matter",
            "body_id": "c.body_id",
            "grade": "c.grade",
            "grade_basis": f"CASE c.grade WHEN 'major' THEN {_BASIS} ELSE '' END",
            "channel": "c.channel",
            "title": "c.title",
            "description": _TEXT,
            "place": "c.place",
            "found_day": "c.found",
            "limit_first": "c.limit_day",
            "limit_day": "c.limit_day",
            "ended_day": "c.ended",
        },
        f"FROM seed_case c JOIN seed_year y ON y.series = 'hazards' AND y.year = c.year WHERE {some} ORDER BY c.n",
    )


def _steps(load: Loader, a: OpenAct, some: str) -> None:
    """The timeline; whoever signed stands on one side, and the signature names its line."""
    load.run("DROP TABLE IF EXISTS seed_step")
    load.table(
        "seed_step",
        f"""SELECT {load.told["steps before"]} + (c.n - 1)::bigint * {STEPS_OF_CASE} + s.place AS id, c.id AS hazard_id,
                   s.step, {_moment("s.day", "s.place")} AS at, s.person, s.text, s.place,
                   CASE WHEN NOT s.by_unit THEN c.body_id END AS body_id,
                   CASE WHEN s.by_unit THEN c.unit_id END AS unit_id,
                   CASE WHEN s.place BETWEEN 5 AND 7 THEN 'unit' WHEN s.place BETWEEN 8 AND 9 THEN 'acceptor'
                        WHEN s.place = 10 AND c.is_whole THEN 'reviewer' END AS side
            FROM seed_case c LEFT JOIN seed_team t USING (body_id) CROSS JOIN LATERAL {_STEPS}
            WHERE {some} AND s.is_done ORDER BY 1""",
    )
    load.insert(
        a,
        "hazards.StepRecord",
        {
            "id": "s.id",
            "hazard_id": "s.hazard_id",
            "round": "1",
            "step": "s.step",
            "at": "s.at",
            "recorded_at": "s.at",
            "person_id": "s.person",
            "body_id": "s.body_id",
            "unit_id": "s.unit_id",
            "text": "s.text",
            "data": f"""CASE s.step WHEN 'report' THEN '{{"adopted": "seed {load.seed}"}}'::jsonb ELSE '{{}}' END""",
        },
        "FROM seed_step s ORDER BY s.id",
    )
    load.insert(
        a,
        "hazards.HazardSide",
        {"hazard_id": "s.hazard_id", "person_id": "s.person", "side": "s.side"},
        "FROM seed_step s WHERE s.place IN (5, 6, 8, 9, 10) AND s.side IS NOT NULL ORDER BY s.id",
    )
    load.insert(
        a,
        "hazards.Signature",
        {
            "hazard_id": "s.hazard_id",
            "round": "1",
            "step": "s.step",
            "person_id": "s.person",
            "side": "s.side",
            "record_id": "s.id",
            "image": "m.image",
            "image_seal": "m.seal",
        },
        """FROM seed_step s LEFT JOIN seed_mark m ON m.person = s.person AND s.step = 'accept'
           WHERE s.side IS NOT NULL ORDER BY s.id""",
    )


def _papers(load: Loader, a: OpenAct, some: str) -> None:
    """Letters with the limit, and plans of treatment of major hazards."""
    load.insert(
        a,
        "hazards.Letter",
        {
            "hazard_id": "c.id",
            "number": _NUMBER.format(of="letter"),
            "body_id": "c.body_id",
            "issued_day": "c.found + 2",
            "limit_day": "c.limit_day",
            "guidance": "'请按期整改并落实防范措施'",
        },
        f"""FROM seed_case c JOIN seed_year y ON y.series = 'hazards.letter' AND y.year = c.year
            WHERE {some} AND c.has_letter ORDER BY c.n""",
    )
    load.insert(
        a,
        "hazards.Treatment",
        {
            "hazard_id": "c.id",
            "edition": "1",
            "responsibility": "'主要负责人负责，安全员落实'",
            "measures": "'停用、拆除、更换并复核'",
            "funds": "'列入安全生产费用'",
            "funds_yuan": f"{load.draw('c.id', 31, 50)} * 1000",
            "time_limit": "'按期限完成'",
            "done_by": "c.limit_day",
            "contingency": "'治理期间停用并派人值守'",
        },
        f"FROM seed_case c WHERE {some} AND c.grade = 'major' AND c.has_letter ORDER BY c.n",
    )


def _todos(load: Loader, a: OpenAct, some: str) -> None:
    """What each open case waits for."""
    load.insert(
        a,
        "notices.Todo",
        {
            "kind": "o.kind",
            "params": "jsonb_build_object('number', h.number, 'unit', u.name, 'title', c.title)",
            "case_kind": "'hazard'",
            "case_id": "c.id",
            "url": "'/hazards/' || c.id || '/'",
            "permission": "o.permission",
            "body_id": "CASE WHEN NOT o.is_units THEN c.body_id END",
            "unit_id": "CASE WHEN o.is_units THEN c.unit_id END",
            "due_day": "coalesce(c.limit_day, c.found + 10)",
            "opened_at": _moment("c.found", "4"),
        },
        f"""FROM seed_case c JOIN {_TODOS} ON o.state = c.state JOIN hazards_hazard h ON h.id = c.id
            JOIN organisations_unit u ON u.id = c.unit_id WHERE {some} ORDER BY c.n""",
    )


def _flows(load: Loader, a: OpenAct, some: str) -> None:
    """Signed rows of every movement, on the days they took effect."""
    load.insert(
        a,
        "core.Flow",
        {
            "kind": "'hazard'",
            "case": "c.id",
            "movement": "f.movement",
            "sign": "f.sign",
            "effective_day": "f.day",
            "recorded_day": "f.day",
            "found_day": "c.found",
            "due_day": "f.due_day",
            "state": "f.state",
            "area": "c.area",
            "unit": "c.unit_id",
            "sector": "c.sector",
            "matter": "c.matter",
            "body": "c.body_id",
            "channel": "c.channel",
            "grade": "f.grade",
            "act": str(a.id),
        },
        f"""FROM (SELECT *, has_letter OR state = 'confirmed' AS is_slow FROM seed_case) c
            CROSS JOIN LATERAL {_FLOWS} WHERE {some} AND f.is_so ORDER BY c.n, f.place""",
    )
