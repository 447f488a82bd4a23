"""Findings: what a rule has to say. A code and parameters; the sentence is chosen at the edge.

`sentence(code, text)` registers the English sentence of a code beside the rule that uses it. The text
is marked with `N_`, so that translations are extracted from there.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_SENTENCES: dict[str, str] = {}


def N_(text: str) -> str:
    """Mark a text for translation without translating it now."""
    return text


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason. `field` names the input it concerns, if any; `params` fill the sentence."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    field: str | None = None


Rule = Callable[[Any], Iterable[Finding]]


def sentence(code: str, text: str) -> str:
    """Register the sentence of `code`; a code has one sentence only."""
    if _SENTENCES.get(code, text) != text:
        raise ValueError(f"finding code {code} is used twice")
    _SENTENCES[code] = text
    return code


def sentence_of(code: str) -> str:
    """The English sentence of a code, with %(name)s places; the code itself when none is registered."""
    return _SENTENCES.get(code, code)


def all_sentences() -> Mapping[str, str]:
    """Every registered code and sentence (for generated docs and tests)."""
    return dict(_SENTENCES)


def check(rules: Iterable[Rule], facts: Any) -> list[Finding]:
    """Run pure rules over facts; an empty list means yes."""
    return [finding for rule in rules for finding in rule(facts)]


sentence("stale", N_("Somebody changed this meanwhile: %(changes)s. Look at it again and repeat your step."))
sentence("not-found", N_("This does not exist, or it is not within your reach."))
sentence("no-permission", N_("Your role does not include this act (%(permission)s)."))
sentence("no-power", N_("Your body has no power “%(power)s” in this matter for this unit."))
sentence("held-elsewhere", N_("Another body holds this case; this step is for that body to take."))
sentence("wrong-state", N_("This step is not possible in the state “%(state)s”."))
sentence("taken", N_("There is one already with the same value (%(fields)s)."))
sentence("value-out-of-range", N_("A value is out of range or of the wrong form."))
sentence("required", N_("This is required."))
