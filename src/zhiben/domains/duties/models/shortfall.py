"""What was not fulfilled when its period ended: a fact that later entries do not undo."""

from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.duties.models.activity import one_subject
from zhiben.domains.duties.models.duty import Duty


class DutyShortfall(ScopedModel, LedgeredModel):
    """How a period of one subject stood when it was found unfulfilled after its end; `void`: its event was withdrawn.

    `unit` and `body` are plain numbers, as in the periods: half a million rows may come in the night of a quarter.
    """

    scope = Scope(area="area", sector="sector", unit="unit", body="body")

    duty = models.ForeignKey(
        Duty, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    variant = models.SmallIntegerField(default=0)
    unit = models.BigIntegerField(null=True)
    body = models.BigIntegerField(null=True)
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40, default="")
    first_day = models.DateField()
    last_day = models.DateField()
    event = models.BigIntegerField(default=0)
    expected = models.SmallIntegerField()
    done = models.SmallIntegerField()
    excused = models.SmallIntegerField()
    found_day = models.DateField()
    void = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["area", "-id"], name="duties_shortfall_area"),
            models.Index(fields=["duty", "-id"], name="duties_shortfall_duty"),
            models.Index(fields=["found_day"], name="duties_shortfall_found"),
            models.Index(fields=["event"], condition=~Q(event=0), name="duties_shortfall_event"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "body", "duty", "variant", "first_day", "event"],
                nulls_distinct=False,
                name="duties_shortfall_once",
            ),
            one_subject("duties_shortfall_subject"),
            models.CheckConstraint(
                condition=Q(expected__gt=F("done") + F("excused"), found_day__gt=F("last_day")),
                name="duties_shortfall_missing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.first_day}"
