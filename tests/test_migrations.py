"""Migrations: complete, and named for what they do."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

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
