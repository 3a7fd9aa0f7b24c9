"""The reader of sentences: what it tells apart that words do not, and how it is asked."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from questions.marking import parse
from questions.marking.compiled import compile_scheme, compiled
from questions.marking.entailing import doubted, question_of, text_around
from questions.marking.essays.development import develop
from questions.marking.language.entailment import MOST_ANSWER, SHAPES, SIZE, Entailment, parts
from questions.marking.language.vectors import installed
from questions.marking.marker import read_answer
from questions.marking.matching import match
from scripts.fit_entailing import doubts
from scripts.fit_likelihood import BANKS


@pytest.fixture(scope="module")
def reader() -> Entailment:
    found = installed().reader
    assert found is not None
    return found


PAIR = (
    "What does a lock on a canal do?",
    "raises or lowers boats between stretches of water at different levels",
    "it lets barges go up or down to where the water is higher or lower",
    "it stops boats from being stolen when they are left on the water",
)


def judged(bank: str) -> tuple[list[float], list[float]]:
    """The log odds that the reader gives right and wrong answers of a bank's questions held back, where words alone
    leave it in doubt."""
    right: list[float] = []
    wrong: list[float] = []
    for name in json.loads((BANKS / "splits.json").read_text(encoding="utf-8"))["check"]:
        if name.startswith(f"{bank}/"):
            for _, said, _, odds in doubts(name, one=True):
                (right if said else wrong).append(odds)
    return right, wrong


@pytest.mark.parametrize(("bank", "reached"), [("ukhist2", 0.8), ("civics2", 0.8)])
def test_right_answers_that_are_in_doubt_are_surer_than_wrong_ones(bank: str, reached: float) -> None:
    """An area under the curve of 0.5 would be chance."""
    right, wrong = judged(bank)
    assert min(len(right), len(wrong)) > 30
    assert sum((a > b) + (a == b) / 2 for a in right for b in wrong) / (len(right) * len(wrong)) >= reached


def test_the_same_pair_gets_the_same_odds_whatever_is_read_beside_it(reader: Entailment) -> None:
    question, phrase, right, wrong = PAIR
    together = reader.log_odds(question, [(right, phrase), (wrong, phrase)])
    reader.forget()
    assert reader.log_odds(question, [(wrong, phrase)]) == together[1:]
    assert reader.log_odds(question, [(right, phrase)]) == together[:1]


@pytest.mark.parametrize("text", ["", "   ", "🙂", "x" * 5000, "war " * 3000, "né à l’été\r\n"])
def test_any_text_is_read(reader: Entailment, text: str) -> None:
    odds = reader.log_odds(text, [(text, text)])
    assert np.isfinite(odds).all()


def test_the_layers_are_as_many_numbers_as_their_names_ask_for() -> None:
    assert parts(np.zeros(SIZE, dtype=np.float32)).keys() == SHAPES.keys()
    with pytest.raises(ValueError, match="numbers expected"):
        parts(np.zeros(SIZE - 1, dtype=np.float32))


SCHEME = parse("""
Question 1 (1 mark)
The canal at Brayford was closed in 1912. Why did the carriers stop using it?

Mark scheme:
- the railway carried goods more cheaply
""").schemes[0]


def test_what_is_asked_is_the_last_sentence_of_the_question() -> None:
    assert question_of(SCHEME) == "Why did the carriers stop using it?"


def test_of_a_long_answer_the_sentences_around_the_place_are_read() -> None:
    talk = "The canal was dug by many men with spades over many years and it was very long. "
    answer = talk * 9 + "But the trains took the goods for less. " + talk * 9
    ready = compiled(SCHEME)
    reading, _ = read_answer(ready, answer)
    found = match(ready, reading)
    place = next(j for j, word in enumerate(found.words) if word.text == "trains")
    text = text_around(found, (place, place + 1))
    assert "But the trains took the goods for less" in text
    assert len(text) <= 4 * MOST_ANSWER


def test_of_a_long_run_on_sentence_the_stretch_is_read() -> None:
    answer = "the canal was dug by many men and " * 20 + "the trains took the goods for less"
    ready = compiled(SCHEME)
    reading, _ = read_answer(ready, answer)
    found = match(ready, reading)
    end = len(found.words)
    assert text_around(found, (end - 4, end)) == "trains took the goods for less"


REASONS = """
Question 1 (2 marks)
The canal at Brayford was closed in 1912. Give two reasons.

Mark scheme:
1 mark for each reason.
- the railway carried goods more cheaply
{rule}- the water leaked away through the banks
"""


def in_doubt(text: str, answer: str) -> list[str]:
    """The phrases beside which an answer is read."""
    ready = compile_scheme(parse(text).schemes[0], replace(installed(), reader=None))
    reading, _ = read_answer(ready, answer)
    return [doubt.side.reading.text for doubt in doubted(ready, match(ready, reading))]


def test_what_is_nearer_to_something_rejected_is_not_read() -> None:
    answer = "the trains were quicker"
    assert in_doubt(REASONS.format(rule=""), answer) == ["the railway carried goods more cheaply"]
    assert in_doubt(REASONS.format(rule="  REJECT: the railway was faster\n"), answer) == []


def test_a_single_word_of_a_longer_phrase_is_not_lifted_but_may_be_turned_down() -> None:
    assert in_doubt(REASONS.format(rule=""), "water") == []
    assert in_doubt(REASONS.format(rule=""), "the banks") == ["the water leaked away through the banks"]


ESSAY = parse("""
Question 1 (6 marks)
Explain why the canal at Brayford closed.

Mark scheme:
1-2 marks: Names reasons.
3-4 marks: Explains one reason.
5-6 marks: Explains two reasons with support.
Indicative content:
- the railway carried goods more cheaply
- the banks leaked and repairs were neglected
- the mill, which was the best customer, burnt down
""").schemes[0]


@pytest.mark.parametrize(
    ("answer", "by_words", "read"),
    [
        ("The trains could take the same load for half of the money.", False, True),
        ("The trains were loud and full of smoke.", False, False),
        ("The railway carried goods more cheaply.", True, True),
    ],
)
def test_a_sentence_of_an_essay_that_may_make_a_point_is_read(answer: str, by_words: bool, read: bool) -> None:
    for table, credited in ((replace(installed(), reader=None), by_words), (installed(), read)):
        ready = compile_scheme(ESSAY, table)
        reading, _ = read_answer(ready, answer)
        assert develop(ready, match(ready, reading)).essay.findings[0].credited == credited
