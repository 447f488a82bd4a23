"""Flows: signed rows from which every figure about cases is summed. Append-only. Counters: sums of them."""

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
            models.Index(
                fields=["kind", "area", "effective_day", "due_day"], name="core_flow_where_and_when"
            ),
            models.Index(fields=["kind", "effective_day", "area"], name="core_flow_when"),
            models.Index(fields=["kind", "due_day", "area"], name="core_flow_due"),
            models.Index(fields=["kind", "found_day", "area"], name="core_flow_found"),
            models.Index(fields=["kind", "case", "id"]),
            # How long it took is read from every case that was closed, without a look at the rows.
            models.Index(
                fields=["kind", "effective_day", "area"],
                include=["found_day", "due_day", "recorded_day", "sector", "matter", "grade", "case"],
                condition=models.Q(movement="closed"),
                name="core_flow_closed",
            ),
            models.Index(
                fields=["kind", "case"], condition=models.Q(movement="reopened"), name="core_flow_reopened"
            ),
            models.Index(
                fields=["kind", "recorded_day"],
                condition=models.Q(recorded_day__gt=models.F("effective_day")),
                name="core_flow_recorded_late",
            ),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(sign__in=(-1, 1)), name="core_flow_sign")]

    def __str__(self) -> str:
        return f"{self.kind} {self.case} {self.movement} {self.sign:+d}"


class FlowPending(models.Model):
    """Flow rows that no counter holds yet."""

    flow = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return f"pending {self.flow}"


class FlowCell(ScopedModel):
    """The values by which counters are kept apart; `*` stands for all sectors, matters or channels together."""

    scope = Scope(area=None, sector="sector", matter="matter")

    kind = models.CharField(max_length=30)
    sector = models.CharField(max_length=40)
    matter = models.CharField(max_length=40)
    channel = models.CharField(max_length=30)
    grade = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sector", "matter", "channel", "grade"], name="core_flowcell_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sector} {self.matter} {self.channel} {self.grade}"


class FlowCounter(ScopedModel):
    """Flow rows of one cell in one area and one stretch of time, summed by movement.

    `grain`: which level of areas, length of time and face (`core.flows.grains`); `day`: the first of the stretch.
    `basis`: 0 counts in both ways of reckoning, 1 only as known now, 2 only as reported.
    """

    scope = Scope(area="area")

    pk = models.CompositePrimaryKey("grain", "area", "day", "cell", "basis")
    grain = models.SmallIntegerField()
    area = models.BigIntegerField()
    day = models.DateField()
    cell = models.IntegerField()
    basis = models.SmallIntegerField()
    found = models.IntegerField()
    reopened = models.IntegerField()
    unmerged = models.IntegerField()
    closed = models.IntegerField()
    withdrawn = models.IntegerField()
    merged = models.IntegerField()
    handed_over = models.IntegerField()
    moved = models.IntegerField()
    regraded = models.IntegerField()
    changed = models.IntegerField()
    overdue = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.grain} {self.area} {self.day} {self.cell}"


class FlowStock(ScopedModel):
    """The same rows summed by the month in which the cases were found, whatever the movement."""

    scope = Scope(area="area")

    pk = models.CompositePrimaryKey("grain", "area", "day", "cell", "basis", "found")
    grain = models.SmallIntegerField()
    area = models.BigIntegerField()
    day = models.DateField()
    cell = models.IntegerField()
    basis = models.SmallIntegerField()
    found = models.DateField()
    n = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.grain} {self.area} {self.day} {self.found}"
