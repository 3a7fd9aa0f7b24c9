from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0019_closed_classes"),
    ]

    operations = [
        migrations.AddField(
            model_name="blindmark",
            name="other_points",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
