"""The system check that says when the word vectors are missing, and when they are there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

PROJECT = Path(__file__).resolve().parent.parent


def check(folder: str) -> str:
    """What ``manage.py check`` prints with the vectors looked for in ``folder``."""
    environment = {**os.environ, "KWEXAM_VECTORS": folder, "DEBUG": "on"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


def test_missing_vectors_are_a_warning_with_the_remedy(tmp_path: Path) -> None:
    said = check(str(tmp_path))
    assert "questions.W001" in said
    assert "install_vectors" in said


FILES = ("table.npy", "tokenizer.json", "pieces.npy", "layers.npy")


@pytest.mark.parametrize("name", FILES)
def test_damaged_vectors_are_a_warning_with_the_file_and_the_remedy(tmp_path: Path, name: str) -> None:
    for file in FILES:
        (tmp_path / file).symlink_to(PROJECT / "var" / "vectors" / file)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes((PROJECT / "var" / "vectors" / name).read_bytes()[:-1000])
    said = check(str(tmp_path))
    assert f"{tmp_path / name} cannot be read" in said
    assert "install_vectors" in said


def test_installed_vectors_are_no_matter() -> None:
    assert "no issues" in check(str(PROJECT / "var" / "vectors"))


@pytest.mark.django_db
def test_a_database_that_a_newer_version_changed_is_refused_by_migrate() -> None:
    call_command("migrate", verbosity=0, skip_checks=False)
    MigrationRecorder(connection).record_applied("an_app_that_is_gone", "0001_initial")
    call_command("migrate", verbosity=0, skip_checks=False)
    MigrationRecorder(connection).record_applied("questions", "9999_of_next_year")
    with pytest.raises(SystemCheckError, match=r"does not know questions\.9999_of_next_year"):
        call_command("migrate", verbosity=0, skip_checks=False)
