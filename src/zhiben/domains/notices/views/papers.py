"""A paper of another domain as an article on a page."""

from django.template.loader import render_to_string
from django.utils.translation import override

from zhiben.domains.notices.queries import PaperShown


def article_of(paper: PaperShown | None) -> str:
    """The article in the language papers are written in; nothing when nobody declared how it is shown."""
    if paper is None:
        return ""
    with override("zh-hans"):
        return render_to_string(paper.template, dict(paper.context))
