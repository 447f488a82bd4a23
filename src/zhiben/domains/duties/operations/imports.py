"""A table of activities: every row looked at, then taken as one act; nothing, or with `partial` the good rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from zhiben.core import files, imports
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.imports import Column, Problem
from zhiben.domains.duties.methods.imports import Read, Words, read_row
from zhiben.domains.duties.operations.activities import NewActivity, judge_activities, record_activities
from zhiben.domains.duties.operations.guard import demand
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations

sentence(
    "activity-table-problems",
    N_("The table has %(count)s problems in %(rows)s rows, the first in row %(row)s; nothing was written."),
)

COLUMNS = (
    Column("unit", ("单位名称", "单位", "企业名称", "Unit"), longest=160),
    Column("code", ("统一社会信用代码", "信用代码", "社会信用代码", "Credit code"), longest=40),
    Column("kind", ("活动类型", "履职活动", "活动名称", "活动", "Activity"), required=True, longest=120),
    Column("done_day", ("完成日期", "活动日期", "日期", "Done on"), required=True, longest=40),
    Column("led_post", ("组织人岗位", "带队岗位", "牵头岗位", "组织人职务", "Led by"), longest=120),
    Column("participants", ("参加人数", "参与人数", "人数", "Participants"), longest=20),
    Column("hours", ("学时", "课时", "时长（小时）", "Hours"), longest=20),
    Column("place", ("地点", "活动地点", "Place"), longest=200),
    Column("text", ("情况说明", "简要情况", "备注", "Text"), longest=4000),
    Column("scenario", ("演练情景", "演练科目", "Scenario"), longest=4000),
    Column("content", ("主要内容", "培训内容", "Content"), longest=4000),
    Column("test", ("考核情况", "考试情况", "Test"), longest=4000),
    Column("decisions", ("议定事项", "Decisions"), longest=4000),
    Column("findings", ("发现问题", "检查发现", "Findings"), longest=4000),
    Column("evaluation", ("评估情况", "演练评估", "Evaluation"), longest=4000),
)
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that can be read: its number in the sheet, and the activity."""

    number: int
    activity: NewActivity


@dataclass(slots=True)
class ActivityTable:
    """What a table holds. `good`: the rows nothing stands against."""

    file_id: int
    name: str
    total: int
    good: list[TableRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    @property
    def bad_rows(self) -> int:
        """How many rows have a problem."""
        return len({problem.row for problem in self.problems})


def check_activity_table(*, actor: Actor, at: datetime, file_id: int) -> ActivityTable:
    """Read a table the actor uploaded and look at every row as recording would; nothing is written."""
    demand(actor, "duties.record")
    [key] = files.claim(actor, [file_id], "table")
    name = files.brief([key])[key].name
    table = imports.read_table(files.read(key), name=name, columns=COLUMNS, max_rows=MOST_ROWS)
    found = ActivityTable(key, name, len(table.rows), [], list(table.problems), list(table.warnings))
    heading = {column.key: table.headings.get(column.key, column.headings[0]) for column in COLUMNS}
    broken = {problem.row for problem in table.problems}
    rows = [row for row in table.rows if row.number not in broken]
    digest, units = files.digests([key])[key], _Units.of(actor, [row.cells for row in rows])
    words, readable = _words(), list[TableRow]()
    for row in rows:
        read, wrong = read_row(row.cells, words, imports.day)
        unit_id, against = units.find(row.cells)
        for column, finding in [*wrong, *against]:
            found.problems.append(Problem(row.number, heading[column], finding))
        if not wrong and not against:
            readable.append(TableRow(row.number, _activity(actor, read, unit_id, f"{digest}:{row.number}")))
    _judge(actor, at, readable, found, heading)
    found.problems.sort(key=lambda problem: (problem.row, problem.column))
    return found


_FIELDS = {"unit_id": "unit", "body_id": "unit"}


def _judge(
    actor: Actor, at: datetime, rows: Sequence[TableRow], found: ActivityTable, heading: Mapping[str, str]
) -> None:
    results = judge_activities(actor=actor, at=at, rows=[row.activity for row in rows])
    for row, result in zip(rows, results, strict=True):
        for finding in result.findings:
            name = (finding.field or "").removeprefix("details.")
            found.problems.append(Problem(row.number, heading.get(_FIELDS.get(name, name), ""), finding))
        if not result.findings:
            found.good.append(row)


def _words() -> Words:
    return Words(kinds=_spoken("activities"), posts=_spoken("posts"))


def _spoken(kind: str) -> dict[str, str]:
    """Key by what people may write for it: its names in both languages, or the key itself."""
    return {said.lower(): key for key, names in instruments.names_of(kind).items() for said in (*names, key)}


def _activity(actor: Actor, read: Read, unit_id: int | None, once: str) -> NewActivity:
    assert read.done_day is not None
    own_body = actor.body_id if unit_id is None and actor.unit_id is None else None
    values: dict[str, Any] = {
        name: getattr(read, name)
        for name in ("kind", "done_day", "led_post", "participants", "hours", "place", "text", "details")
    }
    return NewActivity(
        unit_id=actor.unit_id if unit_id is None else unit_id,
        body_id=own_body,
        once=sha256(once.encode()).hexdigest()[:40],
        **values,
    )


@dataclass(frozen=True, slots=True)
class _Units:
    """The units a table names, found within reach in two statements."""

    by_code: Mapping[str, int]
    by_name: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, actor: Actor, rows: Iterable[Mapping[str, str]]) -> "_Units":
        """Look up every name and code at once."""
        cells = list(rows)
        codes = {row.get("code", "").upper() for row in cells} | {
            row.get("unit", "").upper() for row in cells
        }
        names = {row.get("unit", "") for row in cells if not row.get("code")} - {""}
        reach = organisations.list_units(actor, closed=None)
        by_name: dict[str, list[int]] = defaultdict(list)
        for key, name in reach.filter(name__in=names).values_list("id", "name"):
            by_name[name].append(key)
        found = reach.filter(credit_code__in=codes - {""}).values_list("credit_code", "id")
        return cls({code: key for code, key in found if code}, by_name)

    def find(self, row: Mapping[str, str]) -> tuple[int | None, list[tuple[str, Finding]]]:
        """The unit of a row (None: one's own), or what stands against it."""
        code, name = row.get("code", "").upper(), row.get("unit", "")
        if not code and not name:
            return None, []
        found = [self.by_code[said] for said in (code, name.upper()) if said in self.by_code][:1]
        found = found or ([] if code else list(self.by_name.get(name, ())))
        column = "code" if code else "unit"
        if not found:
            return None, [(column, Finding("activity-unit", field=column))]
        if len(found) > 1:
            return None, [(column, Finding("activity-units", {"value": name[:80]}, column))]
        return found[0], []


@dataclass(frozen=True, slots=True)
class Imported:
    """How many activities stand now from the table, and how many of its rows were left out."""

    recorded: int
    left_out: int


def import_activities(*, actor: Actor, at: datetime, file_id: int, partial: bool = False) -> Imported:
    """Record every row of an uploaded table in one act. With a problem nothing is written, or the good rows only.

    The same table sent again is not recorded again.
    """
    table = check_activity_table(actor=actor, at=at, file_id=file_id)
    if table.problems and not partial:
        first = table.problems[0]
        params = {"count": len(table.problems), "rows": table.bad_rows, "row": first.row}
        summary = Finding("activity-table-problems", params, "file")
        raise Invalid(summary, replace(first.finding, field="file"), code="activity-table-problems")
    rows = [row.activity for row in table.good]
    made = record_activities(
        actor=actor, at=at, rows=rows, partial=partial, operation="duties.import_activities"
    )
    return Imported(sum(one.activity_id is not None for one in made), table.bad_rows)
