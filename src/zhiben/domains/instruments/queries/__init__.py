"""Every read of instruments that others may ask for."""

from zhiben.domains.instruments.methods.live import Course, Live
from zhiben.domains.instruments.methods.packs import list_schema as pack_list_schema
from zhiben.domains.instruments.methods.packs import schema as pack_schema
from zhiben.domains.instruments.queries.coverage import (
    CoverItem,
    DocumentCover,
    Feature,
    InstrumentShare,
    Successor,
    document_cover,
    features,
    product_coverage,
    successors,
    working,
)
from zhiben.domains.instruments.queries.documents import (
    ClauseLine,
    DocumentHead,
    ProposalLine,
    clause_tree,
    document,
    documents,
    items_of_document,
    proposal,
    proposal_counts,
    proposals,
    reader,
)
from zhiben.domains.instruments.queries.heads import (
    InstrumentHead,
    clause_anchor,
    document_of,
    instrument_heads,
)
from zhiben.domains.instruments.queries.items import ItemLine, items_of_kind
from zhiben.domains.instruments.queries.live import LIVE_KINDS, LiveKind, declare_live, live_of
from zhiben.domains.instruments.queries.pack_files import collector_rests, coverage_of_packs, read_packs
from zhiben.domains.instruments.queries.parameters import (
    ParameterLine,
    ParameterValue,
    all_parameters,
    parameter,
    parameters_for,
)
from zhiben.domains.instruments.queries.selecting import listed, named, often_words, who_words, words_named
from zhiben.domains.instruments.queries.words import names_of, posts_of_bodies, word_of, words_of

__all__ = [
    "listed",
    "named",
    "often_words",
    "who_words",
    "words_named",
    "collector_rests",
    "coverage_of_packs",
    "read_packs",
    "LIVE_KINDS",
    "Course",
    "CoverItem",
    "DocumentCover",
    "Feature",
    "InstrumentShare",
    "Live",
    "LiveKind",
    "declare_live",
    "document_cover",
    "features",
    "live_of",
    "successors",
    "Successor",
    "product_coverage",
    "working",
    "pack_list_schema",
    "pack_schema",
    "ClauseLine",
    "InstrumentHead",
    "clause_anchor",
    "document_of",
    "instrument_heads",
    "DocumentHead",
    "ItemLine",
    "ParameterLine",
    "ParameterValue",
    "ProposalLine",
    "all_parameters",
    "clause_tree",
    "document",
    "documents",
    "items_of_document",
    "items_of_kind",
    "parameter",
    "parameters_for",
    "proposal",
    "proposal_counts",
    "proposals",
    "reader",
    "posts_of_bodies",
    "names_of",
    "word_of",
    "words_of",
]
