"""The notation row by row: what each sign of a line means, and what is said of lines that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.marking.notation import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_POINTS,
    MOST_QUESTIONS,
    LineError,
    NotationError,
    alternative_text,
    parse,
    phrase_text,
    point_text,
    to_text,
)
from questions.marking.scheme import Alternative, Document, Level, Needs, Phrase, Point, Scheme, Term

pytestmark = pytest.mark.marking

PROJECT = Path(__file__).resolve().parents[2]
SCHEME_FILES = [
    *sorted((PROJECT / "tests" / "marking" / "examples").glob("*.scheme.txt")),
    *sorted((PROJECT / "questions" / "samples").glob("*.txt")),
]


def read(*lines: str, marks: int = 2, stem: str = "Give two reasons why China entered the war.") -> Scheme:
    """One question with the given lines below ``Mark scheme:``."""
    text = "\n".join([f"Question 1 ({marks} marks)", stem, "", "Mark scheme:", *lines])
    return parse(text).schemes[0]


def point(line: str, *below: str, marks: int = 2) -> Point:
    """The one marking point that the line and those below it make."""
    scheme = read("Acceptable answers include:", f"- {line}", *below, marks=marks)
    assert len(scheme.points) == 1
    return scheme.points[0]


def answers(line: str) -> list[str]:
    return [alternative_text(answer) for answer in point(line).answers]


def terms(line: str) -> tuple[Term, ...]:
    """The terms of a point with one alternative and no AND."""
    ((phrase,),) = (answer.phrases for answer in point(line).answers)
    return phrase.terms


def errors(text: str) -> list[tuple[int, str]]:
    """Line and message of each error."""
    with pytest.raises(NotationError) as refusal:
        parse(text)
    return [(error.line, error.message) for error in refusal.value.errors]


def scheme_errors(*lines: str, marks: int = 2) -> list[tuple[int, str]]:
    """Errors in lines below ``Mark scheme:``, which are counted from 1."""
    found = errors("\n".join([f"Question 1 ({marks} marks)", "Why?", "Mark scheme:", *lines]))
    return [(line - 3, message) for line, message in found]


def the_error(*lines: str, marks: int = 2) -> tuple[int, str]:
    (found,) = scheme_errors(*lines, marks=marks)
    return found


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
        "Question 3\nWhy did Mao decide so? [4]",
        "Question 3\nWhy did Mao decide so?\n(4 marks)",
        "Question 3 (4 marks)\nWhy did Mao decide so? [4]",
        "3. Why did Mao decide so? [4]",
        "3) Why did Mao decide so? (4 marks)",
    ],
)
def test_the_marks_may_stand_at_the_end_of_the_question(text: str) -> None:
    scheme = parse(f"{text}\nMark scheme:\n- fear").schemes[0]
    assert (scheme.number, scheme.marks, scheme.stem) == (3, 4, "Why did Mao decide so?")


def test_numbered_questions_are_told_from_numbered_points() -> None:
    document = parse(
        "1. Why? [2]\nMark scheme:\nAnswers:\n1. fear [1]\n2. greed [1]\n2. How? [1]\nMark scheme:\nAnswers:\n1. by sea [1]"
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
        ("1 mark for any two reasons", 1, 2, "reasons"),
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
        ["- 1–2 marks: Simple.", "- 3–4 marks: Some explanation.", "- 5–6 marks – Clear.", "No marks: nothing"],
        ["1–2 marks Simple.", "3–4 marks Some", "• explanation.", "five–six marks Clear."],
    ],
)
def test_levels_have_bands_and_descriptors(lines: list[str]) -> None:
    scheme = read(*lines, marks=6)
    assert scheme.levels == RISING
    assert scheme.points == ()


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
        "- Any other relevant point",
        "Credit any other valid responses",
        "  ACCEPT: any other reasonable answer",
        "Allow any other correct reason.",
    ],
)
def test_that_other_answers_may_be_right_goes_without_saying(line: str) -> None:
    assert read("- fear", line).points == read("- fear").points


def test_ruled_lines_say_nothing() -> None:
    assert parse("=====\nQ1 [1]\nWhy?\nMark scheme:\n-----\n- fear\n_____\n").schemes[0].points == read("- fear").points


# --- Signs below a point -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sign", ["ACCEPT:", "Accept:", "accept :", "ALLOW:", "Also accept:", "ACCEPT", "Accept", "- ACCEPT:", "• allow:"]
)
def test_accept_adds_an_answer(sign: str) -> None:
    assert point("fear", f"  {sign} worry / alarm").accept == point("worry / alarm").answers


@pytest.mark.parametrize(
    "sign",
    [
        "REJECT:",
        "Reject:",
        "DO NOT ACCEPT:",
        "Do not accept:",
        "Don’t accept:",
        "NOT:",
        "DO NOT ALLOW",
        "Do not accept",
    ],
)
def test_reject_adds_what_cancels(sign: str) -> None:
    assert point("fear", f"  {sign} joy").reject == point("joy").answers


@pytest.mark.parametrize("sign", ["IGNORE:", "Ignore:", "ignore:", "IGNORE"])
def test_ignore_adds_what_neither_earns_nor_cancels(sign: str) -> None:
    assert point("fear", f"{sign} the war").ignore == point("the war").answers


def test_signs_of_one_kind_add_up() -> None:
    assert point("fear", "  ACCEPT: worry", "  REJECT: joy", "  ACCEPT: alarm").accept == point("worry / alarm").answers


def test_signs_belong_to_the_point_above() -> None:
    scheme = read("- fear", "  ACCEPT: worry", "- greed", "  REJECT: thrift")
    assert [(len(found.accept), len(found.reject)) for found in scheme.points] == [(1, 0), (0, 1)]


def test_signs_in_capitals_may_stand_within_the_line() -> None:
    found = point("fear of war ACCEPT: worry REJECT: UN troops had invaded China")
    assert found == point("fear of war", "ACCEPT: worry", "REJECT: UN troops had invaded China")


def test_words_that_are_no_signs_stay_words() -> None:
    assert answers("\\ACCEPT: nothing") == ["ACCEPT: nothing"]
    assert answers("accept defeat") == ["accept defeat"]
    assert answers("to reject help") == ["to reject help"]


@pytest.mark.parametrize(
    "line",
    ["fear AW", "fear (AW)", "fear owtte", "fear OWTTE.", "fear [owtte]", "fear, AW", "fear (or words to that effect)"],
)
def test_alternative_wording(line: str) -> None:
    found = point(line)
    assert (found.any_wording, found.reverse) == (True, False)
    assert found.answers[0].phrases[0].terms[0].forms[0].strip(",") == "fear"


@pytest.mark.parametrize(
    "line", ["fear ORA", "fear (ORA)", "fear (ora)", "fear [accept ORA]", "fear (ORA) / alarm", "fear ORA / alarm"]
)
def test_the_reverse_argument(line: str) -> None:
    found = point(line)
    assert (found.any_wording, found.reverse) == (False, True)
    assert answers(line)[0] == "fear"


def test_aw_and_ora_may_stand_together_or_on_a_line_of_their_own() -> None:
    assert (
        point("fear AW ORA") == point("fear (ORA) (AW)") == point("fear", "  AW ORA") == point("fear", "- ORA", "- AW")
    )


def test_aw_and_ora_within_the_words_are_words() -> None:
    assert answers("the AW treaty ORA signed") == ["the \\AW treaty \\ORA signed"]
    assert answers("aw") == ["\\aw"]


# --- Signs within a line -------------------------------------------------------------------------


def test_a_spaced_slash_parts_whole_alternatives() -> None:
    assert answers("fear of war / threat to the border OR worry") == ["fear of war", "threat to the border", "worry"]


def test_a_slash_without_spaces_parts_the_wordings_of_a_word() -> None:
    assert terms("UN/US troops") == (Term(("UN", "US")), Term(("troops",)))
    assert terms("acid and/or sugar")[1] == Term(("and", "or"))


@pytest.mark.parametrize("line", ["the header/ trailer part", "the header /trailer part"])
def test_a_slash_with_one_space_parts_a_word_and_not_the_answer(line: str) -> None:
    assert terms(line) == (Term(("the",)), Term(("header", "trailer")), Term(("part",)))


@pytest.mark.parametrize(
    "word", ["1950/51", "1950/51,", "1/2", "24/7", "1/10/1949", "km/h", "n/a", "http://un.org/a", "//"]
)
def test_a_slash_between_figures_or_letters_is_text(word: str) -> None:
    assert terms(f"in {word}")[1] == Term((word,))
    assert point_text(point(f"in {word}")) == f"in {word}" if word != "//" else "in \\/\\/"


def test_two_whole_years_are_alternatives() -> None:
    assert terms("1950/1951") == (Term(("1950", "1951")),)


def test_a_slash_that_divides_in_a_formula_is_text() -> None:
    assert answers("threshold = window / 2. Then again / later") == ["threshold = window \\/ 2. Then again", "later"]


def test_brackets_hold_what_is_not_needed() -> None:
    assert terms("near (the) Yalu (River), so") == (
        Term(("near",)),
        Term(("the",), optional=True),
        Term(("Yalu",)),
        Term(("River,",), optional=True),
        Term(("so",)),
    )
    assert terms("seized [in the autumn of 1950]")[1] == Term(("in the autumn of 1950",), optional=True)


def test_a_slash_in_brackets_parts_wordings_of_the_bracket() -> None:
    assert terms("fear (of war / of the USA) grew")[1] == Term(("of war", "of the USA"), optional=True)
    assert terms("fear (of UN/US troops)")[1] == Term(("of UN troops", "of US troops"), optional=True)


def test_brackets_in_brackets_are_text() -> None:
    assert terms("left [a solid (a salt) behind]")[1] == Term(("a solid (a salt) behind",), optional=True)


@pytest.mark.parametrize("word", ["P(C)", "f(x+1)", "4.i)less", "$w_(new)$", "main()"])
def test_brackets_that_touch_a_word_are_text(word: str) -> None:
    assert terms(f"see {word}")[1] == Term((word,))


def test_brackets_round_an_ending_or_a_prefix_give_two_wordings() -> None:
    assert terms("troop(s) moved")[0] == Term(("troop", "troops"))
    assert terms("to (re)unite Korea")[1] == Term(("unite", "reunite"))


def test_the_bracket_of_a_list_number_is_text() -> None:
    assert answers("both a) fear and ii) greed") == ["both a\\) fear and ii\\) greed"]


@pytest.mark.parametrize("line", ["the _Yalu_ River", "the **Yalu** River"])
def test_underscores_and_stars_mark_essential_words(line: str) -> None:
    assert terms(line) == (Term(("the",)), Term(("Yalu",), essential=True), Term(("River",)))


def test_an_essential_group_may_hold_several_words_and_wordings() -> None:
    assert terms("the _Yalu River_") == (Term(("the",)), Term(("Yalu River",), essential=True))
    assert terms("_UN/US_ troops")[0] == Term(("UN", "US"), essential=True)
    assert terms("_Yalu River / border_")[0] == Term(("Yalu River", "border"), essential=True)
    assert terms("_Yalu (River)_")[0] == Term(("Yalu River", "Yalu"), essential=True)


def test_a_word_with_an_essential_part_is_essential() -> None:
    assert terms("_Taiwan_'s future")[0] == Term(("Taiwan's",), essential=True)
    assert terms("_UN_/US troops")[0] == Term(("UN", "US"), essential=True)


@pytest.mark.parametrize("word", ["P_B", "ss_thresh", "___", "2**3", "*"])
def test_underscores_and_stars_that_open_nothing_are_text(word: str) -> None:
    assert terms(f"see {word} here")[1] == Term((word,))


def test_and_needs_both_sides() -> None:
    (found,) = point("moved at night AND hid by day").answers
    assert [phrase_text(phrase) for phrase in found.phrases] == ["moved at night", "hid by day"]


def test_and_in_small_letters_is_a_word() -> None:
    assert len(point("cold and hungry").answers[0].phrases) == 1


def test_a_slash_binds_looser_than_and() -> None:
    found = point("cold AND hungry / ill").answers
    assert [[phrase_text(phrase) for phrase in answer.phrases] for answer in found] == [["cold", "hungry"], ["ill"]]


def test_and_in_brackets_is_a_word() -> None:
    assert terms("held talks (Kaesong AND Panmunjom)")[-1] == Term(("Kaesong AND Panmunjom",), optional=True)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a \\/ b", ["a", "/", "b"]),
        ("a\\/b", ["a/b"]),
        ("a \\AND b", ["a", "AND", "b"]),
        ("a \\(b\\)", ["a", "(b)"]),
        ("a \\_b\\_", ["a", "_b_"]),
        ("a \\[2\\]", ["a", "[2]"]),
        ("a \\AW", ["a", "AW"]),
        ("a \\\\", ["a", "\\"]),
        ("\\eta rises", ["\\eta", "rises"]),
        ("\\Any other valid reason", ["Any", "other", "valid", "reason"]),
    ],
)
def test_a_backslash_takes_the_meaning_of_a_sign_away(line: str, words: list[str]) -> None:
    assert terms(line) == tuple(Term((word,)) for word in words)


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


# --- Errors --------------------------------------------------------------------------------------


def test_all_errors_are_reported_in_line_order_with_their_line() -> None:
    text = "Hello\nQuestion 1 (2 marks)\nWhy?\nMark scheme:\nnonsense\n- \n- fear (of war\nQuestion 1 (0 marks)\nHow?"
    with pytest.raises(NotationError) as refusal:
        parse(text)
    found = refusal.value.errors
    assert [(error.line, error.text) for error in found] == [
        (1, "Hello"),
        (5, "nonsense"),
        (6, "- "),
        (7, "- fear (of war"),
        (8, "Question 1 (0 marks)"),
        (8, "Question 1 (0 marks)"),
        (8, "Question 1 (0 marks)"),
    ]
    assert isinstance(found[0], LineError)
    assert str(refusal.value).startswith("line 1: Expected ")


@pytest.mark.parametrize("text", ["", "   \n\n", "Topic: China"])
def test_a_text_without_a_question_is_refused(text: str) -> None:
    ((line, message),) = errors(text)
    assert (line, "Question 1 (2 marks)" in message) == (1, True)


def test_lines_astray_before_the_first_question_are_one_error() -> None:
    ((line, message),) = errors("GCSE History\n\nPaper 1\nTime: 1 hour\n\nQ1 [1]\nWhy?\nMark scheme:\n- fear")
    assert line == 1
    assert "3 lines" in message


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("Question 1\nWhy?\nMark scheme:\n- fear", 1, "marks of the question"),
        ("Question 1 (0 marks)\nWhy?\nMark scheme:\n- fear", 1, "marks of the question"),
        ("Question 1 (101 marks)\nWhy?\nMark scheme:\n- fear", 1, "at most 100"),
        ("Question 1 (2 marks)\nWhy?\n- fear", 1, "no mark scheme"),
        ("Question 1 (2 marks)\nMark scheme:\n- fear", 1, "no text"),
        ("Question 1 (2 marks)\nWhy?\nMark scheme:\n", 1, "no marking points"),
        ("Question 3(b) (2 marks)\nWhy?\nMark scheme:\n- fear", 1, "whole numbers"),
        ("Question 3b (2 marks)\nWhy?\nMark scheme:\n- fear", 1, "whole numbers"),
        ("Question 0 (2 marks)\nWhy?\nMark scheme:\n- fear", 1, "numbered from 1"),
        ("Question 12345 (2 marks)\nWhy?\nMark scheme:\n- fear", 1, "at most four figures"),
        ("Topic:\nQuestion 1 (2 marks)\nWhy?\nMark scheme:\n- fear", 1, "name of the topic"),
        ("Topic: A\nTopic: B\nQuestion 1 (2 marks)\nWhy?\nMark scheme:\n- fear", 2, "one topic"),
        ("Q1 [1]\nWhy?\nMark scheme:\n- fear\nTopic: B", 5, "one topic"),
        ("Q1 [1]\nWhy?\nMark scheme:\n- fear\nMark scheme:\n- greed", 5, "mark scheme already"),
        ("Q1 [1]\nWhy?\nMark scheme:\n- fear\nQ1 [1]\nHow?\nMark scheme:\n- so", 5, "is in line 1 already"),
    ],
)
def test_questions_that_cannot_be_read(text: str, line: int, says: str) -> None:
    ((found, message),) = errors(text)
    assert found == line
    assert says in message


@pytest.mark.parametrize(
    ("lines", "line", "says"),
    [
        (["Something else", "- fear"], 1, "Acceptable answers include:"),
        (["- fear", "- "], 2, "after the bullet"),
        (["- fear.", "Yalu River"], 2, "new point or the rest"),
        (["- fear", "Yalu River"], 2, "new point or the rest"),
        (["- fear", "", "of war"], 3, "new point or the rest"),
        (["- fear", "OR", "- greed"], 2, "on one line"),
        (["ACCEPT: worry", "- fear"], 1, "ACCEPT belongs to a marking point"),
        (["REJECT: joy", "- fear"], 1, "REJECT belongs to a marking point"),
        (["Do not accept joy", "- fear"], 1, "belongs to a marking point"),
        (["- fear", "ACCEPT:"], 2, "Expected an answer"),
        (["- fear", "ACCEPT: worry [1]"], 2, "point's own line"),
        (["- fear", "REJECT: joy ORA"], 2, "AW and ORA"),
        (["- ORA", "- fear"], 1, "none above"),
        (["- fear (of war"], 1, "never closed"),
        (["- fear [of war"], 1, "never closed"),
        (["- fear of) war"], 1, "never opened"),
        (["- the _Yalu River"], 1, "nothing ends"),
        (["- the **Yalu River"], 1, "nothing ends"),
        (["- fear ()"], 1, "nothing between"),
        (["- (fear)"], 1, "needed for the mark"),
        (["- fear / (worry)"], 1, "needed for the mark"),
        (["- ..."], 1, "needed for the mark"),
        (["- fear (of _Stalin_)"], 1, "stands in brackets"),
        (["- _Mao AND Stalin_"], 1, "inside an essential group"),
        (["- fear / "], 1, "one side of a slash"),
        (["- / fear"], 1, "one side of a slash"),
        (["- fear / / worry"], 1, "one side of a slash"),
        (["- fear AND"], 1, "both sides"),
        (["- AND fear"], 1, "both sides"),
        (["- fear AND / worry"], 1, "both sides"),
        (["- _A/B/C/D (old) (new) (big)_"], 1, "24 wordings"),
        (["- fear [3]"], 1, "the question has 2"),
        (["- fear [0]"], 1, "the question has 2"),
        (["- fear [1] [2]"], 1, "twice"),
        (["3 marks for each reason", "- fear"], 1, "the question has 2"),
        (["1 mark for each reason (maximum 3 marks)", "- fear"], 1, "the question has 2"),
        (["1 mark for each reason (maximum 0 marks)", "- fear"], 1, "the question has 2"),
        (["1 mark for identification and 1 mark for explanation", "- fear"], 1, "A point has one value"),
        (["1 mark each", "2 marks each", "- fear"], 2, "in line 4 already"),
        (["- fear", "Marks for points: 1=1, 1=2"], 2, "must rise"),
        (["- fear", "Marks for points: 1=2, 2=1"], 2, "must not fall"),
        (["- fear", "Marks for points: 0=1"], 2, "No points earn no marks"),
        (["- fear", "Marks for points: 1=3"], 2, "the question has 2"),
        (["- fear", "Marks for points: some"], 2, "Expected marks for numbers"),
        (["- fear", "List rule: perhaps"], 2, "List rule: off"),
        (["- fear", "List rule: off", "List rule: on"], 3, "in line 5 already"),
        (["- fear", "Synonyms: UN"], 2, "at least two words"),
        (["- fear", "Synonyms: UN ="], 2, "at least two words"),
        (["- fear", "Synonyms: UN = un"], 2, "at least two words"),
    ],
)
def test_scheme_lines_that_cannot_be_read(lines: list[str], line: int, says: str) -> None:
    found, message = the_error(*lines)
    assert found == line
    assert says in message


@pytest.mark.parametrize(
    ("lines", "line", "says"),
    [
        (["1–2 marks: Simple.", "2–4 marks: Clear."], 2, "start at 3"),
        (["1 mark: Simple.", "3–4 marks: Clear."], 2, "start at 2"),
        (["2–4 marks: Clear."], 1, "start at 1"),
        (["0–4 marks: Clear."], 1, "start at 1"),
        (["1–2 marks: Simple."], 1, "ends at 2"),
        (["1–5 marks: Simple."], 1, "ends at 5"),
        (["4–1 marks: Simple."], 1, "lower mark first"),
        (["Level 2 (1–2 marks): Simple.", "Level 1 (3–4 marks): Clear."], 1, "level 1, not level 2"),
        (["Level 1: Simple.", "1–4 marks: Clear."], 1, "marks of this level"),
        (["Level 1 (1–4 marks):"], 1, "marks of this level"),
        (["1–4 marks: Clear.", "Level 9 needs: 1 explained"], 2, "no level 9"),
        (["1–4 marks: Clear.", "Level 1 needs: much"], 2, "Expected numbers of points"),
        (["1–4 marks: Clear.", "Level 1 needs: one explained, or three identified"], 2, "Expected numbers of points"),
        (["1–4 marks: Clear.", "Level 1 needs: 1 explained", "Level 1 needs: 2 explained"], 3, "in line 5 already"),
        (["- fear", "Level 1 needs: 1 explained"], 2, "no level 1"),
        (["1 mark for each reason", "1–4 marks: Clear.", "Indicative content:", "- fear"], 1, "has levels"),
        (["1–4 marks: Clear.", "Indicative content:", "- fear [2]"], 3, "has levels"),
        (["1–4 marks: Clear.", "Indicative content:", "- fear", "Marks for points: 1=1"], 4, "has levels"),
        (["Award up to 5 marks.", "1–4 marks: Clear."], 1, "the question has 4"),
    ],
)
def test_levels_that_cannot_be_read(lines: list[str], line: int, says: str) -> None:
    found = scheme_errors(*lines, marks=4)
    assert found[0][0] == line
    assert says in found[0][1]


# --- Limits --------------------------------------------------------------------------------------


def test_a_text_of_too_many_characters_is_refused() -> None:
    ((line, message),) = errors("x" * (LONGEST_TEXT + 1))
    assert (line, message.startswith("The text has 200,001 characters; 200,000 are allowed.")) == (1, True)


def test_a_line_of_too_many_characters_is_refused() -> None:
    assert the_error("- fear", "- " + "x" * LONGEST_LINE) == (2, "This line has 5,002 characters; 5,000 are allowed.")


def test_a_point_too_long_to_print_on_a_line_is_refused() -> None:
    found = the_error("- fear", "  " + "(of war) " * 300, "  " + "of war " * 400)
    assert found == (1, "Written out in full, this is longer than 5,000 characters. Divide it.")


def test_more_questions_than_allowed_are_refused() -> None:
    text = "\n".join(f"Q{n} [1]\nWhy?\nMark scheme:\n- fear" for n in range(1, MOST_QUESTIONS + 3))
    assert errors(text) == [(4 * MOST_QUESTIONS + 1, "One text holds 200 questions at most.")]


def test_more_points_than_allowed_are_refused() -> None:
    assert scheme_errors(*["- fear"] * (MOST_POINTS + 2)) == [
        (MOST_POINTS + 1, "One question holds 200 marking points at most.")
    ]


def test_characters_that_no_font_shows_are_refused() -> None:
    assert the_error("- fear", "- \U0010f041") == (2, "This line has characters that no font shows. Type it anew.")


# --- Printing ------------------------------------------------------------------------------------

CANONICAL = """Topic: The Korean War

Question 1 (2 marks)
Give two reasons why China entered the war.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- UN/US troops near (the) _Yalu_ (River), so a threat / fear of invasion AW (ORA) [1]
  ACCEPT: worry about the border / alarm
  REJECT: UN troops had invaded China
  IGNORE: fear of war
- moved at night AND hid by day
Marks for points: 0=0, 1=1, 2=2
List rule: off
Synonyms: UN = United Nations

Question 2 (6 marks)
Explain why China entered the war.

Use your own knowledge.

Mark scheme:
Level 1 (1–2 marks): Simple statements.
Level 2 (3–5 marks): Some explanation.
Level 3 (6 marks): Clear explanation.
Level 3 needs: 2 explained, 1 supported
Award up to 6 marks.
Indicative content:
- threat to the border
"""


def test_canonical_text_is_printed_as_it_stands() -> None:
    assert to_text(parse(CANONICAL)) == CANONICAL


def test_a_scheme_alone_is_printed_without_its_topic() -> None:
    scheme = parse(CANONICAL).schemes[1]
    assert to_text(scheme) == CANONICAL[CANONICAL.index("Question 2") :]


def test_a_points_own_line_is_printed_without_its_bullet() -> None:
    first = parse(CANONICAL).schemes[0].points[0]
    assert point_text(first) == "UN/US troops near (the) _Yalu_ (River), so a threat / fear of invasion AW (ORA) [1]"
    assert alternative_text(first.answers[0]) == "UN/US troops near (the) _Yalu_ (River), so a threat"


def test_many_answers_below_a_point_take_several_lines() -> None:
    found = read("- fear", *[f"ACCEPT: worry about the border with Korea {n}" for n in range(20)])
    assert max(map(len, to_text(found).splitlines())) < 450
    assert parse(to_text(found)).schemes == (found,)


@pytest.mark.parametrize("path", SCHEME_FILES, ids=lambda path: path.name)
def test_the_projects_own_schemes_are_read_and_printed(path: Path) -> None:
    document = parse(path.read_text(encoding="utf-8"))
    assert parse(to_text(document)) == document
    assert to_text(parse(to_text(document))) == to_text(document)


@pytest.mark.parametrize(
    "wrong",
    [
        Scheme(number=1, marks=2, stem="Why?", points=()),
        Scheme(number=1, marks=2, stem="", points=(Point((Alternative((Phrase((Term(("fear",)),)),)),)),)),
        Scheme(number=1, marks=2, stem="Why?", points=(Point((Alternative((Phrase((Term(("of war",)),)),)),)),)),
        Scheme(number=1, marks=2, stem="Why?\n", points=(Point((Alternative((Phrase((Term(("fear",)),)),)),)),)),
        Document("two\nlines", parse(CANONICAL).schemes),
    ],
    ids=["no points", "no stem", "a plain term of two words", "a stem that ends in a line end", "a topic of two lines"],
)
def test_what_the_notation_cannot_hold_is_not_printed(wrong: Scheme | Document) -> None:
    with pytest.raises(ValueError, match="The notation cannot hold this"):
        to_text(wrong)
