"""What an author has just written: read with more doubt than what is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions import marking
from questions.marking import one_line, reading, set_phrases
from questions.marking.reasons import next_points, why_points
from questions.preview import question_preview

HEAD = "Question 1 (2 marks)\nGive two uses of a canal.\n\nMark scheme:\n"
LIST = f"{HEAD}Acceptable answers include:\n"


def refused(text: str) -> dict[int, str]:
    """Messages by line, of a new text that can be read where it is stored."""
    marking.parse(text)
    with pytest.raises(marking.NotationError) as caught:
        marking.parse(text, new=True)
    return {error.line: error.message for error in caught.value.errors}


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
    assert refused(f"{LIST}- moving coal\n{line}\n- draining land\n") == {7: reading.SIGN_OR_REST.format(sign)}


@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize(
    ("line", "sign"), [("ACEPT: barges", "ACCEPT"), ("Rejct boats", "REJECT"), ("Ingore it", "IGNORE")]
)
def test_a_misspelt_sign_is_no_rest_of_a_point(line: str, sign: str, indent: str) -> None:
    text = f"{LIST}- moving coal\n{indent}{line}\n- draining land\n"
    with pytest.raises(marking.NotationError) as caught:
        marking.parse(text, new=True)
    assert [(error.line, error.message) for error in caught.value.errors] == [(7, reading.MISSPELT_SIGN.format(sign))]


@pytest.mark.parametrize("rest", ["accept.", "ignore, for years", "(reject) it", "Eject him"])
def test_a_word_of_a_point_is_no_misspelt_sign(rest: str) -> None:
    scheme = marking.parse(f"{LIST}- a lock that no barge would\n    {rest}\n- draining land\n", new=True).schemes[0]
    assert len(scheme.points) == 2


def test_a_sign_in_small_letters_is_no_rest_of_another_sign() -> None:
    told = refused(f"{LIST}- moving coal\n  REJECT: swimming\n  accept barges\n- draining land\n")
    assert told == {8: reading.SIGN_WITHIN.format("ACCEPT", "REJECT")}


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
    ("line", "message"),
    [
        ("- Answers that name a river should not be credited.", reading.NOTE),
        ("- Candidates may refer to the Bridgewater Canal", reading.NOTE),
        ("- Max 1 mark for two kinds of cargo", reading.NOTE),
        ("- no credit for swimming", reading.NOTE),
        ("- etc.", reading.NOTE),
        ("- Trade:", reading.HEADING_OR_POINT),
        ("- moving coal – 1 mark", reading.MARKS_OF_POINT),
        ("- moving coal = 2 marks", reading.MARKS_OF_POINT),
    ],
)
def test_what_is_hardly_a_point_is_refused_in_a_new_text(line: str, message: str) -> None:
    assert refused(f"{LIST}- draining land\n{line}\n") == {7: message}


def test_a_heading_above_the_first_bullet_is_no_point() -> None:
    levels = "Level 1 (1 mark): names\nLevel 2 (2 marks): explains\nPoints may include:\n"
    assert refused(f"{HEAD}{levels}Economic\n• cheap coal\n• new towns\n") == {8: reading.BARE_ABOVE_BULLETS}
    assert refused(f"{LIST}Farming\nWater\n- draining land\n") == dict.fromkeys((6, 7), reading.BARE_ABOVE_BULLETS)


@pytest.mark.parametrize("bullet", ["o", "-", "•", "(i)"])
def test_a_bullet_set_in_below_another_is_the_rest_of_its_point_or_one_of_its_own(bullet: str) -> None:
    text = f"{LIST}- trade grew\n  {bullet} coal was cheap\n  {bullet} lime too\n- new towns\n"
    assert refused(text) == dict.fromkeys((7, 8), reading.BULLET_UNDER_POINT)


def test_a_hollow_bullet_below_another_is_one_set_in() -> None:
    assert refused(f"{LIST}•\ttrade grew\no\tcoal was cheap\n") == {7: reading.BULLET_UNDER_POINT}
    assert len(marking.parse(f"{LIST}o\ttrade grew\no\tcoal was cheap\n", new=True).schemes[0].points) == 2


def test_bullets_set_in_below_their_heading_or_by_one_space_are_points() -> None:
    assert (
        len(marking.parse(f"{LIST}  - trade grew\n  o ACCEPT: trade\n   - new towns\n", new=True).schemes[0].points)
        == 2
    )


def test_a_point_behind_its_heading_needs_no_bullet_where_the_next_has_one() -> None:
    assert len(marking.parse(f"{HEAD}Answers: moving coal\n- draining land\n", new=True).schemes[0].points) == 2


@pytest.mark.parametrize(
    "line",
    [
        "the candidates bribed voters",
        "students could not pay",
        "a ratio of 3:1",
        "length = 4 m",
        "credit was cheap",
        "terms that must be accepted",
    ],
)
def test_what_may_be_a_point_is_one(line: str) -> None:
    assert len(marking.parse(f"{LIST}- {line}\n", new=True).schemes[0].points) == 1


@pytest.mark.parametrize(
    "rest",
    [
        "stage, to a max of 2. Do not credit “the King”. Accept vague answers.",
        "correct use. Reject: use as a bath. Note: do not accept “to be happy”.",
        "use e.g. trade; allow names only",
    ],
)
def test_what_each_mark_is_for_is_a_name_and_no_guidance(rest: str) -> None:
    text = f"{HEAD}1 mark for each {rest}\nAcceptable answers include:\n- moving coal\n"
    assert refused(text) == {5: set_phrases.EXPECTED_AWARD}
    scheme = marking.parse(text).schemes[0]
    assert why_points(scheme, 0, 0) == "None of the points in the mark scheme was found in your answer."


@pytest.mark.parametrize(
    ("noun", "called"),
    [
        ("reason", "reason"),
        ("push factor", "factor"),
        ("way in which trade changed", "way"),
        ("effect on China", "effect"),
    ],
)
def test_students_read_what_a_point_is_called(noun: str, called: str) -> None:
    scheme = marking.parse(
        f"{HEAD}1 mark for each valid {noun} (maximum 2 marks).\nAcceptable answers include:\n- a\n", new=True
    )
    assert f" {called} " in next_points(scheme.schemes[0], 0)


@pytest.mark.parametrize("heading", ["Any two from: ", "Acceptable answers include: "])
def test_semicolons_behind_a_heading_part_points(heading: str) -> None:
    scheme = marking.parse(f"{HEAD}{heading}moving coal; draining land (fens; marshes); fishing.\n").schemes[0]
    assert len(scheme.points) == 1
    scheme = marking.parse(f"{HEAD}{heading}moving coal; draining land; fishing.\n").schemes[0]
    assert [marking.point_text(point) for point in scheme.points] == ["moving coal", "draining land", "fishing"]


@pytest.mark.parametrize(
    ("line", "points"),
    [
        ("Any two from: coal / lime / timber", ["coal", "lime", "timber"]),
        ("Any two from: coal/lime/timber", ["coal", "lime", "timber"]),
        ("Any two of the following: cheap coal, lime, timber", ["cheap coal", "lime", "timber"]),
        ("Any three from: cheap coal, lime and timber.", ["cheap coal", "lime", "timber"]),
        ("Any three from: cheap coal, lime, or timber", ["cheap coal", "lime", "timber"]),
        ("Any two from: coal, iron, and salt and pepper", ["coal", "iron", "salt and pepper"]),
        (
            "Any two from: cold, a treaty between France and Spain",
            ["cold", "a treaty between France and Spain"],
        ),
        (
            "Any two from: high taxes, war between England and Scotland",
            ["high taxes", "war between England and Scotland"],
        ),
        (
            "Any two from: black and white photographs, law and order",
            ["black and white photographs", "law and order"],
        ),
        ("Any two from: the King fled in 1649, leaving his army", ["the King fled in 1649, leaving his army"]),
        ("Any two from: mining coal, moving lime to farms", ["mining coal", "moving lime to farms"]),
        ("Any two from: by force, by marriage", ["by force", "by marriage"]),
        ("Any two from: coal / coke; lime", ["coal / coke", "lime"]),
        ("Any two from: coal, which was heavy", ["coal, which was heavy"]),
        ("Any two from: coal (black, brown)", ["coal (black, brown)"]),
        ("Acceptable answers include: coal / lime", ["coal / lime"]),
    ],
)
def test_what_follows_any_two_from_on_its_line_is_so_many_points(line: str, points: list[str]) -> None:
    scheme = marking.parse(f"{HEAD}{line}\n", new=True).schemes[0]
    assert [marking.point_text(point) for point in scheme.points] == points


@pytest.mark.parametrize(
    "items",
    [
        "bread, fish and chips and land",
        "taxes, wars of religion and famine",
        "cold, France and Spain at war",
        "a lack of bread, high prices in towns and taxes",
        "cheap coal, growing towns",
        "the army, led by Cromwell",
        "in 1649, the King fled",
        "the Treaty of Paris, 1783",
        "prices rose, and people starved",
        "the King fled in 1649, leaving his army, and died",
    ],
)
def test_commas_that_may_part_points_or_words_of_one_are_refused(items: str) -> None:
    assert refused(f"{HEAD}Any two from: {items}\n") == {5: one_line.COMMAS}


def test_what_follows_any_two_from_stays_one_point_where_it_is_stored() -> None:
    for items in ("coal / lime / timber", "coal, lime and timber"):
        assert len(marking.parse(f"{HEAD}Any two from: {items}\n").schemes[0].points) == 1


def test_slashes_and_commas_together_leave_open_what_parts_the_points() -> None:
    assert refused(f"{HEAD}Any two from: coal / coke, lime\n") == {5: one_line.SLASHES_AND_COMMAS}


@pytest.mark.parametrize(
    ("lines", "warned", "mark"),
    [
        ("1 mark for each use (maximum 2 marks).\n- boats, barges, water", 1, 1),
        ("1 mark for each use.\n- boats, barges, water", 1, 1),
        ("1 mark each\n- boats, barges, water", 1, 1),
        ("Any two from:\n- boats, barges, water", 1, 1),
        ("Award up to 2 marks. Any two from:\n- boats, barges, water", 1, 1),
        ("- boats, barges, water [1]", 1, 1),
        ("- boats, barges, water", 0, 2),
        ("Award up to 2 marks.\n- boats, barges, water", 0, 2),
    ],
)
def test_a_single_point_is_a_whole_answer_only_where_no_marks_of_each_are_said(
    lines: str, warned: int, mark: int
) -> None:
    scheme = marking.parse(f"{HEAD}{lines}\n", new=True).schemes[0]
    assert marking.parse(marking.to_text(scheme)).schemes == (scheme,)
    assert question_preview(scheme).beyond_reach == warned
    assert marking.mark(scheme, "boats, barges, water").mark == mark


def test_a_line_of_a_list_without_bullets_is_parted_at_its_semicolons() -> None:
    text = "Indicative content\nShips paid; coal was cheap in towns; land was drained.\n"
    levels = "Level 1 (1 mark): names\nLevel 2 (2 marks): explains\n"
    assert len(marking.parse(f"{HEAD}{levels}{text}").schemes[0].points) == 3
    assert len(marking.parse(f"{LIST}moving coal; lime\nfishing\n").schemes[0].points) == 2


@pytest.mark.parametrize(
    "lines",
    [
        "Level 2 [2]\nclear\nLevel 1 [1]\nbasic\n0 [0]\nnothing",
        "Level 2 (2)\nclear\nLevel 1 (1)\nbasic\n0 marks\nnothing",
        "Level 2 (2 marks) clear\nLevel 1 (1 mark) basic",
        "Level 2\t2 marks\tclear\nLevel 1\t1 mark\tbasic",
        "Band 2: 2 marks. clear\nBand 1: 1 mark. basic",
    ],
)
def test_levels_begin_a_mark_scheme_that_nothing_else_announces(lines: str) -> None:
    text = f"Question 1 (2 marks)\nExplain one use of a canal.\n{lines}\nIndicative content:\n- trade\n"
    scheme = marking.parse(text, new=True).schemes[0]
    assert (scheme.stem, len(scheme.levels), len(scheme.points)) == ("Explain one use of a canal.", 2, 1)


def test_wide_bands_begin_a_mark_scheme_too() -> None:
    for name in ("L2 3–4 clear", "Level 2\t3–4\tclear", "3–4 marks\nclear"):
        lower = name.replace("2", "1").replace("3–4", "1–2").replace("clear", "basic")
        text = f"2 (b) Explain one use of a canal. [4]\n{name}\n{lower}\nIndicative content:\n• trade\n"
        scheme = marking.parse(text, new=True).schemes[0]
        assert (scheme.stem, len(scheme.levels)) == ("Explain one use of a canal.", 2)


def test_what_each_point_is_worth_begins_a_mark_scheme() -> None:
    scheme = marking.parse("1 (a) Give two uses of a canal. (2)\nOne mark for each use.\n• trade\n• water\n").schemes[0]
    assert (scheme.marks, scheme.stem, len(scheme.points)) == (2, "Give two uses of a canal.", 2)


def test_a_question_that_no_scheme_follows_is_named() -> None:
    with pytest.raises(marking.NotationError) as caught:
        marking.parse("Paper 2\nHistory\n1 (a) Give two uses of a canal. (2)\ntrade and water\n")
    assert [(error.line, error.message) for error in caught.value.errors] == [(3, reading.MAY_BE_QUESTION)]


def test_what_a_question_tests_is_left_out_of_a_new_text() -> None:
    text = HEAD.replace("canal.\n", "canal.\nAO1 1 mark AO2 1 mark\n", 1) + "Answers:\n- trade\n"
    assert marking.parse(text, new=True).schemes[0].stem == "Give two uses of a canal."
    assert [line.line for line in marking.passed_over(text, new=True)] == [3]
    assert marking.parse(text).schemes[0].stem.endswith("AO2 1 mark")


@pytest.mark.parametrize(
    ("lines", "rests"),
    [
        ("fear of the Germans\nmemory of the First World\nWar\npublic opinion was for peace", [8]),
        ("floods on lower land\nbarges were drawn by the\nTow Path Company", [8]),
        ("Floods on lower land\nBarges and their\ncargo\nSalt", [8]),
        ("Coal was cheaper\nin towns\nWater ran\nMills were built", [7]),
        ("coal was cheap\nand land drained", [7]),
    ],
)
def test_the_rest_of_a_line_without_a_bullet_is_no_point(lines: str, rests: list[int]) -> None:
    assert refused(f"{LIST}{lines}\n") == dict.fromkeys(rests, reading.EXPECTED_BULLET)


@pytest.mark.parametrize(
    "lines",
    [
        "Coal\nLime\nTimber",
        "coal was moved\nTelford built bridges\nlime",
        "moving coal to the towns.\nwater\nlime for a field",
    ],
)
def test_lines_without_bullets_that_stand_for_themselves_are_points(lines: str) -> None:
    assert len(marking.parse(f"{LIST}{lines}\n", new=True).schemes[0].points) == 3


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
    assert [(error.line, error.message) for error in caught.value.errors] == [(7, reading.NOTE)]
    assert not marking.passed_over(f"{LIST}- moving coal\n{note}\n- lime\n", new=new)


@pytest.mark.parametrize("bullet", ["", "- "])
@pytest.mark.parametrize("marks", [" = 1 mark", " – 1 mark", ": one mark.", " (1)", ""])
def test_any_other_answer_is_no_point_whatever_it_is_worth(bullet: str, marks: str) -> None:
    text = f"{LIST}- moving coal\n{bullet}Any other relevant answer{marks}\n"
    assert len(marking.parse(text, new=True).schemes[0].points) == 1


def test_any_other_answer_with_its_marks_and_a_bullet_stays_the_point_that_it_is_where_it_is_stored() -> None:
    text = f"{LIST}- moving coal\n- Any other relevant answer = 1 mark\n"
    assert len(marking.parse(text).schemes[0].points) == 2


@pytest.mark.parametrize("line", ["[any two]", "(any 2)", "Any two", "Any two of these."])
@pytest.mark.parametrize("lines", ["Answers:\n- moving coal\n- lime\n- water\n{}", "{}\nmoving coal\nlime\nwater"])
def test_any_two_on_a_line_of_its_own_caps_the_marks(lines: str, line: str) -> None:
    scheme = marking.parse(f"{HEAD}{lines.format(line)}\n".replace("(2 marks)", "(4 marks)"), new=True).schemes[0]
    assert (scheme.maximum, len(scheme.points)) == (2, 3)


def test_what_may_be_the_rest_of_a_note_is_no_point() -> None:
    with pytest.raises(marking.NotationError) as caught:
        marking.parse(f"{LIST}moving coal\nNB: answers may be\nin any order\n")
    assert [(error.line, error.message) for error in caught.value.errors] == [
        (7, reading.NOTE),
        (8, reading.EXPECTED_BULLET),
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


def test_points_of_two_lines_each_between_blank_ones_are_not_cut_in_half() -> None:
    text = f"{LIST}\ncoal was moved\nto the towns\n\nland was\ndrained\n\nlime was\nbrought\n"
    with pytest.raises(marking.NotationError) as caught:
        marking.parse(text)
    assert [error.line for error in caught.value.errors] == [8, 11, 14]


@pytest.mark.parametrize("path", sorted(Path("questions/samples").glob("*.txt")), ids=lambda path: path.stem)
def test_the_sample_bank_holds_nothing_doubtful(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for topic in marking.parse_all(text):
        for scheme in topic.schemes:
            assert marking.parse(marking.to_text(scheme), new=True).schemes == (scheme,)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("One mark for each of two correct points.", "None of the points in"),
        ("1 mark for each of the two push factors given", "None of the factors in"),
        ("1 mark for each of two consequences for the poor", "None of the consequences in"),
    ],
)
def test_a_point_named_in_the_plural_is_spoken_of_as_one(line: str, said: str) -> None:
    text = f"Question 1 (2 marks)\nGive two reasons.\n\nMark scheme:\n{line}\n- heavy rain\n- melting snow\n"
    assert marking.mark(marking.parse(text, new=True).schemes[0], "The king was old.").why.startswith(said)


@pytest.mark.parametrize(
    "line",
    [
        "Transfer of powers (1) to the nations (1) such as Wales (1)",
        "Transfer of powers [1] to the nations",
        "Transfer of powers (1 mark) / to the nations",
        "Powers were transferred (1), so that the nations ruled (1)",
        "Powers were transferred (1); the nations ruled",
        "Powers were transferred (1). The nations ruled",
    ],
)
def test_marks_inside_a_point_are_refused(line: str) -> None:
    messages = refused(f"{LIST}- {line}\n")
    assert list(messages) == [6]
    assert "on a line of its own" in messages[6]


@pytest.mark.parametrize(
    "line",
    [
        "Transfer of powers (2)",
        "Transfer of powers (1).",
        "Transfer of powers (1) AW",
        "Powers moved [1] (ORA)",
        "the 1 (one) king",
    ],
)
def test_marks_at_the_end_and_what_only_looks_like_marks_are_taken(line: str) -> None:
    assert len(marking.parse(f"{LIST}- {line}\n", new=True).schemes[0].points) == 1


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
    assert refused(f"{LIST}{points}{line}\n") == {9: reading.SIGN_APART.format(sign)}
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


def test_parts_numbered_with_a_dot_behind_the_word_question_are_parts() -> None:
    first, second = (f"Question 03.{n} (2 marks)\nGive {n} uses of a canal.\n\n" for n in (1, 2))
    listed = "Mark scheme:\n- boats\n- water for fields\n\n"
    read = marking.parse(first + listed + second + listed, new=True)
    assert [(each.number, each.stem) for each in read.schemes] == [
        (3, "Give 1 uses of a canal."),
        (4, "Give 2 uses of a canal."),
    ]
