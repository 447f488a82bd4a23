"""Packs: typed models of a file of rules, the words they are written in, and the list of all items. Pure."""

from zhiben.domains.instruments.methods.packs.checking import (
    COMPANY_LEVELS,
    Problem,
    problems_of,
    selector_problems,
)
from zhiben.domains.instruments.methods.packs.file import InstrumentHead, PackFile, item_digest, schema
from zhiben.domains.instruments.methods.packs.items import AnyItem, Parameter, Period, Who
from zhiben.domains.instruments.methods.packs.lines import feature_of, line_of, list_schema
from zhiben.domains.instruments.methods.packs.places import line_at, named
from zhiben.domains.instruments.methods.packs.words import Word, Words, joined

__all__ = [
    "COMPANY_LEVELS",
    "AnyItem",
    "InstrumentHead",
    "PackFile",
    "Parameter",
    "Period",
    "Problem",
    "Who",
    "Word",
    "Words",
    "feature_of",
    "item_digest",
    "joined",
    "line_at",
    "line_of",
    "list_schema",
    "named",
    "problems_of",
    "schema",
    "selector_problems",
]
