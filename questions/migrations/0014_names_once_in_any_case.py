from collections import Counter
from typing import Any

import django.core.validators
import django.db.models.functions.text
from django.core.management import CommandError
from django.db import migrations, models


def tell_of_clashes(apps: Any, schema_editor: Any) -> None:
    """Say which names are there twice, so that somebody can rename one: no program can tell which."""
    database = schema_editor.connection.alias
    for model, field, called in (("User", "username", "user names"), ("Topic", "title", "titles of topics")):
        names = apps.get_model("questions", model).objects.using(database).values_list(field, flat=True)
        many = Counter(name.lower() for name in names)
        twice = sorted(name for name in names if many[name.lower()] > 1)
        if twice:
            raise CommandError(
                f"These {called} differ in their capitals only: {', '.join(twice)}. "
                "Go back to the version before, give one of each pair another name, and migrate again."
            )


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0013_mark_schemes_held_until_the_end"),
    ]

    operations = [
        migrations.RunPython(tell_of_clashes, migrations.RunPython.noop, elidable=True),
        migrations.AlterModelOptions(name="mark", options={"ordering": ["-pk"]}),
        migrations.RemoveIndex(model_name="mark", name="mark_counting"),
        migrations.AddIndex(
            model_name="mark",
            index=models.Index(fields=["attempt", "-marked_by", "-id"], name="mark_counting"),
        ),
        migrations.AlterField(
            model_name="question",
            name="character_limit",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="The longest answer accepted. Empty: 1,000 characters for each mark.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(20000)],
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("title"),
                name="topic_title_once_in_any_case",
                violation_error_message="There is a topic of this title already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("username"),
                name="user_name_once_in_any_case",
                violation_error_message="A user with that username already exists.",
            ),
        ),
    ]
