"""The words and colours of states and grades, registered by the domain that owns them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

TONES = frozenset({"neutral", "info", "progress", "success", "warning", "danger"})
COLOURS = ("red", "orange", "yellow", "blue")


@dataclass(frozen=True, slots=True)
class Word:
    """A value's label, and its tone (of a state) or colour (of a grade)."""

    label: str | Promise
    tone: str


_STATES: dict[str, dict[str, Word]] = {}
_GRADES: dict[str, Word] = {}


def register_states(kind: str, states: Mapping[str, tuple[str | Promise, str]]) -> None:
    """State -> (label, tone) for the machine of that kind; tones: see TONES."""
    for state, (label, tone) in states.items():
        if tone not in TONES:
            raise ValueError(f"{kind}.{state}: no tone {tone}")
        _STATES.setdefault(kind, {})[state] = Word(label, tone)


def register_grades(grades: Mapping[str, tuple[str | Promise, str]]) -> None:
    """Grade -> (label, colour); the four colours are reserved for grades and work sheets."""
    for grade, (label, colour) in grades.items():
        if colour not in (*COLOURS, "none"):
            raise ValueError(f"grade {grade}: no colour {colour}")
        _GRADES[grade] = Word(label, colour)


def state_word(kind: str, state: str) -> Word:
    """Label and tone of a state; the state itself when its domain registered none."""
    return _STATES.get(kind, {}).get(state) or Word(state, "neutral")


def state_labels(kind: str) -> dict[str, str | Promise]:
    """State -> label of a kind, in the order registered (for filters)."""
    return {state: word.label for state, word in _STATES.get(kind, {}).items()}


def grade_word(grade: str) -> Word:
    """Label and colour of a grade."""
    return _GRADES.get(grade) or Word(grade, "none")
