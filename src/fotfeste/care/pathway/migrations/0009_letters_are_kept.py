"""What was sent is kept as it was sent: from here on the application may read and add letters, and nothing else."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pathway", "0007_what_ends"), ("access", "0002_log_by_function")]

    operations = [
        migrations.AlterModelTableComment(
            name="letter", table_comment="append-only: letters as they left the house"
        ),
    ]
