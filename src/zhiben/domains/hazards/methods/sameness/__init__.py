"""Whether two hazards are the same: their words, their pictures, and the decision with its reasons."""

from zhiben.domains.hazards.methods.sameness.candidates import Likeness, Reason, Settings, Subject, compare
from zhiben.domains.hazards.methods.sameness.pictures import Print, apart, picture_print
from zhiben.domains.hazards.methods.sameness.words import likeness

__all__ = [
    "Likeness",
    "Print",
    "Reason",
    "Settings",
    "Subject",
    "apart",
    "compare",
    "likeness",
    "picture_print",
]
