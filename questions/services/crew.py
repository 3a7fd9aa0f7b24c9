"""Marking many answers, of which one that the marker fails on stops no other; and on several processors at once.

Processes of their own, since Python's threads take turns. They are started anew, not forked: the process that starts
them may hold threads and database connections. They know the marker alone, and end with the process that asked.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from types import TracebackType

from questions import marking

logger = logging.getLogger(__name__)

Rulings = tuple[marking.Ruling, ...]

MOST_PROCESSES = 4
WORTH_IT = 1500
"""Answers from which the second that the processes take to start is won back."""

SLICE = 32
"""Answers that a process takes at a time."""

PATIENCE = 120.0
"""Seconds after which an answer that has not come back is taken for lost, as when the system killed a process."""


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def mark_each(
    scheme: marking.Scheme, answers: Sequence[str], *, rulings: Sequence[marking.Ruling] = ()
) -> list[marking.Marking | None]:
    """What the marker says of each answer, in order; None, and a line in the log, where it fails on one."""
    try:
        return [*marking.mark_all(scheme, answers, rulings=rulings)]
    except Exception:
        if len(answers) == 1:
            logger.exception("the marker failed on an answer of %s characters", len(answers[0]))
            return [None]
        half = len(answers) // 2
        return [mark for part in (answers[:half], answers[half:]) for mark in mark_each(scheme, part, rulings=rulings)]


_scheme: marking.Scheme | None = None
_rulings: Mapping[int | None, Rulings] = {}


class Crew:
    """Marks answers under one scheme; ``rulings`` by the name of the part of the answers that they are for."""

    def __init__(self, scheme: marking.Scheme, rulings: Mapping[int | None, Rulings]) -> None:
        self._pool = get_context("spawn").Pool(min(processors(), MOST_PROCESSES), _prepare, (scheme, rulings))

    def begin(self, answers: Sequence[str], part: int | None) -> Callable[[], list[marking.Marking | None]]:
        """Begin ``mark_each`` with the rulings of ``part``; what is returned waits for the results."""
        slices = [(list(answers[start : start + SLICE]), part) for start in range(0, len(answers), SLICE)]
        coming = self._pool.starmap_async(_mark, slices, chunksize=1)
        return lambda: [result for results in coming.get(PATIENCE) for result in results]

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.terminate()
        self._pool.join()


def _prepare(scheme: marking.Scheme, rulings: Mapping[int | None, Rulings]) -> None:
    """In a new process: what all its work is about. Whoever waits for a page goes first."""
    global _scheme, _rulings
    _scheme, _rulings = scheme, rulings
    os.nice(5)


def _mark(answers: list[str], part: int | None) -> list[marking.Marking | None]:
    if _scheme is None:
        raise RuntimeError("this process was not prepared")
    return mark_each(_scheme, answers, rulings=_rulings[part])
