"""Columns of a list: label, how the value is drawn, how it stands in Excel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from zhiben.core.clock import SHANGHAI
from zhiben.ui.badges import grade_word, state_word

KINDS = frozenset({"text", "link", "day", "time", "number", "money", "state", "grade", "due", "tag"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key`: key of the row. `url`: URL name the value links to, with `row[url_key]`.

    `words`: value -> label of a closed list. `machine`: kind of the states. `ended_key`: key that is true when
    the time limit does not run any more. `is_shown`: without a choice of the person's own.
    """

    key: str
    label: str | Promise
    kind: str = "text"
    url: str = ""
    url_key: str = "id"
    words: Mapping[Any, str | Promise] | None = None
    machine: str = ""
    ended_key: str = ""
    is_shown: bool = True

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"column {self.key}: no kind {self.kind}")

    def plain(self, row: Mapping[str, Any]) -> Any:
        """The value as Excel and a chat group take it."""
        value = row.get(self.key)
        if value is None or value == "":
            return ""
        if self.kind == "state":
            return str(state_word(self.machine, value).label)
        if self.kind == "grade":
            return str(grade_word(value).label)
        if self.words is not None:
            return str(self.words.get(value, value))
        if isinstance(value, datetime):
            return value.astimezone(SHANGHAI).replace(tzinfo=None)
        return value
