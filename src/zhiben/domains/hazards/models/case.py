"""Hazards: a defect found in a unit, driven to a proven end."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.powers import PowerSubject
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.core.search import search_field
from zhiben.domains.hazards.vocabulary import ENDED, GRAVE, Channel, Grade, Part, State

COUNTY, CITY = 1_000_000, 100_000_000
"""An area's code divided by these tells the county or the city it lies in."""
_PARTICIPANTS = ("hazards.Participant", "hazard")
CASE = Scope(
    via="hazard",
    area="area",
    sector="sector",
    matter="matter",
    unit="unit",
    body="body",
    internal="internal",
    participants=_PARTICIPANTS,
)
"""Who sees what hangs on a hazard: whoever sees the hazard."""


_PASSED = tuple(F(name) for name in ("matter", "state", "sector", "grade", "channel", "found_day"))


class Hazard(ScopedModel, LedgeredModel):
    """A defect found in a unit, driven to a proven end. `limit_first` never changes; `limit_day` may be extended.

    `internal`: a general hazard the unit keeps to itself; it has no responsible body. `ordered`: under an order
    of law. `producing`: production went on when it was found. `finder_body`: the body that found it, where that
    is not the unit; with `finder_signs` it signs before the end. `graded_by`, `limit_by`: the body that set the
    present grade and limit. `listed_by`: the body that holds the case under listed oversight.
    """

    scope = Scope(
        area="area",
        sector="sector",
        matter="matter",
        unit="unit",
        body="body",
        internal="internal",
        participants=_PARTICIPANTS,
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
    ordered = models.BooleanField(default=False)
    producing = models.BooleanField(null=True)
    finder_body = models.ForeignKey(
        "organisations.Body", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    finder_signs = models.BooleanField(default=False)
    graded_by = models.ForeignKey(
        "organisations.Body", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    limit_by = models.ForeignKey(
        "organisations.Body", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    listed_by = models.ForeignKey(
        "organisations.Body", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    handed_to = models.CharField(max_length=200, default="")
    search = search_field("number", "title", "description", "place")

    class Meta:
        indexes = [
            models.Index(fields=["area", "-id"]),
            models.Index(fields=["unit", "-id"]),
            models.Index(fields=["body", "-id"]),
            models.Index(fields=["limit_day"], condition=Q(ended_day=None), name="hazards_open_limit"),
            # Newest first within a county, a city or everywhere. What lists are filtered by stands behind the id,
            # so that rows that do not fit are passed over without a look at them; see queries/lists.py.
            models.Index(F("area") / COUNTY, F("id").desc(), *_PASSED, name="hazards_county_newest"),
            models.Index(F("area") / CITY, F("id").desc(), *_PASSED, name="hazards_city_newest"),
            models.Index(
                F("id").desc(), F("area"), *_PASSED, condition=Q(ended_day=None), name="hazards_open_newest"
            ),
            # The numbers on tabs: open cases are few, and counted without a look at the rows.
            models.Index(
                fields=["area", "matter", "id"],
                include=["internal"],
                condition=Q(ended_day=None),
                name="hazards_open_area",
            ),
            models.Index(
                fields=["matter", "area"],
                include=["internal"],
                condition=Q(ended_day=None),
                name="hazards_open_matter",
            ),
            models.Index(fields=["body", "id"], condition=Q(ended_day=None), name="hazards_open_body"),
            models.Index(fields=["unit", "id"], condition=Q(ended_day=None), name="hazards_open_unit"),
            models.Index(fields=["matter", "area"], name="hazards_matter"),
            models.Index(fields=["id"], condition=Q(limit_day__gt=F("limit_first")), name="hazards_extended"),
            GinIndex(fields=["search"], name="hazards_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(State)), name="hazards_state"),
            models.CheckConstraint(condition=Q(grade__in=sorted(Grade)), name="hazards_grade"),
            models.CheckConstraint(condition=Q(channel__in=sorted(Channel)), name="hazards_channel"),
            models.CheckConstraint(
                condition=~Q(grade__in=sorted(GRAVE)) | ~Q(grade_basis=""), name="hazards_major_has_basis"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ENDED), ended_day__isnull=False)
                | (~Q(state__in=sorted(ENDED)) & Q(ended_day__isnull=True)),
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
            models.CheckConstraint(
                condition=Q(internal=False)
                | Q(body__isnull=True, grade=Grade.GENERAL, listed_by__isnull=True),
                name="hazards_internal_is_general",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | (~Q(state=State.MERGED) & Q(merged_into__isnull=True)),
                name="hazards_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(state=State.HANDED_OVER) & ~Q(handed_to="") | ~Q(state=State.HANDED_OVER),
                name="hazards_handed_over_to",
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


class Participant(ScopedModel, LedgeredModel):
    """A body, unit or person that takes part in one hazard and therefore sees it, wherever it lies."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    body_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    since = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["body_id", "hazard"], name="hazards_participant_body"),
            models.Index(fields=["person_id", "hazard"], name="hazards_participant_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=sorted(Part)), name="hazards_participant_role"),
            models.UniqueConstraint(
                fields=["hazard", "role", "body_id", "unit_id", "person_id"],
                nulls_distinct=False,
                name="hazards_participant_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.hazard_id}"
