"""Every read of instruments that others may ask for."""

from zhiben.domains.instruments.queries.documents import (
    ClauseLine,
    DocumentHead,
    ProposalLine,
    clause_tree,
    document,
    documents,
    items_of_document,
    proposal_counts,
    proposals,
)
from zhiben.domains.instruments.queries.parameters import ParameterValue, parameter, parameters_for

__all__ = [
    "ClauseLine",
    "DocumentHead",
    "ParameterValue",
    "ProposalLine",
    "clause_tree",
    "document",
    "documents",
    "items_of_document",
    "parameter",
    "parameters_for",
    "proposal_counts",
    "proposals",
]
