from importlib import import_module
from typing import Any

from django.db import migrations

before = import_module("questions.migrations.0014_names_once_in_any_case")


def read_names_again(apps: Any, schema_editor: Any) -> None:
    """SQLite's indexes of small letters knew those of ASCII alone when they were made (questions/letters.py)."""
    if schema_editor.connection.vendor == "sqlite":
        for index in ("topic_title_once_in_any_case", "user_name_once_in_any_case"):
            schema_editor.execute(f"REINDEX {index}")


class Migration(migrations.Migration):
    dependencies = [("questions", "0016_students_of_class_changes")]

    operations = [
        migrations.RunPython(before.tell_of_clashes, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(read_names_again, migrations.RunPython.noop, elidable=True),
    ]
