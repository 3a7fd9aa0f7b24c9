"""What a marking says of an answer is true of it: the words quoted, what is called a mistake, what to do next."""

from __future__ import annotations

import pytest

from questions.explanation import explain_marking
from questions.marking import FLAGS, NOT_FOUND, mark, parse
from questions.marking.reasons import is_near_miss

CANAL = parse("""
Question 1 (2 marks)
Give two ways in which the canal changed the town from 1790 to 1792.
Mark scheme:
1 mark for each valid way.
Acceptable answers include:
- coal became cheaper (1790)
IGNORE: things became better
- the council repealed the tolls
REJECT: the mill owners raised the tolls
- new warehouses were built on the wharf
IGNORE: the town became bigger
- boatmen moved in and opened inns
""").schemes[0]


def reasons(answer: str) -> list[str]:
    return [point.reason for point in mark(CANAL, answer).points]


@pytest.mark.parametrize(
    ("answer", "point", "reason"),
    [
        ("I think the coal got cheaper because of it.", 0, "“coal got cheaper” says this."),
        ("Warehouses stood on the wharf.", 2, "“Warehouses stood on the wharf” is near to this."),
    ],
)
def test_what_says_a_point_is_told_from_what_only_comes_near_to_it(answer: str, point: int, reason: str) -> None:
    told = mark(CANAL, answer).points[point]
    assert told.reason == reason
    assert told.credited


def test_a_point_whose_words_say_something_else_as_a_whole_says_so() -> None:
    told = mark(CANAL, "The tolls were a big thing there.").points[1]
    assert not told.credited
    assert is_near_miss(told.reason)
    assert told.reason == (
        "You use words of this here, but read as a whole you seem to say something else: "
        "“The tolls were a big thing there”."
    )


def test_words_are_quoted_as_they_stand_in_their_clause() -> None:
    assert reasons("Coal in the whole town soon became a lot cheaper.")[0] == (
        "“Coal in the whole town soon became a lot cheaper” says this."
    )


def test_a_denial_is_called_a_reading_and_quoted_with_its_not() -> None:
    assert reasons("Many people moved in, and coal did not become cheaper.")[0] == (
        "This is read as saying that it is not so, or the opposite: “coal did not become cheaper”."
    )


def test_of_a_rejected_point_the_words_that_make_it_wrong_are_quoted() -> None:
    reason = reasons("The council and the mill owners raised the tolls.")[1]
    assert reason == "You come near, but something you add makes it wrong: “mill owners raised”."


def test_what_the_scheme_ignores_is_said_to_earn_nothing() -> None:
    given = mark(CANAL, "Things became better.")
    assert given.mark == 0
    assert given.points[0].reason == "The mark scheme gives nothing for this by itself: “Things became better”."
    assert is_near_miss(given.points[0].reason)


def test_words_that_earn_a_point_are_not_called_worthless_under_another() -> None:
    text = "Question 1 (2 marks)\nGive two changes.\nMark scheme:\nAcceptable answers include:\n"
    points = "- coal became cheaper\nIGNORE: there were new warehouses\n- new warehouses were built\n"
    given = mark(parse(text + points).schemes[0], "There were new warehouses.")
    assert [point.credited for point in given.points] == [False, True]
    assert given.points[0].reason == NOT_FOUND


@pytest.mark.parametrize(
    ("answer", "is_unlisted"),
    [
        ("A bank opened near the mill and lent the weavers money.", True),
        ("Nowadays all of the things became better there.", False),
        ("The mill owners themselves raised all the tolls.", False),
        ("The canal changed the town in two ways which you can give.", False),
    ],
)
def test_a_good_point_is_suspected_only_where_the_scheme_lists_nothing_like_it(answer: str, is_unlisted: bool) -> None:
    assert ("unlisted" in mark(CANAL, answer).flags) == is_unlisted


@pytest.mark.parametrize(
    ("year", "flagged"),
    [("in 1790", False), ("in 1791", True), ("soon", False), ("before the bridge was built in 1791", False)],
)
def test_another_year_than_the_one_in_brackets_costs_nothing_but_is_told(year: str, flagged: bool) -> None:
    given = mark(CANAL, f"Coal became cheaper {year}.")
    assert given.mark == 1
    assert ("other_date" in given.flags) == flagged
    assert "costs nothing" in FLAGS["other_date"]


def test_single_words_are_called_that_also_where_reading_stopped() -> None:
    given = mark(CANAL, "coal. tolls. warehouses. inns.")
    assert given.mark == 0
    assert "list_rule" not in given.flags
    assert given.why == "None of the ways in the mark scheme was found in your answer."
    assert given.next_step.startswith("Say in a sentence what one of these words has to do with the question")


def test_at_full_marks_nothing_is_said_of_where_reading_stopped() -> None:
    given = mark(
        CANAL, "Coal became cheaper. Boatmen moved in and opened inns. New warehouses were built on the wharf."
    )
    assert given.mark == 2
    assert "Reading stopped" not in given.why


@pytest.mark.parametrize(
    ("answer", "step"),
    [
        ("pigs", "Give a way that answers the question itself, in a full clause."),
        ("The pigs ran away.", "Give a way that answers the question itself."),
    ],
)
def test_a_full_clause_is_asked_only_of_words_without_a_verb(answer: str, step: str) -> None:
    assert mark(CANAL, answer).next_step == step


LOYAL = parse("""
Question 1 (1 mark)
Give one thing that the rulers demanded.
Mark scheme:
Acceptable answers include:
- taxes on salt / men wore the queue as a sign of loyalty
ACCEPT: service in the army
Synonyms: queue = pigtail
""").schemes[0]


@pytest.mark.parametrize(
    ("answer", "wording"),
    [("Salt was taxed.", 0), ("They all wore pigtails.", 1), ("Service in the army.", 2), ("Pigs ran away.", None)],
)
def test_the_wording_that_was_credited_is_told(answer: str, wording: int | None) -> None:
    assert mark(LOYAL, answer).points[0].wording == wording


def test_the_page_shows_the_wording_that_was_credited() -> None:
    """Also where the student's words are none of it, but synonyms."""
    answer = "They all wore pigtails there."
    shown = explain_marking(LOYAL, answer, mark(LOYAL, answer))
    assert [point.idea for point in shown.credited] == ["men wore the queue as a sign of loyalty"]
