"""Counters of the numbers given to cases and papers."""

from django.db import models


class NumberCounter(models.Model):
    """The last number given in a series and year. Not a record: it is only counted up."""

    series = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    last = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="core_numbercounter_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
