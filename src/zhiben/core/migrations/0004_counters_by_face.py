"""Counters of each face by themselves, of quarters and parts of a month; indexes for closings and what came late."""

from django.db import migrations, models

_ANEW = (
    # Numbers of grains changed. All rows wait to be counted again, which the next fold does at one go.
    "TRUNCATE core_flowcounter, core_flowstock, core_flowpending",
    "INSERT INTO core_flowpending (flow) SELECT id FROM core_flow",
)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_counters"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="flow",
            index=models.Index(
                condition=models.Q(("movement", "closed")),
                fields=["kind", "effective_day", "area"],
                include=("found_day", "due_day", "recorded_day", "sector", "matter", "grade", "case"),
                name="core_flow_closed",
            ),
        ),
        migrations.AddIndex(
            model_name="flow",
            index=models.Index(
                condition=models.Q(("movement", "reopened")),
                fields=["kind", "case"],
                name="core_flow_reopened",
            ),
        ),
        migrations.AddIndex(
            model_name="flow",
            index=models.Index(
                condition=models.Q(("recorded_day__gt", models.F("effective_day"))),
                fields=["kind", "recorded_day"],
                name="core_flow_recorded_late",
            ),
        ),
        *(migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in _ANEW),
    ]
