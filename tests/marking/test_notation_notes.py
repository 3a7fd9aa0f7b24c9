"""Notes of a pasted mark scheme: left out where they change no mark, refused where they might."""

from __future__ import annotations

import pytest

from questions import marking
from questions.marking.notation import messages
from tests.marking.canals import LIST


@pytest.mark.parametrize("points", ["- moving coal\n- {}\n- draining land", "moving coal\n{}\nDraining land"])
@pytest.mark.parametrize(
    "note", ["NB: in any order", "Note: answers may be\n  in any order", "NB spelling and layout\n   do not matter."]
)
def test_a_note_that_is_known_to_change_no_mark_is_left_out(points: str, note: str) -> None:
    text = f"{LIST}{points.format(note)}\n"
    assert len(marking.parse(text, new=True).schemes[0].points) == 2
    left_out = [line.line for line in marking.passed_over(text, new=True)]
    assert left_out == [7, 8][: note.count("\n") + 1]


@pytest.mark.parametrize(
    "note",
    [
        "candidates may answer in any order.",
        "the order of points does not matter",
        "handwriting and spelling are not marked",
        "see the indicative content below",
        "see page 12",
        "answers in any order. Spellings may vary.",
    ],
)
def test_notes_of_harmless_kinds_are_left_out(note: str) -> None:
    assert len(marking.parse(f"{LIST}- moving coal\nNote: {note}\n", new=True).schemes[0].points) == 1


@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize(
    "note",
    [
        "NB: not ‘the King’",
        "Note: both names are wanted",
        "Note: has to mention the Yalu",
        "NB: 1950 is wrong",
        "Note: dates are essential",
        "Note: do not confuse with the Treaty of Paris",
        "NB: one name is not enough",
        "NB: any two",
        "Note: no half points",
        "Note: the Ruhr is also right",
        "Note: answers in order",
        "Note: spelling does matter",
        "NB: in any order. Both names are wanted",
        "NB: in any order\n  with both names",
    ],
)
def test_a_note_that_may_decide_marks_is_refused(note: str, new: bool) -> None:
    with pytest.raises(marking.NotationError) as caught:
        marking.parse(f"{LIST}- moving coal\n{note}\n- lime\n", new=new)
    assert [(error.line, error.message) for error in caught.value.errors] == [(7, messages.NOTE)]
    assert not marking.passed_over(f"{LIST}- moving coal\n{note}\n- lime\n", new=new)


def test_what_may_be_the_rest_of_a_note_is_no_point() -> None:
    with pytest.raises(marking.NotationError) as caught:
        marking.parse(f"{LIST}moving coal\nNB: answers may be\nin any order\n")
    assert [(error.line, error.message) for error in caught.value.errors] == [
        (7, messages.NOTE),
        (8, messages.EXPECTED_BULLET),
    ]


@pytest.mark.parametrize(
    ("lines", "points"),
    [
        ("fear\n  NB in any order\ngreed", ["fear NB in any order", "greed"]),
        ("- fear of a\nnote: from Zimmermann\n- greed", ["fear of a note: from Zimmermann", "greed"]),
        ("- fear\n  NB: 1950 is wrong\n- greed", ["fear NB: 1950 is wrong", "greed"]),
    ],
)
def test_the_rest_of_a_stored_point_may_begin_like_a_note(lines: str, points: list[str]) -> None:
    scheme = marking.parse(f"{LIST}{lines}\n").schemes[0]
    assert [marking.point_text(point) for point in scheme.points] == points
    with pytest.raises(marking.NotationError):
        marking.parse(f"{LIST}{lines}\n", new=True)
