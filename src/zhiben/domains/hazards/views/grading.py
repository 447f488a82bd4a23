"""Steps of grading."""

from zhiben.domains.hazards.views.shared import StepPage

STEPS: dict[str, StepPage] = {}
