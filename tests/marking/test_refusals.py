"""A refusal that is likely mistaken does not stand, and what it would have refused is less sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions import marking
from questions.marking.compiled import compiled
from questions.marking.guards import refusals
from questions.marking.language.text import read
from questions.marking.matching import match
from questions.marking.search import Search

EXAMPLES = Path(__file__).parent / "examples"
STEEL = "farmers were all making useless steel instead of farming. and the weather was terrible that year"


@pytest.fixture(scope="module")
def famine() -> marking.Scheme:
    return marking.parse((EXAMPLES / "famine.scheme.txt").read_text(encoding="utf-8")).schemes[0]


def lifted(scheme: marking.Scheme, answer: str) -> dict[tuple[int, tuple[int, int]], float]:
    """The refusals that do not stand, with how likely they were right."""
    ready = compiled(scheme)
    search = Search(ready, match(ready, read(answer, ready.concepts)))
    for point in range(len(scheme.points)):
        search.find(point)
    return search.doubts


def test_a_not_about_something_else_refuses_nothing(famine: marking.Scheme) -> None:
    doubts = lifted(famine, STEEL)
    assert doubts
    assert max(doubts.values()) < refusals.ENOUGH
    assert marking.mark(famine, STEEL).mark == 2


def test_a_mark_is_no_surer_than_its_refusal_was_wrong(famine: marking.Scheme) -> None:
    ready = compiled(famine)
    search = Search(ready, match(ready, read(STEEL, ready.concepts)))
    doubtful = [finding.doubt for point in range(len(famine.points)) if (finding := search.find(point)).credited]
    assert max(doubtful) > 0
    assert marking.mark(famine, STEEL).confidence <= 1 - max(doubtful) + 1e-4


def test_a_denial_in_the_schemes_words_stands(famine: marking.Scheme) -> None:
    told = [side.reading.text for side in compiled(famine).sides if side.role == "answer"]
    credited = [text for text in told if marking.mark(famine, f"It is not true that {text}").mark]
    assert len(told) > 10
    assert credited == []


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ((0.2, 0.8, 0, 0.0, 1.0), (0.9, 0.8, 0, 0.0, 1.0)),
        ((0.5, 0.6, 0, 0.0, 1.0), (0.5, 1.0, 0, 0.0, 1.0)),
        ((0.5, 0.8, 0, 0.0, 0.0), (0.5, 0.8, 3, 0.0, 0.0)),
        ((0.5, 0.8, 0, 0.0, 1.0), (0.5, 0.8, 0, 1.0, 1.0)),
    ],
    ids=["more of the scheme's words", "likelier words", "things in their places", "called untrue"],
)
def test_what_speaks_for_a_refusal(less: tuple[float, ...], more: tuple[float, ...]) -> None:
    assert refusals.chance(less) < refusals.chance(more)
