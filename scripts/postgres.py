"""A PostgreSQL of one's own for the length of one command: ``python -m scripts.postgres COMMAND ...``.

The cluster lives in a temporary folder, listens on a socket there and nowhere else, and is gone
afterwards, also when the command fails or is interrupted. The command finds it in DATABASE_URL.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from scripts.programs import find_postgresql

DATABASE = "kwexam"
START_SECONDS = 60
STOP_SECONDS = 20
LONGEST_FOLDER = 60
"""A socket's address may have about 100 characters; some systems' temporary folders use most of them up."""

FAST_AND_UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""The data does not outlive the command, so nothing waits for a disk."""


class NoPostgresql(Exception):
    """This machine has no PostgreSQL server programs."""


@contextmanager
def private_cluster() -> Iterator[str]:
    """Start a cluster, yield the DATABASE_URL of an empty database in it, stop it and remove it."""
    programs = find_postgresql()
    if programs is None:
        raise NoPostgresql
    short = len(tempfile.gettempdir()) <= LONGEST_FOLDER
    parent = None if short else "/tmp"  # noqa: S108 - mkdtemp makes a folder of our own in it
    with tempfile.TemporaryDirectory(prefix="kwexam-pg-", dir=parent, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        account = _account(folder)
        subprocess.run(
            [
                programs / "initdb",
                "--username=kwexam",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
                "data",
            ],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            check=True,
            **account,
        )
        options = {**FAST_AND_UNSAFE, "listen_addresses": "", "unix_socket_directories": name, "max_connections": "60"}
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", "data", *(f"--{key}={value}" for key, value in options.items())],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # In a session of its own: Ctrl-C is for the command; the server goes when the command has gone.
                start_new_session=True,
                **account,
            )
        try:
            _create_database(server, folder)
            yield f"postgres://kwexam@/{folder}/{DATABASE}"
        finally:
            _stop(server)


def _account(folder: Path) -> dict[str, Any]:
    """How to start the server's programs: PostgreSQL refuses to run as root, so root lends it another account."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _create_database(server: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(host=str(folder), user="kwexam", dbname="postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > until:
                log = (folder / "log").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start:\n{log}") from error
            time.sleep(0.1)


def _stop(server: subprocess.Popen[bytes]) -> None:
    # SIGINT is PostgreSQL's fast shutdown: it ends open connections instead of waiting for them.
    server.send_signal(signal.SIGINT)
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def stop_on_signals() -> None:
    """Let a request to end (kill, a closed terminal) unwind the stack as Ctrl-C does: nothing is left running."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))


def main(command: list[str]) -> int:
    """Run ``command`` with the cluster's DATABASE_URL; its exit code."""
    if not command or shutil.which(command[0]) is None:
        print("usage: python -m scripts.postgres COMMAND [ARGUMENT ...]", file=sys.stderr)
        return 2
    stop_on_signals()
    try:
        with private_cluster() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except NoPostgresql:
        print("PostgreSQL's server programs (initdb, postgres) are not on this machine.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
