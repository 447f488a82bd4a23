"""Forms of hazards: each step asks only for what it needs."""

from zhiben.domains.hazards.forms.boards import (
    BoardForm,
)
from zhiben.domains.hazards.forms.ends import DrawForm, HandOverForm
from zhiben.domains.hazards.forms.grading import ConfirmForm, DiscussionForm, RegradeForm
from zhiben.domains.hazards.forms.letters import (
    ExtensionForm,
    LetterForm,
    ServeForm,
    serving_of,
)
from zhiben.domains.hazards.forms.lists import (
    HAZARDS,
    OWN_HAZARDS,
    matters,
)
from zhiben.domains.hazards.forms.powers import HandlerForm, JointForm
from zhiben.domains.hazards.forms.reporting import (
    FoundForm,
    HazardForm,
    ReportForm,
)
from zhiben.domains.hazards.forms.reports import DoubleReportForm
from zhiben.domains.hazards.forms.sameness import (
    PAIRS,
    MergeForm,
    ProposeForm,
    RefuseForm,
    VisitForm,
    missed_list,
)
from zhiben.domains.hazards.forms.sheets import SheetForm
from zhiben.domains.hazards.forms.short import DissuadeForm, LookAgainForm, OwnForm, SampleForm
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
    "SheetForm",
    "DoubleReportForm",
    "DissuadeForm",
    "LookAgainForm",
    "OwnForm",
    "SampleForm",
    "DiscussionForm",
    "DrawForm",
    "HandOverForm",
    "HandlerForm",
    "JointForm",
    "RegradeForm",
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
    "RemarkForm",
    "ReportForm",
    "ServeForm",
    "TextForm",
    "matters",
    "serving_of",
    "PAIRS",
    "MergeForm",
    "ProposeForm",
    "RefuseForm",
    "VisitForm",
    "missed_list",
]
