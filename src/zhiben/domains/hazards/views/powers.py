"""Steps of powers."""

from zhiben.domains.hazards.views.shared import StepPage

STEPS: dict[str, StepPage] = {}
