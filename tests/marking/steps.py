"""Work counted in the interpreter's steps and not in seconds: the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from questions.marking import Scheme, mark


def steps(scheme: Scheme, answer: str) -> int:
    """How many lines of Python are run to mark ``answer``, everything that is kept by word known already.

    A comprehension counts its line once for each turn. Lines take a quarter of the time that instructions take to
    count, and grow as they do.
    """
    mark(scheme, answer)
    return counted(lambda: mark(scheme, answer))


def counted(work: Callable[[], object]) -> int:
    """How many lines of Python ``work`` runs, calls included."""
    count = 0

    def traced(_frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        nonlocal count
        count += event in ("line", "call")
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
