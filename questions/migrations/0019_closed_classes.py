from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0018_limits_of_class_settings"),
    ]

    operations = [
        migrations.AddField(
            model_name="schoolclass",
            name="closed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="closed"),
        ),
        migrations.AlterModelOptions(
            name="schoolclass",
            options={
                "ordering": [models.OrderBy(models.F("closed_at"), nulls_first=True), "name"],
                "verbose_name": "class",
                "verbose_name_plural": "classes",
            },
        ),
        migrations.RemoveConstraint(
            model_name="classchange",
            name="class_change_is_known",
        ),
        migrations.AlterField(
            model_name="classchange",
            name="setting",
            field=models.CharField(
                choices=[
                    ("challenges", "challenges in a week"),
                    ("lead", "lead"),
                    ("checks", "a check after marks"),
                    ("tolerance", "tolerance in marks"),
                    ("students", "students"),
                    ("password", "new password for"),
                    ("state", "state"),
                    ("inactive", "inactive accounts"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="classchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "setting__in",
                        ["challenges", "lead", "checks", "tolerance", "students", "password", "state", "inactive"],
                    )
                ),
                name="class_change_is_known",
            ),
        ),
    ]
