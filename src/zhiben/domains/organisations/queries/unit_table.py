"""A table of units as somebody handed it in: every row and problem, before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from zhiben.core import files, imports
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid
from zhiben.core.findings import Finding, check
from zhiben.core.imports import Column, Problem
from zhiben.domains.organisations.methods.reach import place_facts
from zhiben.domains.organisations.methods.unit_table import UnitRow, Words, read_row, repeated
from zhiben.domains.organisations.models import Unit
from zhiben.domains.organisations.rules import CREDIT_CODE, PLACE, or013_not_twice
from zhiben.domains.organisations.vocabulary import SECTORS, UNIT_KIND_WORDS
from zhiben.domains.places import queries as places
from zhiben.domains.places.queries import AreaItem

COLUMNS = (
    Column("name", ("单位名称", "企业名称", "场所名称", "名称", "Name", "Unit"), required=True, longest=160),
    Column("credit_code", ("统一社会信用代码", "信用代码", "社会信用代码", "Credit code"), longest=40),
    Column("kind", ("单位类型", "类型", "单位性质", "Kind"), required=True, longest=40),
    Column("sector", ("行业领域", "行业", "所属行业", "Sector"), required=True, longest=60),
    Column(
        "area", ("所属区域", "行政区划", "所属乡镇", "所属镇街", "区域", "Area"), required=True, longest=120
    ),
    Column("address", ("地址", "详细地址", "经营地址", "Address"), required=True, longest=240),
    Column("headcount", ("从业人数", "人数", "员工人数", "Headcount"), longest=20),
    Column("high_hazard", ("高危行业", "是否高危", "High hazard"), longest=10),
    Column("opened", ("成立日期", "开业日期", "Opened"), longest=40),
    Column("tags", ("标签", "Tags"), longest=200),
)
MOST_ROWS = 20_000
_MOST_SEARCHES = 200


@dataclass(slots=True)
class UnitTable:
    """What a table holds; it is taken only when there are no problems."""

    file_id: int
    name: str
    rows: list[UnitRow]
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


def check_unit_table(actor: Actor, file_id: int) -> UnitTable:
    """Read a table the actor uploaded and check every row: form, words, places, repetitions, what is known."""
    [key] = files.claim(actor, [file_id], "table")
    name = files.brief([key])[key].name
    table = imports.read_table(files.read(key), name=name, columns=COLUMNS, max_rows=MOST_ROWS)
    words = Words(_kinds(), _sectors(), _areas(actor, {row.cells.get("area", "") for row in table.rows}))
    found = UnitTable(key, name, [], list(table.problems), list(table.warnings))
    heading = {column.key: table.headings.get(column.key, column.headings[0]) for column in COLUMNS}
    broken = {problem.row for problem in table.problems}
    for each in table.rows:
        if each.number in broken:
            continue
        row, wrong = read_row(each.number, each.cells, words, imports.day)
        wrong += _against(actor, row) if not wrong else []
        found.problems += [Problem(each.number, heading[column], finding) for column, finding in wrong]
        found.rows.append(row)
    for number, column, finding in repeated(found.rows) + _known(found.rows):
        found.problems.append(Problem(number, heading[column], finding))
    found.problems.sort(key=lambda problem: (problem.row, problem.column))
    return found


def _kinds() -> dict[str, str]:
    return {word.lower(): kind for kind, words in UNIT_KIND_WORDS.items() for word in (kind, *words)}


def _sectors() -> dict[str, str]:
    names = {name.lower(): code for code, pair in SECTORS.items() for name in (code, *pair)}
    return names | {f"{pair[0]}系统": code for code, pair in SECTORS.items()}


def _areas(actor: Actor, texts: Iterable[str]) -> dict[str, int]:
    """Area codes by what stands in the cells: codes as they are, names within the actor's reach if unambiguous."""
    wanted = {text.strip() for text in texts if text.strip()}
    numbers = {text: int(text) for text in wanted if text.isascii() and text.isdigit() and len(text) == 12}
    known = places.names(numbers.values())
    found = {text: code for text, code in numbers.items() if code in known}
    ranges = actor.ranges
    for text in sorted(wanted - set(numbers))[:_MOST_SEARCHES]:
        areas = _find(text, ranges)
        exact = [area for area in areas if text in (area.name, area.short, area.full_name)]
        chosen = exact if len(exact) == 1 else areas
        if len(chosen) == 1:
            found[text] = chosen[0].code
    return found


def _find(text: str, ranges: Sequence[tuple[int, int]]) -> list[AreaItem]:
    """At most two areas; none for digits that are no code, which is the row's problem, not the table's."""
    try:
        return places.find(text, within=ranges or None, limit=2)
    except Invalid:
        return []


def _against(actor: Actor, row: UnitRow) -> list[tuple[str, Finding]]:
    broken = check(CREDIT_CODE, row.credit_code) if row.credit_code else []
    wrong = [("credit_code", finding) for finding in broken]
    facts = place_facts(actor, row.area, row.sector)
    return wrong + [(finding.field or "area", finding) for finding in check(PLACE, facts)]


def _known(rows: Sequence[UnitRow]) -> list[tuple[int, str, Finding]]:
    """Rows whose credit code, or (without one) area, name and address, is on the books already."""
    reason = "a unit is on the books once, whoever sees it"
    codes = {row.credit_code for row in rows if row.credit_code}
    known = set(
        Unit.objects.unscoped(reason=reason)
        .filter(credit_code__in=codes)
        .values_list("credit_code", flat=True)
    )
    names = {row.name for row in rows if not row.credit_code}
    plain = Unit.objects.unscoped(reason=reason).filter(
        name__in=names, credit_code__isnull=True, closed__isnull=True
    )
    places_of = set(plain.values_list("area", "name", "address"))
    found = [
        (row.number, "credit_code", or013_not_twice(True)[0]) for row in rows if row.credit_code in known
    ]
    return found + [
        (row.number, "name", Finding("taken", {"fields": row.name}))
        for row in rows
        if not row.credit_code and (row.area, row.name, row.address) in places_of
    ]
