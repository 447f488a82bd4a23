"""Counters of the figures, what waits to be counted, and indexes of the flows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_vault_policy"),
    ]

    operations = [
        migrations.CreateModel(
            name="FlowCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("sector", models.CharField(max_length=40)),
                ("matter", models.CharField(max_length=40)),
                ("channel", models.CharField(max_length=30)),
                ("grade", models.CharField(max_length=30)),
            ],
        ),
        migrations.CreateModel(
            name="FlowCounter",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "grain",
                        "area",
                        "day",
                        "cell",
                        "basis",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("grain", models.SmallIntegerField()),
                ("area", models.BigIntegerField()),
                ("day", models.DateField()),
                ("cell", models.IntegerField()),
                ("basis", models.SmallIntegerField()),
                ("found", models.IntegerField()),
                ("reopened", models.IntegerField()),
                ("unmerged", models.IntegerField()),
                ("closed", models.IntegerField()),
                ("withdrawn", models.IntegerField()),
                ("merged", models.IntegerField()),
                ("handed_over", models.IntegerField()),
                ("moved", models.IntegerField()),
                ("regraded", models.IntegerField()),
                ("changed", models.IntegerField()),
                ("overdue", models.IntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FlowPending",
            fields=[
                ("flow", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="FlowStock",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "grain",
                        "area",
                        "day",
                        "cell",
                        "basis",
                        "found",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("grain", models.SmallIntegerField()),
                ("area", models.BigIntegerField()),
                ("day", models.DateField()),
                ("cell", models.IntegerField()),
                ("basis", models.SmallIntegerField()),
                ("found", models.DateField()),
                ("n", models.IntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveIndex(
            model_name="flow",
            name="core_flow_kind_201627_idx",
        ),
        migrations.AddIndex(
            model_name="flow",
            index=models.Index(fields=["kind", "effective_day", "area"], name="core_flow_when"),
        ),
        migrations.AddIndex(
            model_name="flow",
            index=models.Index(fields=["kind", "due_day", "area"], name="core_flow_due"),
        ),
        migrations.AddIndex(
            model_name="flow",
            index=models.Index(
                fields=["kind", "area", "effective_day", "due_day"], name="core_flow_where_and_when"
            ),
        ),
        migrations.AddIndex(
            model_name="flow",
            index=models.Index(fields=["kind", "found_day", "area"], name="core_flow_found"),
        ),
        migrations.AddConstraint(
            model_name="flowcell",
            constraint=models.UniqueConstraint(
                fields=("kind", "sector", "matter", "channel", "grade"), name="core_flowcell_once"
            ),
        ),
        migrations.RunSQL(
            # Rows written before there were counters wait to be counted like any other.
            "INSERT INTO core_flowpending (flow) SELECT id FROM core_flow",
            migrations.RunSQL.noop,
        ),
    ]
