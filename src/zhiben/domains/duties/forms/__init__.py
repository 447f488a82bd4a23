"""Forms of duties."""

from zhiben.domains.duties.forms.activities import (
    ACTIVITIES,
    OWN_ACTIVITIES,
    ConfirmTableForm,
    KindForm,
    RecordForm,
    SubjectForm,
    TableForm,
    WithdrawForm,
)

__all__ = [
    "ACTIVITIES",
    "OWN_ACTIVITIES",
    "ConfirmTableForm",
    "KindForm",
    "RecordForm",
    "SubjectForm",
    "TableForm",
    "WithdrawForm",
]
