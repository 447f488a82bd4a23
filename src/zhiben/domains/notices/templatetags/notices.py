"""Words of service for templates: `{% load notices %}`."""

from collections.abc import Iterable

from django import template
from django.utils.functional import Promise

from zhiben.core import clock
from zhiben.domains.notices import queries
from zhiben.domains.notices.vocabulary import CAPACITY_LABELS, METHOD_LABELS

register = template.Library()


@register.filter
def method_label(method: str) -> str | Promise:
    """The method of service in words."""
    return METHOD_LABELS.get(method, method)


@register.filter
def capacity_label(capacity: str) -> str | Promise:
    """As what somebody was served, in words."""
    return CAPACITY_LABELS.get(capacity, capacity)


@register.filter
def next_ways(services: Iterable[queries.ServiceLine]) -> list[str | Promise]:
    """The methods still open in words, where a service was not received in time; nothing else needs them."""
    lines = list(services)
    if not any(one.is_late for one in lines):
        return []
    return [METHOD_LABELS[method] for method in queries.untried(lines, clock.today())]
