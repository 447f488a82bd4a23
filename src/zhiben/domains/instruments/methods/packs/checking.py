"""What a pack file says beyond its shape: words, values of selectors, features and clauses that are there. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zhiben.domains.instruments.methods.packs.file import PackFile
from zhiben.domains.instruments.methods.packs.items import AnyItem, Duty, Who
from zhiben.domains.instruments.methods.packs.lines import feature_of
from zhiben.domains.instruments.methods.packs.overlap import overlapping
from zhiben.domains.instruments.methods.packs.words import Words

Problem = tuple[tuple[str | int, ...], str]
"""Where (the steps to it from the top of the file) and what."""

COMPANY_LEVELS = ("group", "company", "site")


def problems_of(
    pack: PackFile,
    words: Words,
    features: Iterable[str],
    selectors: Mapping[str, Mapping[str, Iterable[str]]],
    clauses: Iterable[str] | None = None,
) -> list[Problem]:
    """Everything wrong in a file. `selectors`: subject -> field -> values; `clauses`: None without a document."""
    known = None if clauses is None else frozenset(clauses)
    there = frozenset(features)
    seen: set[str] = set()
    found: list[Problem] = []
    for number, item in enumerate(pack.items):
        here = ("items", number)
        found += [((*here, "id"), "the id occurs twice")] if item.id in seen else []
        found += [((*here, "uses"), problem) for problem in _feature(item, there)]
        found += [((*here, field), problem) for field, problem in _words(item, words)]
        found += [((*here, *steps), problem) for steps, problem in _selectors(item, words, selectors)]
        found += [((*here, "variants", second), problem) for second, problem in _variants(item)]
        found += [
            ((*here, "cite"), f"no clause {cite}")
            for cite in item.cite
            if known is not None and cite not in known
        ]
        seen.add(item.id)
    return found


def _variants(item: AnyItem) -> Iterator[tuple[int, str]]:
    if not isinstance(item, Duty):
        return
    for first, second in overlapping(item):
        one, other = (f"{v.times} per {v.per}" for v in (item.variants[first], item.variants[second]))
        yield second, f"overlaps variant {first + 1}: a subject may be of both, asked {one} and {other}"


def _feature(item: AnyItem, there: frozenset[str]) -> Iterator[str]:
    feature = feature_of(item)
    if feature and feature not in there:
        yield f"no feature {feature}"


_USED = {"activity": "activities", "event": "events", "indicator": "indicators", "led_by": "posts"}


def _words(item: AnyItem, words: Words) -> Iterator[tuple[str, str]]:
    for field, kind in _USED.items():
        value: Any = getattr(item, field, None)
        for key in value if isinstance(value, list) else [value]:
            if key and key not in getattr(words, kind):
                yield field, f"no word {key} among {kind}"
    when = getattr(getattr(item, "report", None), "when", None)
    if when is not None and when.event and when.event not in words.events:
        yield "report", f"no word {when.event} among events"
    for seat in getattr(item, "seats", ()):
        for post in seat.posts:
            if post not in words.posts:
                yield "seats", f"no word {post} among posts"


def _selectors(
    item: AnyItem, words: Words, selectors: Mapping[str, Mapping[str, Iterable[str]]]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    who = getattr(item, "who", None)
    whos: list[tuple[tuple[str | int, ...], Who]] = [(("who",), who)] if who is not None else []
    variants = enumerate(getattr(item, "variants", ()))
    whos += [(("variants", number, "when"), variant.when) for number, variant in variants]
    for steps, one in whos:
        for field, problem in selector_problems(one, words, selectors):
            yield (*steps, field), f"{one.subject}: {problem}"


def selector_problems(
    who: Who, words: Words, selectors: Mapping[str, Mapping[str, Iterable[str]]]
) -> Iterator[tuple[str, str]]:
    """Fields of a selector that hold a value nobody knows, and which."""
    subject = "body_post" if any(_is_of_body(post, words) for post in who.posts) else who.subject
    if subject == "body_post" and not (who.kinds or who.levels):
        yield "kinds", "a post in a body needs the kinds or levels of the bodies"
    known: dict[str, Iterable[str]] = dict(selectors[subject])
    known |= {"tags": words.tags, "any_tags": words.tags, "no_tags": words.tags, "posts": words.posts}
    for field, values in known.items():
        for value in getattr(who, field):
            if value not in values:
                yield field, f"{value} is none of the {field}"


def _is_of_body(post: str, words: Words) -> bool:
    return post in words.posts and words.posts[post].of == "body"
