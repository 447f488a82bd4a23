"""Connects the organisations domain."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "zhiben.domains.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
