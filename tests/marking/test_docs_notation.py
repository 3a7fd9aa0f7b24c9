"""The page that teaches the notation: its examples are read, and mean what it says of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from questions.marking.notation.parsing import parse, point_text, to_text
from questions.marking.scheme import Document, Needs

pytestmark = pytest.mark.marking

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "notation.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
SIGNS = [
    "Question 1 (2 marks)", "[2]", "Topic:", "Mark scheme:", "1 mark for each", "(maximum 2 marks)", "A / B", "( )",
    "AND", "AW", "owtte", "ORA", "ACCEPT:", "ALLOW:", "REJECT:", "DO NOT ACCEPT:", "IGNORE:", "Marks for points:",
    "List rule: off", "Synonyms:", "Level 1 (1–2 marks)", "1–2 marks:", "Level 3 needs:", "Indicative content:",
    "Credit points such as:", "Focus:", "Notes:",
]  # fmt: skip


def read(example: str) -> Document:
    """The example; where it is part of a scheme, as that of a question of 4 marks."""
    whole = example.startswith(("Topic", "Question"))
    return parse(example if whole else f"Question 1 (4 marks)\nWhy?\nMark scheme:\n{example}")


def points(number: int) -> list[str]:
    return [point_text(point) for point in read(EXAMPLES[number]).schemes[0].points]


def test_the_page_has_its_examples() -> None:
    assert len(EXAMPLES) == PAGE.count("```") // 2 == 7


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_are_read_and_printed(example: str) -> None:
    document = read(example)
    assert parse(to_text(document)) == document


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_are_in_the_form_in_which_they_would_be_printed(example: str) -> None:
    assert example.strip() in to_text(read(example))


@pytest.mark.parametrize("sign", SIGNS)
def test_the_page_names_every_sign(sign: str) -> None:
    assert sign in PAGE


def test_signs_in_a_line_mean_what_the_page_says() -> None:
    train, kornilov, peasants, order = read(EXAMPLES[1]).schemes[0].points
    words = train.answers[0].phrases[0].terms
    assert words[0].forms == ("sealed", "armoured")
    assert [term.forms for term in words if term.essential] == [("Lenin",)]
    assert [term.forms for term in words if term.optional] == [("back",), ("April 1917",)]
    assert [len(answer.phrases) for answer in kornilov.answers] == [2, 1]
    assert (peasants.reverse, order.any_wording, order.value) == (True, True, 2)


def test_lines_below_a_point_belong_to_it() -> None:
    abdication, soviet = read(EXAMPLES[2]).schemes[0].points
    assert (len(abdication.accept), len(abdication.reject), len(abdication.ignore)) == (2, 1, 1)
    assert not soviet.accept + soviet.reject + soviet.ignore


def test_lines_about_the_question_mean_what_the_page_says() -> None:
    scheme = read(EXAMPLES[3]).schemes[0]
    assert scheme.marks_for_points == ((0, 0), (1, 1), (2, 1), (3, 2))
    assert not scheme.list_rule
    assert scheme.synonyms == (("Tsar", "Nicholas II", "Nicholas"), ("Petrograd", "St Petersburg"))


def test_levels_mean_what_the_page_says() -> None:
    scheme = read(EXAMPLES[4]).schemes[0]
    assert [(level.low, level.high) for level in scheme.levels] == [(1, 2), (3, 4), (5, 6)]
    assert scheme.levels[2].needs == Needs(explained=3, supported=1)


def test_words_behind_a_backslash_are_words() -> None:
    scheme = read(EXAMPLES[5]).schemes[0]
    assert [len(point.answers) for point in scheme.points] == [1, 1, 1, 1, 1]
    assert {len(term.forms) for point in scheme.points for term in point.answers[0].phrases[0].terms} == {1}
    assert not any(
        term.essential or term.optional for point in scheme.points for term in point.answers[0].phrases[0].terms
    )
