"""Words of service for templates: `{% load notices %}`."""

from django import template
from django.utils.functional import Promise

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
