"""Coverage: what the platform carries out of its packs, and of one document clause by clause."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhiben.domains.instruments import queries
from zhiben.domains.instruments.forms import ReviewFilter
from zhiben.domains.instruments.methods.coverage import Share, share
from zhiben.domains.instruments.views.outline import part_of, shown, tree
from zhiben.domains.instruments.vocabulary import ITEM_LABELS


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """The product: every instrument of the packs with its share, and every feature."""
    lines = queries.product_coverage(request.actor)
    known = sorted(queries.features().values(), key=lambda one: (not one.is_working, one.domain, one.key))
    parts = [line.share for line in lines]
    total = Share(*(sum(getattr(one, name) for one in parts) for name in ("carried", "partly", "not_yet")))
    context = {"lines": lines, "features": known, "total": total}
    return render(request, "instruments/coverage.html", context)


@require_safe
def document_coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """One document, clause by clause: what carries it out, partly, not yet."""
    head = queries.document(request.actor, pk)
    asked = ReviewFilter(request.GET)
    part = part_of(head, asked.cleaned_data["part"] if asked.is_valid() else None)
    found, items = queries.coverage_of(request.actor, pk, part)
    known = queries.features()
    held: dict[str, list[Any]] = defaultdict(list)
    for item in items:
        line = {
            "item": item,
            "label": ITEM_LABELS.get(item.kind, item.kind),
            "feature": known.get(item.feature),
        }
        for address in item.cite:
            held[address].append(line)
    lines = shown(queries.clause_tree(request.actor, pk, part), ())
    for shown_line in lines:
        shown_line.items = held.get(shown_line.clause.address, [])
        shown_line.count = len(shown_line.items)
    context = {
        "document": head,
        "part": part,
        "rows": [(line, found.get(line.clause.address)) for line in lines],
        "tree": tree(lines),
        "share": share(found.values()),
        "whole": queries.share_of(request.actor, pk),
        "missing": sorted(set(found) - {line.clause.address for line in lines}),
    }
    return render(request, "instruments/document_coverage.html", context)
