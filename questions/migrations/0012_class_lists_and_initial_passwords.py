from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0011_answer_notices"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="classchange",
            name="class_change_is_known",
        ),
        migrations.AddField(
            model_name="classchange",
            name="key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="user",
            name="must_change_password",
            field=models.BooleanField(
                default=False,
                help_text="The password was given by somebody else: the next sign-in leads to the page to choose one's own.",
                verbose_name="must choose a password",
            ),
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
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="classchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("setting__in", ["challenges", "lead", "checks", "tolerance", "students", "password"])
                ),
                name="class_change_is_known",
            ),
        ),
    ]
