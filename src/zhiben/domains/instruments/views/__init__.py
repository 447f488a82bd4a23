"""Pages of instruments."""

from zhiben.domains.instruments.views.coverage import coverage, document_coverage
from zhiben.domains.instruments.views.documents import (
    discard,
    document_file,
    document_list,
    document_page,
    parameters,
    publish,
    upload,
)
from zhiben.domains.instruments.views.review import add_item, correct_item, decide, review

__all__ = [
    "add_item",
    "correct_item",
    "coverage",
    "decide",
    "discard",
    "document_coverage",
    "document_file",
    "document_list",
    "document_page",
    "parameters",
    "publish",
    "review",
    "upload",
]
