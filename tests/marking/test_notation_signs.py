"""ACCEPT, REJECT and IGNORE in a pasted mark scheme: as boards write them, misspelt, and astray."""

from __future__ import annotations

import pytest

from questions import marking
from questions.marking.notation import messages
from questions.preview import question_preview
from tests.marking.canals import LIST, refused


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("allow barges", "ACCEPT"),
        ("also accept narrowboats", "ACCEPT"),
        ("ignore swimming", "IGNORE"),
        ("reject fishing", "REJECT"),
        ("do not accept drinking water", "REJECT"),
        ("not just boats", "REJECT"),
    ],
)
def test_a_sign_in_small_letters_below_a_point_is_no_rest_of_it(line: str, sign: str) -> None:
    assert refused(f"{LIST}- moving coal\n{line}\n- draining land\n") == {7: messages.SIGN_OR_REST.format(sign)}


@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize(
    ("line", "sign"), [("ACEPT: barges", "ACCEPT"), ("Rejct boats", "REJECT"), ("Ingore it", "IGNORE")]
)
def test_a_misspelt_sign_is_no_rest_of_a_point(line: str, sign: str, indent: str) -> None:
    text = f"{LIST}- moving coal\n{indent}{line}\n- draining land\n"
    with pytest.raises(marking.NotationError) as caught:
        marking.parse(text, new=True)
    assert [(error.line, error.message) for error in caught.value.errors] == [(7, messages.MISSPELT_SIGN.format(sign))]


@pytest.mark.parametrize("rest", ["accept.", "ignore, for years", "(reject) it", "Eject him"])
def test_a_word_of_a_point_is_no_misspelt_sign(rest: str) -> None:
    scheme = marking.parse(f"{LIST}- a lock that no barge would\n    {rest}\n- draining land\n", new=True).schemes[0]
    assert len(scheme.points) == 2


def test_a_sign_in_small_letters_is_no_rest_of_another_sign() -> None:
    told = refused(f"{LIST}- moving coal\n  REJECT: swimming\n  accept barges\n- draining land\n")
    assert told == {8: messages.SIGN_WITHIN.format("ACCEPT", "REJECT")}


@pytest.mark.parametrize(
    ("points", "same_as", "rejects"),
    [
        ("- moving coal\n- draining land / moving Coal\n", [0, 1], ["", ""]),
        ("- moving coal\n  ACCEPT: barges\n- draining land\n  ACCEPT: Barges\n", [0, 1], ["", ""]),
        ("- moving coal\n  REJECT: moving coal\n- draining land\n", [0, 0], ["moving coal", ""]),
        ("- moving coal\n  REJECT: moving it by train\n- draining land\n", [0, 0], ["", ""]),
    ],
)
def test_points_that_stand_against_themselves_or_each_other_are_told(
    points: str, same_as: list[int], rejects: list[str]
) -> None:
    shown = question_preview(marking.parse(f"{LIST}{points}", new=True).schemes[0]).points
    assert [point.same_as for point in shown] == same_as
    assert [point.rejects_itself for point in shown] == rejects


def test_what_stands_below_the_last_point_in_the_words_of_another_is_told() -> None:
    points = "- moving coal\n- draining wet land\n- cheap to build\n"
    signs = "DO NOT ALLOW heavy coal\nALLOW drained the land\nALLOW cheaply built\nIGNORE boats\nREJECT: a lake\n"
    found = question_preview(marking.parse(f"{LIST}{points}{signs}", new=True).schemes[0])
    assert [point.strays for point in found.points] == [(), (), (("drained the land", 2), ("heavy coal", 1))]


@pytest.mark.parametrize(("needs", "told"), [("2 explained, 1 supported", ()), ("5 explained, 4 supported", (2,))])
def test_a_level_that_needs_more_points_than_there_are_is_told(needs: str, told: tuple[int, ...]) -> None:
    text = (
        "Question 1 (4 marks)\nExplain how canals changed trade.\n\nMark scheme:\n1-2 marks: Says what changed.\n"
        f"3-4 marks: Explains it.\nLevel 2 needs: {needs}\nCredit points such as:\n- coal was moved\n- prices fell\n"
    )
    assert question_preview(marking.parse(text, new=True).schemes[0]).too_high == told


def test_the_rest_of_a_point_that_stands_further_in_may_begin_like_a_sign() -> None:
    scheme = marking.parse(f"{LIST}- opened gates to\n  allow barges through\n", new=True).schemes[0]
    assert marking.point_text(scheme.points[0]) == "opened gates to allow barges through"


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("Do not credit ‘boats sink’.", "REJECT"),
        ("Don't accept: boats sink", "REJECT"),
        ("- Do not accept boats sink", "REJECT"),
        ("Allow: rafts", "ACCEPT"),
    ],
)
def test_a_sign_behind_a_line_about_the_whole_question_stands_apart_from_the_points(line: str, sign: str) -> None:
    points = "- moving coal\n- draining land\nAccept any other valid response.\n"
    assert refused(f"{LIST}{points}{line}\n") == {9: messages.SIGN_APART.format(sign)}
    assert marking.parse(f"{LIST}{points}  {line}\n", new=True)
    assert marking.parse(f"{LIST}- moving coal\nAccept any other valid response.\n{line}\n", new=True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Do not credit 'they hated the Tsar'.", "they hated the Tsar"),
        ("Also accept “the King’s men”", "the King’s men"),
        ('Reject: "a war"', "a war"),
        ("Don’t allow ‘the King’s men’;", "the King’s men"),
        ("Accept “one” or “two”", "“one” or “two”"),
        ("Accept “one” / “two”", "“one” / “two”"),
        ("REJECT: “a war”", "“a war”"),
    ],
)
def test_quotation_marks_around_all_that_a_board_rejects_are_no_part_of_it(line: str, said: str) -> None:
    point = marking.parse(f"{LIST}- moving coal\n  {line}\n", new=True).schemes[0].points[0]
    assert " / ".join(map(marking.alternative_text, point.accept or point.reject)) == said


@pytest.mark.parametrize("behind", [" ✓", " ; ✓", "; ✔", " (AO1)", " ✓ [AO2a]"])
def test_what_stands_behind_a_point_for_markers_is_no_part_of_it(behind: str) -> None:
    scheme = marking.parse(f"{LIST}- moving coal{behind}\n- draining land\n", new=True).schemes[0]
    assert marking.point_text(scheme.points[0]) == "moving coal"


def test_what_stands_for_markers_behind_a_point_of_two_lines_is_no_part_of_it_either() -> None:
    scheme = marking.parse(f"{LIST}- moving\n  coal (AO1)\n- draining land\n", new=True).schemes[0]
    assert marking.point_text(scheme.points[0]) == "moving coal"
    assert marking.parse(marking.to_text(scheme)).schemes == (scheme,)


@pytest.mark.parametrize("what", ["suggestion", "factor", "benefit", "reason", "way"])
def test_any_other_of_what_is_listed_is_no_sign(what: str) -> None:
    scheme = marking.parse(f"{LIST}- moving coal\n- draining land\nAccept any other valid {what}.\n", new=True).schemes[
        0
    ]
    assert [point.accept for point in scheme.points] == [(), ()]


@pytest.mark.parametrize("indent", ["  ", "- "])
@pytest.mark.parametrize(("line", "sign"), [("REJECT", "REJECT"), ("DO NOT ACCEPT", "REJECT"), ("ALLOW", "ACCEPT")])
def test_a_sign_alone_is_no_word_of_a_point(indent: str, line: str, sign: str) -> None:
    assert refused(f"{LIST}- moving coal\n{indent}{line}\n- draining land\n") == {7: messages.SIGN_ALONE.format(sign)}
