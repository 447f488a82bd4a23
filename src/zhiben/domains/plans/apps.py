"""Connects the plans domain."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "zhiben.domains.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
