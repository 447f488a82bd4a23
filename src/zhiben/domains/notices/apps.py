"""Connects the notices domain."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "zhiben.domains.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core.registry import permissions
        from zhiben.domains.notices.vocabulary import PERMISSIONS

        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
