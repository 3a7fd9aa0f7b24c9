"""Everyday phrases for one word of a scheme."""

import pytest

from questions import marking
from questions.marking.language.idiom_table import IDIOMS
from questions.marking.language.idioms import INSIDE, meanings_of, with_idioms
from questions.marking.language.text import read

TOWN = """Question 1 (2 marks)
Describe two things that Rupert did in Zenda after 1901.

Mark scheme:
1 mark for each valid thing (maximum 2 marks).
- He expelled the foreign merchants
- He abolished the tolls on the bridge
- Men were forced to serve in the guard
- His rivals were imprisoned
- Many of the weavers were unemployed
"""


def credited(answer: str, text: str = TOWN) -> marking.Marking:
    return marking.mark(marking.parse(text).schemes[0], answer)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("The foreign merchants got kicked out of town", "kicked out"),
        ("He kicked all the merchants out", "kicked all the merchants out"),
        ("He did away with the tolls", "did away with"),
        ("The tolls were got rid of", "got rid of"),
        ("Men had no choice, they served in the guard", "no choice"),
        ("His rivals got locked up by him", "locked up"),
        ("Lots of weavers were out of work", "out of work"),
    ],
)
def test_a_phrase_earns_what_the_word_earns_and_is_shown_whole(answer: str, shown: str) -> None:
    result = credited(answer)
    assert result.mark == 1
    assert any(shown in answer[start:end] for point in result.points for start, end in point.evidence)


def mark_of(question: str, line: str, answer: str) -> int:
    text = f"Question 1 (1 mark)\n{question}\n\nMark scheme:\n1 mark for a valid point.\n- {line}\n"
    return credited(answer, text).mark


@pytest.mark.parametrize(
    ("question", "line", "right", "wrong"),
    [
        ("What did the law do?", "It abolished tolls", "It got rid of tolls", "It did not get rid of tolls"),
        (
            "What did Rupert do?",
            "Rupert vetoed the terms",
            "Rupert said no to them",
            "Rupert did not say no to the terms",
        ),
        ("What happened?", "The birth rate increased", "The birth rate went up", "The birth rate went down"),
        ("What happened?", "Crime decreased", "Crime went down", "Crime went up"),
        ("How was it won?", "By a majority", "more than half", "less than half"),
        ("Why did they serve?", "Men were forced to", "They had no choice", "There was no choice of food"),
        ("What happened then?", "They starved", "There was no food left", "There was no food shortage"),
        ("What did they do?", "They occupied the town", "They took over the town", "It took over two hours"),
        ("What happened then?", "They were released", "He set them free", "He went free range"),
    ],
)
def test_the_opposite_and_another_sense_of_a_phrase_earn_nothing(
    question: str, line: str, right: str, wrong: str
) -> None:
    assert (mark_of(question, line, right), mark_of(question, line, wrong)) == (1, 0)


@pytest.mark.parametrize(
    "answer",
    [
        "The merchants kicked a ball out there",
        "He did not get rid of the tolls",
        "Nobody was locked up, not even his rivals",
        "The weavers were never out of work",
    ],
)
def test_another_sense_and_a_denied_phrase_earn_nothing(answer: str) -> None:
    assert credited(answer).mark == 0


def test_what_a_phrase_denies_inside_itself_is_not_credited_as_said() -> None:
    scheme = "Question 1 (1 mark)\nWhy was there a riot in Zenda?\n\nMark scheme:\n- The poor could not afford bread\n"
    assert credited("people couldn't afford bread", scheme).mark == 1
    assert credited("The poor could afford bread", scheme).mark == 0
    fed = "Question 1 (1 mark)\nWhy was there no riot in Zenda?\n\nMark scheme:\n- There was enough food\n"
    assert credited("there was not enough food", fed).mark == 0


def test_a_not_inside_a_phrase_denies_nothing_else() -> None:
    told = with_idioms(read("They had no choice. He kicked all the weavers out."))
    shown = [told.text[start:end] for start, end in told.idioms.values()]
    assert shown == ["had no choice", "kicked all the weavers out"]
    assert not any(word.negated for word in told.words)
    assert [word.text for word in told.words if word.concept == INSIDE] == ["no"]


def test_every_phrase_of_the_table_is_found_and_is_no_longer_than_what_is_read() -> None:
    for line in IDIOMS.strip().splitlines():
        means, _, phrases = line.partition(": ")
        for phrase in phrases.split(", "):
            told = with_idioms(read(phrase))
            found = {word for each in told.words for word in meanings_of(each.concept)}
            assert set(means.split()) <= found, phrase


@pytest.mark.parametrize("line", ["Its poets wrote no more verse", "The town had no food", "There was no choice"])
def test_the_scheme_s_own_words_with_such_a_phrase_are_credited(line: str) -> None:
    text = f"{TOWN}- {line}\n- There was a shortage of salt and people starved\n"
    assert credited(line, text).mark == 1


def test_a_phrase_that_the_scheme_has_too_is_shown_whole() -> None:
    text = "Question 1 (1 mark)\nWhat happened?\n\nMark scheme:\n1 mark for it.\n- The water level went up\n"
    answer = "The level went up because of rain"
    assert any("went up" in answer[start:end] for start, end in credited(answer, text).points[0].evidence)
