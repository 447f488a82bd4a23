"""Jobs: how far long work has come, and until when scheduled work has caught up."""

from django.db import models

from zhiben.core.models.files import File


class JobProgress(models.Model):
    """A job that somebody started and watches."""

    kind = models.CharField(max_length=80)
    person_id = models.BigIntegerField()
    membership_id = models.BigIntegerField(null=True)
    phase = models.CharField(max_length=10, default="waiting")
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    message = models.CharField(max_length=300, default="")
    findings = models.JSONField(default=list)
    result = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "job progress"
        indexes = [models.Index(fields=["person_id", "-id"])]

    def __str__(self) -> str:
        return f"job {self.pk} {self.kind}"


class Mark(models.Model):
    """Until when scheduled work of this name has been done."""

    name = models.CharField(max_length=80, primary_key=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} until {self.until}"
