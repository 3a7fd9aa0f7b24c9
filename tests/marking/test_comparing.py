"""Which of two things has more of something (marking/guards/comparing.py), and other things easily turned round."""

from __future__ import annotations

import pytest

from questions.marking import mark, parse

pytestmark = pytest.mark.marking


def marks(point: str, answers: list[str], question: str = "What is true of them?") -> list[int]:
    """The marks of answers to a question whose only point is this."""
    text = f"Question 1 (1 mark)\n{question}\n\nMark scheme:\nAcceptable answers include:\n- {point}\n"
    scheme = parse(text).schemes[0]
    return [mark(scheme, answer).mark for answer in answers]


def test_what_is_less_dense_is_not_denser() -> None:
    same = ["oil is less dense", "water is denser than oil", "oil has a lower density than water"]
    other = ["oil is denser than water", "water is less dense than oil", "oil has a higher density than water"]
    assert marks("oil is less dense than water", same) == [1, 1, 1]
    assert marks("oil is less dense than water", other) == [0, 0, 0]


def test_who_is_paid_less_is_not_paid_more() -> None:
    same = ["women were paid less", "men were paid more than women"]
    other = ["women were paid more than men", "men were paid less than women", "women were paid the same as men"]
    assert marks("women were paid less than men", same) == [1, 1]
    assert marks("women were paid less than men", other) == [0, 0, 0]


def test_a_comparative_beside_its_own_thing_is_said_of_that() -> None:
    answer = "the hot water vapour touched a cooler surface, the glasses"
    assert marks("the glasses were cooler than the water vapour", [answer]) == [1]


@pytest.mark.parametrize(
    ("point", "right", "wrong"),
    [
        (
            "children under nine were not allowed to work",
            "children under 9 could not work",
            "children over nine were not allowed to work",
        ),
        ("on the inside of a bend", "on the inside of the curve", "the outer bank of the bend"),
        (
            "plants take in carbon dioxide and give out oxygen",
            "plants absorb CO2 and release O2",
            "they release CO2 and absorb O2",
        ),
    ],
)
def test_what_is_turned_earns_nothing(point: str, right: str, wrong: str) -> None:
    assert marks(point, [right, wrong]) == [1, 0]


def test_the_verb_of_both_and_a_bare_bigger_hide_nobody() -> None:
    assert marks(
        "light travels faster than sound", ["sound travels slower than light", "sound travels faster than light"]
    ) == [1, 0]
    assert marks(
        "the moon is smaller than Earth", ["Earth is bigger than the moon", "Earth is smaller than the moon"]
    ) == [1, 0]
    told = ["water wheels were less powerful than steam engines", "water wheels were more powerful than steam engines"]
    assert marks("steam engines were more powerful than water wheels", told) == [1, 0]


@pytest.mark.parametrize(
    "answer",
    [
        "you could not vote until you were over 21",
        "nobody could vote unless they were over 21",
        "under 21 nobody could vote",
    ],
)
def test_not_until_over_is_not_under(answer: str) -> None:
    assert marks("men under 21 could not vote", [answer]) == [1]
