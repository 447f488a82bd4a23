"""Connects the people domain."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "zhiben.domains.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core.registry import permissions
        from zhiben.domains.people.vocabulary import PERMISSIONS

        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
