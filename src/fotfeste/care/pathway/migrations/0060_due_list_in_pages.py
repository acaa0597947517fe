from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pathway", "0051_service_model_moves_out"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                condition=models.Q(("state__in", ["due", "no_answer"])),
                fields=["due_on", "attempts", "id"],
                include=("episode",),
                name="follow_up_waiting",
            ),
        ),
        migrations.RemoveIndex(model_name="followup", name="follow_up_due_list"),
    ]
