"""Connects the reports domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "zhiben.domains.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.ui.navigation import Entry, register

        register(Entry("workbench", _("Workbench"), "reports:workbench", "home", order=0))
        register(
            Entry(
                "calendar",
                _("Working calendar"),
                "reports:calendar",
                "calendar",
                "core.calendar.edit",
                order=90,
                group="admin",
            )
        )
