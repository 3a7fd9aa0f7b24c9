from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0021_decisions_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="remarking",
            name="leaves_out",
            field=models.BooleanField(default=False),
        ),
    ]
