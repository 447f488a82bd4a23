"""Connects the instruments domain."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "zhiben.domains.instruments"
    label = "instruments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core.registry import permissions
        from zhiben.domains.instruments import lifecycle  # noqa: F401 - registers its machine
        from zhiben.domains.instruments.vocabulary import PERMISSIONS

        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
