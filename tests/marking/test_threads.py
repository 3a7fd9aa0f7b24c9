"""A server marks in several threads at once: each answer is read as if it were alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
import snowballstemmer

from questions.marking.language.text import stem

ENDINGS = "ing ations edly ers ibility ive s ement ously alized".split()
WORDS = [f"{start}{middle}{end}" for start, middle, end in product("abcdefghijkl", ("vad", "form", "tend"), ENDINGS)]


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_find_the_same_stems_as_one_alone(restless: None) -> None:
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(stem, WORDS))
    assert together == snowballstemmer.stemmer("english").stemWords(WORDS)
