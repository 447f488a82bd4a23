"""Connects the people domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "zhiben.domains.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core import events
        from zhiben.core.registry import permissions
        from zhiben.domains.organisations.events import UnitMoved
        from zhiben.domains.people.reactions import follow_unit
        from zhiben.domains.people.vocabulary import PERMISSIONS
        from zhiben.ui.navigation import Entry, register

        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
        events.inside(UnitMoved, follow_unit)
        members, matrix = "people.read_members", "people.read_matrix"
        register(
            Entry(
                "people",
                _("People and accounts"),
                "people:list",
                "users",
                permission=members,
                order=70,
                group="admin",
            )
        )
        register(
            Entry(
                "matrix",
                _("Permissions"),
                "people:matrix",
                "shield-check",
                permission=matrix,
                order=72,
                group="admin",
            )
        )
