"""Idempotency keys: the answer a request got, so that sending it twice does it once."""

from django.db import models


class IdempotencyKey(models.Model):
    """One answered request of one membership; written in the transaction of what it did."""

    person_id = models.BigIntegerField()
    membership_id = models.BigIntegerField(default=0)
    key = models.CharField(max_length=200)
    path = models.CharField(max_length=500)
    digest = models.CharField(max_length=64)
    status = models.SmallIntegerField(null=True)
    body = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "membership_id", "key"], name="core_idempotency_key_once"
            )
        ]

    def __str__(self) -> str:
        return f"idempotency key {self.key} {self.path}"
