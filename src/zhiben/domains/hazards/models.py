"""Hazards, what was done about them, and who signed on which side."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.models import File
from zhiben.core.powers import PowerSubject
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.core.search import search_field
from zhiben.domains.hazards.vocabulary import SIDE_OF_STEP, Channel, Grade, Side, State, Step

_CASE = Scope(
    via="hazard", area="area", sector="sector", matter="matter", unit="unit", body="body", internal="internal"
)


class Hazard(ScopedModel, LedgeredModel):
    """A defect found in a unit, driven to a proven end. `limit_first` never changes; `limit_day` may be extended."""

    scope = Scope(
        area="area", sector="sector", matter="matter", unit="unit", body="body", internal="internal"
    )
    ledger_omits = ("search",)

    number = models.CharField(max_length=30, unique=True)
    state = models.CharField(max_length=20)
    version = models.IntegerField(default=1)
    round = models.IntegerField(default=1)
    area = models.BigIntegerField()
    area_at = models.BigIntegerField()
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("organisations.Site", on_delete=models.PROTECT, null=True, related_name="+")
    sector = models.CharField(max_length=40)
    matter = models.CharField(max_length=40)
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    grade = models.CharField(max_length=20, default=Grade.UNGRADED)
    grade_basis = models.CharField(max_length=500, default="")
    criterion = models.CharField(max_length=500, default="")
    channel = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=4000)
    place = models.CharField(max_length=200)
    found_day = models.DateField()
    limit_first = models.DateField(null=True)
    limit_day = models.DateField(null=True)
    internal = models.BooleanField(default=False)
    ended_day = models.DateField(null=True)
    search = search_field("number", "title", "description", "place")

    class Meta:
        indexes = [
            models.Index(fields=["area", "-id"]),
            models.Index(fields=["unit", "-id"]),
            models.Index(fields=["body", "-id"]),
            models.Index(fields=["limit_day"], condition=Q(ended_day=None), name="hazards_open_limit"),
            GinIndex(fields=["search"], name="hazards_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(State)), name="hazards_state"),
            models.CheckConstraint(condition=Q(grade__in=sorted(Grade)), name="hazards_grade"),
            models.CheckConstraint(condition=Q(channel__in=sorted(Channel)), name="hazards_channel"),
            models.CheckConstraint(
                condition=~Q(grade=Grade.MAJOR) | ~Q(grade_basis=""), name="hazards_major_has_basis"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.CLOSED, State.UNFOUNDED], ended_day__isnull=False)
                | (~Q(state__in=[State.CLOSED, State.UNFOUNDED]) & Q(ended_day__isnull=True)),
                name="hazards_ended_has_day",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1, round__gte=1), name="hazards_counted_from_one"
            ),
            models.CheckConstraint(
                condition=Q(limit_first__isnull=True, limit_day__isnull=True)
                | Q(limit_first__isnull=False, limit_day__gte=F("limit_first")),
                name="hazards_limit_never_earlier",
            ),
            models.CheckConstraint(
                condition=Q(ended_day__isnull=True) | Q(ended_day__gte=F("found_day")),
                name="hazards_ended_after_found",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def flow_cell(self) -> dict[str, Any]:
        """The values under which this hazard is counted."""
        return {
            "state": self.state,
            "area": self.area,
            "unit": self.unit_id,
            "sector": self.sector,
            "matter": self.matter,
            "body": self.body_id,
            "channel": self.channel,
            "grade": self.grade,
            "internal": self.internal,
            "found_day": self.found_day,
            "due_day": self.limit_day,
        }

    def power_subject(self) -> PowerSubject:
        """Over whom a power is claimed."""
        return PowerSubject(
            area=self.area, unit_id=self.unit_id, site_id=self.site_id, sector=self.sector, matter=self.matter
        )


class StepRecord(ScopedModel, LedgeredModel):
    """One line of the timeline: who did what, when, with which words."""

    scope = _CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    round = models.IntegerField()
    step = models.CharField(max_length=20)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    person_id = models.BigIntegerField()
    body_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    text = models.CharField(max_length=4000, default="")
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["hazard", "id"])]
        constraints = [models.CheckConstraint(condition=Q(step__in=sorted(Step)), name="hazards_step_known")]

    def __str__(self) -> str:
        return f"{self.hazard_id} {self.step}"


class Attachment(ScopedModel, LedgeredModel):
    """A photograph or document of a step, with place and time where the phone gave them."""

    scope = _CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(StepRecord, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    taken_at = models.DateTimeField(null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)

    class Meta:
        indexes = [models.Index(fields=["hazard", "id"])]

    def __str__(self) -> str:
        return self.name


class HazardSide(ScopedModel, LedgeredModel):
    """On which side a person stands in one hazard, in all its rounds. One side only."""

    scope = _CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+", db_index=False)
    person_id = models.BigIntegerField()
    side = models.CharField(max_length=10)

    class Meta:
        db_table = "hazards_side"
        constraints = [
            models.UniqueConstraint(fields=["hazard", "person_id"], name="hazards_side_one"),
            models.UniqueConstraint(fields=["hazard", "person_id", "side"], name="hazards_side_key"),
            models.CheckConstraint(condition=Q(side__in=sorted(Side)), name="hazards_side_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.side}"


class Signature(ScopedModel, LedgeredModel):
    """A person's signature under a step of a round. (hazard, person, side) refers to the side by key.

    `image` is the vault's number of the drawn signature, `image_seal` its salted digest under the ledger.
    """

    scope = _CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+", db_index=False)
    round = models.IntegerField()
    step = models.CharField(max_length=20)
    person_id = models.BigIntegerField()
    side = models.CharField(max_length=10)
    record = models.ForeignKey(StepRecord, on_delete=models.PROTECT, related_name="+")
    image = models.BigIntegerField(null=True)
    image_seal = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hazard", "round", "step", "person_id"], name="hazards_signature_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    *[Q(step=step, side=side) for step, side in SIDE_OF_STEP.items()], _connector=Q.OR
                ),
                name="hazards_signature_side",
            ),
            models.CheckConstraint(
                condition=~Q(step="accept") | Q(image__isnull=False), name="hazards_acceptance_signed"
            ),
            models.CheckConstraint(
                condition=Q(image__isnull=True, image_seal__isnull=True)
                | Q(image__isnull=False, image_seal__isnull=False),
                name="hazards_signature_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.step}"


class Suspension(ScopedModel, LedgeredModel):
    """A stop of the affected area. Closing the hazard does not lift it."""

    scope = _CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    extent = models.CharField(max_length=300)
    since = models.DateTimeField()
    recorded_by = models.BigIntegerField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["hazard"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.hazard_id}"


class Treatment(ScopedModel, LedgeredModel):
    """The plan of treatment with the five elements; the newest edition counts."""

    scope = _CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    edition = models.IntegerField()
    responsibility = models.CharField(max_length=1000)
    measures = models.CharField(max_length=4000)
    funds = models.CharField(max_length=1000)
    funds_yuan = models.DecimalField(max_digits=14, decimal_places=2)
    time_limit = models.CharField(max_length=1000)
    done_by = models.DateField()
    contingency = models.CharField(max_length=4000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hazard", "edition"], name="hazards_treatment_edition"),
            models.CheckConstraint(condition=Q(funds_yuan__gte=0), name="hazards_treatment_funds"),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id} edition {self.edition}"


class Letter(ScopedModel, LedgeredModel):
    """The letter with limit and guidance. No order: the unit found the hazard itself."""

    scope = _CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, unique=True)
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, related_name="+")
    issued_day = models.DateField()
    limit_day = models.DateField()
    guidance = models.CharField(max_length=4000)
    reckoning = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["hazard"])]

    def __str__(self) -> str:
        return self.number


class Extension(ScopedModel, LedgeredModel):
    """A request for more time, asked for before the limit and decided by whoever set it.

    Decided without `granted`: it lapsed, because the cure was reported first.
    """

    scope = _CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    limit_before = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=2000)
    interim = models.CharField(max_length=2000)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    answer = models.CharField(max_length=1000, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hazard"], condition=Q(decided_at=None), name="hazards_extension_one_open"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("limit_before")), name="hazards_extension_later"),
            models.CheckConstraint(
                condition=Q(granted__isnull=True) | Q(decided_at__isnull=False),
                name="hazards_extension_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id} until {self.until}"
