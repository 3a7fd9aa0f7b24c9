"""Answers of a few words: lists of terse answers, initials, two things for one mark, and bare keywords."""

from __future__ import annotations

import pytest

from questions.marking import mark, parse
from questions.marking.scheme import needed

pytestmark = pytest.mark.marking

TRADES = parse("""Question 1 (2 marks)
Identify two groups of people who lived in the walled town of Brennick.

Mark scheme:
1 mark for each valid group (maximum 2 marks).
Acceptable answers include:
- weavers
- tanners
- monks / nuns
- Merchants who sold salt to the coast
""").schemes[0]

CHAMBERS = parse("""Question 1 (1 mark)
What are the two chambers of the assembly of Ruritania?

Mark scheme:
1 mark for:
Acceptable answers include:
- the Lower Chamber and the Electors' Chamber
""").schemes[0]

AGENCY = parse("""Question 1 (1 mark)
Who measures the depth of the rivers in Ruritania?

Mark scheme:
1 mark for any one of:
Acceptable answers include:
- the Ruritanian Rivers Agency
- lock keepers
""").schemes[0]

WAYS_AND_WHY = parse("""Question 1 (3 marks)
Explain two ways in which a thatched roof keeps a house warm and say why it has to be renewed.

Mark scheme:
1 mark for each valid point.
Acceptable answers include:
- air is trapped between the reeds
- reeds are poor conductors of heat
- rain makes the reeds rot
- birds pull out reeds to build nests
""").schemes[0]


@pytest.mark.parametrize(
    ("answer", "marks"),
    [
        ("Weavers and monks", 2),
        ("weavers, tanners", 2),
        ("1. tanners\n2. nuns", 2),
        ("weavers", 1),
        ("weavers + bakers", 1),
        ("town, walled, salt, coast, Brennick, monks", 0),
    ],
)
def test_each_item_of_a_short_list_is_an_answer_of_its_own(answer: str, marks: int) -> None:
    assert mark(TRADES, answer).mark == marks


def test_keywords_are_flagged_where_most_of_them_are_no_answer() -> None:
    assert "keywords" in mark(TRADES, "town, walled, salt, coast, Brennick, monks").flags
    assert "keywords" not in mark(TRADES, "weavers, tanners, monks, nuns").flags


@pytest.mark.parametrize(
    ("answer", "marks"),
    [
        ("the Lower Chamber and the Electors' Chamber", 1),
        ("lower and electors", 1),
        ("the Lower Chamber", 0),
        ("The Lower Chamber and the Upper Chamber", 0),
    ],
)
def test_one_mark_for_two_things_takes_both(answer: str, marks: int) -> None:
    assert mark(CHAMBERS, answer).mark == marks


@pytest.mark.parametrize(("answer", "marks"), [("RRA", 1), ("the rra does", 1), ("RAA", 0), ("lock keepers", 1)])
def test_initials_stand_for_a_name_of_several_words(answer: str, marks: int) -> None:
    assert mark(AGENCY, answer).mark == marks


def test_a_question_that_asks_for_more_than_it_counts_is_read_to_the_end() -> None:
    answer = "The reeds trap air. Reeds do not conduct heat well. The rain makes them rot in the end."
    assert needed(WAYS_AND_WHY) == 3
    assert "list_rule" not in mark(WAYS_AND_WHY, answer).flags
    assert mark(WAYS_AND_WHY, answer).points[2].credited


def test_a_table_of_marks_says_how_many_points_full_marks_take() -> None:
    text = """Question 1 (2 marks)
Describe how a lock lifts a barge.

Mark scheme:
Marks for points: 0=0, 1=1, 2=1, 3=2
Acceptable answers include:
- the gate is shut
- the sluice is opened
- water flows in
- the barge rises
"""
    assert needed(parse(text).schemes[0]) == 3


def test_the_very_words_of_a_short_point_are_never_taken_for_the_reverse() -> None:
    text = """Question 1 (2 marks)
Give two reasons why Ruritania did not hold Zenda's seat in the league.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- Hentzau blocked it / the veto of Hentzau
  REJECT: Ruritania blocked Hentzau
- Ruritania had no envoy
"""
    assert mark(parse(text).schemes[0], "Hentzau blocked it.").mark == 1


def test_the_least_number_of_points_for_full_marks_begins_with_the_dearest() -> None:
    lines = ["Mark scheme:", "- warm and wet [1]", "- near a river [1]", "- soil from a volcano [2]"]
    text = "\n".join(["Question 1 (2 marks)", "Explain why crops grow there.", "", *lines])
    assert needed(parse(text).schemes[0]) == 1
