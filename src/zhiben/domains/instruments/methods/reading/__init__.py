"""Reads a policy plan: bytes in, parts, clauses and warnings out."""

from zhiben.domains.instruments.methods.reading.document import read
from zhiben.domains.instruments.methods.reading.model import (
    Clause,
    ClauseKind,
    Document,
    Part,
    Unreadable,
    Warning,
)
from zhiben.domains.instruments.methods.reading.output import to_json

__all__ = ["Clause", "ClauseKind", "Document", "Part", "Unreadable", "Warning", "read", "to_json"]
