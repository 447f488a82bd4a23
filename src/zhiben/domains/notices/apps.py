"""Connects the notices domain."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "zhiben.domains.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
