"""Exports of Moodle: what becomes of each kind of question, and what the report says."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.exchange import moodle, moodle_out
from questions.exchange.converted import Converted
from questions.exchange.xml import tree
from questions.marking import parse, parse_all
from questions.preview import question_preview

pytestmark = pytest.mark.marking

EXPORT = (Path(__file__).parent / "files" / "reformation.moodle.xml").read_bytes()

READ = """Topic: Tudor England: Reformation 1529/36
Focus:
| Why Henry VIII broke with Rome

Question 1 (2 marks)
From which queen did Henry VIII want an annulment?

Mark scheme:
Acceptable answers include:
- Catherine of Aragon [2]
  REJECT: Anne Boleyn
  IGNORE: Jane Seymour
- a Spanish \\/ Aragonese princess
  REJECT: Anne Boleyn
  IGNORE: Jane Seymour

Question 2 (1 mark)
Give one reason why the monasteries were dissolved.

Mark scheme:
Acceptable answers include:
- _wealth / money / gold and silver_ AND _king/Henry_
  ACCEPT: _wealth / money / gold and silver_ AND _crown_ _needed_ / _monk_ AND _corrupt_
  REJECT: _poor/poverty_
Synonyms: monks = abbots = clergy

Question 3 (6 marks)
Explain why the Pilgrimage of Grace broke out in 1536.

- Use your own knowledge.

Mark scheme:
Level	Marks	Descriptor
3	5–6	Developed explanation of several reasons.
2	3–4	Some explanation.
1	1–2	Simple statements.

Indicative content:

- monasteries closed
- taxes & rents rose
"""


def question(kind: str, inside: str, grade: str = "1.0000000") -> Converted:
    """One question of a kind, with what its own part holds."""
    return moodle.read(
        f'<quiz><question type="{kind}"><name><text>It</text></name><questiontext format="html"><text>Why?</text>'
        f"</questiontext><defaultgrade>{grade}</defaultgrade>{inside}</question></quiz>".encode()
    )


def answers(*pairs: tuple[str, str]) -> str:
    return "".join(f'<answer fraction="{fraction}"><text>{text}</text></answer>' for fraction, text in pairs)


def said(converted: Converted) -> list[str]:
    return [finding.message for finding in converted.findings]


def test_an_export_becomes_one_text_that_can_be_read() -> None:
    converted = moodle.read(EXPORT)
    assert converted.text == READ
    (document,) = parse_all(converted.text)
    assert [(scheme.number, scheme.marks, len(scheme.points)) for scheme in document.schemes] == [
        (1, 2, 2),
        (2, 1, 1),
        (3, 6, 2),
    ]
    assert [level.descriptor for level in document.schemes[2].levels][2] == "Developed explanation of several reasons."


def test_the_report_names_all_that_did_not_come_along() -> None:
    annulment, dissolution = "Question 1, “Annulment”", "Question 2, “Dissolution”"
    findings = [(finding.where, finding.message) for finding in moodle.read(EXPORT).findings]
    assert findings == [
        (
            "Categories",
            "The category “Default for Tudor England/Reformation 1529/36” becomes the topic "
            "“Tudor England: Reformation 1529/36”.",
        ),
        (annulment, "The pictures in the question do not come along."),
        (annulment, moodle.CASE),
        (annulment, moodle.STAR_IN_WORD.format("K*Aragon (his first wife)")),
        (annulment, moodle.STARS.format("“*Anne Boleyn*”")),
        (annulment, moodle.SEVERAL_VALUES),
        (annulment, "Its words of feedback do not come along."),
        (annulment, "Its tags (queens) do not come along."),
        (dissolution, "The order of words is not looked at here."),
        (dissolution, "How close together words stand (p0 to p4) is not looked at here."),
        (
            dissolution,
            "Stars and question marks in words were taken away; write out the words that count: “monk*”",
        ),
        (
            dissolution,
            "The rule “match_any(match_w(reform) not(match_w(loyal)))” is not carried: it accepts whatever does not "
            "say something.",
        ),
        (dissolution, "Its hints do not come along."),
        (
            dissolution,
            "Its model answer does not come along. Add it as a sample answer: Henry wanted the wealth of the monks.",
        ),
        (
            "Question 4, “Free writing”",
            "Not carried: this essay has no information for graders, so there is no mark scheme. Its text: "
            "Write a letter from a monk.",
        ),
        ("Question 5, “Wolsey”", moodle.NOT_CARRIED.format("true or false")),
    ]


@pytest.mark.parametrize(
    ("grade", "fractions", "marks", "values"),
    [
        ("1.0000000", ["100", "50"], 2, [2, None]),
        ("3.0000000", ["100", "33.33333"], 3, [3, None]),
        ("2", ["100", "50"], 2, [2, None]),
        ("0.5", ["100"], 1, [None]),
        ("1", ["100", "80"], 5, [5, 4]),
        ("2.4", ["100", "16.66667"], 12, [12, 2]),
        ("0", ["100"], 1, [None]),
        ("nonsense", ["100"], 1, [None]),
    ],
)
def test_fractions_become_whole_marks(grade: str, fractions: list[str], marks: int, values: list[int | None]) -> None:
    texts = ["fear", "greed", "hope"]
    scheme = parse(question("shortanswer", answers(*zip(fractions, texts, strict=False)), grade).text).schemes[0]
    assert (scheme.marks, [point.value for point in scheme.points]) == (marks, values)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("*war*", "war"),
        ("fear*war", "fear AND war"),
        ("* signed * treaty *", "signed AND treaty"),
        ("5 \\* 3", "5 * 3"),
        ("AND / (maybe) [2]", "\\AND \\/ \\(maybe\\) \\[2\\]"),
        ("_x_", "\\_x\\_"),
    ],
)
def test_an_answer_of_moodle_is_read_as_itself_but_for_its_stars(text: str, point: str) -> None:
    assert f"- {point}\n" in question("shortanswer", answers(("100", text))).text


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        (answers(("0", "fear")), "none of its answers"),
        (answers(("100", "*")), "marks to any answer"),
        (answers(("100", "...")), "no word to look for"),
        ("", "none of its answers"),
        (answers(("100", "co*r")), "star within a word"),
    ],
)
def test_what_cannot_be_a_marking_point_is_reported_and_never_dropped(inside: str, says: str) -> None:
    converted = question("shortanswer", inside)
    assert converted.text == ""
    assert any(says in message for message in said(converted))


def test_a_question_whose_answers_have_too_many_fractions_is_reported() -> None:
    few = [(str(10 * number), f"reason {number}") for number in range(1, moodle.MOST_SHARES + 1)]
    assert question("shortanswer", answers(*few)).text.count("- reason") == len(few)
    many = question("shortanswer", answers(*few, ("55", "one more")))
    assert many.text == ""
    assert said(many) == [
        "Not carried: its answers are worth 11 different shares of the marks; at most 10 are read. Its text: Why?"
    ]


def test_grader_information_that_begins_with_mark_scheme_is_not_headed_twice() -> None:
    info = "<graderinfo><text>&lt;p&gt;Mark scheme:&lt;/p&gt;&lt;p&gt;- fear&lt;/p&gt;</text></graderinfo>"
    assert len(parse(question("essay", info).text).schemes[0].points) == 1


def test_a_number_that_our_export_gave_comes_back() -> None:
    assert (
        "Question 7 (1 mark)" in question("shortanswer", answers(("100", "x")) + "<idnumber>question-7</idnumber>").text
    )


def test_a_question_under_no_category_stands_under_no_topic() -> None:
    assert question("shortanswer", answers(("100", "fear"))).text.startswith("Question 1 (1 mark)\nWhy?")


# --- Out ----------------------------------------------------------------------------------------

SHORT = """Topic: Tudor/Stuart

Question 4 (2 marks)
Who won at Bosworth?

Mark scheme:
Acceptable answers include:
- Henry (Tudor) / the Lancastrian/Tudor side [2]
  REJECT: Richard
- a Welsh exile AND no king yet
"""


def test_a_question_that_one_point_can_answer_goes_out_as_a_short_answer() -> None:
    root = tree(moodle_out.write([parse(SHORT)]).encode())
    found = root.findall("question")[1]
    assert (found.get("type"), found.findtext("defaultgrade")) == ("shortanswer", "2.0000000")
    assert [(answer.get("fraction"), answer.findtext("text")) for answer in found.findall("answer")] == [
        ("0", "*Richard*"),
        ("100", "*Henry*"),
        ("100", "*Lancastrian*side*"),
        ("100", "*Tudor*side*"),
        ("50", "*Welsh*exile*no*king*yet*"),
        ("50", "*no*king*yet*Welsh*exile*"),
    ]
    assert root.findtext("question/category/text") == "$course$/top/Tudor//Stuart"


def test_a_question_that_takes_several_points_goes_out_as_an_essay() -> None:
    text = SHORT.replace("[2]", "").replace("Who won", "Give two facts of who won")
    found = tree(moodle_out.write([parse(text)]).encode()).findall("question")[1]
    assert found.get("type") == "essay"
    assert "Acceptable answers include:" in (found.findtext("graderinfo/text") or "")


def test_fractions_are_those_that_moodle_takes() -> None:
    text = "Question 1 (7 marks)\nWhy?\n\nMark scheme:\n- fear [7]\n- greed [2]\n- hope"
    found = tree(moodle_out.write([parse(text)]).encode()).findall("question")[1]
    assert [answer.get("fraction") for answer in found.findall("answer")] == ["100", "30", "14.2857"]


@pytest.mark.parametrize("grade", ["1", "2"])
def test_half_an_answer_keeps_its_half_where_the_whole_one_is_not_carried(grade: str) -> None:
    converted = question("shortanswer", answers(("100", "UN*troops"), ("50", "half way")), grade)
    assert moodle.STAR_IN_WORD.format("UN*troops") in said(converted)
    (scheme,) = parse_all(converted.text)[0].schemes
    assert (scheme.marks, [point.value for point in scheme.points]) == (2, [1])
    assert question_preview(scheme).beyond_reach == 1
