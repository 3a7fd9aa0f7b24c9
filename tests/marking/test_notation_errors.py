"""What cannot be read: the line, and what its author is told."""

from __future__ import annotations

import pytest

from questions.marking.notation.drafts import LONGEST_LINE
from questions.marking.notation.parsing import (
    LONGEST_TEXT,
    MOST_POINTS,
    MOST_QUESTIONS,
    LineError,
    NotationError,
    parse,
    parse_all,
)
from tests.marking.texts import errors, scheme_errors, the_error

pytestmark = pytest.mark.marking


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
        (
            "Question 9999(a) [1]\nWhy?\nMark scheme:\n- fear\nQuestion 9999(b) How? [1]\nMark scheme:\n- so",
            5,
            "lower number",
        ),
        ("Question 0 (2 marks)\nWhy?\nMark scheme:\n- fear", 1, "numbered from 1"),
        ("Question 12345 (2 marks)\nWhy?\nMark scheme:\n- fear", 1, "at most four figures"),
        ("Topic:\nQuestion 1 (2 marks)\nWhy?\nMark scheme:\n- fear", 1, "name of the topic"),
        ("Topic: A\nTopic: B\nQuestion 1 (2 marks)\nWhy?\nMark scheme:\n- fear", 2, "has no questions yet"),
        ("Topic: A\nNotes: read on\nQuestion 1 (2 marks)\nWhy?\nMark scheme:\n- fear", 2, "| "),
        ("Topic: A\nNotes:\n| a\nNotes:\n| b\nQuestion 1 (2 marks)\nWhy?\nMark scheme:\n- fear", 4, "twice"),
        ("Notes:\n| a\nQuestion 1 (2 marks)\nWhy?\nMark scheme:\n- fear", 1, "2 lines stand before"),
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
        (["Answers:", "fear", "Reject joy"], 3, "point or REJECT for the one above"),
        (["Acceptable answers for 1 mark:", "- fear"], 1, "Acceptable answers include:"),
        (["- fear", "NB must be in order"], 2, "cannot act on a note"),
        (["- fear", "- Note: credit any order"], 2, "cannot act on a note"),
        (["- fear", "NB: in any order", "  but accepted once"], 2, "cannot act on a note"),
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
        (["- ()"], 1, "nothing between"),
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
    message = "One topic holds 200 questions at most. Put the others into another topic."
    assert errors(text) == [(4 * n + 1, message) for n in (200, 201)]


def test_each_topic_holds_as_many_questions_as_are_allowed() -> None:
    topics = [
        "\n".join([f"Topic: {topic}", *(f"Q{n} [1]\nWhy?\nMark scheme:\n- fear" for n in range(1, MOST_QUESTIONS + 1))])
        for topic in ("Fear", "War")
    ]
    assert [len(document.schemes) for document in parse_all("\n".join(topics))] == [MOST_QUESTIONS] * 2


def test_more_points_than_allowed_are_refused() -> None:
    assert scheme_errors(*["- fear"] * (MOST_POINTS + 2)) == [
        (MOST_POINTS + 1, "One question holds 200 marking points at most.")
    ]


def test_characters_that_no_font_shows_are_refused() -> None:
    assert the_error("- fear", "- \U0010f041") == (2, "This line has characters that no font shows. Type it anew.")
