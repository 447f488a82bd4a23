"""What a pack file says beyond its shape: words, values of selectors, features and clauses that are there. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zhiben.domains.instruments.methods.packs.file import PackFile
from zhiben.domains.instruments.methods.packs.items import AnyItem, Who
from zhiben.domains.instruments.methods.packs.lines import feature_of
from zhiben.domains.instruments.methods.packs.words import Words

Problem = tuple[str, str]
"""Where (the item's id) and what."""

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
    return [
        (item.id, problem)
        for item in pack.items
        for problem in (
            *_feature(item, there),
            *_words(item, words),
            *(
                f"{one.subject}: {problem}"
                for one in _whos(item)
                for problem in _selector(one, words, selectors)
            ),
            *(f"no clause {cite}" for cite in item.cite if known is not None and cite not in known),
        )
    ]


def _feature(item: AnyItem, there: frozenset[str]) -> Iterator[str]:
    feature = feature_of(item)
    if feature and feature not in there:
        yield f"no feature {feature}"


_USED = {"activity": "activities", "event": "events", "indicator": "indicators", "led_by": "posts"}


def _words(item: AnyItem, words: Words) -> Iterator[str]:
    for field, kind in _USED.items():
        value: Any = getattr(item, field, None)
        for key in value if isinstance(value, list) else [value]:
            if key and key not in getattr(words, kind):
                yield f"no word {key} among {kind}"
    when = getattr(getattr(item, "report", None), "when", None)
    if when is not None and when.event and when.event not in words.events:
        yield f"no word {when.event} among events"
    for seat in getattr(item, "seats", ()):
        for post in seat.posts:
            if post not in words.posts:
                yield f"no word {post} among posts"


def _whos(item: AnyItem) -> Iterator[Who]:
    who = getattr(item, "who", None)
    if who is not None:
        yield who
    for variant in getattr(item, "variants", ()):
        yield variant.when


def _selector(who: Who, words: Words, selectors: Mapping[str, Mapping[str, Iterable[str]]]) -> Iterator[str]:
    subject = "body_post" if any(_is_of_body(post, words) for post in who.posts) else who.subject
    if subject == "body_post" and not (who.kinds or who.levels):
        yield "a post in a body needs the kinds or levels of the bodies"
    known: dict[str, Iterable[str]] = dict(selectors[subject])
    known |= {"tags": words.tags, "any_tags": words.tags, "no_tags": words.tags, "posts": words.posts}
    for field, values in known.items():
        for value in getattr(who, field):
            if value not in values:
                yield f"{value} is none of the {field}"


def _is_of_body(post: str, words: Words) -> bool:
    return post in words.posts and words.posts[post].of == "body"
