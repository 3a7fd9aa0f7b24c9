"""What stands in the environment or in .env is understood, or refused in one sentence, and never taken for more."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
NAMES = ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "HTTPS", "TASKS_BACKEND", "DJANGO_SETTINGS_MODULE")
READ = "import runpy, sys; print(runpy.run_path(sys.argv[1])[sys.argv[2]])"


def run(*command: str, **given: str) -> tuple[int, str]:
    """The exit code of a command of Python in that environment, and the last line that it prints or fails with."""
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT,
        env={**environment, **given},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stderr if done.returncode else done.stdout).strip().splitlines()[-1]


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """The settings in a folder of their own, with no ``.env`` of this machine beside them."""
    (tmp_path / "kwexam").mkdir()
    return Path(shutil.copy(PROJECT / "kwexam" / "settings.py", tmp_path / "kwexam"))


@pytest.mark.parametrize(
    ("name", "value", "may"),
    [
        ("TASKS_BACKEND", "Database", "immediate or database"),
        ("DATABASE_URL", "kwexam", "postgres://user:password@host:5432/name"),
        ("DATABASE_URL", "", "postgres://user:password@host:5432/name"),
        ("DATABASE_URL", "postgres://kwexam:pass/word@host:5432/name", "%2F"),
        ("DATABASE_URL", "mysql://kwexam@host/name", "postgres://"),
        ("DATABASE_URL", "postgres://kwexam@host/name?pool=banana", "on or off"),
        ("TIME_ZONE", "Europe/Londn", "Europe/London"),
        ("TIME_ZONE", "../UTC", "Europe/London"),
        ("SIGN_IN_ATTEMPTS", "eight", "a whole number, 1 or more"),
        ("SIGN_IN_ATTEMPTS", "0", "a whole number, 1 or more"),
        ("HTTPS", "enabled", "on or off"),
        ("HTTPS", "onn", "on or off"),
        ("DEBUG", "", "on or off"),
        ("ALLOWED_HOSTS", "https://exams.school.example/", "without https://"),
        ("ALLOWED_HOSTS", "exams.school.example:8000", "exams.school.example"),
    ],
)
def test_a_setting_that_is_not_understood_is_refused_with_what_may_stand_there(
    settings_file: Path, name: str, value: str, may: str
) -> None:
    code, said = run("-c", READ, str(settings_file), name, **{name: value})
    assert code == 1
    assert said.startswith(f"django.core.exceptions.ImproperlyConfigured: The setting {name} ")
    assert may in said
    assert name == "DATABASE_URL" or f"“{value}”" in said


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("HTTPS", "On", "True"),
        ("HTTPS", "0", "False"),
        ("ALLOWED_HOSTS", "exams.school.example, [::1],,*", "['exams.school.example', '[::1]', '*']"),
    ],
)
def test_what_is_meant_is_understood(settings_file: Path, name: str, value: str, shown: str) -> None:
    assert run("-c", READ, str(settings_file), name, **{name: value}) == (0, shown)


def test_the_file_may_begin_with_a_byte_order_mark(settings_file: Path) -> None:
    (settings_file.parents[1] / ".env").write_text("SECRET_KEY=of the first line\nDEBUG=on\n", encoding="utf-8-sig")
    assert run("-c", READ, str(settings_file), "SECRET_KEY") == (0, "of the first line")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_a_file_that_is_not_utf_8_is_refused_and_not_shown(settings_file: Path, encoding: str) -> None:
    (settings_file.parents[1] / ".env").write_text("SECRET_KEY=schlüssel\n", encoding=encoding)
    refused = "django.core.exceptions.ImproperlyConfigured: The file .env must be saved as plain text in UTF-8."
    assert run("-c", READ, str(settings_file), "SECRET_KEY") == (1, refused)


def test_the_password_of_an_address_that_is_not_understood_is_not_shown() -> None:
    address = "postgres//kwexam:hidden-word@host/name"
    environment = {**os.environ, "DATABASE_URL": address}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "DATABASE_URL must be like" in done.stderr) == (1, True)
    assert "hidden-word" not in done.stdout + done.stderr


def test_a_command_says_it_in_one_line() -> None:
    assert run("manage.py", "check", HTTPS="onn") == (1, "The setting HTTPS is “onn”, but must be on or off.")


def test_a_server_does_not_start_with_a_weak_key() -> None:
    start = ("-c", "import kwexam.wsgi")
    given = {"DEBUG": "off", "DATABASE_URL": "sqlite://:memory:"}
    assert run("-c", "import kwexam.wsgi; print('up')", SECRET_KEY=secrets.token_urlsafe(50), **given) == (0, "up")
    code, said = run(*start, SECRET_KEY="x", **given)
    assert (code, "SECRET_KEY must be 50 random characters" in said) == (1, True)
    code, said = run(*start, SECRET_KEY="", **given)
    assert (code, "SECRET_KEY" in said) == (1, True)
