"""Connects the instruments domain."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "zhiben.domains.instruments"
    label = "instruments"
    default_auto_field = "django.db.models.BigAutoField"
