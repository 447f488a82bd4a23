"""How each subject stands with each duty, period by period; and who is excused."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Func, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.duties.models.activity import one_subject
from zhiben.domains.duties.models.duty import Duty


class Excuse(ScopedModel, LedgeredModel):
    """A subject need not fulfil a duty from day to day: why, and who said so."""

    scope = Scope(area="area", sector="sector", unit="unit", body="body")

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40, default="")
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=500)
    approver_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["duty", "unit"]), models.Index(fields=["duty", "body"])]
        constraints = [
            one_subject("duties_excuse_subject"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="duties_excuse_days"),
            models.CheckConstraint(condition=~Q(reason=""), name="duties_excuse_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.first_day}"


def _figure(daily: str, other: str) -> models.GeneratedField:
    """A count over columns of the same row: of bits where days are kept, else by the formula."""
    return models.GeneratedField(
        expression=Func(
            template=f"(CASE WHEN due IS NULL THEN {other} ELSE bit_count(({daily})::bit(32))::integer END)",
            output_field=models.IntegerField(),
        ),
        output_field=models.IntegerField(),
        db_persist=True,
    )


class DutyPeriod(ScopedModel):
    """What one subject owes of one duty in one period, and how it stands. Derived: can be built anew.

    `owed` times; `counted` so often done; `off` of them excused. `gathered`: activities or, where hours or heads
    add up, hundredths of these, of which `counted` are whole (methods/adding.py). A daily duty has one row a month,
    in which `due`, `off` and `days` (done) hold a bit for each day, bit 0 for the first; elsewhere `due` is null.
    `expected`, `done` and `excused` are computed by the database from these, so that no one can pass 100 %.
    `unit` and `body` are plain numbers: eight million rows a quarter are made of rows that are never deleted.
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
    owed = models.SmallIntegerField()
    counted = models.IntegerField(default=0)
    gathered = models.BigIntegerField(default=0, db_default=0)
    due = models.IntegerField(null=True)
    off = models.IntegerField(default=0)
    days = models.IntegerField(default=0)
    expected = _figure("due", "owed")
    done = _figure("due & days", "least(owed, counted)")
    excused = _figure("due & off & ~days", "least(off, owed - least(owed, counted))")

    class Meta:
        verbose_name_plural = "duty periods"
        indexes = [
            models.Index(fields=["duty", "last_day", "area"], name="duties_period_duty"),
            # Rows of a quarter lie together. No other index holds a figure: recording changes a row in its place.
            BrinIndex(fields=["last_day"], pages_per_range=64, autosummarize=True, name="duties_period_brin"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "body", "duty", "variant", "first_day", "event"],
                nulls_distinct=False,
                name="duties_period_once",
            ),
            one_subject("duties_period_subject"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="duties_period_days"),
            models.CheckConstraint(
                condition=Q(owed__gte=0, off__gte=0, counted__gte=0), name="duties_period_counts"
            ),
            models.CheckConstraint(
                condition=Q(expected__gte=F("done") + F("excused")), name="duties_period_at_most_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.first_day}"
