"""Figures are read from the rows, which lie together by quarter; changing them touches no index."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0005_adding_up")]

    operations = [
        migrations.RemoveIndex(model_name="dutyperiod", name="duties_period_matrix"),
        migrations.RemoveIndex(model_name="dutyperiod", name="duties_period_figures"),
        migrations.AddIndex(
            model_name="dutyperiod",
            index=models.Index(fields=["duty", "last_day", "area"], name="duties_period_duty"),
        ),
        migrations.AddIndex(
            model_name="dutyperiod",
            index=BrinIndex(
                fields=["last_day"], pages_per_range=64, autosummarize=True, name="duties_period_brin"
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE duties_dutyperiod SET (fillfactor = 90)",
            "ALTER TABLE duties_dutyperiod RESET (fillfactor)",
        ),
    ]
