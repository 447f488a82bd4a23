"""A row of a task table: what, who, by when."""

import re
from dataclasses import replace

from ..model import Clause
from .bodies import names
from .cadence import cadences
from .dates import Years, deadlines, span
from .deeds import heading
from .model import Item
from .sentences import Piece, compact, plain

_WHAT = re.compile(r"任务|内容|措施|事项|目标|工作要求|项目|举措")
_LEAD = re.compile(r"牵头|责任|主办|主责|承办")
_SUPPORT = re.compile(r"配合|参与|参加|协办|协助|支持")
_PHASE = re.compile(r"阶段|步骤")
_WHEN = re.compile(r"时限|时间|期限|节点|完成日期|频次|频率|周期")
_ASIDE = re.compile(r"备注|序号|编号|联系|电话|单位|部门")


def row_item(clause: Clause, years: Years) -> Item | None:
    """The phase of a row, or its task where the header names the work and either who does it or by when."""
    phase = row_phase(clause)
    if phase:
        return phase
    cells = dict(zip(clause.header, clause.cells, strict=False))
    what = [value for name, value in cells.items() if _WHAT.search(name) and value.strip()]
    lead = _pick(cells, _LEAD)
    support = _pick(cells, _SUPPORT)
    when = _pick(cells, _WHEN)
    if not what or not (lead or when):
        return None
    return Item(
        "task",
        clause.part,
        [clause.id],
        compact(clause.text or " ".join(clause.cells)),
        heading(compact(what[-1])),
        by=_by(when, years),
        lead=names(compact(lead)) if lead else [],
        support=names(compact(support)) if support else [],
    )


def row_phase(clause: Clause) -> Item | None:
    """The phase of a row whose header names phases and their time."""
    cells = dict(zip(clause.header, clause.cells, strict=False))
    name, when = _pick(cells, _PHASE), _pick(cells, _WHEN)
    found = span(plain(compact(when))) if re.search(r"20\d\d", when) else None
    if not name or found is None:
        return None
    text = compact(clause.text or " ".join(clause.cells))
    days = {"from": (found[0] or found[1].replace(month=1, day=1)).isoformat(), "to": found[1].isoformat()}
    return Item("phase", clause.part, [clause.id], text, heading(compact(name)), phase=days)


def working_cells(clause: Clause) -> Clause:
    """The row without the columns that only say who and when."""
    if len(clause.header) != len(clause.cells):
        return clause
    pairs = zip(clause.header, clause.cells, strict=True)
    kept = [
        cell for name, cell in pairs if _WHAT.search(name) or not any(one.search(name) for one in _BESIDE)
    ]
    return replace(clause, cells=tuple(kept))


_BESIDE = (_LEAD, _SUPPORT, _WHEN, _ASIDE)


def row_duties(clause: Clause) -> list[Item]:
    """The duty of a row whose column of times says how often: `每季度1次`."""
    cells = dict(zip(clause.header, clause.cells, strict=False))
    what = [value for name, value in cells.items() if _WHAT.search(name) and value.strip()]
    when = compact(_pick(cells, _WHEN))
    if not what or not when:
        return []
    return [
        Item(
            "duty",
            clause.part,
            [clause.id],
            compact(clause.text),
            heading(compact(what[-1])),
            times=one.times,
            per=one.per,
        )
        for one in cadences(Piece(when, plain(when)))
    ]


def _pick(cells: dict[str, str], wanted: re.Pattern[str]) -> str:
    return next((value for name, value in cells.items() if wanted.search(name) and value.strip()), "")


def _by(when: str, years: Years) -> str | None:
    text = plain(compact(when))
    found = deadlines(text, years)
    if found:
        return found[-1].by
    days = span(text) if re.search(r"20\d\d年", text) else None
    return days[1].isoformat() if days else None
