"""Administrative areas as the statistics number them, what became of them, and their schematic outlines.

These tables are open: they tell of places only, not of units, cases or persons.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from zhiben.core.search import search_field
from zhiben.domains.places.vocabulary import CODE_MAX, LEVELS

_LEVELS = [(level.value, level.value) for level in LEVELS]


class Area(models.Model):
    """An administrative area. Everything under it has a code from `low` to `high`."""

    code = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=80)
    full_name = models.CharField(max_length=200)
    level = models.CharField(max_length=8, choices=_LEVELS)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    pinyin = models.CharField(max_length=250)
    initials = models.CharField(max_length=80)
    functional_zone = models.BooleanField()
    invented = models.BooleanField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    search = search_field("short")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="places_area_range",
                condition=Q(low=F("code"), high__gte=F("low"), code__gt=0, high__lte=CODE_MAX),
            ),
            models.CheckConstraint(
                name="places_area_level", condition=Q(level__in=[level.value for level in LEVELS])
            ),
            models.CheckConstraint(
                name="places_area_days",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(name="places_area_name", fields=["name"], opclasses=["varchar_pattern_ops"]),
            models.Index(name="places_area_pinyin", fields=["pinyin"], opclasses=["varchar_pattern_ops"]),
            models.Index(name="places_area_initials", fields=["initials"], opclasses=["varchar_pattern_ops"]),
            models.Index(name="places_area_short", fields=["short"], condition=~Q(level="village")),
            models.Index(name="places_area_above", fields=["code"], condition=~Q(level="village")),
            models.Index(name="places_area_parent", fields=["parent"]),
            # Without a pending list: the areas are loaded in bulk and searched at once.
            GinIndex(name="places_area_search", fields=["search"], fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.full_name


class AreaSuccession(models.Model):
    """An area was merged into, divided into or renamed to another; rows keep the area they had at the fact."""

    old = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="places_succession_once", fields=["old", "new"]),
            models.CheckConstraint(name="places_succession_other", condition=~Q(old=F("new"))),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Outline(models.Model):
    """The schematic outline of an area: a simplified GeoJSON geometry in CGCS2000, not a survey."""

    area = models.OneToOneField(Area, primary_key=True, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=80)
    geometry = models.JSONField()
    schematic = models.BooleanField()

    def __str__(self) -> str:
        return self.label


class DataSource(models.Model):
    """Where a set of area data comes from, and which edition of it is loaded."""

    name = models.CharField(max_length=20, primary_key=True)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=200)
    as_of = models.DateField()
    digest = models.CharField(max_length=64)
    rows = models.IntegerField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
