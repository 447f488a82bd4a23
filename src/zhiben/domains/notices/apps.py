"""Connects the notices domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "zhiben.domains.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core.registry import operations, parameters, permissions
        from zhiben.domains.notices.vocabulary import (
            OPERATION_LABELS,
            PARAMETERS,
            PERMISSIONS,
            STANDINGS,
            UNIT_ROLES,
        )
        from zhiben.ui.badges import register_states
        from zhiben.ui.navigation import Entry, register

        register(
            Entry("services", _("Papers served"), "notices:services", "mail", roles=UNIT_ROLES, order=25)
        )

        register_states("service", STANDINGS)
        for name, words in OPERATION_LABELS.items():
            operations.declare(name, words)
        for key, unit in PARAMETERS.items():
            parameters.declare(key, unit)
        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
