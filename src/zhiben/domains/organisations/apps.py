"""Connects the organisations domain."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "zhiben.domains.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import pre_migrate

        from zhiben.core import powers, search
        from zhiben.core.registry import permissions
        from zhiben.domains.organisations.queries.mandates import body_has_power
        from zhiben.domains.organisations.vocabulary import PERMISSIONS

        pre_migrate.connect(search.before_migrate, dispatch_uid="core.search")
        powers.register(body_has_power)
        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
