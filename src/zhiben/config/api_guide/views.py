"""The page that explains the API: every operation by tag, and one tag in full."""

import json
from functools import cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from zhiben.config.api_guide.reading import Operation, operations

_WORDS = Path(__file__).with_name("words.zh-Hans.json")


@cache
def _chinese() -> dict[str, str]:
    """The summaries and tags in Chinese; what is not there yet stays English."""
    found: dict[str, str] = json.loads(_WORDS.read_text(encoding="utf-8"))
    return found


def _said(text: str) -> str:
    return text if get_language() == "en" else _chinese().get(text, text)


def _rows(found: list[Operation]) -> list[tuple[Operation, str]]:
    return [(one, _said(one.summary)) for one in found]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every operation, by tag."""
    tags = [
        (tag, _said(tag), _rows(list(found))) for tag, found in groupby(operations(), lambda one: one.tag)
    ]
    return render(request, "ui/api_index.html", {"tags": tags, "rate": settings.ZHIBEN_API_RATE})


@require_safe
def one_tag(request: HttpRequest, tag: str) -> HttpResponse:
    """The operations of one tag in full."""
    found = [one for one in operations() if one.tag == tag]
    if not found:
        raise Http404
    root = request.build_absolute_uri("/").rstrip("/")
    rows = [(one, said, one.curl.replace("{root}", root)) for one, said in _rows(found)]
    return render(request, "ui/api_tag.html", {"tag": tag, "title": _said(tag), "rows": rows})
