"""Connects the instruments domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    name = "zhiben.domains.instruments"
    label = "instruments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core import parameters
        from zhiben.core.registry import permissions
        from zhiben.domains.instruments import lifecycle  # noqa: F401 - registers its machine
        from zhiben.domains.instruments.queries import parameters_for
        from zhiben.domains.instruments.vocabulary import (
            COURSE_LABELS,
            COURSE_TONES,
            COVER_LABELS,
            COVER_TONES,
            DOCUMENT_STATE_LABELS,
            DOCUMENT_TONES,
            PERMISSIONS,
        )
        from zhiben.ui.badges import register_states
        from zhiben.ui.navigation import Entry, register

        parameters.register(parameters_for)
        register_states(
            "document",
            {state: (label, DOCUMENT_TONES[state]) for state, label in DOCUMENT_STATE_LABELS.items()},
        )
        register(
            Entry(
                "documents",
                _("Plan documents"),
                "instruments:list",
                "file-text",
                "instruments.read",
                order=40,
            )
        )
        register_states("course", {key: (label, COURSE_TONES[key]) for key, label in COURSE_LABELS.items()})
        register_states("coverage", {key: (label, COVER_TONES[key]) for key, label in COVER_LABELS.items()})
        register(
            Entry(
                "coverage",
                _("Coverage"),
                "instruments:coverage",
                "checklist",
                "instruments.read",
                order=45,
            )
        )
        register(
            Entry(
                "parameters",
                _("Parameters"),
                "instruments:parameters",
                "scale",
                "instruments.read",
                order=90,
                group="admin",
            )
        )
        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
