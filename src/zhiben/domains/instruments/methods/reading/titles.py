"""A short name for each clause: its heading, or the beginning of its first sentence."""

import re

from zhiben.domains.instruments.methods.reading.model import ClauseKind
from zhiben.domains.instruments.methods.reading.nodes import Node, is_headlike

_SENTENCE = re.compile(r"[。；！？]")
_COMMA = re.compile(r"[，,：:。；]")
_LONGEST = 40


def title_of(node: Node) -> str:
    """At most 40 characters."""
    if node.kind is ClauseKind.ROW:
        return _shortened(max(node.cells, key=len, default=""))
    text = node.body[0] if node.body else ""
    if is_headlike(text):
        return text.rstrip("。：: ")
    first = _SENTENCE.split(text, maxsplit=1)[0]
    if len(first) <= _LONGEST:
        colon = re.match(r"[^，：:]{2,16}(?=[：:])", first)
        return colon[0] if colon else first
    return _shortened(text)


def _shortened(text: str) -> str:
    first = _COMMA.split(text, maxsplit=1)[0]
    if len(first) > _LONGEST:
        return first[: _LONGEST - 1] + "…"
    return first
