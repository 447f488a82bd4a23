"""Connects the hazards domain."""

from django.apps import AppConfig


class HazardsConfig(AppConfig):
    name = "zhiben.domains.hazards"
    label = "hazards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core.numbering import declare_series
        from zhiben.core.registry import parameters, permissions
        from zhiben.domains.hazards import lifecycle  # noqa: F401 - registers its machine
        from zhiben.domains.hazards.vocabulary import PARAMETERS, PERMISSIONS

        declare_series("hazards", "HZ")
        declare_series("hazards.letter", "HZL", width=4)
        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
        for key, unit in PARAMETERS.items():
            parameters.declare(key, unit)
