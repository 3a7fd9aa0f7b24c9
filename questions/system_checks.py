"""What ``manage.py check`` says of this installation, and every command and server start with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from questions.marking.language.vectors import folder, installed


@register()
def word_vectors(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Warn where the marker has to do without its word table."""
    table = installed()
    if table.width:
        return []
    if table.damaged:
        said, hint = table.damaged, "Run manage.py install_vectors, then start the server and the worker again."
    else:
        said = f"The word vectors are not installed in {folder()}"
        hint = "Run manage.py install_vectors, or set KWEXAM_VECTORS to the folder that holds them."
    return [CheckWarning(f"{said}; answers are marked by words alone.", hint=hint, id="questions.W001")]


@register(Tags.database)
def no_newer_database(app_configs: Any, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse a database that a newer version has migrated: ``migrate`` checks this before it does anything."""
    unknown = []
    for alias in databases or ():
        loader = MigrationLoader(connections[alias])
        known = set(loader.disk_migrations).union(*(move.replaces for move in loader.disk_migrations.values()))
        unknown += [
            ".".join(move)
            for move in loader.applied_migrations
            if move not in known and move[0] in loader.migrated_apps
        ]
    if not unknown:
        return []
    return [
        Error(
            f"A newer version has changed the database: this one does not know {', '.join(sorted(unknown))}.",
            hint="Use that version, or restore the dump from before the upgrade: docs/administration.md, “Backup”.",
            id="questions.E001",
        )
    ]
