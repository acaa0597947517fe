"""The service model has a room of its own from now on. Its table stays as it is, with its name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pathway", "0050_letter_of_withdrawal")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="ServiceModelVersion")]),
    ]
