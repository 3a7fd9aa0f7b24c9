"""What ``make test`` runs: every test on SQLite, those that use the database again on PostgreSQL, and a real browser.

Arguments are handed on to pytest. The end says what ran and what did not; with CI=true, what did not run is a failure.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue
from pathlib import Path

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
    outcomes = [part("SQLite", lambda: run_pytest("not browser", [*WITHOUT_BROWSER, *arguments]))]
    # What is missing is installed one after the other; the parts then run side by side, since a browser mostly waits.
    without_postgresql = missing("PostgreSQL", "postgresql", programs.find_postgresql)
    without_browser = missing("browser", "chromium", a_browser)
    with beside(arguments, unless=without_postgresql) as postgresql:
        in_browsers = without_browser or part("browser", lambda: in_browser(arguments))
        outcomes += [postgresql(), in_browsers]
    print(summary(outcomes), flush=True)
    if not any(outcome.ran for outcome in outcomes):
        return pytest.ExitCode.NO_TESTS_COLLECTED
    return int(any(outcome.failed for outcome in outcomes))


@contextmanager
def beside(arguments: list[str], *, unless: Outcome | None) -> Iterator[Callable[[], Outcome]]:
    """Run the tests on PostgreSQL in a process of its own, ``unless`` there is an outcome already. What is yielded
    waits for them, prints what they said and returns their outcome."""
    if unless is not None:
        yield lambda: unless
        return
    with tempfile.NamedTemporaryFile(prefix="kwexam-tests-") as said:
        context = multiprocessing.get_context("spawn")
        told: SimpleQueue[Outcome] = context.SimpleQueue()
        process = context.Process(target=_on_postgresql, args=(arguments, said.name, told))
        process.start()

        def outcome() -> Outcome:
            process.join()
            print(Path(said.name).read_text(errors="replace"), flush=True)
            failed = Outcome("PostgreSQL", f"FAILED (exit code {process.exitcode})", failed=True)
            return failed if told.empty() else told.get()

        try:
            yield outcome
        finally:
            process.terminate()
            process.join()


def _on_postgresql(arguments: list[str], output: str, told: SimpleQueue[Outcome]) -> None:
    """The part in its own process: all that is said goes to a file, so that two parts do not speak at once."""
    stop_on_signals()
    with Path(output).open("a") as file:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), stream.fileno())
        told.put(part("PostgreSQL", lambda: on_postgresql(arguments)))


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


def missing(name: str, package: str, find: Callable[[], object]) -> Outcome | None:
    """What is told of a part whose program is missing and cannot be installed; None where it is there."""
    if find() is not None or (programs.install(package) and find() is not None):
        return None
    verdict = f"NOT RUN: {package} is missing and could not be installed; type: {programs.install_command(package)}"
    return Outcome(name, verdict, failed=IN_CI, ran=False)


def summary(outcomes: list[Outcome]) -> str:
    lines = [f"  {outcome.name:<11} {outcome.seconds:5.0f} s  {outcome.verdict}" for outcome in outcomes]
    return "\n".join(["", "===== What ran =====", *lines])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
