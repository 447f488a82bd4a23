"""A short name for each clause: its heading, or the beginning of its first sentence."""

import re

from zhiben.domains.instruments.methods.reading.model import ClauseKind
from zhiben.domains.instruments.methods.reading.nodes import Node, is_headlike

_SENTENCE = re.compile(r"[。；！？]")
_COMMA = re.compile(r"[，,：:。；]")
_SUBJECT = re.compile(r"任务|内容|事项|措施|项目|指标|目标|名称")
_STAGE = re.compile(r"阶段|步骤")
_LONGEST = 40


def title_of(node: Node) -> str:
    """At most 40 characters."""
    if node.kind is ClauseKind.ROW:
        return _shortened(_subject(node))
    text = node.body[0] if node.body else ""
    if is_headlike(text):
        return text.rstrip("。.：: ")
    first = _SENTENCE.split(text, maxsplit=1)[0]
    if len(first) <= _LONGEST:
        colon = re.match(r"[^，：:]{2,16}(?=[：:])", first)
        return colon[0] if colon else first
    return _shortened(text)


def _subject(node: Node) -> str:
    """The cell that says most closely what is to be done: of several such columns the last; else the longest."""
    pairs = [(name, cell) for name, cell in zip(node.header, node.cells, strict=False) if cell]
    stage = next((cell for name, cell in pairs if _STAGE.search(name)), "")
    named = [cell for name, cell in pairs if _SUBJECT.search(name)]
    return stage or (named[-1] if named else max(node.cells, key=len, default=""))


def _shortened(text: str) -> str:
    first = _COMMA.split(text, maxsplit=1)[0]
    if len(first) > _LONGEST:
        return first[: _LONGEST - 1] + "…"
    return first
