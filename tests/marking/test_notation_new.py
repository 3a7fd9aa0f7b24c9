"""What an author has just written: read with more doubt than what is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions import marking
from questions.marking.notation import messages, one_line, set_phrases
from questions.marking.reasons import next_points, why_points
from questions.preview import question_preview
from tests.marking.canals import HEAD, LIST, refused


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("- Answers that name a river should not be credited.", messages.NOTE),
        ("- Candidates may refer to the Bridgewater Canal", messages.NOTE),
        ("- Max 1 mark for two kinds of cargo", messages.NOTE),
        ("- no credit for swimming", messages.NOTE),
        ("- etc.", messages.NOTE),
        ("- N.B. One mark for coal only if a place is named", messages.NOTE),
        ("- AVP ; e.g. moving stone", messages.NOTE),
        ("- max 1 for kinds of cargo", messages.NOTE),
        ("- accept any reference to coal", messages.NOTE),
        ("- Spelling: accept phonetic spellings.", messages.NOTE),
        ("- Trade:", messages.HEADING_OR_POINT),
        ("- moving coal – 1 mark", messages.MARKS_OF_POINT),
        ("- moving coal = 2 marks", messages.MARKS_OF_POINT),
    ],
)
def test_what_is_hardly_a_point_is_refused_in_a_new_text(line: str, message: str) -> None:
    assert refused(f"{LIST}- draining land\n{line}\n") == {7: message}


def test_a_heading_above_the_first_bullet_is_no_point() -> None:
    levels = "Level 1 (1 mark): names\nLevel 2 (2 marks): explains\nPoints may include:\n"
    assert refused(f"{HEAD}{levels}Economic\n• cheap coal\n• new towns\n") == {8: messages.BARE_ABOVE_BULLETS}
    assert refused(f"{LIST}Farming\nWater\n- draining land\n") == dict.fromkeys((6, 7), messages.BARE_ABOVE_BULLETS)


@pytest.mark.parametrize("bullet", ["o", "-", "•", "(i)"])
def test_a_bullet_set_in_below_another_is_the_rest_of_its_point_or_one_of_its_own(bullet: str) -> None:
    text = f"{LIST}- trade grew\n  {bullet} coal was cheap\n  {bullet} lime too\n- new towns\n"
    assert refused(text) == dict.fromkeys((7, 8), messages.BULLET_UNDER_POINT)


def test_a_hollow_bullet_below_another_is_one_set_in() -> None:
    assert refused(f"{LIST}•\ttrade grew\no\tcoal was cheap\n") == {7: messages.BULLET_UNDER_POINT}
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
        "spelling was taught",
        "accept any religion",
        "a max 5 ton barge",
        "not allowed to swim",
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
    "line",
    [
        "The indicative content is designed to help examiners to mark alike.",
        "This content is not prescriptive and candidates are not expected to refer to all of it.",
        "Target: Explain events and periods (AO2:1)",
    ],
)
def test_what_a_board_prints_in_each_scheme_is_left_out_of_question_and_scheme(line: str) -> None:
    listed = "Answers:\n- trade\n- water\n"
    for text, number in ((HEAD.replace("canal.\n", f"canal.\n{line}\n") + listed, 3), (f"{HEAD}{line}\n{listed}", 5)):
        scheme = marking.parse(text, new=True).schemes[0]
        assert (scheme.stem, len(scheme.points)) == ("Give two uses of a canal.", 2)
        assert [each.line for each in marking.passed_over(text, new=True)] == [number]


@pytest.mark.parametrize(
    "points",
    [
        "loss of trade\nhunger in the towns\nFear of war",
        "loss of trade.\nhunger in the towns.\nFear of war.",
        "a) loss of trade\nb) hunger in the towns\nc) Fear of war",
        "o loss of trade\no hunger in the towns\no Fear of war",
    ],
)
@pytest.mark.parametrize("line", ["The list is not exhaustive", "All other valid points should be credited"])
def test_points_below_a_sentence_of_the_board_without_a_stop_stay_points(line: str, points: str) -> None:
    text = f"{HEAD}Indicative content:\n{line}\n{points}\n"
    assert len(marking.parse(text, new=True).schemes[0].points) == 3
    assert [each.line for each in marking.passed_over(text, new=True)] == [6]


@pytest.mark.parametrize(
    "sentence",
    [
        "This content is not prescriptive\nand candidates are not expected to refer\nto all of it.",
        "Answers must be credited according to deployment of material\nin relation to the qualities outlined.",
        "The indicative content is designed to help the\nexaminers to mark alike",
    ],
)
def test_the_rest_of_a_sentence_of_the_board_is_left_out_with_it(sentence: str) -> None:
    text = f"{HEAD}Indicative content:\n{sentence}\nloss of trade\nhunger in the towns\n"
    assert len(marking.parse(text, new=True).schemes[0].points) == 2


def test_a_sentence_of_a_question_is_left_out_whole_or_not_at_all() -> None:
    for sentence in (
        "The list is not exhaustive\nand you may add to it.",
        "The list is not exhaustive,\nso add to it.",
    ):
        text = HEAD.replace("canal.\n", f"canal.\n{sentence}\n") + "Answers:\n- trade\n- water\n"
        assert marking.parse(text, new=True).schemes[0].stem == f"Give two uses of a canal.\n{sentence}"


@pytest.mark.parametrize("line", ["The content is designed to last 10 years", "All points should be painted"])
def test_a_point_that_only_resembles_what_a_board_prints_is_kept(line: str) -> None:
    assert len(marking.parse(f"{LIST}trade\n{line}\n", new=True).schemes[0].points) == 2


def test_numbers_in_turn_are_bullets() -> None:
    points = "any two from\n1 cheap coal ;\n2 (many) new towns ;\n3 wet land drained ;\n4 AVP ;\n"
    scheme = marking.parse(f"{HEAD}{points}[max 2]\n", new=True).schemes[0]
    assert (scheme.maximum, [marking.point_text(point) for point in scheme.points]) == (
        2,
        ["cheap coal", "(many) new towns", "wet land drained"],
    )


def test_figures_that_are_not_in_turn_are_answers() -> None:
    scheme = marking.parse(f"{LIST}1 king\n3 queens\nA knave\n", new=True).schemes[0]
    assert [marking.point_text(point) for point in scheme.points] == ["1 king", "3 queens", "A knave"]


@pytest.mark.parametrize("line", ["2 x 1 mark", "[max 2]", "(max 2)", "[AO1 = 2]", "MARKS FOR THIS QUESTION: AO1 = 2"])
def test_what_stands_below_the_points_of_their_marks_is_no_point(line: str) -> None:
    assert len(marking.parse(f"{LIST}- moving coal\n- draining land\n{line}\n", new=True).schemes[0].points) == 2


@pytest.mark.parametrize("line", ["Max 1 if no place is named.", "No credit for swimming."])
def test_a_line_to_examiners_below_the_points_is_called_a_note(line: str) -> None:
    with pytest.raises(marking.NotationError) as caught:
        marking.parse(f"{LIST}- moving coal\n{line}\n", new=True)
    assert [(error.line, error.message) for error in caught.value.errors] == [(7, messages.NOTE)]


def test_what_each_mark_is_for_is_called_by_its_name_alone_where_a_clause_makes_it_long() -> None:
    line = "1 mark for each answer that offers a valid response drawing on the features of the period."
    assert marking.parse(f"{HEAD}{line}\n- coal\n- lime\n", new=True).schemes[0].noun == "answer"
    assert refused(f"{HEAD}1 mark for each point to a maximum of two for each way.\n- coal\n- lime\n") == {
        5: set_phrases.EXPECTED_AWARD
    }


def test_levels_of_a_table_with_an_unknown_head_are_no_words_of_the_question() -> None:
    levels = "Band\tAO1\n2\t3–4 marks\tclear\n1\t1–2 marks\tbasic\n"
    text = f"2. Explain the use of a canal. [4]\n\n{levels}\nAnswers:\n- trade\n"
    assert refused(text) == dict.fromkeys((4, 5), messages.SCHEME_IN_STEM)


def test_the_table_of_a_scheme_without_its_question_is_called_one() -> None:
    with pytest.raises(marking.NotationError) as caught:
        marking.parse("Question number\tAnswer\tMark\n2 (a)\tmoving coal\t(1)\n", new=True)
    assert [(error.line, error.message) for error in caught.value.errors] == [(1, messages.SCHEME_TABLE)]


CAUSES = ["militarism", "alliances", "the assassination of Franz Ferdinand"]


@pytest.mark.parametrize(
    "lines",
    [
        "Acceptable answers: militarism, alliances, the assassination of Franz Ferdinand.",
        "Acceptable answers include: militarism; alliances; the assassination of Franz Ferdinand",
        "Answer: militarism, alliances, the assassination of Franz Ferdinand",
        "Accept: militarism, alliances, the assassination of Franz Ferdinand",
        "Answers: militarism, alliances, the\nassassination of Franz Ferdinand.",
        "Answers: militarism, alliances,\nthe assassination of Franz Ferdinand.",
        "Answers:\nmilitarism, alliances, the assassination of Franz Ferdinand",
        "1 mark for each use: militarism, alliances, the assassination of Franz Ferdinand",
        "1 mark for each use, e.g. militarism, alliances, the assassination of Franz Ferdinand.",
        "1 mark for each use. Answers: militarism, alliances, the assassination of Franz Ferdinand.",
        "Answers: militarism, alliances, the assassination of Franz Ferdinand. Accept any other valid answer.",
    ],
)
def test_commas_part_the_points_where_several_are_asked_for(lines: str) -> None:
    scheme = marking.parse(f"{HEAD}{lines}\n", new=True).schemes[0]
    assert [marking.point_text(point) for point in scheme.points] == CAUSES


def test_commas_part_the_points_behind_a_heading_that_speaks_of_several() -> None:
    head = HEAD.replace("two uses", "one use")
    for heading, points in (("Acceptable answers", 3), ("Indicative content", 3), ("Answer", 1), ("Model answer", 1)):
        scheme = marking.parse(f"{head}{heading}: red, white and blue\n", new=True).schemes[0]
        assert len(scheme.points) == points


@pytest.mark.parametrize(
    "lines",
    [
        "Answers: moving coal, lime\n- draining land\n- fishing",
        "moving coal, lime\ndraining land\nfishing",
        "- draining land\n- fishing\n- moving coal, lime",
    ],
)
def test_a_comma_parts_no_points_where_each_line_is_one(lines: str) -> None:
    assert len(marking.parse(f"{HEAD}Answers:\n{lines}\n", new=True).schemes[0].points) == 3


def test_what_may_be_the_rest_of_a_list_on_one_line_is_refused() -> None:
    text = f"{HEAD}Answers: militarism, alliances, the assassination\nof Franz Ferdinand\n"
    assert refused(text) == {6: messages.EXPECTED_BULLET}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("Coal was cheap. Land was drained.", one_line.SENTENCES),
        ("coal / coke, lime", one_line.SLASHES_AND_COMMAS),
        ("bread, fish and chips and land", one_line.COMMAS),
        ("coal, lime. Do not accept swimming.", messages.SIGN_APART.format("REJECT")),
        ("coal, lime\nDo not accept: swimming", messages.SIGN_APART.format("REJECT")),
    ],
)
def test_what_a_line_of_answers_leaves_open_is_refused(answers: str, message: str) -> None:
    assert list(refused(f"{HEAD}Answers: {answers}\n").values()) == [message]


def test_a_sentence_behind_a_single_answer_on_its_line_is_its_sign() -> None:
    text = f"{HEAD}Answer: moving coal. Accept lime. Do not accept ‘swimming’.\n"
    (point,) = marking.parse(text, new=True).schemes[0].points
    assert marking.point_text(point) == "moving coal."
    assert [marking.alternative_text(each) for each in (*point.accept, *point.reject)] == ["lime.", "swimming"]


def test_accept_above_bullets_is_their_heading_and_reject_is_refused() -> None:
    text = f"{HEAD}Accept:\n- moving coal\n- draining land\n"
    assert len(marking.parse(text, new=True).schemes[0].points) == 2
    with pytest.raises(marking.NotationError) as caught:
        marking.parse(f"{text}Do not accept:\n- swimming\n", new=True)
    assert [(error.line, error.message) for error in caught.value.errors] == [
        (8, messages.SIGN_ABOVE_BULLETS.format("REJECT"))
    ]


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
    assert [(error.line, error.message) for error in caught.value.errors] == [(3, messages.MAY_BE_QUESTION)]


def test_what_a_question_tests_is_left_out_of_a_new_text() -> None:
    for line in ("AO1 1 mark AO2 1 mark", "Target: AO1/AO2", "Assessment objectives: AO1, AO2 and AO3", "AO2"):
        text = HEAD.replace("canal.\n", f"canal.\n{line}\n", 1) + "Answers:\n- trade\n"
        assert marking.parse(text, new=True).schemes[0].stem == "Give two uses of a canal."
        assert [line.line for line in marking.passed_over(text, new=True)] == [3]
        assert marking.parse(text).schemes[0].stem.endswith(line)


NOTHING = f"{HEAD}Level 1 (1–2 marks): Names uses.\n"


@pytest.mark.parametrize(
    "lines",
    [
        "0 marks",
        "0 marks\nNo response",
        "0 marks: No response or no\nresponse worthy of credit.",
        "0 marks: No creditable response,\nor one that says nothing of\nthe topic at all.",
        "0 marks\n\nNo creditable response.",
        "\t0\tNo creditable response.",
        "0 No relevant content",
    ],
)
def test_what_earns_nothing_is_no_words_of_a_level(lines: str) -> None:
    scheme = marking.parse(f"{NOTHING}{lines}\nIndicative content:\n- trade\n", new=True).schemes[0]
    assert [level.descriptor for level in scheme.levels] == ["Names uses."]
    assert len(scheme.points) == 1


def test_nothing_that_stands_below_what_earns_nothing_is_dropped_unnamed() -> None:
    for below, line in (("\nNo response\n\nSome answers will:\n- trade\n", 9), (": no response\ntrade\n", 7)):
        with pytest.raises(marking.NotationError) as caught:
            marking.parse(f"{NOTHING}0 marks{below}", new=True)
        assert [error.line for error in caught.value.errors] == [line]
    bullets = marking.parse(f"{NOTHING}0 marks\nNo response\n\n- trade\n- water\n", new=True).schemes[0]
    assert len(bullets.points) == 2
    text = f"{NOTHING}0 marks zebrafish\nIndicative content:\n- trade\n"
    assert [line.text for line in marking.passed_over(text, new=True)] == ["0 marks zebrafish"]


def test_the_level_of_response_is_a_heading_of_the_scheme() -> None:
    text = f"{HEAD.rpartition('Mark scheme')[0].rstrip()}\nLevel of response:\nLevel 1 (1–2 marks): Names uses.\n"
    scheme = marking.parse(text, new=True).schemes[0]
    assert (scheme.stem, len(scheme.levels)) == ("Give two uses of a canal.", 1)


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
    assert refused(f"{LIST}{lines}\n") == dict.fromkeys(rests, messages.EXPECTED_BULLET)


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


@pytest.mark.parametrize("bullet", ["", "- "])
@pytest.mark.parametrize("marks", [" = 1 mark", " – 1 mark", ": one mark.", " (1)", ""])
def test_any_other_answer_is_no_point_whatever_it_is_worth(bullet: str, marks: str) -> None:
    text = f"{LIST}- moving coal\n{bullet}Any other relevant answer{marks}\n"
    assert len(marking.parse(text, new=True).schemes[0].points) == 1


def test_any_other_answer_with_its_marks_and_a_bullet_stays_the_point_that_it_is_where_it_is_stored() -> None:
    text = f"{LIST}- moving coal\n- Any other relevant answer = 1 mark\n"
    assert len(marking.parse(text).schemes[0].points) == 2


@pytest.mark.parametrize("blank", ["", "\n"])
def test_the_heading_of_the_points_may_name_what_they_test(blank: str) -> None:
    levels = f"Level 2 (2 marks): explains\n{blank}Level 1 (1 mark): names\n{blank}"
    text = f"{HEAD}{levels}Indicative content (AO1, AO2)\n{blank}• cheap coal\n• new towns\n"
    scheme = marking.parse(text, new=True).schemes[0]
    assert [level.descriptor for level in scheme.levels] == ["names", "explains"]
    assert len(scheme.points) == 2


@pytest.mark.parametrize("line", ["[any two]", "(any 2)", "Any two", "Any two of these."])
@pytest.mark.parametrize("lines", ["Answers:\n- moving coal\n- lime\n- water\n{}", "{}\nmoving coal\nlime\nwater"])
def test_any_two_on_a_line_of_its_own_caps_the_marks(lines: str, line: str) -> None:
    scheme = marking.parse(f"{HEAD}{lines.format(line)}\n".replace("(2 marks)", "(4 marks)"), new=True).schemes[0]
    assert (scheme.maximum, len(scheme.points)) == (2, 3)


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


LEVELS = (
    "Question 4 (6 marks)\nExplain why the canal was dug.\nAO1 Knowledge. Maximum 3 marks\n\nMark scheme:\n"
    "Level 2 (4–6 marks): explains\nLevel 1 (1–3 marks): names\n"
    "• coal was dear\n• carts were slow\n• the duke was rich\n"
    "Points may include:\nCarts were slow on bad roads / coal cost too much\nfor the poor of the city\n"
)


def test_what_a_two_column_page_mixes_up_is_pointed_out() -> None:
    preview = question_preview(marking.parse(LEVELS, new=True).schemes[0])
    assert (preview.objective, preview.listed_level) == ("AO1", 1)
    assert [point.is_rest for point in preview.points] == [False, True]
    plain = (
        LEVELS.replace("AO1 Knowledge. Maximum 3 marks\n", "")
        .replace("Level 2 (4–6 marks): explains", "")
        .replace(
            "Level 1 (1–3 marks): names\n",
            "Level 2 (4–6 marks): explains\n• one\n• two\n• three\nLevel 1 (1–3 marks): names\n",
        )
    )
    preview = question_preview(marking.parse(plain.replace("for the poor", "The poor"), new=True).schemes[0])
    assert (preview.objective, preview.listed_level) == ("", 0)
    assert not any(point.is_rest for point in preview.points)


@pytest.mark.parametrize("line", ["OCR (Oxford Cambridge and RSA Examinations)", "J411/12 Mark Scheme June 2022"])
def test_the_names_of_a_printed_page_are_left_out(line: str) -> None:
    text = f"{LIST}- draining land\n{line}\n- new towns\n"
    assert len(marking.parse(text, new=True).schemes[0].points) == 2
    assert [each.line for each in marking.passed_over(text, new=True)] == [7]
    assert len(marking.parse(f"{LIST}7\nOCR\n", new=True).schemes[0].points) == 2


@pytest.mark.parametrize(
    "line",
    ["1 mark for each (2 × 1)", "(AO1) 1 mark for each valid reason up to a max of 2", "1 mark each (2 x 1 mark)."],
)
def test_what_boards_print_of_the_marks_is_read(line: str) -> None:
    scheme = marking.parse(f"{HEAD}{line}\n- draining land ✓ (1)\n- new towns\n", new=True).schemes[0]
    assert (scheme.value, scheme.maximum, len(scheme.points)) == (1, 2, 2)
    assert question_preview(scheme).points[0].answers == ("draining land",)


def test_parts_numbered_with_a_dot_behind_the_word_question_are_parts() -> None:
    first, second = (f"Question 03.{n} (2 marks)\nGive {n} uses of a canal.\n\n" for n in (1, 2))
    listed = "Mark scheme:\n- boats\n- water for fields\n\n"
    read = marking.parse(first + listed + second + listed, new=True)
    assert [(each.number, each.stem) for each in read.schemes] == [
        (3, "Give 1 uses of a canal."),
        (4, "Give 2 uses of a canal."),
    ]


@pytest.mark.parametrize(
    "line", ["Answers could consider", "Candidates may refer to:", "Responses might include points such as"]
)
def test_a_line_that_only_announces_points_is_none(line: str) -> None:
    text = f"{HEAD}Indicative content\n{line}\n- moving coal\n- draining land\n"
    assert len(marking.parse(text, new=True).schemes[0].points) == 2
