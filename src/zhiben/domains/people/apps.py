"""Connects the people domain."""

from django.apps import AppConfig


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

        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
        events.inside(UnitMoved, follow_unit)
