"""Tables of organisations: bodies and what they reach, units and their places, mandates, subject facts."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.core.search import search_field


def _ordered(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name=name
    )


class Body(LedgeredModel):
    """A committee, its office, a department, a town or a village: a public body, open to everybody signed in."""

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    level = models.CharField(max_length=10)
    area = models.BigIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    opened = models.DateField()
    closed = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "bodies"
        indexes = [models.Index(fields=["area", "kind"])]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="organisations_body_name")]

    def __str__(self) -> str:
        return self.short_name


class BodyTerritory(LedgeredModel):
    """One stretch of areas a body reaches, in one sector and matter or (null) in all; to the last day included."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    sector = models.CharField(max_length=40, null=True)
    matter = models.CharField(max_length=40, null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "body territories"
        indexes = [models.Index(fields=["body", "valid_from"])]
        constraints = [
            models.CheckConstraint(condition=Q(high__gte=F("low")), name="organisations_territory_range"),
            _ordered("organisations_territory_days"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id}: {self.low}-{self.high}"


class Unit(ScopedModel, LedgeredModel):
    """A production or business unit, a school, a home, a hospital. Never deleted; closed on a day."""

    scope = Scope(area="area", sector="sector", unit="id")
    ledger_omits = ("search",)

    name = models.CharField(max_length=160)
    credit_code = models.CharField(max_length=18, null=True, unique=True)
    kind = models.CharField(max_length=20)
    sector = models.CharField(max_length=40)
    area = models.BigIntegerField()
    area_at = models.BigIntegerField()
    address = models.CharField(max_length=240)
    headcount = models.IntegerField(null=True)
    high_hazard = models.BooleanField(default=False)
    opened = models.DateField(null=True)
    closed = models.DateField(null=True)
    version = models.IntegerField(default=1)
    search = search_field("name", "address")

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="organisations_unit_search"),
            models.Index(fields=["area", "id"]),
            models.Index(fields=["sector", "area", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(headcount__isnull=True) | Q(headcount__gte=0), name="organisations_unit_headcount"
            ),
            models.UniqueConstraint(
                fields=["area", "name", "address"],
                condition=Q(credit_code__isnull=True, closed__isnull=True),
                name="organisations_unit_without_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Site(ScopedModel, LedgeredModel):
    """A place where a unit works; may lie in another area than its seat."""

    scope = Scope(area="area", sector="unit__sector", unit="unit")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=240)
    area = models.BigIntegerField()
    closed = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["area", "id"])]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="organisations_site_name")]

    def __str__(self) -> str:
        return self.name


class Building(ScopedModel, LedgeredModel):
    """A building with an owner, a manager and many units."""

    scope = Scope(area="area", unit="owner")

    name = models.CharField(max_length=120)
    address = models.CharField(max_length=240)
    area = models.BigIntegerField()
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    manager = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["area", "id"])]
        constraints = [
            models.UniqueConstraint(fields=["area", "name", "address"], name="organisations_building_name")
        ]

    def __str__(self) -> str:
        return self.name


class Occupancy(ScopedModel, LedgeredModel):
    """A unit in a building, from day to day."""

    scope = Scope(area="building__area", unit="unit")

    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    floor = models.CharField(max_length=40, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "occupancies"
        constraints = [
            _ordered("organisations_occupancy_days"),
            models.UniqueConstraint(
                fields=["building", "unit", "floor"],
                condition=Q(valid_to__isnull=True),
                name="organisations_occupancy_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.building_id}"


class Tag(ScopedModel, LedgeredModel):
    """A word hung on a unit, by which lists are filtered."""

    scope = Scope(via="unit", area="area", sector="sector", unit="id")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=30)

    class Meta:
        indexes = [models.Index(fields=["name", "unit"])]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="organisations_tag_once")]

    def __str__(self) -> str:
        return self.name


class Mandate(ScopedModel, LedgeredModel):
    """Which body has which power over a unit, over a site, or (a default) over a range of areas and a sector."""

    scope = Scope(area="area", unit="unit", body="body")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=40)
    power = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    sector = models.CharField(max_length=40, null=True)
    area = models.BigIntegerField()
    basis = models.CharField(max_length=200, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "matter", "power"]),
            models.Index(fields=["site", "matter", "power"]),
            models.Index(fields=["matter", "power", "low", "high"]),
            models.Index(fields=["body", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, low__isnull=True, high__isnull=True, sector__isnull=True)
                | Q(unit__isnull=True, site__isnull=True, low__isnull=False, high__gte=F("low")),
                name="organisations_mandate_over",
            ),
            _ordered("organisations_mandate_days"),
            models.UniqueConstraint(
                fields=["unit", "site", "low", "high", "sector", "matter", "power", "body"],
                condition=Q(valid_to__isnull=True),
                nulls_distinct=False,
                name="organisations_mandate_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.power} {self.matter}"


class SubjectFact(ScopedModel, LedgeredModel):
    """A dated fact about a subject, written by higher domains: all that selectors read."""

    scope = Scope(area="unit__area", sector="unit__sector", unit="unit", body="body")

    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=60)
    value = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["key", "value", "subject_kind", "subject_id"])]
        constraints = [
            _ordered("organisations_fact_days"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "key"],
                condition=Q(valid_to__isnull=True),
                name="organisations_fact_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} {self.key}={self.value}"
