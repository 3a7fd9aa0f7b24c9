"""What ``make test`` runs: every test on SQLite, those that use the database again on PostgreSQL, and a real browser.

The browser waits more than it works, so it runs beside PostgreSQL, and what it says comes after that. Arguments are
handed on to pytest. The end says what ran and what did not; with CI=true, what did not run is a failure.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from scripts import programs
from scripts.postgres import private_cluster, stop_on_signals

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes", "on")
PROCESSES = "2"
A_MOMENT, PATIENCE = 3.0, 20.0
"""Seconds for a run to end by itself, and when it is asked to."""

# What holds no test of a part is not read for it, unless somebody names it: reading tests takes seconds a process.
WITHOUT_BROWSER = ["--ignore=tests/browser"]
WITH_DATABASE = [*WITHOUT_BROWSER, "--ignore=tests/marking"]
IN_BROWSER = ["--override-ini=testpaths=tests/browser"]


@dataclass(frozen=True)
class Outcome:
    """One part of the run, as the summary tells it."""

    name: str
    verdict: str
    seconds: float = 0.0
    failed: bool = False
    ran: bool = True


def main(arguments: list[str]) -> int:
    stop_on_signals()
    outcomes = [part("SQLite", lambda: run_pytest("not browser", [*WITHOUT_BROWSER, *arguments]))]
    with browser_part(arguments) as browser:
        outcomes.append(needing("PostgreSQL", "postgresql", programs.find_postgresql, lambda: on_postgresql(arguments)))
        outcomes.append(browser())
    print(summary(outcomes), flush=True)
    if not any(outcome.ran for outcome in outcomes):
        return pytest.ExitCode.NO_TESTS_COLLECTED
    return int(any(outcome.failed for outcome in outcomes))


def run_pytest(marks: str, arguments: list[str], database_url: str | None = None) -> int:
    """Run the tests that carry these marks; pytest's exit code. Without ``database_url`` on an own SQLite file."""
    with start_pytest(marks, arguments, database_url) as process:
        return process.wait()


@contextmanager
def start_pytest(
    marks: str, arguments: list[str], database_url: str | None = None, output: IO[bytes] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """The same, started."""
    # Many processes read the same modules: compiling them is done once, whatever this shell says about compiled files.
    unwanted = ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    if database_url is not None:
        environment["DATABASE_URL"] = database_url
    command = [sys.executable, "-m", "pytest", "-n", PROCESSES, "-m", marks, *arguments]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output and subprocess.STDOUT
    ) as process:
        try:
            yield process
        except BaseException:
            end(process)
            raise


def end(process: subprocess.Popen[bytes]) -> None:
    """Let a run put away what it has open: after Ctrl-C it does so itself; else it is asked to."""
    try:
        process.wait(A_MOMENT)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


@contextmanager
def browser_part(arguments: list[str]) -> Iterator[Callable[[], Outcome]]:
    """The browser's tests, started; what comes of them is told, and waited for, when asked for."""
    if not is_there("chromium", a_browser):
        yield lambda: missing("browser", "chromium")
        return
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kwexam-browser-") as folder:
        said = Path(folder) / "output"
        with said.open("wb") as output, start_pytest("browser", [*IN_BROWSER, *arguments], output=output) as process:
            yield lambda: part("browser", lambda: tell(process, said), started)


def tell(process: subprocess.Popen[bytes], said: Path) -> int:
    """Print what a process has said and goes on to say, until it ends; its exit code."""
    with said.open("rb") as reader:
        while True:
            ended = process.poll() is not None
            sys.stdout.write(reader.read().decode(errors="replace"))
            sys.stdout.flush()
            if ended:
                return process.returncode
            time.sleep(0.2)


def on_postgresql(arguments: list[str]) -> int:
    with private_cluster() as url:
        return run_pytest("database and not browser", [*WITH_DATABASE, *arguments], url)


def a_browser() -> str | None:
    """A browser to drive: one without windows where there is one or it can be installed, else any Chromium."""
    if programs.find_quick_chromium() is None:
        programs.install(programs.HEADLESS_NAMES[0])
    return programs.find_chromium()


def part(name: str, run: Callable[[], int], started: float | None = None) -> Outcome:
    """Run a part, which may have been ``started`` before."""
    print(f"\n===== {name} =====", flush=True)
    started = started or time.monotonic()
    code = run()
    seconds = time.monotonic() - started
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        return Outcome(name, "no test matches", seconds, ran=False)
    return Outcome(name, "passed" if code == 0 else f"FAILED (exit code {code})", seconds, failed=code != 0)


def needing(name: str, package: str, find: Callable[[], object], run: Callable[[], int]) -> Outcome:
    """A part that needs a program: found, installed or named as missing."""
    return part(name, run) if is_there(package, find) else missing(name, package)


def is_there(package: str, find: Callable[[], object]) -> bool:
    return find() is not None or (programs.install(package) and find() is not None)


def missing(name: str, package: str) -> Outcome:
    verdict = f"NOT RUN: {package} is missing and could not be installed; type: {programs.install_command(package)}"
    return Outcome(name, verdict, failed=IN_CI, ran=False)


def summary(outcomes: list[Outcome]) -> str:
    lines = [f"  {outcome.name:<11} {outcome.seconds:5.0f} s  {outcome.verdict}" for outcome in outcomes]
    return "\n".join(["", "===== What ran =====", *lines])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
