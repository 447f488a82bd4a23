"""Indexes for limits that were extended, reports sent back and reasons for being overdue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hazards", "0004_newest_first"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="hazard",
            index=models.Index(
                condition=models.Q(("limit_day__gt", models.F("limit_first"))),
                fields=["id"],
                name="hazards_extended",
            ),
        ),
        migrations.AddIndex(
            model_name="steprecord",
            index=models.Index(
                condition=models.Q(("step__in", ("report_rectified", "send_back"))),
                fields=["at"],
                include=("hazard", "step"),
                name="hazards_step_sent_back",
            ),
        ),
        migrations.AddIndex(
            model_name="steprecord",
            index=models.Index(
                condition=models.Q(("step", "overdue_reason")), fields=["hazard"], name="hazards_step_reason"
            ),
        ),
    ]
