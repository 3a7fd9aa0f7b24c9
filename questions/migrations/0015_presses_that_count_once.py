from typing import Any

from django.db import migrations, models
from django.db.models import Min


def keep_the_first(apps: Any, schema_editor: Any) -> None:
    """Of several records that somebody asked for one name, keep the first: the others are second presses.

    The trigger that would refuse it comes back after the migration, as all do.
    """
    connection = schema_editor.connection
    seen = apps.get_model("questions", "NameSeen").objects.using(connection.alias).order_by()
    firsts = seen.values("attempt", "user").annotate(first=Min("pk")).values("first")
    if not seen.exclude(pk__in=firsts).exists():
        return
    on = " ON questions_nameseen" if connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS questions_nameseen_no_delete{on}")
    seen.exclude(pk__in=firsts).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0014_names_once_in_any_case"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="copy_key",
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True),
        ),
        migrations.RunPython(keep_the_first, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="nameseen",
            constraint=models.UniqueConstraint(fields=("attempt", "user"), name="nameseen_once"),
        ),
    ]
