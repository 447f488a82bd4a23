"""Forms of hazards: each step asks only for what it needs."""

from zhiben.domains.hazards.forms.boards import (
    BoardForm,
)
from zhiben.domains.hazards.forms.grading import (
    ConfirmForm,
)
from zhiben.domains.hazards.forms.letters import (
    ROLE_WORDS,
    ExtensionForm,
    LetterForm,
    ServeForm,
)
from zhiben.domains.hazards.forms.lists import (
    HAZARDS,
    OWN_HAZARDS,
    matters,
)
from zhiben.domains.hazards.forms.reporting import (
    FoundForm,
    HazardForm,
    ReportForm,
)
from zhiben.domains.hazards.forms.steps import (
    AcceptForm,
    DoneForm,
    RemarkForm,
    TextForm,
)
from zhiben.domains.hazards.forms.treatment import (
    PlanForm,
)

__all__ = [
    "AcceptForm",
    "BoardForm",
    "ConfirmForm",
    "DoneForm",
    "ExtensionForm",
    "FoundForm",
    "HAZARDS",
    "HazardForm",
    "LetterForm",
    "OWN_HAZARDS",
    "PlanForm",
    "ROLE_WORDS",
    "RemarkForm",
    "ReportForm",
    "ServeForm",
    "TextForm",
    "matters",
]
