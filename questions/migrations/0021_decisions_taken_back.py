import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0020_other_points_of_blind_marks"),
    ]

    operations = [
        migrations.AddField(
            model_name="resolution",
            name="renews",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewed_by",
                to="questions.resolution",
            ),
        ),
        migrations.AlterField(
            model_name="resolution",
            name="blind_mark",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="resolutions", to="questions.blindmark"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("renews__isnull", True)),
                fields=("blind_mark",),
                name="resolution_one_first_of_difference",
            ),
        ),
    ]
