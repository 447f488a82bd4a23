"""Connects the plans domain."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "zhiben.domains.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core import events
        from zhiben.core.numbering import declare_series
        from zhiben.core.registry import parameters, permissions
        from zhiben.domains.instruments.events import EditionPublished
        from zhiben.domains.plans import lifecycle, reactions  # noqa: F401 - registers its machines
        from zhiben.domains.plans.vocabulary import PARAMETERS, PERMISSIONS

        declare_series("plans", "TK")
        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
        for key, unit in PARAMETERS.items():
            parameters.declare(key, unit)
        events.inside(EditionPublished, reactions.take_up)
