"""Connects the hazards domain."""

from django.apps import AppConfig


class HazardsConfig(AppConfig):
    name = "zhiben.domains.hazards"
    label = "hazards"
    default_auto_field = "django.db.models.BigAutoField"
