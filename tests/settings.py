"""The project's settings with an environment that is the same on every machine, whatever its shell or ``.env`` says.

DATABASE_URL alone is taken from outside: the same tests run on SQLite and on PostgreSQL.
"""

import os
import tempfile
from pathlib import Path

# One folder for the processes of a run: pytest makes it and removes it, its workers inherit the name.
if "KWEXAM_TEST_FOLDER" not in os.environ:
    _folder = tempfile.TemporaryDirectory(prefix="kwexam-tests-")
    os.environ["KWEXAM_TEST_FOLDER"] = _folder.name
FOLDER = Path(os.environ["KWEXAM_TEST_FOLDER"])
_sqlite_file = FOLDER / "test.sqlite3"

os.environ.update(
    {
        "DEBUG": "on",
        "SECRET_KEY": "for tests only",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "CSRF_TRUSTED_ORIGINS": "",
        "HTTPS": "off",
        "BEHIND_PROXY": "off",
        "TASKS_BACKEND": "immediate",
        "TIME_ZONE": "Europe/London",
        "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{_sqlite_file}",
    }
)

from kwexam.settings import *  # noqa: E402, F403 - it reads the environment set above
from kwexam.settings import DATABASES  # noqa: E402

# The strong hash costs a quarter of a second a sign-in, which is its purpose and not what tests test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Files are found where they are written; whoever never collected them gets no warning.
STATIC_ROOT = FOLDER

# A file, as in use: in memory, SQLite locks differently, and two connections at once could not be tested.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": _sqlite_file}
