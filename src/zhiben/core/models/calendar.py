"""The working calendar: years announced, and the days that differ from their weekday. Open tables."""

from django.db import models

from zhiben.core.calendar.days import Kind
from zhiben.core.ledger.shapes import LedgeredModel


class CalendarYear(LedgeredModel):
    """A year whose holidays are known, or were taken back."""

    year = models.SmallIntegerField(unique=True)
    announced = models.BooleanField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year__range=(1950, 2200)), name="core_calendaryear_range"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {'announced' if self.announced else 'not announced'}"


class CalendarDay(LedgeredModel):
    """A day that does not follow its weekday, or has a name."""

    day = models.DateField(unique=True)
    kind = models.CharField(max_length=20)
    name_zh = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in Kind]), name="core_calendarday_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"
