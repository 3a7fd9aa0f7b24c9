import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0022_re_marks_that_leave_answers_out"),
    ]

    operations = [
        migrations.AddField(
            model_name="classchange",
            name="student_ids",
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="resolution",
            name="counted",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="questions.mark",
            ),
        ),
    ]
