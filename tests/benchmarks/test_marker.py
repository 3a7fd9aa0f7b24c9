"""How long the marker takes for one answer, the compiled scheme cached. Goals: docs/marking.md."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from questions import marking
from questions.marking.language.text import WORD
from questions.marking.language.vectors import installed

BANK = Path(__file__).resolve().parent.parent.parent / "questions" / "samples" / "korean-war.txt"

SHORT = (
    "China was worried because American soldiers were getting very near to the Yalu River, and Stalin had also asked "
    "Mao to send troops to help."
)
LONG = (
    "China gained prestige in the communist world because it had stood up to the West and fought the Americans to a "
    "standstill. This meant that it was seen as a great power, for example at Geneva in 1954 and at Bandung in 1955. "
    "However, the USA now treated China as an enemy. As a result there was a trade embargo, and the Seventh Fleet "
    "protected Taiwan, so China could not take the island. The treaty of 1954 made this lasting. China was also kept "
    "out of the United Nations until 1971, since it had been branded an aggressor, which left it isolated from the "
    "bodies where decisions were made. On the other hand the army gained experience and modern Soviet weapons, so that "
    "nobody could see China as a weak country any longer, and North Korea stayed as a buffer on its border. Its "
    "influence in Asia grew too: it gave help to Ho Chi Minh in Vietnam and became a model for movements against the "
    "colonial powers. Overall the war made China stronger and more respected in one half of the world, and more alone "
    "in the other half, which shaped its position for the next twenty years until Nixon came to Beijing in 1972."
)


@pytest.fixture(scope="module")
def bank() -> marking.Document:
    return marking.parse(BANK.read_text(encoding="utf-8"))


def mark_anew(scheme: marking.Scheme, answer: str) -> marking.Marking:
    """Mark an answer that was not read before."""
    if (reader := installed().reader) is not None:
        reader.forget()
    return marking.mark(scheme, answer)


def mark_again(benchmark: BenchmarkFixture, scheme: marking.Scheme, answer: str) -> marking.Marking:
    """Marked once before it is measured: a cold first call would also set how many rounds are run, to very few."""
    marking.mark(scheme, answer)
    return benchmark(mark_anew, scheme, answer)


KINDS = {"short": (1, SHORT, 0.0005), "long": (2, LONG, 0.003)}
"""Number of the question in the bank, the answer, and the goal in seconds."""


@pytest.mark.parametrize("kind", KINDS)
def test_marking_one_answer(benchmark: BenchmarkFixture, bank: marking.Document, kind: str) -> None:
    """OPS are answers a second. The figure in brackets is the ratio to cutting the same text into words."""
    number, answer, goal = KINDS[kind]
    benchmark.group = f"one {kind} answer, beside cutting it into words"
    benchmark.extra_info["goal"] = goal
    assert mark_again(benchmark, bank.schemes[number - 1], answer).mark > 0


@pytest.mark.parametrize("kind", KINDS)
def test_cutting_the_same_answer_into_words(benchmark: BenchmarkFixture, kind: str) -> None:
    benchmark.group = f"one {kind} answer, beside cutting it into words"
    assert benchmark(WORD.findall, KINDS[kind][1])


@pytest.mark.parametrize("times", [1, 4, 16])
def test_marking_by_length_of_the_answer(benchmark: BenchmarkFixture, bank: marking.Document, times: int) -> None:
    benchmark.group = "answers of 25, 100 and 400 words"
    assert mark_again(benchmark, bank.schemes[0], " ".join([SHORT] * times)).mark > 0


@pytest.mark.parametrize("count", [4, 16, 64])
def test_marking_by_number_of_points(benchmark: BenchmarkFixture, bank: marking.Document, count: int) -> None:
    benchmark.group = "schemes of 4, 16 and 64 points"
    points = bank.schemes[0].points
    scheme = replace(bank.schemes[0], points=tuple(points[i % len(points)] for i in range(count)))
    assert mark_again(benchmark, scheme, SHORT).mark > 0


def test_reading_the_sample_bank(benchmark: BenchmarkFixture) -> None:
    text = BANK.read_text(encoding="utf-8")
    assert benchmark(marking.parse, text).schemes
