"""Talk beside an answer earns nothing, and takes nothing away."""

from __future__ import annotations

import csv
from collections import Counter
from functools import lru_cache

import pytest

from questions import marking
from questions.marking.compiled import compiled
from questions.marking.matching import match
from tests.marking.test_examples import EXAMPLES, marked

TALK = (
    "That is my answer.",
    "It was a difficult time for everyone.",
    "We watched a film about it in class.",
    "There were lots of other things going on too.",
    "I learned about this in Year 9 with Mr Smith.",
)

FLASK = marking.parse("""
Question 1 (3 marks)
Explain how a vacuum flask keeps a drink hot.

Mark scheme:
1 mark for each valid point (maximum 3 marks).
- there is a vacuum between the walls, so no heat is conducted
- shiny silver walls reflect heat radiation
- the stopper keeps warm air from rising out (convection)
- plastic is a poor conductor
""").schemes[0]


@lru_cache(maxsize=1)
def raised() -> tuple[Counter[str], Counter[str]]:
    """By kind, how many of our own answers earn more with a sentence of talk before or behind them, and of how many."""
    more: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    alone = iter(marked())
    for file in sorted(EXAMPLES.glob("*.answers.csv")):
        if file.name.endswith(".levels.answers.csv"):
            continue
        text = file.with_name(file.name.replace(".answers.csv", ".scheme.txt")).read_text(encoding="utf-8")
        scheme = marking.parse(text).schemes[0]
        with file.open(encoding="utf-8", newline="") as rows:
            for number, row in enumerate(csv.DictReader(rows)):
                talk, answer = TALK[number % len(TALK)], row["answer"].rstrip(" .")
                padded = f"{answer}. {talk}" if number % 2 else f"{talk} {answer}"
                tried[row["kind"]] += 1
                more[row["kind"]] += marking.mark(scheme, padded).mark > next(alone).given
    return more, tried


def test_talk_raises_hardly_a_mark() -> None:
    """It raised one in ten before what has nothing to do with the question was left out of wide stretches."""
    more, tried = raised()
    assert tried.total() > 850
    assert more.total() <= 0.01 * tried.total()


def test_what_states_nothing_earns_nothing_beside_talk_either() -> None:
    more, tried = raised()
    nothing = ("blank", "copied_question", "descriptor", "instructions", "keywords", "other_language")
    assert all(tried[kind] for kind in nothing)
    assert {kind: more[kind] for kind in nothing} == dict.fromkeys(nothing, 0)


@pytest.mark.parametrize(
    "answer",
    [
        "vacuum, silver, stopper, plastic, convection. It was a difficult time for everyone.",
        "We had a test on Friday. vacuum silver stopper plastic convection radiation conductor",
        "It has some things in it. Vacuum. Silver. Stopper. Plastic. Convection.",
        "Vacuum - silver - stopper - plastic - convection. That is my answer.",
    ],
)
def test_keywords_are_keywords_beside_something_else_too(answer: str) -> None:
    given = marking.mark(FLASK, answer)
    assert given.mark == 0
    assert "keywords" in given.flags


@pytest.mark.parametrize(
    "answer",
    [
        "The walls are shiny silver. They reflect heat, light, warmth.",
        "Plastic is a poor conductor. Silver reflects heat",
    ],
)
def test_short_statements_are_none(answer: str) -> None:
    given = marking.mark(FLASK, answer)
    assert given.mark
    assert "keywords" not in given.flags


@pytest.mark.parametrize(
    "answer",
    [
        "It was well made. Heat reflected, air trapped, heat conducted less, warm air stopped by the stopper",
        "Walls: shiny silver. Gap: vacuum. Stopper: keeps warm air in.",
    ],
)
def test_notes_that_say_what_is_done_are_no_keywords(answer: str) -> None:
    given = marking.mark(FLASK, answer)
    assert given.mark
    assert "keywords" not in given.flags


def test_names_of_places_make_no_other_language() -> None:
    given = marking.mark(FLASK, "Plastic is a poor conductor. I saw it in El Paso, Las Cruces, La Mesa and Los Alamos.")
    assert given.mark == 1
    assert "other_language" not in given.flags


def test_a_sentence_in_another_language_is_left_out_and_flagged() -> None:
    french = "Il y a un vide entre les parois et la chaleur ne passe pas par conduction."
    given = marking.mark(FLASK, f"{french} Plastic is a poor conductor.")
    assert [point.point for point in given.points if point.credited] == [3]
    assert "other_language" in given.flags
    assert marking.mark(FLASK, f"{french} It was a nice day.").mark == 0


def test_words_that_english_has_too_make_no_other_language() -> None:
    assert "other_language" not in marking.mark(FLASK, "Plants die. Animals die. Bugs die.").flags


def test_what_has_nothing_to_do_with_the_question_is_known() -> None:
    ready = compiled(FLASK)
    found = match(
        ready, ready.read("The walls are shiny silver. My uncle lives in Leeds. Plastic is a poor conductor.")
    )
    assert found.idle == {1}


def test_a_denial_that_says_nothing_else_is_heard() -> None:
    assert marking.mark(FLASK, "People say that plastic is a poor conductor. That is wrong.").mark == 0
