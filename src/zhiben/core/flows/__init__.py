"""Flows: writing signed rows, folding them into counters, and reading figures from both."""

from zhiben.core.flows.checking import Difference, check
from zhiben.core.flows.folding import fold, fold_all, fold_pending
from zhiben.core.flows.grains import BETWEEN, COLUMNS, INS, MOVEMENTS, OUTS
from zhiben.core.flows.reading import by_week, sums
from zhiben.core.flows.statement import KNOWN, REPORTED, Question
from zhiben.core.flows.writing import CELL, moved, row, write

__all__ = [
    "BETWEEN",
    "CELL",
    "COLUMNS",
    "INS",
    "KNOWN",
    "MOVEMENTS",
    "OUTS",
    "REPORTED",
    "Difference",
    "Question",
    "by_week",
    "check",
    "fold",
    "fold_all",
    "fold_pending",
    "moved",
    "row",
    "sums",
    "write",
]
