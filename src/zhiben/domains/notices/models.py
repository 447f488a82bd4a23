"""To-dos, services with proof, and consents."""

from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.notices.vocabulary import Method


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


class Consent(ScopedModel, LedgeredModel):
    """A person's consent to be served electronically for a unit."""

    scope = Scope(area=None, unit="unit_id", person="person_id")

    person_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "unit_id"], condition=Q(revoked_at=None), name="notices_consent_once"
            )
        ]

    def __str__(self) -> str:
        return f"consent of {self.person_id}"


class Service(ScopedModel, LedgeredModel):
    """One paper served on one person.

    `signature` is the vault's number of the finger signature, `signature_seal` its salted digest under the ledger.
    """

    scope = Scope(area="area", unit="unit_id", body="body_id", person="recipient_id")

    paper_kind = models.CharField(max_length=30)
    paper_id = models.BigIntegerField()
    number = models.CharField(max_length=40)
    url = models.CharField(max_length=200)
    area = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    body_id = models.BigIntegerField()
    recipient_id = models.BigIntegerField()
    capacity = models.CharField(max_length=20)
    method = models.CharField(max_length=20)
    served_by = models.BigIntegerField()
    sent_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    signature = models.BigIntegerField(null=True)
    signature_seal = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper_kind", "paper_id", "recipient_id"], name="notices_service_once"
            ),
            models.CheckConstraint(
                condition=~Q(method="in_person")
                | (Q(signature__isnull=False) & Q(received_at__isnull=False)),
                name="notices_service_in_person_signed",
            ),
            models.CheckConstraint(condition=Q(method__in=sorted(Method)), name="notices_service_method"),
            models.CheckConstraint(
                condition=Q(signature__isnull=True, signature_seal__isnull=True)
                | Q(signature__isnull=False, signature_seal__isnull=False),
                name="notices_service_sealed",
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True)
                | Q(opened_at__isnull=False, received_at__gte=F("opened_at")),
                name="notices_opened_then_received",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} on {self.recipient_id}"
