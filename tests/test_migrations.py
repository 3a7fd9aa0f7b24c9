"""Migrations: complete, and named for what they do."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

PROJECT = Path(__file__).resolve().parent.parent
NUMBERED = sorted((PROJECT / "questions" / "migrations").glob("[0-9]*.py"))


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_each_migration_is_named_for_what_it_does() -> None:
    assert NUMBERED
    assert [path.name for path in NUMBERED if "_auto_" in path.name] == []


def test_no_two_migrations_share_a_number() -> None:
    numbers = [path.name.partition("_")[0] for path in NUMBERED]
    assert len(numbers) == len(set(numbers))


class Twice:
    """Stands for the apps of a migration: user names and titles as a database of before may have them."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def get_model(self, app: str, model: str) -> Any:
        found = self.names if model == "User" else ()
        manager = SimpleNamespace(using=lambda alias: manager, values_list=lambda field, flat: found)
        return SimpleNamespace(objects=manager)


def test_names_that_clash_are_told_before_anything_changes() -> None:
    module = import_module("questions.migrations.0014_names_once_in_any_case")
    editor = SimpleNamespace(connection=connection)
    module.tell_of_clashes(Twice("amira", "ben"), editor)
    with pytest.raises(CommandError, match="user names differ in their capitals only: Amira, amira"):
        module.tell_of_clashes(Twice("amira", "Amira", "ben"), editor)
