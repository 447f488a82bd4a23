"""Activities are found by unit and kind; an index by unit alone was taken instead and read ten times as much."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0008_event_of_one_duty")]

    operations = [
        migrations.AlterField(
            model_name="activity",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.unit",
            ),
        ),
        migrations.AlterField(
            model_name="activity",
            name="body",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.body",
            ),
        ),
    ]
