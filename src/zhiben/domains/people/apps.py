"""Connects the people domain."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "zhiben.domains.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
