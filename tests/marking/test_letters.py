"""Letters for signs, as CIE prints them, in a text that an author has just pasted."""

from __future__ import annotations

import pytest

from questions import marking
from questions.marking.notation import messages
from tests.marking.canals import HEAD, LIST

pytestmark = pytest.mark.marking


def points(text: str) -> list[str]:
    """Each point of a new text with its ACCEPT, REJECT and IGNORE."""
    found = marking.parse(text, new=True).schemes[0].points
    return [
        " | ".join(
            [marking.point_text(point)]
            + [
                f"{sign} {marking.alternative_text(answer)}"
                for sign, answers in (("A", point.accept), ("R", point.reject), ("I", point.ignore))
                for answer in answers
            ]
        )
        for point in found
    ]


def refused(text: str) -> dict[int, str]:
    with pytest.raises(marking.NotationError) as caught:
        marking.parse(text, new=True)
    return {error.line: error.message for error in caught.value.errors}


@pytest.mark.parametrize(
    ("below", "read"),
    [
        ("R swimming", "moving coal | R swimming"),
        ("R swimming\nI : trade", "moving coal | R swimming | I trade"),
        ("A moving lime\nR swimming", "moving coal | A moving lime | R swimming"),
        ("A Brindley's boats\nR swimming", "moving coal | A Brindley's boats | R swimming"),
        ("AW", "moving coal AW"),
        ("(owtte)", "moving coal AW"),
        ("Or words to that effect.", "moving coal AW"),
        ("ORA ;", "moving coal (ORA)"),
    ],
)
def test_a_letter_below_a_point_is_its_sign(below: str, read: str) -> None:
    assert points(f"{LIST}- moving coal\n{below}\n- draining land\n") == [read, "draining land"]


def test_letters_behind_semicolons_are_signs_where_several_lines_have_them() -> None:
    lines = "moving coal ; A moving lime R swimming ;", "draining land ; R: swamps"
    for bullet in ("- ", ""):
        text = LIST + "".join(f"{bullet}{line}\n" for line in lines)
        assert points(text) == ["moving coal | A moving lime | R swimming", "draining land | R swamps"]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("moving coal ; AW", "moving coal AW"),
        ("moving coal, or words to that effect", "moving coal AW"),
        ("a group R barge ;", "a group R barge"),
        ("R. Brindley's barges", "R. Brindley's barges"),
        ("strong correlation; R is close to 1", "strong correlation; R is close to 1"),
        ("Charles I; A weak king", "Charles I; A weak king"),
    ],
)
def test_a_letter_behind_one_semicolon_may_name_something(line: str, read: str) -> None:
    for bullet in ("- ", ""):
        assert points(f"{LIST}{bullet}{line}\n{bullet}draining land\n") == [read, "draining land"]


def test_letters_that_name_things_are_no_signs() -> None:
    assert points(f"{LIST}V: voltage\nI: current\nR: resistance\n") == ["V: voltage", "I: current", "R: resistance"]
    named = "- the equation is V = IR where\n  I: current\n  R: resistance\n"
    assert points(LIST + named) == ["the equation is V = IR where I: current R: resistance"]


def test_what_the_letters_stand_for_may_be_said_and_is_left_out() -> None:
    text = f"{HEAD}A = accept; R = reject; AW = alternative wording\nAny two from:\nmoving coal\nA moving lime\n"
    assert points(text) == ["moving coal | A moving lime"]
    assert [line.line for line in marking.passed_over(text, new=True)] == [5]
    imported = text.replace("A = accept; R = reject; AW = alternative wording", "A = ACCEPT")
    assert marking.parse(imported) == marking.parse(text, new=True)


@pytest.mark.parametrize(
    "lines",
    [
        ["A: the Rhine", "B: the Elbe"],
        ["a strong king", "A weak army"],
        ["A: moving coal"],
        ["- A: the Rhine", "- R: the Elbe"],
    ],
)
def test_letters_that_count_or_begin_a_point_are_no_signs(lines: list[str]) -> None:
    assert points(LIST + "\n".join(lines)) == [line.removeprefix("- ") for line in lines]


def test_what_is_imported_needs_to_say_what_the_letters_stand_for() -> None:
    lines = "- moving coal ; R swimming\n  A moving lime\n  R: trade\n- draining land ;\nAW\n"
    first, second = marking.parse(f"{HEAD}A = accept; R = reject\nAny two from:\n{lines}").schemes[0].points
    assert marking.point_text(first) == "moving coal ; R swimming"
    assert [*map(marking.alternative_text, (*first.accept, *first.reject))] == ["moving lime", "trade"]
    assert marking.point_text(second) == "draining land ; AW"
    unsaid = marking.parse(LIST + lines).schemes[0].points[0]
    assert (unsaid.accept, unsaid.reject) == ((), ())


def test_what_a_level_says_begins_with_no_sign() -> None:
    levels = "1 mark: Simple.\nA weak answer.\n2 marks: Clear.\nA strong answer.\nIndicative content:\n"
    scheme = marking.parse(f"{HEAD}{levels}- moving coal\nR swimming\n", new=True).schemes[0]
    assert [level.descriptor for level in scheme.levels] == ["Simple. A weak answer.", "Clear. A strong answer."]
    assert len(scheme.points[0].reject) == 1


def test_a_letter_that_may_begin_a_point_is_asked_about() -> None:
    letter = messages.LETTER.format("A", "ACCEPT")
    assert refused(f"{LIST}- moving coal\nA lime kiln\n- draining land\n") == {7: letter}
    assert refused(f"{LIST}moving coal\nA lime kiln\ntrade\nR swimming\n") == {
        7: letter,
        9: messages.LETTER.format("R", "REJECT"),
    }


def test_letters_in_a_cell_of_answers_are_signs_of_the_answer_above() -> None:
    cell = "Answer\tMarks\nmoving coal\nR swimming\nA Brindley's boats\ndraining land\nAW\t2\n"
    assert points(f"{HEAD}{cell}") == ["moving coal | A Brindley's boats | R swimming", "draining land AW"]
    one = "Answer\tMarks\nmoving coal\nReject swimming\t1\ndraining land\t1\n"
    assert points(f"{HEAD}{one}") == ["moving coal | R swimming", "draining land"]
    assert marking.parse(f"{HEAD}{one}").schemes[0].maximum is None


TABLE = f"{HEAD}Answer\tMarks\tGuidance\nmoving coal ;\t1\tA moving lime\n"


def test_letters_in_a_column_for_guidance_are_signs_of_their_row() -> None:
    rows = "draining land\t1\tR: swimming\ntrade\t1\tAW\ntowns\t1\tor words to that effect\n"
    assert points(TABLE + rows) == ["moving coal | A moving lime", "draining land | R swimming", "trade AW", "towns AW"]
    assert refused(TABLE) == {6: messages.LETTER.format("A", "ACCEPT")}


@pytest.mark.parametrize("end", ["; AVP", "; AVP;", " ; AVP ;", "; AOVP."])
def test_any_valid_point_behind_a_point_says_nothing(end: str) -> None:
    for bullet in ("- ", ""):
        text = f"Question 1 (2 marks)\nWhy?\n\nMark scheme:\nAcceptable answers include:\n{bullet}fear of war{end}\n"
        assert [marking.point_text(point) for point in marking.parse(text, new=True).schemes[0].points] == [
            "fear of war"
        ]
        assert [line.text for line in marking.passed_over(text, new=True)] == [end.strip()]


def test_what_is_called_avp_behind_a_comma_stays_in_the_point() -> None:
    text = f"{HEAD}Answers:\n- antidiuretic hormone, AVP\n- water\n"
    assert marking.parse(text, new=True).schemes[0].points[0] == marking.parse(text).schemes[0].points[0]
    assert marking.passed_over(text, new=True) == ()
