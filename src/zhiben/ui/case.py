"""The plain values of the case pattern: header, timeline, actions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

from zhiben.core.findings import Finding


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands at the top of a case. `facts`: (label, value) pairs; `ended`: no time runs any more."""

    number: str
    title: str
    kind: str
    state: str
    version: int = 1
    grade: str = ""
    due_day: date | None = None
    ended: bool = False
    facts: Sequence[tuple[str | Promise, Any]] = ()


@dataclass(frozen=True, slots=True)
class StepFile:
    """A file of a step; `thumb` is the address of a small picture, empty for documents."""

    name: str
    url: str
    thumb: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: who, what, when, with which files. `day`: when it counts, if not then."""

    at: datetime
    what: str | Promise
    who: str = ""
    body: str = ""
    text: str = ""
    day: date | None = None
    files: Sequence[StepFile] = ()
    tone: str = "neutral"
    icon: str = "point"


@dataclass(frozen=True, slots=True)
class Action:
    """Something the actor may do now, or, with findings, may not and why.

    With `form` or `template` it unfolds; without, it is a button that posts. `files`: the form takes files.
    `is_more`: a step seldom taken; it stands folded under the others.
    """

    name: str
    label: str | Promise
    url: str
    icon: str = "chevron-right"
    tone: str = "primary"
    findings: Sequence[Finding] = ()
    form: Any = None
    template: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    hint: str | Promise = ""
    confirm: str | Promise = ""
    is_open: bool = False
    is_more: bool = False

    @property
    def allowed(self) -> bool:
        """Whether nothing stands against it."""
        return not self.findings
