"""Connects the notices domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "zhiben.domains.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core.registry import permissions
        from zhiben.domains.notices.vocabulary import PERMISSIONS, UNIT_ROLES
        from zhiben.ui.navigation import Entry, register

        register(
            Entry("services", _("Papers served"), "notices:services", "mail", roles=UNIT_ROLES, order=25)
        )

        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
