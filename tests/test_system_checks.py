"""The system check that says when the word vectors are missing, and when they are there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


def test_installed_vectors_are_no_matter() -> None:
    assert "no issues" in check(str(PROJECT / "var" / "vectors"))
