"""What the marker suggests where it differs from an agreed mark."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions import marking
from questions.marking.suggestions import suggest, with_line

SCHEME = marking.parse(
    """
Question 1 (2 marks)
Identify two reasons why China entered the Korean War in 1950.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- Fear of UN/US troops near (the) Yalu (River) / threat to the Chinese border
- To help North Korea, a fellow communist state
- Stalin put pressure on Mao to send troops
"""
).schemes[0]


def test_a_missed_answer_suggests_its_clause_under_the_nearest_point() -> None:
    answer = "Goaded by Moscow, they had always hated foreigners."
    assert marking.mark(SCHEME, answer).mark == 0
    first, *_ = suggest(SCHEME, answer, agreed=1)
    assert (first.sign, first.mark) == ("ACCEPT", 1)
    changed = with_line(SCHEME, first.sign, first.point, first.phrase)
    assert changed is not None
    assert marking.mark(changed, answer).mark == 1


def test_another_point_that_is_hardly_less_near_is_offered_too() -> None:
    text = "\n".join(
        (
            "Question 1 (2 marks)",
            "Give two reasons why Charles I was executed in 1649.",
            "Mark scheme:",
            "1 mark for each valid reason (maximum 2 marks).",
            "Acceptable answers include:",
            "- he had made war on his own people",
            "- he could not be trusted to keep his word",
            "- the Army wanted revenge",
        )
    )
    offered = suggest(marking.parse(text).schemes[0], "He was a traitor who broke his promises", agreed=1)
    assert [(each.point, each.mark) for each in offered] == [(0, 1), (2, 1)]


def test_a_false_credit_suggests_rejecting_the_words_that_earned_it() -> None:
    answer = "Stalin put pressure on Mao to send tractors."
    assert marking.mark(SCHEME, answer).mark == 1
    first, *_ = suggest(SCHEME, answer, agreed=0)
    assert (first.sign, first.point, first.phrase, first.mark) == (
        "REJECT",
        2,
        "Stalin put pressure on Mao to send tractors",
        0,
    )
    assert first.line == "  REJECT: Stalin put pressure on Mao to send tractors"


@pytest.mark.parametrize(
    ("answer", "agreed"),
    [
        ("Stalin put pressure on Mao to send troops.", 1),  # the marks agree
        ("", 2),
        ("bananas", 2),  # near to nothing
    ],
)
def test_nothing_is_suggested_where_no_line_would_help(answer: str, agreed: int) -> None:
    assert suggest(SCHEME, answer, agreed) == ()


def test_words_that_notation_reads_as_signs_are_written_as_words() -> None:
    answer = "The Yalu / river AND (its) _bridges_: were; 'owtte' in danger REJECT: me"
    for agreed in (0, 2):
        for suggestion in suggest(SCHEME, answer, agreed):
            text = marking.to_text(SCHEME).splitlines()
            place = next(
                i for i, line in enumerate(text) if marking.point_text(SCHEME.points[suggestion.point]) in line
            )
            text.insert(place + 1, suggestion.line)
            read = marking.parse("\n".join(text)).schemes[0]
            assert read == with_line(SCHEME, suggestion.sign, suggestion.point, suggestion.phrase)


WORDS = "Stalin told Mao to fight / the border [2] AND ( ) _ ** ACCEPT: was threatened , . ; and because “ Yalu owtte"


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=14).map(" ".join), st.integers(0, 2))
def test_a_suggestion_always_brings_the_mark_nearer_and_can_be_written(answer: str, agreed: int) -> None:
    before = abs(marking.mark(SCHEME, answer).mark - agreed)
    for suggestion in suggest(SCHEME, answer, agreed):
        changed = with_line(SCHEME, suggestion.sign, suggestion.point, suggestion.phrase)
        assert changed is not None
        assert marking.parse(marking.to_text(changed)).schemes[0] == changed
        assert abs(marking.mark(changed, answer).mark - agreed) < before
        assert abs(suggestion.mark - agreed) < before
