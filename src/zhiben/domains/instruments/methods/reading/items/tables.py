"""A row of a task table: what, who, by when."""

import re

from ..model import Clause
from .bodies import names
from .dates import Years, deadlines, span
from .deeds import heading
from .model import Item
from .sentences import compact, plain

_WHAT = re.compile(r"任务|内容|措施|事项|目标|工作要求|项目|举措")
_LEAD = re.compile(r"牵头|责任|主办|主责|承办")
_SUPPORT = re.compile(r"配合|参与|参加|协办|协助|支持")
_PHASE = re.compile(r"阶段|步骤")
_WHEN = re.compile(r"时限|时间|期限|节点|完成日期")


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
    days = {"to": found[1].isoformat()}
    if found[0]:
        days = {"from": found[0].isoformat(), **days}
    return Item("phase", clause.part, [clause.id], text, heading(compact(name)), phase=days)


def _pick(cells: dict[str, str], wanted: re.Pattern[str]) -> str:
    return next((value for name, value in cells.items() if wanted.search(name) and value.strip()), "")


def _by(when: str, years: Years) -> str | None:
    text = plain(compact(when))
    found = deadlines(text, years)
    if found:
        return found[-1].by
    days = span(text) if re.search(r"20\d\d年", text) else None
    return days[1].isoformat() if days else None
