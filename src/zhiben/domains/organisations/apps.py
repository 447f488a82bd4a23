"""Connects the organisations domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "zhiben.domains.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core import powers, registry
        from zhiben.core.registry import permissions
        from zhiben.domains.organisations.queries.mandates import body_has_power
        from zhiben.domains.organisations.vocabulary import PERMISSIONS, POWER_LABELS
        from zhiben.ui.navigation import Entry, register

        powers.register(body_has_power)
        for power, word in POWER_LABELS.items():
            registry.powers.declare(power, word)
        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
        mandates = "organisations.read_mandates"
        register(Entry("units", _("Units"), "organisations:list", "building", order=50))
        register(
            Entry(
                "bodies",
                _("Bodies"),
                "organisations:bodies",
                "building-community",
                permission="organisations.read_bodies",
                order=52,
                group="admin",
            )
        )
        register(
            Entry(
                "mandates",
                _("Mandates"),
                "organisations:mandates",
                "gavel",
                permission=mandates,
                order=54,
                group="admin",
            )
        )
        register(
            Entry(
                "unsupervised",
                _("Nobody supervises"),
                "organisations:unsupervised",
                "alert-circle",
                permission=mandates,
                order=56,
                group="admin",
            )
        )
