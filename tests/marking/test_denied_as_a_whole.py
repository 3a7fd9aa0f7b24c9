"""Every acceptable answer of the sample bank, denied as a whole, with two parties exchanged, or as bare words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from questions.marking import Scheme, mark, parse
from questions.marking.compiled import compiled

SAMPLES = Path(__file__).resolve().parents[2] / "questions" / "samples"
TELLING = 3
"""Words from which an acceptable answer is a statement that can be denied."""


@cache
def told() -> tuple[tuple[Scheme, str, tuple[str, ...]], ...]:
    """The acceptable answers of a few words that earn a mark as they stand, with their words."""
    return tuple(_told())


def _told() -> Iterator[tuple[Scheme, str, tuple[str, ...]]]:
    for path in sorted(SAMPLES.glob("*.txt")):
        for scheme in parse(path.read_text(encoding="utf-8")).schemes:
            for side in () if scheme.levels else compiled(scheme).sides:
                text = side.reading.text.strip()
                if side.role == "answer" and len(side.words) >= TELLING and mark(scheme, text).mark:
                    yield scheme, text, tuple(word.text for word in side.words)


@pytest.mark.parametrize(
    ("form", "most"),
    [
        ("It is not true that {}", 0.04),
        ("{}. That is not true.", 0.04),
        ("{}? No, that is wrong.", 0.04),
        ("Some people say that {} but this is wrong", 0.05),
        ("I do not think that {}", 0.04),
        ("There is no evidence that {}", 0.04),
        ("It was not because {}", 0.04),
        ("It had nothing to do with the fact that {}", 0.04),
        ("{} did not happen", 0.04),
    ],
)
def test_what_is_said_to_be_untrue_earns_nothing(form: str, most: float) -> None:
    every = told()
    credited = [text for scheme, text, _ in every if mark(scheme, form.format(text)).mark]
    assert len(every) > 300
    assert len(credited) <= most * len(every), credited


def test_words_in_no_order_earn_little() -> None:
    mixed = random.Random(1)
    rows = [(scheme, mixed.sample(words, len(words))) for scheme, _, words in told() if len(words) > 4]
    credited = [words for scheme, words in rows if mark(scheme, " ".join(words)).mark]
    assert len(rows) > 100
    assert len(credited) <= 0.2 * len(rows), credited
