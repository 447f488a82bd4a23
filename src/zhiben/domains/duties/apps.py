"""Connects the duties domain."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "zhiben.domains.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core import events
        from zhiben.core.numbering import declare_series
        from zhiben.core.registry import operations, parameters, permissions
        from zhiben.domains.duties import reactions
        from zhiben.domains.duties.queries import LIVE, live
        from zhiben.domains.duties.vocabulary import (
            OPERATION_LABELS,
            PARAMETERS,
            PERMISSIONS,
            STANDING_LABELS,
            STANDING_TONES,
        )
        from zhiben.domains.instruments.events import EditionPublished, PacksLoaded
        from zhiben.domains.instruments.queries import declare_live
        from zhiben.domains.organisations.events import SubjectsChanged, UnitMoved
        from zhiben.ui.badges import register_states

        register_states("duty", {key: (label, STANDING_TONES[key]) for key, label in STANDING_LABELS.items()})
        declare_series("duties.receipt", "DR")
        for name, words in OPERATION_LABELS.items():
            operations.declare(name, words)
        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
        for key, unit in PARAMETERS.items():
            parameters.declare(key, unit)
        declare_live(LIVE, live)
        events.inside(PacksLoaded, reactions.follow_packs)
        events.inside(EditionPublished, reactions.follow_packs)
        events.inside(UnitMoved, reactions.follow_unit)
        events.later(SubjectsChanged, reactions.follow_subjects)
