"""Flows: signed rows from which every figure about cases is summed. Append-only."""

from django.db import models

from zhiben.core.scoped import Scope, ScopedModel


class Flow(ScopedModel):
    """A case entering (+1) or leaving (-1) a cell of the figures, with the values it had there."""

    scope = Scope(area="area", sector="sector", matter="matter", unit="unit", body="body")

    kind = models.CharField(max_length=30)
    case = models.BigIntegerField()
    movement = models.CharField(max_length=20)
    sign = models.SmallIntegerField()
    effective_day = models.DateField()
    recorded_day = models.DateField()
    found_day = models.DateField()
    due_day = models.DateField(null=True)
    state = models.CharField(max_length=30)
    area = models.BigIntegerField()
    unit = models.BigIntegerField(null=True)
    sector = models.CharField(max_length=40)
    matter = models.CharField(max_length=40)
    body = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=30)
    grade = models.CharField(max_length=30)
    internal = models.BooleanField(default=False)
    act = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "area", "effective_day"]),
            models.Index(fields=["kind", "case", "id"]),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(sign__in=(-1, 1)), name="core_flow_sign")]

    def __str__(self) -> str:
        return f"{self.kind} {self.case} {self.movement} {self.sign:+d}"
