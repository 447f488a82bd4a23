"""Every read of notices that others may ask for."""

from zhiben.domains.notices.queries.links import LinkPage, link_page
from zhiben.domains.notices.queries.papers import PaperShown, declare_paper, paper_shown
from zhiben.domains.notices.queries.services import (
    LinkLine,
    ServiceFileLine,
    ServiceLine,
    consented,
    file_of,
    files_of,
    links_of,
    served_on,
    service,
    services_of,
    suggested,
    untried,
)
from zhiben.domains.notices.queries.todos import TodoLine, cases_asked, count_todos, open_of, todos

__all__ = [
    "LinkLine",
    "LinkPage",
    "PaperShown",
    "ServiceFileLine",
    "ServiceLine",
    "TodoLine",
    "cases_asked",
    "consented",
    "count_todos",
    "declare_paper",
    "file_of",
    "files_of",
    "link_page",
    "links_of",
    "open_of",
    "paper_shown",
    "served_on",
    "service",
    "services_of",
    "suggested",
    "untried",
    "todos",
]
