"""Connects the plans domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlansConfig(AppConfig):
    name = "zhiben.domains.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core import events
        from zhiben.core.numbering import declare_series
        from zhiben.core.registry import operations, parameters, permissions
        from zhiben.domains.instruments.events import EditionPublished
        from zhiben.domains.instruments.queries import declare_live
        from zhiben.domains.plans import lifecycle, reactions  # noqa: F401 - registers its machines
        from zhiben.domains.plans.queries import LIVE, live
        from zhiben.domains.plans.vocabulary import (
            DUE_STATE_LABELS,
            DUE_TONES,
            OPERATION_LABELS,
            PARAMETERS,
            PERMISSIONS,
            PROGRESS_STATE_LABELS,
            PROGRESS_TONES,
            SHARE_STATE_LABELS,
            SHARE_TONES,
        )
        from zhiben.ui.badges import register_states
        from zhiben.ui.navigation import Entry, register

        register_states(
            "share", {state: (label, SHARE_TONES[state]) for state, label in SHARE_STATE_LABELS.items()}
        )
        register_states(
            "progress",
            {state: (label, PROGRESS_TONES[state]) for state, label in PROGRESS_STATE_LABELS.items()},
        )
        register_states(
            "report_due", {state: (label, DUE_TONES[state]) for state, label in DUE_STATE_LABELS.items()}
        )
        register(Entry("plans", _("Plans"), "plans:list", "target", "plans.read", order=30))
        register(Entry("shares", _("Tasks"), "plans:shares", "checklist", "plans.read", order=35))
        register(
            Entry(
                "dues",
                pgettext_lazy("list", "Reports due"),
                "plans:dues",
                "report",
                "plans.read_report",
                order=36,
            )
        )
        declare_series("plans", "TK")
        declare_series("plans.receipt", "RR")
        for name, words in OPERATION_LABELS.items():
            operations.declare(name, words)
        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
        for key, unit in PARAMETERS.items():
            parameters.declare(key, unit)
        declare_live(LIVE, live)
        events.inside(EditionPublished, reactions.take_up)
