"""What the codes in listed parameters are called."""

from collections.abc import Mapping

from django.utils.functional import Promise

from zhiben.domains.hazards.vocabulary.suspension import DECISION_LABELS, KIND_LABELS
from zhiben.domains.hazards.vocabulary.treatment import PLAN_PART_LABELS

PARAMETER_WORDS: dict[str, Mapping[str, Promise]] = {
    "hazards.treatment.parts": PLAN_PART_LABELS,
    "hazards.suspension.kinds": KIND_LABELS,
    "hazards.suspension.proposed": KIND_LABELS,
    "hazards.resumption.steps": DECISION_LABELS,
}
