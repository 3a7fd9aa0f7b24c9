import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0017_names_once_in_any_letters"),
    ]

    operations = [
        migrations.AlterField(
            model_name="schoolclass",
            name="challenge_limit",
            field=models.PositiveSmallIntegerField(
                default=3,
                help_text="How many challenges a student may lose or have open in a week; 0 allows none.",
                validators=[django.core.validators.MaxValueValidator(50)],
            ),
        ),
        migrations.AlterField(
            model_name="schoolclass",
            name="check_every",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="After how many of a teacher's marks a settled answer comes back as a check; 0: never.",
                validators=[django.core.validators.MaxValueValidator(500)],
            ),
        ),
        migrations.AlterField(
            model_name="schoolclass",
            name="tolerance",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="How far apart two marks may be, in marks; short points-based questions allow no difference.",
                validators=[django.core.validators.MaxValueValidator(5)],
            ),
        ),
    ]
