"""Steps of ends."""

from zhiben.domains.hazards.views.shared import StepPage

STEPS: dict[str, StepPage] = {}
