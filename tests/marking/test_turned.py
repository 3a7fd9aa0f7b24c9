"""One word for its opposite makes another statement; two opposites of two things make no contradiction."""

from __future__ import annotations

import pytest

from questions.marking import Scheme, mark, parse


def scheme(*points: str, marks: int = 2) -> Scheme:
    lines = "".join(f"- {point}\n" for point in (*points, "a new school opened"))
    head = f"Question 1 ({marks} marks)\nSay what changed.\n\nMark scheme:\nAcceptable answers include:\n"
    return parse(f"{head}{lines}List rule: off\n").schemes[0]


LEVELS = parse(
    "Question 1 (6 marks)\nExplain how the reform changed the country.\n\nMark scheme:\n"
    "1-2 marks: Says what changed.\n3-4 marks: Explains a change.\n5-6 marks: Explains several changes.\n"
    "Credit points such as:\n- women gained rights\n- schools and hospitals were opened in the villages\n"
    "- factories and dams were left half finished\n"
).schemes[0]


@pytest.mark.parametrize(
    ("point", "answer", "given"),
    [
        ("the army behaved well towards villagers", "The soldiers behaved very badly to the peasants", 0),
        ("the army behaved well towards villagers", "The soldiers behaved very well to the peasants", 1),
        ("taxes were fairer / the poor paid less tax", "the taxes were unfair", 0),
        ("built roads and railways", "They destroyed roads and railways", 0),
        ("thin walls / one cell thick", "the walls are one cell thick", 1),
        ("factories were left half finished", "the factories were left unfinished", 1),
        ("Germany built ships and Britain felt its navy was threatened", "Britain saw a threat to its navy", 1),
    ],
)
def test_the_opposite_beside_a_word_that_both_have_turns_a_statement_round(point: str, answer: str, given: int) -> None:
    assert mark(scheme(point), answer).mark == given


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ("women gained rights", [0]),
        ("women lost rights", []),
        ("schools and hospitals were closed in the villages", []),
        ("women lost rights, but schools were opened in the villages", [1]),
        ("dams and factories were left unfinished", [2]),
    ],
)
def test_so_it_does_in_an_essay_and_what_is_left_of_the_statement_earns_nothing(answer: str, points: list[int]) -> None:
    given = mark(LEVELS, answer)
    assert [point.point for point in given.points if point.credited] == points
    assert (given.mark > 0) == bool(points)


@pytest.mark.parametrize(
    ("point", "answer", "given"),
    [
        ("unemployment rose", "Unemployment rose. Unemployment fell.", 0),
        ("unemployment rose", "Unemployment rose. Unemployment fell day and night.", 0),
        ("unemployment rose", "Unemployment rose in the first year. Unemployment fell in the last year.", 0),
        ("farmers lost their land", "Landlords kept their land. Farmers lost their land.", 1),
        ("the king kept his throne", "The king kept his throne. His brother lost his throne.", 1),
    ],
)
def test_only_opposites_that_cannot_both_be_true_contradict_each_other(point: str, answer: str, given: int) -> None:
    assert mark(scheme(point), answer).mark == given


@pytest.mark.parametrize(
    ("points", "answer", "again"),
    [
        (
            ("reduced rents / lowered the interest on debts", "schools"),
            "They cut rents. They lowered interest too.",
            True,
        ),
        (
            ("Stalin put pressure on Mao", "schools"),
            "Stalin put pressure on Mao. Mao and Stalin had a treaty.",
            False,
        ),
        (("unemployment rose",), "Unemployment rose to 25%. In 1929 unemployment had been 3%.", False),
        (("Communist soldiers behaved well",), "The Nationalists behaved badly. The Communists well.", False),
        (("workers joined the union",), "Workers joined the union. Managers left the union.", False),
    ],
)
def test_a_point_is_said_again_where_most_of_its_words_are(
    points: tuple[str, ...], answer: str, *, again: bool
) -> None:
    assert ("repeated" in mark(scheme(*points), answer).flags) == again
