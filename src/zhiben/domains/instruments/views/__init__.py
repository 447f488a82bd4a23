"""Pages of instruments."""

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
    "decide",
    "discard",
    "document_file",
    "document_list",
    "document_page",
    "parameters",
    "publish",
    "review",
    "upload",
]
