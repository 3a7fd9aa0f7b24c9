"""What ``make test`` runs: every test on SQLite, those that use the database again on PostgreSQL, and a real browser.

Arguments are handed on to pytest. The end says what ran and what did not; with CI=true, what did not run is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from scripts import programs
from scripts.postgres import private_cluster, stop_on_signals

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes", "on")
PROCESSES = 2
BROWSERS = 3
"""One more than processors, since a browser waits for clocks and servers for much of its time."""

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
    outcomes = [
        part("SQLite", lambda: run_pytest("not browser", [*WITHOUT_BROWSER, *arguments])),
        needing("PostgreSQL", "postgresql", programs.find_postgresql, lambda: on_postgresql(arguments)),
        needing("browser", "chromium", a_browser, lambda: in_browser(arguments)),
    ]
    print(summary(outcomes), flush=True)
    if not any(outcome.ran for outcome in outcomes):
        return pytest.ExitCode.NO_TESTS_COLLECTED
    return int(any(outcome.failed for outcome in outcomes))


def run_pytest(marks: str, arguments: list[str], database_url: str | None = None, *, processes: int = PROCESSES) -> int:
    """Run the tests that carry these marks; pytest's exit code. Without ``database_url`` on an own SQLite file."""
    # Many processes read the same modules: compiling them is done once, whatever this shell says about compiled files.
    unwanted = ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    if database_url is not None:
        environment["DATABASE_URL"] = database_url
    # Tests that are neighbours share what they build once, so they stay in one process until the other has none left.
    spread = ["-n", str(processes), "--dist=worksteal"]
    command = [sys.executable, "-m", "pytest", *spread, "-m", marks, *arguments]
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def on_postgresql(arguments: list[str]) -> int:
    with private_cluster() as url:
        return run_pytest("database and not browser", [*WITH_DATABASE, *arguments], url)


def in_browser(arguments: list[str]) -> int:
    return run_pytest("browser", [*IN_BROWSER, *arguments], processes=BROWSERS)


def a_browser() -> str | None:
    """A browser to drive: one without windows where there is one or it can be installed, else any Chromium."""
    if programs.find_quick_chromium() is None:
        programs.install(programs.HEADLESS_NAMES[0])
    return programs.find_chromium()


def part(name: str, run: Callable[[], int]) -> Outcome:
    print(f"\n===== {name} =====", flush=True)
    started = time.monotonic()
    code = run()
    seconds = time.monotonic() - started
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        return Outcome(name, "no test matches", seconds, ran=False)
    return Outcome(name, "passed" if code == 0 else f"FAILED (exit code {code})", seconds, failed=code != 0)


def needing(name: str, package: str, find: Callable[[], object], run: Callable[[], int]) -> Outcome:
    """A part that needs a program: found, installed or named as missing."""
    if find() is None and not (programs.install(package) and find() is not None):
        verdict = f"NOT RUN: {package} is missing and could not be installed; type: {programs.install_command(package)}"
        return Outcome(name, verdict, failed=IN_CI, ran=False)
    return part(name, run)


def summary(outcomes: list[Outcome]) -> str:
    lines = [f"  {outcome.name:<11} {outcome.seconds:5.0f} s  {outcome.verdict}" for outcome in outcomes]
    return "\n".join(["", "===== What ran =====", *lines])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
