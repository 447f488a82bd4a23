"""Connects the reports domain."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "zhiben.domains.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
