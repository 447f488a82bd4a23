"""Words of hazards for templates."""

from urllib.parse import parse_qsl, urlencode

from django import template

from zhiben.core.findings import Finding
from zhiben.core.wording import words
from zhiben.domains.hazards.vocabulary import CHANNEL_LABELS, FIGURE_LABELS, STEP_LABELS

register = template.Library()


@register.simple_tag
def step_word(step: str) -> str:
    """A step in the reader's language."""
    return str(STEP_LABELS.get(step, step))


@register.simple_tag
def channel_word(channel: str) -> str:
    """A channel in the reader's language."""
    return str(CHANNEL_LABELS.get(channel, channel))


@register.simple_tag
def figure_word(figure: str) -> str:
    """A figure in the reader's language."""
    return str(FIGURE_LABELS[figure])


@register.simple_tag
def reckoning_text(first: str, last: str, code: str, number: int) -> str:
    """One stretch of a counted limit, as a sentence."""
    days = first if first == last else f"{first} – {last}"
    return words(Finding(code, {"days": days, "number": number}))


@register.filter
def without_by(query: str) -> str:
    """The query string without what the tab sets."""
    return urlencode([(key, value) for key, value in parse_qsl(query) if key not in ("by", "export")])
