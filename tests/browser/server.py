"""The product as a process of its own: database, demo school, static files and gunicorn on a free port."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from environ import Env
from psycopg import sql

PROJECT = Path(__file__).resolve().parent.parent.parent
DATABASE = "browser.sqlite3"
START_SECONDS = 240
STOP_SECONDS = 30


@contextmanager
def running_server(folder: Path, shared: Path, outer_database: str | None) -> Iterator[str]:
    """Set the product up in ``folder``, start it and yield its address; stop it afterwards.

    ``outer_database`` is the URL of a PostgreSQL database: the server gets one of its own beside it. On SQLite, what is
    the same for all servers of a test run is made once in ``shared``.
    """
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "DEBUG": "off",
        "HTTPS": "off",  # the browser speaks to gunicorn itself, with no proxy between them
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    log = folder / "server.log"
    if outer_database is None or outer_database.startswith("sqlite"):
        made = made_once(shared, environment)
        shutil.copy(made / DATABASE, folder)
        environment |= places(folder, static=made)
    else:
        environment |= places(folder, static=folder) | {"DATABASE_URL": own_database(outer_database)}
        prepare(environment)
    with log.open("w") as output:
        port = free_port()
        options = [f"--bind=127.0.0.1:{port}", "--no-control-socket", "--worker-class=gthread", "--threads=16"]
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *options, "kwexam.wsgi:application"],
            cwd=PROJECT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_healthy(address, process, log)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def places(folder: Path, *, static: Path) -> dict[str, str]:
    """Where a server has its SQLite file and its static files."""
    return {
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "KWEXAM_TEST_STATIC_ROOT": str(static / "static"),
    }


def made_once(shared: Path, environment: dict[str, str]) -> Path:
    """A folder with a filled SQLite file and static files: the first process that asks makes it, others wait."""
    made, part = shared / "server", shared / "server.part"
    with (shared / "server.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            prepare(environment | places(part, static=part))
            part.rename(made)
    return made


def prepare(environment: dict[str, str]) -> None:
    """Fill the database and collect the static files."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.prepare"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The server could not be set up:\n{done.stdout[-4000:]}")


def own_database(outer: str) -> str:
    """The URL of a new database on the server of ``outer``."""
    config = Env.db_url_config(outer)
    name = f"{config['NAME']}_browser_{secrets.token_hex(4)}"
    login = {
        key: config[upper] for key, upper in (("host", "HOST"), ("port", "PORT"), ("user", "USER")) if config[upper]
    }
    with psycopg.connect(**login, password=config["PASSWORD"], dbname=config["NAME"], autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return outer.rsplit("/", 1)[0] + "/" + name


def free_port() -> int:
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as reply:  # noqa: S310 - our own address
                if reply.read() == b"ok":
                    return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The server did not start:\n{log.read_text()[-4000:]}") from None
            time.sleep(0.1)
