"""What DATABASE_URL makes of the database's settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from kwexam.settings import database

PROJECT = Path(__file__).resolve().parent.parent
ASKED = "from questions.models import User; print(User.objects.count())"


@pytest.mark.parametrize(
    ("query", "pool", "seconds"),
    [("", False, 70), ("?pool=true", True, 0), ("?pool=1", True, 0), ("?pool=off", False, 70)],
)
def test_a_pool_keeps_connections_in_the_place_of_threads(
    monkeypatch: pytest.MonkeyPatch, query: str, pool: bool, seconds: int
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://user@host/name{query}")
    monkeypatch.setenv("CONN_MAX_AGE", "70")
    config = database()
    assert (config["OPTIONS"]["pool"], config["CONN_MAX_AGE"]) == (pool, seconds)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no pool")
def test_a_process_with_a_pool_reads_the_database_and_ends() -> None:
    address = os.environ["DATABASE_URL"].removesuffix("kwexam") + connection.settings_dict["NAME"]
    environment = {**os.environ, "DATABASE_URL": f"{address}?pool=true", "DJANGO_SETTINGS_MODULE": "kwexam.settings"}
    command = [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", ASKED]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("0\n", "", 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("élan%", True),
        ("%VITAL", True),
        ("%N_V%", True),
        ("_lan vital", True),
        ("élan", False),
        ("%an", False),
        (r"%\%%", False),
        (r"Élan vita\_", False),
        ("", False),
        (None, None),
    ],
)
def test_like_minds_no_capitals_of_any_letters(pattern: str | None, matches: bool | None) -> None:
    like = "ILIKE" if connection.vendor == "postgresql" else "LIKE"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 'Élan vital' {like} %s ESCAPE '\\'", [pattern])
        (found,) = cursor.fetchone()
    assert found == matches
