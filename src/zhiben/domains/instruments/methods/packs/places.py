"""Where in a file something stands: the line of an item or of one of its fields, looked up once it is wrong. Pure."""

from collections.abc import Sequence
from typing import Any

from yaml.nodes import MappingNode, SequenceNode

Step = str | int


def line_at(root: Any, steps: Sequence[Step]) -> int:
    """The line, counted from 1, of what the steps lead to; of the last one that is there, where they lead too far.

    `root`: the file as `yaml.compose` reads it.
    """
    node, line = root, 1
    for step in steps:
        found = _below(node, step)
        if found is not None:
            line, node = found
    return line


def _below(node: Any, step: Step) -> tuple[int, Any] | None:
    """Line and value of an entry; None where there is none (a step that names a kind of item leads nowhere)."""
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    return None


def named(read: Any, steps: Sequence[Step]) -> str:
    """A place in words: the item's id and the field below it; the steps themselves outside of the items."""
    if len(steps) < 2 or steps[0] != "items" or not isinstance(steps[1], int):
        return ".".join(map(str, steps)) or "-"
    item = read["items"][steps[1]]
    held = isinstance(item, dict)
    kind = item.get("kind") if held else None
    below = [str(step) for number, step in enumerate(steps[2:]) if number or step != kind]
    return ".".join([str((held and item.get("id")) or f"items.{steps[1]}"), *below])
