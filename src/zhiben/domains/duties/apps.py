"""Connects the duties domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DutiesConfig(AppConfig):
    name = "zhiben.domains.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core import events
        from zhiben.core.numbering import declare_series
        from zhiben.core.registry import operations, parameters, permissions
        from zhiben.domains.duties import reactions
        from zhiben.domains.duties.queries import LIVE, SEATS, live, live_seats
        from zhiben.domains.duties.vocabulary import (
            LATE,
            LATE_LABEL,
            OPERATION_LABELS,
            PARAMETERS,
            PERMISSIONS,
            READING_ROLES,
            RUNNING,
            RUNNING_LABEL,
            SEAT_STANDING_LABELS,
            SEAT_STANDING_TONES,
            STANDING_LABELS,
            STANDING_TONES,
        )
        from zhiben.domains.instruments.events import EditionPublished, PacksLoaded
        from zhiben.domains.instruments.queries import declare_live
        from zhiben.domains.organisations.events import SubjectsChanged, UnitMoved
        from zhiben.ui.badges import register_states
        from zhiben.ui.navigation import Entry, register

        standings = {key: (label, STANDING_TONES[key]) for key, label in STANDING_LABELS.items()}
        standings |= {RUNNING: (RUNNING_LABEL, "progress"), LATE: (LATE_LABEL, "progress")}
        register_states("duty", standings)
        seats = {key: (label, SEAT_STANDING_TONES[key]) for key, label in SEAT_STANDING_LABELS.items()}
        register_states("seat", seats)
        declare_series("duties.receipt", "DR")
        register(
            Entry(
                "duties", _("Duties"), "duties:figures", "list-check", "duties.read", READING_ROLES, order=32
            )
        )
        register(
            Entry(
                "due",
                pgettext_lazy("duty", "What is due"),
                "duties:due",
                "calendar-time",
                "duties.read",
                PERMISSIONS["duties.read"] - {"administrator", "auditor"},
                order=31,
            )
        )
        register(
            Entry(
                "my_seats",
                _("My seats"),
                "duties:my_seats",
                "users",
                "duties.own_seats",
                frozenset({"leader", "expert"}),
                order=33,
            )
        )
        for name, words in OPERATION_LABELS.items():
            operations.declare(name, words)
        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
        for key, unit in PARAMETERS.items():
            parameters.declare(key, unit)
        declare_live(LIVE, live)
        declare_live(SEATS, live_seats)
        events.inside(PacksLoaded, reactions.follow_packs)
        events.inside(EditionPublished, reactions.follow_packs)
        events.inside(UnitMoved, reactions.follow_unit)
        events.later(SubjectsChanged, reactions.follow_subjects)
