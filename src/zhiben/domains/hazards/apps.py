"""Connects the hazards domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HazardsConfig(AppConfig):
    name = "zhiben.domains.hazards"
    label = "hazards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core import events
        from zhiben.core.numbering import declare_series
        from zhiben.core.registry import operations, parameter_words, parameters, permissions
        from zhiben.domains.duties.queries import declare_matter
        from zhiben.domains.hazards import lifecycle, reactions  # noqa: F401 - registers its machine
        from zhiben.domains.hazards.events import HazardReported
        from zhiben.domains.hazards.queries import letter_shown, open_hazards, suspension_shown
        from zhiben.domains.hazards.vocabulary import OPERATION_LABELS, PARAMETERS, PERMISSIONS
        from zhiben.domains.hazards.vocabulary.parameters import PARAMETER_WORDS
        from zhiben.domains.notices.queries import declare_paper
        from zhiben.domains.organisations.events import MandateGranted, UnitMoved
        from zhiben.ui.navigation import Entry, register

        self._badges()
        register(
            Entry("board", _("Clearance board"), "hazards:board", "chart-bar", "hazards.board", order=10)
        )
        register(
            Entry("hazards", _("Hazard register"), "hazards:list", "alert-triangle", "hazards.read", order=20)
        )
        events.later(HazardReported, reactions.look_for_same)
        events.inside(UnitMoved, reactions.follow_unit)
        events.inside(MandateGranted, reactions.find_supervisors)
        declare_paper("hazard_letter", letter_shown)
        declare_paper("suspension", suspension_shown)
        declare_matter("hazards", _("Open hazards"), open_hazards)
        declare_series("hazards", "HZ")
        declare_series("hazards.letter", "HZL", width=4)
        declare_series("hazards.sheet", "HZP")
        declare_series("hazards.suspension", "HZS", width=4)
        for name, words in OPERATION_LABELS.items():
            operations.declare(name, words)
        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
        for key, unit in PARAMETERS.items():
            parameters.declare(key, unit)
        for key, labels in PARAMETER_WORDS.items():
            parameter_words.declare(key, labels)

    def _badges(self) -> None:
        """Words and colours of states and grades."""
        from zhiben.domains.hazards.vocabulary import (
            GRADE_LABELS,
            PAIR_LABELS,
            PAIR_TONES,
            STATE_LABELS,
            TONES,
            PairState,
            State,
        )
        from zhiben.domains.hazards.vocabulary.suspension import (
            SUSPENSION_LABELS,
            SUSPENSION_TONES,
            SuspensionState,
        )
        from zhiben.domains.hazards.vocabulary.treatment import ITEM_LABELS, ITEM_TONES, ItemState
        from zhiben.ui.badges import register_grades, register_states

        register_states("hazard", {state: (STATE_LABELS[state], TONES[state]) for state in State})
        register_states("same_pair", {state: (PAIR_LABELS[state], PAIR_TONES[state]) for state in PairState})
        register_states(
            "suspension",
            {state: (SUSPENSION_LABELS[state], SUSPENSION_TONES[state]) for state in SuspensionState},
        )
        register_states(
            "hazard_item", {state: (ITEM_LABELS[state], ITEM_TONES[state]) for state in ItemState}
        )
        colours = {"major": "red", "major_fire": "red", "general": "yellow", "ungraded": "none"}
        register_grades({grade: (GRADE_LABELS[grade], colour) for grade, colour in colours.items()})
