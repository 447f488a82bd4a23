"""Every signature refers to the side its person stands on: a composite key Django cannot write."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hazards", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """ALTER TABLE hazards_signature ADD CONSTRAINT hazards_signature_side_fk
               FOREIGN KEY (hazard_id, person_id, side) REFERENCES hazards_side (hazard_id, person_id, side)""",
            "ALTER TABLE hazards_signature DROP CONSTRAINT hazards_signature_side_fk",
        )
    ]
