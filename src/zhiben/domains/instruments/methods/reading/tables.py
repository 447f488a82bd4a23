"""Rows of tables: which is the header, how the others are counted."""

import re

from zhiben.domains.instruments.methods.reading.clean import squeeze
from zhiben.domains.instruments.methods.reading.marks import Rank
from zhiben.domains.instruments.methods.reading.model import ClauseKind, Line
from zhiben.domains.instruments.methods.reading.nodes import Node

_HEADER_WORD = re.compile(
    r"序号|编号|任务|内容|事项|措施|目标|指标|责任|牵头|配合|单位|部门|时限|时间|期限|成果|备注|姓名|职务|电话|地址|频次|项目|类别|名称|标准|要求|对象|阶段"
)
_LONGEST_HEADER = 14


class TableReader:
    """Counts tables and rows of one part."""

    def __init__(self) -> None:
        self._tables: dict[int, int] = {}
        self._headers: dict[int, tuple[str, ...]] = {}
        self._rows: dict[int, int] = {}

    def row(self, line: Line) -> Node | None:
        """The row as a clause, None for a header row."""
        cells = tuple(squeeze(cell) for cell in line.cells)
        if line.table not in self._tables:
            self._tables[line.table] = len(self._tables) + 1
            self._headers[line.table] = cells if _is_header(cells) else ()
            self._rows[line.table] = 0
        header = self._headers[line.table]
        if header and cells == header:
            return None
        self._rows[line.table] += 1
        count = self._rows[line.table]
        node = Node(
            Rank.PARAGRAPH,
            count,
            f"表{self._tables[line.table]}·{count}",
            kind=ClauseKind.ROW,
            cells=cells,
            header=header,
        )
        node.add(" ".join(filter(None, cells)))
        return node


def _is_header(cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell]
    if not filled or any(len(cell) > _LONGEST_HEADER for cell in filled):
        return False
    return sum(bool(_HEADER_WORD.search(cell)) for cell in filled) * 2 >= len(filled)
