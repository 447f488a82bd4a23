"""Every write of instruments."""

from zhiben.domains.instruments.operations import refusals as refusals
from zhiben.domains.instruments.operations.documents import (
    add_proposal,
    correct_proposal,
    decide_proposals,
    discard_document,
    import_document,
)
from zhiben.domains.instruments.operations.packs import load_packs
from zhiben.domains.instruments.operations.publishing import publish_document

__all__ = [
    "add_proposal",
    "correct_proposal",
    "decide_proposals",
    "discard_document",
    "import_document",
    "load_packs",
    "publish_document",
]
