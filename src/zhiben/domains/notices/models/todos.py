"""To-dos: what somebody must do, until when."""

from django.db import models
from django.db.models import Q

from zhiben.core.scoped import Scope, ScopedModel


class Todo(ScopedModel):
    """Something one body, unit or person must do. `kind` names its sentence; `params` fill it."""

    scope = Scope(area=None, unit="unit_id", body="body_id", person="person_id")

    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    case_kind = models.CharField(max_length=30)
    case_id = models.BigIntegerField()
    url = models.CharField(max_length=200)
    permission = models.CharField(max_length=80)
    body_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    due_day = models.DateField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(body_id__isnull=False, unit_id__isnull=True, person_id__isnull=True)
                | Q(body_id__isnull=True, unit_id__isnull=False, person_id__isnull=True)
                | Q(body_id__isnull=True, unit_id__isnull=True, person_id__isnull=False),
                name="notices_todo_for_somebody",
            )
        ]
        indexes = [
            models.Index(
                fields=["body_id", "due_day"], condition=Q(closed_at=None), name="notices_todo_body"
            ),
            models.Index(
                fields=["unit_id", "due_day"], condition=Q(closed_at=None), name="notices_todo_unit"
            ),
            models.Index(
                fields=["person_id", "due_day"], condition=Q(closed_at=None), name="notices_todo_person"
            ),
            models.Index(fields=["case_kind", "case_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_kind}:{self.case_id}"
