"""Tables people hand in (Excel, CSV): read with limits, every problem with its row and column."""

from zhiben.core.imports.cells import day, text_of
from zhiben.core.imports.columns import Column, Problem, Row, Table
from zhiben.core.imports.tables import read_table

__all__ = ["Column", "Problem", "Row", "Table", "day", "read_table", "text_of"]
