"""Coverage: what the platform carries out of its packs, and of one document clause by clause."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.domains.instruments import queries
from zhiben.domains.instruments.forms import ReviewFilter
from zhiben.domains.instruments.methods.coverage import Share, share
from zhiben.domains.instruments.methods.live import course_share, summed
from zhiben.domains.instruments.views.outline import part_of, shown, tree
from zhiben.domains.instruments.vocabulary import ITEM_LABELS, MARKS


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """The product: every instrument of the packs with its share, and every feature."""
    lines = queries.product_coverage(request.actor)
    known = sorted(queries.features().values(), key=lambda one: (not one.is_working, one.domain, one.key))
    parts = [line.share for line in lines]
    total = Share(*(sum(getattr(one, name) for one in parts) for name in ("carried", "partly", "not_yet")))
    others = {one.slug: one for one in queries.successors(request.actor).values()}
    context = {"lines": lines, "features": known, "total": total, "successors": others.values()}
    return render(request, "instruments/coverage.html", context)


@require_safe
def document_coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """One document, clause by clause: what carries it out, partly, not yet; and how it stands."""
    asked = ReviewFilter(request.GET)
    head = queries.document(request.actor, pk)
    part = part_of(head, asked.cleaned_data["part"] if asked.is_valid() else None)
    cover = queries.document_cover(request.actor, pk, part, clock.today())
    lines = shown(queries.clause_tree(request.actor, pk, part), ())
    held = _by_clause(request.actor, cover)
    courses = cover.courses
    for line in lines:
        line.items = held.get(line.clause.address, [])
        line.count = sum(len(group["items"]) for group in line.items if group["feature"])
    context = {
        "document": head,
        "part": part,
        "rows": [
            (line, cover.clauses.get(line.clause.address), courses.get(line.clause.address)) for line in lines
        ],
        "tree": tree(lines),
        "share": share(cover.clauses.values()),
        "whole": cover.whole,
        "live": told(summed(cover.figures)),
        "course": course_share(courses.values()),
        "missing": sorted(set(cover.clauses) - {line.clause.address for line in lines}),
        "today": clock.today(),
    }
    return render(request, "instruments/document_coverage.html", context)


def _by_clause(actor: Actor, cover: queries.DocumentCover) -> dict[str, list[dict[str, Any]]]:
    """By clause, its items under the feature that carries them out; last those that run beside a pack's.

    What stands behind a pack's items is there only when something is known of it.
    """
    known = queries.features()
    overtaken = any(item.superseded_by for item in cover.items)
    others = queries.successors(actor) if overtaken else {}
    held: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for item in sorted(cover.items, key=lambda one: not one.is_shown):
        figures = cover.live.get(item.id, [])
        if not item.is_shown and not figures:
            continue
        line = {
            "item": item,
            "label": ITEM_LABELS.get(item.kind, item.kind),
            "mark": MARKS.get(item.mark) if item.is_shown and item.mark != "D" else None,
            "successor": others.get(item.superseded_by),
            "live": told(figures),
        }
        feature = item.feature if item.is_shown else ""
        for address in dict.fromkeys(item.cite):
            group = held[address].setdefault(feature, {"feature": known.get(feature), "items": []})
            group["items"].append(line)
    return {address: list(groups.values()) for address, groups in held.items()}


def told(figures: Iterable[queries.Live]) -> list[dict[str, Any]]:
    """Figures in words: what kind, how it stands, from when to when, the list behind it."""
    return [
        {
            "figure": one,
            "label": queries.LIVE_KINDS[one.kind].label,
            "words": one.said or queries.LIVE_KINDS[one.kind].words % {**asdict(one), "open": one.open},
        }
        for one in figures
    ]
