"""The lines of the notation, one by one: questions, marks, levels, lists of points."""

from __future__ import annotations

import pytest

from questions.marking.notation.parsing import alternative_text, parse, parse_all, point_text, to_text
from questions.marking.scheme import Alternative, Document, Level, Needs, Phrase, Point, Scheme, Term
from tests.marking.texts import answers, point, read

pytestmark = pytest.mark.marking

# --- Question, stem, topic -----------------------------------------------------------------------


def test_a_whole_document_is_read() -> None:
    document = parse(
        """Topic: The Korean War

Question 1 (2 marks)
Give two ways in which the war harmed China.

Mark scheme:
1 mark for each valid way (maximum 2 marks).
Acceptable answers include:
- heavy _losses_ / many (Chinese) soldiers killed
  ACCEPT: Mao's son died
  REJECT: few soldiers died
  IGNORE: the war was long
- debt to the USSR [1] AW (ORA)
Synonyms: USSR = Soviet Union
"""
    )
    killed = Phrase((Term(("many",)), Term(("Chinese",), optional=True), Term(("soldiers",)), Term(("killed",))))
    assert document == Document(
        topic="The Korean War",
        schemes=(
            Scheme(
                number=1,
                marks=2,
                stem="Give two ways in which the war harmed China.",
                points=(
                    Point(
                        answers=(
                            Alternative((Phrase((Term(("heavy",)), Term(("losses",), essential=True))),)),
                            Alternative((killed,)),
                        ),
                        accept=(Alternative((Phrase((Term(("Mao's",)), Term(("son",)), Term(("died",)))),)),),
                        reject=(Alternative((Phrase((Term(("few",)), Term(("soldiers",)), Term(("died",)))),)),),
                        ignore=(
                            Alternative((Phrase((Term(("the",)), Term(("war",)), Term(("was",)), Term(("long",)))),)),
                        ),
                    ),
                    Point(
                        answers=(
                            Alternative((Phrase((Term(("debt",)), Term(("to",)), Term(("the",)), Term(("USSR",)))),)),
                        ),
                        value=1,
                        reverse=True,
                        any_wording=True,
                    ),
                ),
                value=1,
                maximum=2,
                noun="way",
                synonyms=(("USSR", "Soviet Union"),),
            ),
        ),
    )


@pytest.mark.parametrize(
    "line",
    [
        "Question 7 (2 marks)",
        "question 7 (2 Marks)",
        "QUESTION 7: (2 marks)",
        "Question 7. [2]",
        "Question 7 [2 marks]",
        "Question 7 (two marks)",
        "Question 7 – 2 marks",
        "Question 7 (Total: 2 marks)",
        "Question 007 (2)",
        "Q7 (2 marks)",
        "Q.7 [2]",
    ],
)
def test_a_question_line_gives_number_and_marks(line: str) -> None:
    scheme = parse(f"{line}\nWhy?\nMark scheme:\n- fear\n- greed").schemes[0]
    assert (scheme.number, scheme.marks, scheme.stem) == (7, 2, "Why?")


def test_one_mark_is_a_mark() -> None:
    assert parse("Question 1 (1 mark)\nWhen?\nMark scheme:\n- 1950").schemes[0].marks == 1


@pytest.mark.parametrize(
    "text",
    [
        "Question 3: Why did Mao decide so? (4 marks)",
        "Question 3 (4 marks): Why did Mao decide so?",
        "Question 3\nWhy did Mao decide so? [4]",
        "Question 3\nWhy did Mao decide so?\n(4 marks)",
        "Question 3 (4 marks)\nWhy did Mao decide so? [4]",
        "3. Why did Mao decide so? [4]",
        "3) Why did Mao decide so? (4 marks)",
        "Question 3\nWhy did Mao decide so? (4)",
        "Question 3\n\nWhy did Mao decide so?\n(4)",
        "Q3. Why did Mao decide so? (4)",
        "0 3 Why did Mao decide so? [4 marks]",
        "0 3\nWhy did Mao decide so?\n[4 marks]",
        "0 3 . 2 Why did Mao decide so? (4)",
        "Question 0 3 . 2\nWhy did Mao decide so? (4)",
    ],
)
def test_the_marks_may_stand_at_the_end_of_the_question(text: str) -> None:
    scheme = parse(f"{text}\nMark scheme:\n- fear").schemes[0]
    assert (scheme.number, scheme.marks, scheme.stem) == (3, 4, "Why did Mao decide so?")


def test_marks_in_round_brackets_may_end_the_first_line_of_the_text() -> None:
    scheme = parse("Question 3\nWhy did Mao decide so? (4)\nUse source A.\nMark scheme:\n- fear").schemes[0]
    assert (scheme.marks, scheme.stem) == (4, "Why did Mao decide so?\nUse source A.")


@pytest.mark.parametrize("text", ["Question 1 (2 marks)\nUse item (4)", "Question 1\nSee (4)\nUse item A. [2]"])
def test_a_number_in_round_brackets_stays_in_the_text_where_the_marks_are_given(text: str) -> None:
    scheme = parse(f"{text}\nMark scheme:\n- fear").schemes[0]
    assert scheme.marks == 2
    assert "(4)" in scheme.stem


def test_numbered_questions_are_told_from_numbered_points() -> None:
    document = parse(
        "1. Why? [2]\nMark scheme:\nAnswers:\n1. fear [1]\n2. greed [1]\n2. How? [1]\nMark scheme:\n1. by sea [1]"
    )
    assert [(scheme.number, scheme.stem, len(scheme.points)) for scheme in document.schemes] == [
        (1, "Why?", 2),
        (2, "How?", 1),
    ]


def test_other_marks_at_the_end_of_the_question_stay_in_its_text() -> None:
    assert (
        parse("Question 1 (2 marks)\nRead source A. [4]\nMark scheme:\n- fear").schemes[0].stem == "Read source A. [4]"
    )


def test_a_stem_keeps_its_lines_and_paragraphs() -> None:
    text = "Q1 [2]\n\nRead  the source.\nIt is short.\n\n\nQuestion 5 of the survey\nWhy?\n\nMark scheme:\n- fear"
    assert parse(text).schemes[0].stem == "Read the source.\nIt is short.\n\nQuestion 5 of the survey\nWhy?"


def test_a_stem_line_with_a_backslash_is_no_sign() -> None:
    scheme = parse(
        "Question 1 (2 marks)\n\\Mark scheme:\n\\\\Question 2 (2 marks)\n\\eta is?\nMark scheme:\n- fear"
    ).schemes[0]
    assert scheme.stem == "Mark scheme:\n\\Question 2 (2 marks)\n\\eta is?"
    assert parse(to_text(scheme)).schemes == (scheme,)


@pytest.mark.parametrize("line", ["Mark scheme:", "Mark scheme", "MARK SCHEME:", "Markscheme", "Marking scheme :"])
def test_the_mark_scheme_starts_below_its_line(line: str) -> None:
    assert len(parse(f"Question 1 (2 marks)\nWhy?\n{line}\n- fear").schemes[0].points) == 1


def test_a_text_holds_several_questions_under_one_topic() -> None:
    document = parse(
        "topic:  China   1949–1976 \nQ1 [1]\nWhy?\nMark scheme:\n- fear\nQ2 [1]\nHow?\nMark scheme:\n- by sea"
    )
    assert document.topic == "China 1949–1976"
    assert [scheme.stem for scheme in document.schemes] == ["Why?", "How?"]


def test_a_topic_has_a_focus_and_notes_whose_lines_are_no_signs() -> None:
    text = (
        "Topic: China\nFocus: Why the war came\nNotes:\n| ## War  \n|\n|Mark scheme:\n|  - a list\n"
        "\nQ1 [1]\nWhy?\nMark scheme:\n- fear"
    )
    document = parse(text)
    assert (document.focus, document.notes) == ("Why the war came", "## War  \n\nMark scheme:\n - a list")
    assert parse(to_text(document)) == document


def test_a_bank_has_several_topics_each_with_numbers_of_its_own() -> None:
    question = "Question 1 (1 mark)\nWhy?\n\nMark scheme:\nAcceptable answers include:\n- fear\n"
    bank = f"{question}\nTopic: China\n\n{question}\nTopic: Korea\nNotes:\n| Read on.\n\nTopic: Japan\n\n{question}"
    documents = parse_all(bank)
    assert [(found.topic, len(found.schemes), found.notes) for found in documents] == [
        ("", 1, ""),
        ("China", 1, ""),
        ("Korea", 0, "Read on."),
        ("Japan", 1, ""),
    ]
    assert "\n".join(map(to_text, documents)) == bank


def test_the_topic_may_be_missing() -> None:
    assert parse("Question 1 (1 mark)\nWhy?\nMark scheme:\n- fear").topic == ""


# --- Marks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "value", "maximum", "noun"),
    [
        ("1 mark for each valid way (maximum 2 marks).", 1, 2, "way"),
        ("One mark for each valid reason (maximum 2 marks)", 1, 2, "reason"),
        ("Award 1 mark for each reason identified, up to a maximum of 2.", 1, 2, "reason"),
        ("Award one mark for each correct reason given up to a maximum of two marks.", 1, 2, "reason"),
        ("2 marks for each reason explained (max. 4)", 2, 4, "reason"),
        ("1 mark per reason", 1, None, "reason"),
        ("1 mark each", 1, None, ""),
        ("(1 mark for each way)", 1, None, "way"),
        ("1 mark for a correct answer (maximum 1 mark).", 1, 1, "answer"),
        ("1 mark for each valid way in which China changed, up to 3 marks", 1, 3, "way in which China changed"),
        ("1 mark for any two reasons", 1, 2, "reason"),
        ("2 marks for any 2 of the following reasons:", 2, 4, "reason"),
        ("2 marks for each cause to a maximum of 4 marks.", 2, 4, "cause"),
    ],
)
def test_marks_for_each(line: str, value: int, maximum: int | None, noun: str) -> None:
    scheme = read(line, "- fear", "- greed", marks=4)
    assert (scheme.value, scheme.maximum, scheme.noun) == (value, maximum, noun)
    assert parse(to_text(scheme)).schemes == (scheme,)


@pytest.mark.parametrize("line", ["Award up to 2 marks.", "Maximum 2 marks", "Max 2", "up to a maximum of 2 marks"])
def test_a_maximum_alone_leaves_one_mark_for_each_of_several_points(line: str) -> None:
    scheme = read(line, "- fear", "- greed", "- loyalty", marks=3)
    assert (scheme.value, scheme.maximum) == (1, 2)


def test_a_single_point_earns_all_of_a_maximum_that_stands_alone() -> None:
    assert read("Award up to 2 marks.", "- a full definition of containment").value == 2


def test_without_a_line_on_marks_each_point_is_worth_one() -> None:
    scheme = read("- fear", "- greed")
    assert (scheme.value, scheme.maximum, scheme.noun) == (1, None, "")


def test_any_two_from_caps_the_marks_at_two_points() -> None:
    scheme = read("Any two from:", "- fear", "- greed", "- loyalty", marks=4)
    assert (scheme.value, scheme.maximum, len(scheme.points)) == (1, 2, 3)


@pytest.mark.parametrize(
    "head", ["Mark scheme:\nAnswers", "Mark scheme\nAnswer:", "Answers", "Answer:", "Model answers"]
)
@pytest.mark.parametrize("between", ["", "1 mark for each reason\n"])
def test_points_without_bullets_may_follow_the_word_answers(head: str, between: str) -> None:
    scheme = parse(f"Question 1 (2 marks)\nWhy?\n{head}\n{between}fear of war\ngreed\n").schemes[0]
    assert [point_text(found) for found in scheme.points] == ["fear of war", "greed"]


def test_levels_may_follow_the_word_answers_too() -> None:
    levels = "L1 [1] Simple\nstatements.\nLevel 2 (2 marks)\nClear.\n"
    scheme = parse(f"Question 1 (2 marks)\nWhy?\nAnswers\n{levels}Answers\nfear of war\n").schemes[0]
    assert [level.descriptor for level in scheme.levels] == ["Simple statements.", "Clear."]
    assert [point_text(found) for found in scheme.points] == ["fear of war"]


def test_marks_for_each_above_a_single_point_are_kept_where_they_matter() -> None:
    assert (read("1 mark each", "- fear").maximum, read("1 mark each", "- fear", marks=1).maximum) == (2, None)


def test_a_maximum_may_be_said_again() -> None:
    assert read("1 mark for each reason (maximum 2 marks)", "Award up to 2 marks.", "- fear", "- greed").maximum == 2


def test_marks_and_points_may_share_a_line() -> None:
    scheme = read("1 mark for each valid reason. Acceptable answers include: fear of invasion", "- greed")
    assert (scheme.noun, [point_text(found) for found in scheme.points]) == ("reason", ["fear of invasion", "greed"])


@pytest.mark.parametrize(
    "line", ["debt [2]", "debt [2 marks]", "debt (2 marks)", "debt (2)", "debt AW [2]", "debt [2] (ORA)"]
)
def test_a_point_has_its_own_value_at_the_end(line: str) -> None:
    assert point(line).value == 2
    assert answers(line) == ["debt"]


@pytest.mark.parametrize("line", ["the treaty (1951)", "divided at 38 (3)", "signed \\[2\\]"])
def test_other_figures_at_the_end_are_no_value(line: str) -> None:
    assert point(line).value is None


def test_marks_for_points() -> None:
    scheme = read("- fear", "- greed", "- loyalty", "Marks for points: 0=0, 1=1, 2=1, 3=2")
    assert scheme.marks_for_points == ((0, 0), (1, 1), (2, 1), (3, 2))


@pytest.mark.parametrize(("line", "on"), [("List rule: off", False), ("list rule : ON", True)])
def test_the_list_rule_can_be_switched(line: str, on: bool) -> None:
    assert read("- fear", line).list_rule is on


def test_synonyms_are_groups_of_words() -> None:
    scheme = read("- fear", "Synonyms: UN = United Nations = US", "synonyms: GMD=KMT; a\\=b = c\\;d")
    assert scheme.synonyms == (("UN", "United Nations", "US"), ("GMD", "KMT"), ("a=b", "c;d"))


# --- Levels --------------------------------------------------------------------------------------

RISING = (Level(1, 1, 2, "Simple."), Level(2, 3, 4, "Some explanation."), Level(3, 5, 6, "Clear."))


@pytest.mark.parametrize(
    "lines",
    [
        ["1–2 marks: Simple.", "3–4 marks: Some explanation.", "5–6 marks: Clear."],
        [
            "5-6 marks: Clear.",
            "3-4 marks: Some explanation.",
            "1-2 marks: Simple.",
            "0 marks: nothing worthy of credit",
        ],
        ["Level 1 (1–2 marks): Simple.", "Level 2 (3–4 marks): Some explanation.", "Level 3 (5–6 marks): Clear."],
        [
            "Level 3: 5 to 6 marks",
            "Clear.",
            "Level 2: 3 to 4 marks",
            "Some",
            "explanation.",
            "Level 1: 1 to 2 marks",
            "Simple.",
        ],
        ["L1 1-2 Simple.", "L2 3-4 Some explanation.", "L3 5-6 Clear.", "Level 0: nothing of worth"],
        ["LEVEL 1 [1—2]: Simple.", "BAND 2 [3−4]: Some explanation.", "Level 3 – [5‑6]: Clear."],
        ["- 1–2 marks: Simple.", "- 3–4 marks: Some explanation.", "- 5–6 marks – Clear.", "0 marks: nothing"],
        ["1–2 marks: Simple.", "3–4 marks: Some explanation.", "5–6 marks: Clear.", "No marks: nothing"],
        ["1–2 marks Simple.", "3–4 marks Some", "explanation.", "five–six marks", "• Clear."],
    ],
)
def test_levels_have_bands_and_descriptors(lines: list[str]) -> None:
    scheme = read(*lines, marks=6)
    assert scheme.levels == RISING
    assert scheme.points == ()


def test_the_bullets_of_a_descriptor_are_parted_by_semicolons() -> None:
    scheme = read("1–2 marks: An answer that:", "• lists causes", "• is short, and", "  simple", "• ends.", "Or less.")
    assert scheme.levels[0].descriptor == "An answer that: lists causes; is short, and simple; ends. Or less."


def test_a_level_may_be_a_single_mark() -> None:
    scheme = read("1 mark: Simple.", "Level 2 (2 marks): Clear.")
    assert scheme.levels == (Level(1, 1, 1, "Simple."), Level(2, 2, 2, "Clear."))


def test_levels_come_before_or_after_their_points() -> None:
    before = read("1–2 marks: Simple.", "Indicative content:", "- fear", "- greed")
    after = read("Indicative content:", "- fear", "- greed", "1–2 marks: Simple.")
    assert before == after
    assert (len(before.levels), len(before.points)) == (1, 2)


def test_award_up_to_is_no_value_in_a_scheme_with_levels() -> None:
    scheme = read("Award up to 2 marks.", "1–2 marks: Simple.", "Indicative content:", "- fear")
    assert (scheme.value, scheme.maximum) == (1, 2)


def test_an_author_changes_what_a_level_needs() -> None:
    scheme = read(
        "1–2 marks: Simple.",
        "3 marks: Clear.",
        "Level 1 needs: 1 identified",
        "level 2 needs: at least two points explained, one supported",
        "Indicative content:",
        "- fear",
        marks=3,
    )
    assert [level.needs for level in scheme.levels] == [Needs(identified=1), Needs(explained=2, supported=1)]


# --- Lists of points -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "Acceptable answers include:",
        "acceptable answers:",
        "Indicative content:",
        "Indicative content",
        "INDICATIVE CONTENT :",
        "Credit points such as:",
        "Answers may include:",
        "Answers may include (but are not limited to):",
        "Possible answers:",
        "Possible reasons include:",
        "Answers:",
        "Creditworthy points:",
        "Reasons may include:",
        "Accept any two of the following:",
        "Award one mark for each of the following:",
        "Students may mention:",
        "Indicative content (AO1, AO2)",
        "Indicative content [AO1: 2, AO2: 4]:",
        "Indicative content – AO1 and AO2",
        "Indicative content (this is not exhaustive):",
        "e.g.",
        "For example:",
        "For 2(a), likely valid responses include:",
        "Answers: answers may include:",
        "Marking points:",
    ],
)
def test_a_heading_starts_the_points(heading: str) -> None:
    assert [point_text(found) for found in read(heading, "fear of war", "greed").points] == ["fear of war", "greed"]


@pytest.mark.parametrize(
    "bullet", ["-", "•", "*", "●", "–", "—", "o", "1.", "2)", "12.", "a)", "(b)", "(iv)", "·", "▪", "\uf0b7", "\t•\t"]
)
def test_points_have_bullets_of_any_kind(bullet: str) -> None:
    scheme = read("Answers:", f"{bullet} fear of war", f"{bullet} greed")
    assert [point_text(found) for found in scheme.points] == ["fear of war", "greed"]


@pytest.mark.parametrize("line", ["•fear of war", "-fear of war", "–fear of war"])
def test_a_bullet_may_touch_its_point(line: str) -> None:
    assert answers(line[1:]) == [point_text(read("Answers:", line).points[0])]


def test_what_only_looks_like_a_bullet_is_text() -> None:
    scheme = read("Answers:", "M. Thatcher", "1950. the war", "-5 degrees", "**Mao**", "over the river")
    assert [point_text(found) for found in scheme.points] == [
        "M. Thatcher",
        "1950. the war",
        "-5 degrees",
        "_Mao_",
        "over the river",
    ]


def test_only_one_bullet_is_taken_off() -> None:
    assert answers("1. first and 2. second") == ["1. first and 2. second"]


def test_any_two_from_may_stand_behind_another_heading() -> None:
    scheme = read("Answer: any two from:", "fear", "greed", "hope", marks=4)
    assert (scheme.maximum, len(scheme.points)) == (2, 3)


def test_the_first_point_may_follow_its_heading() -> None:
    scheme = read("Acceptable answers include: fear of war", "greed")
    assert [point_text(found) for found in scheme.points] == ["fear of war", "greed"]


def test_bullets_may_follow_the_mark_scheme_line_at_once() -> None:
    assert len(parse("Q1 [1]\nWhy?\nMark scheme: 1 mark for each valid reason\n- fear\n- greed").schemes[0].points) == 2


def test_an_indented_line_continues_its_point() -> None:
    assert answers("UN troops were close\n    to the Yalu River\n\n    in Korea") == [
        "UN troops were close to the Yalu River in Korea"
    ]


def test_a_small_letter_continues_an_unfinished_point() -> None:
    assert answers("UN troops were close to the\nborder with China") == [
        "UN troops were close to the border with China"
    ]


@pytest.mark.parametrize(
    "lines", [["- fear", "/ Greed"], ["- fear /", "Greed"], ["fear", "OR Greed"], ["fear OR", "Greed"]]
)
def test_a_slash_at_the_end_of_a_line_continues_the_point(lines: list[str]) -> None:
    assert [point_text(found) for found in read("Answers:", *lines).points] == ["fear / Greed"]


@pytest.mark.parametrize("line", ["Good results", "Key features: secret police", "Clear aims"])
def test_among_points_a_heading_without_verb_is_a_point(line: str) -> None:
    assert [point_text(found) for found in read("Answers:", "fear", line).points] == ["fear", line]


def test_a_heading_may_stand_among_points() -> None:
    assert len(read("Acceptable answers include:", "- fear", "Other answers may include:", "- greed").points) == 2


def test_a_continued_line_below_a_sign_belongs_to_the_sign() -> None:
    found = point("fear", "  REJECT: UN troops had", "    invaded China", "  ACCEPT: worry about", "the border")
    assert [alternative_text(answer) for answer in (*found.reject, *found.accept)] == [
        "UN troops had invaded China",
        "worry about the border",
    ]


def test_in_a_list_without_bullets_each_line_is_a_point_and_indented_lines_continue() -> None:
    scheme = read("Answers:", "fear of", "  invasion", "loyalty to Korea", "greed")
    assert [point_text(found) for found in scheme.points] == ["fear of invasion", "loyalty to Korea", "greed"]


@pytest.mark.parametrize(
    "line",
    [
        "Accept any other valid answer.",
        "Accept any other historically valid answer.",
        "- Any other relevant point",
        "Credit any other valid responses",
        "  ACCEPT: any other reasonable answer",
        "Allow any other correct reason.",
        "Accept other appropriate features and supporting information.",
    ],
)
def test_that_other_answers_may_be_right_goes_without_saying(line: str) -> None:
    assert read("- fear", line).points == read("- fear").points


def test_ruled_lines_say_nothing() -> None:
    assert parse("=====\nQ1 [1]\nWhy?\nMark scheme:\n-----\n- fear\n_____\n").schemes[0].points == read("- fear").points


# --- Characters ----------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(end: str) -> None:
    lines = ["\ufeffTopic: China", "", "Question 1 (1 mark)", "Why?", "Mark scheme:", "- fear", "  ACCEPT: worry", ""]
    assert parse(end.join(lines)) == parse("\n".join(lines))


def test_spaces_of_all_kinds_are_spaces_and_invisible_characters_are_dropped() -> None:
    text = "Question\u00a01\u2003(1\u202fmark)\nWh\u00ady?\nMark\tscheme:\n-\u00a0fear\u200b of\x0cwar\u2028now"
    scheme = parse(text).schemes[0]
    assert (scheme.stem, point_text(scheme.points[0])) == ("Why?", "fear of war now")


def test_quotes_and_dashes_stay_as_they_are_written() -> None:
    assert answers("Mao’s “lean” — 1950–51") == ["Mao’s “lean” — 1950–51"]
