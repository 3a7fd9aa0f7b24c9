import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0009_assignments"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClassChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("challenges", "challenges in a week"),
                            ("lead", "lead"),
                            ("checks", "a check after marks"),
                            ("tolerance", "tolerance in marks"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MarkRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("read_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "mark read",
                "verbose_name_plural": "marks read",
            },
        ),
        migrations.CreateModel(
            name="Relearning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rulings", models.CharField(max_length=64)),
                ("waiting", models.JSONField(blank=True, default=list)),
                ("total", models.PositiveIntegerField(default=0)),
                ("progress_at", models.DateTimeField(auto_now=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="challenge",
            name="challenge_target_once_in_attempt",
        ),
        migrations.AddField(
            model_name="challenge",
            name="renews",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewed_by",
                to="questions.challengeanswer",
            ),
        ),
        migrations.AddField(
            model_name="marknotice",
            name="causes",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("renews__isnull", True)),
                fields=("attempt", "target"),
                name="challenge_target_once_in_attempt",
            ),
        ),
        migrations.AddField(
            model_name="classchange",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="classchange",
            name="school_class",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="questions.schoolclass"
            ),
        ),
        migrations.AddField(
            model_name="markread",
            name="attempt",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="read", to="questions.attempt"
            ),
        ),
        migrations.AddField(
            model_name="markread",
            name="mark",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questions.mark"),
        ),
        migrations.AddField(
            model_name="relearning",
            name="question",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="relearning", to="questions.question"
            ),
        ),
        migrations.AddConstraint(
            model_name="classchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("setting__in", ["challenges", "lead", "checks", "tolerance"])),
                name="class_change_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="classchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("before", models.F("after")), _negated=True), name="class_change_changes"
            ),
        ),
    ]
