"""What DATABASE_URL makes of the database's settings."""

from __future__ import annotations

import os
import re
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
@pytest.mark.skipif(connection.vendor != "postgresql", reason="its own programs")
def test_the_manual_restores_a_dump_over_a_database_that_was_upgraded_since(tmp_path: Path) -> None:
    manual = (PROJECT / "docs" / "administration.md").read_text(encoding="utf-8").partition("## Backup")[2]
    lines = re.findall(r"^docker compose exec -T database (\w+ .*)$", manual.partition("## Upgrading")[0], re.MULTILINE)
    dump, *restore = [line.split(" > ")[0].split(" < ")[0] for line in lines]
    assert [line.split()[0] for line in (dump, *restore)] == ["pg_dump", "dropdb", "createdb", "pg_restore"]
    school = f"restored{os.getpid()}"
    server = {"PGHOST": connection.settings_dict["HOST"], "PGPORT": str(connection.settings_dict["PORT"] or 5432)}
    environment = {**os.environ, **server}
    file = tmp_path / "dump"

    def run(command: str) -> str:
        named = re.sub(r"(?<=dbname )kwexam|kwexam$", school, command)
        with file.open("rb") as sent:
            done = subprocess.run(named.split(), env=environment, stdin=sent, capture_output=True, check=True)
        if command == dump:
            file.write_bytes(done.stdout)
        return done.stdout.decode(errors="replace")

    def query(sql: str) -> str:
        command = ["psql", "--username=kwexam", f"--dbname={school}", "--tuples-only", "--no-align", "--command", sql]
        return subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout.strip()

    file.touch()
    run("createdb --username kwexam kwexam")
    try:
        query("CREATE TABLE people (id int PRIMARY KEY); INSERT INTO people VALUES (7)")
        run(dump)
        query("ALTER TABLE people ADD needed int NOT NULL DEFAULT 1; CREATE TABLE newer (of_id int REFERENCES people)")
        for command in restore:
            run(command)
        assert query("SELECT * FROM people") == "7"
        assert query("SELECT to_regclass('newer') IS NULL") == "t"
    finally:
        run("dropdb --username kwexam --if-exists --force kwexam")


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
