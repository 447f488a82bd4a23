"""Words of hazards for templates."""

from urllib.parse import parse_qsl, urlencode

from django import template
from django.utils.html import format_html_join

from zhiben.core.findings import Finding
from zhiben.core.flows import OUTS
from zhiben.core.wording import words
from zhiben.domains.hazards.vocabulary import CHANNEL_LABELS, FIGURE_LABELS, STEP_LABELS
from zhiben.domains.hazards.vocabulary.reports import OCCASION_LABELS, TO_LABELS, WHY_LABELS
from zhiben.domains.hazards.vocabulary.suspension import KIND_LABELS

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
def number_cells(cells: list[tuple[str, int, str]]) -> str:
    """The numbers of a line, each opening its rows; (figure, number, address)."""
    made = ((address, number) for _figure, number, address in cells)
    return format_html_join("", '<td class="text-end"><a href="{}">{}</a></td>', made)


@register.simple_tag
def account_sign(figure: str, value: int) -> str:
    """A movement with the sign with which it changes the number; a balance as it is."""
    if figure in ("before", "open"):
        return str(value)
    change = -value if figure in OUTS else value
    return f"+{change}" if change > 0 else str(change).replace("-", "−")


@register.simple_tag
def reckoning_text(first: str, last: str, code: str, number: int) -> str:
    """One stretch of a counted limit, as a sentence."""
    days = first if first == last else f"{first} – {last}"
    return words(Finding(code, {"days": days, "number": number}))


@register.filter
def without_by(query: str) -> str:
    """The query string without what the tab sets."""
    return urlencode(
        [
            (key, value)
            for key, value in parse_qsl(query)
            if key not in ("by", "export", "figure", "key", "after")
        ]
    )


@register.simple_tag
def suspension_kind(kind: str) -> str:
    """A kind of suspension in the reader's language."""
    return str(KIND_LABELS.get(kind, kind))


@register.simple_tag
def occasion_word(occasion: str) -> str:
    """When a grave hazard is reported, in the reader's language."""
    return str(OCCASION_LABELS[occasion])


@register.simple_tag
def to_word(to: str) -> str:
    """To whom a grave hazard is reported, in the reader's language."""
    return str(TO_LABELS[to])


@register.simple_tag
def why_word(why: str) -> str:
    """Why a hazard is one found again, in the reader's language."""
    return str(WHY_LABELS[why])
