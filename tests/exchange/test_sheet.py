"""Tables of questions, as Excel and people make them."""

from __future__ import annotations

import csv
import io

import pytest

from questions.exchange import sheet
from questions.exchange.converted import Refused
from questions.marking import parse, parse_all, point_text
from questions.spreadsheets import NOT_UTF8

pytestmark = pytest.mark.marking


def read(text: str, encoding: str = "utf-8") -> tuple[str, list[tuple[str, str]]]:
    converted = sheet.read(text.encode(encoding))
    return converted.text, [(finding.where, finding.message) for finding in converted.findings]


EXCEL = 'topic;question;stem;marks;scheme\r\nRivers;3;"Why do rivers\r\nflood?";2,0;"- rain\r\n- melting snow"\r\n'


@pytest.mark.parametrize(
    "text", [EXCEL, f"\ufeff{EXCEL}", f"sep=;\r\n{EXCEL}", EXCEL.upper().replace("RIVERS", "Rivers")]
)
def test_a_table_saved_by_excel_is_read(text: str) -> None:
    converted, findings = read(text)
    (document,) = parse_all(converted)
    assert document.topic == "Rivers"
    (scheme,) = document.schemes
    assert (scheme.number, scheme.marks, scheme.stem.casefold()) == (3, 2, "why do rivers\nflood?")
    assert [point_text(point).casefold() for point in scheme.points] == ["rain", "melting snow"]
    assert findings == []


def test_a_table_in_windows_characters_is_read_and_says_so() -> None:
    text, findings = read("topic,stem,marks,points\nCafés,Why?,1,thé", "cp1252")
    assert "Topic: Cafés" in text
    assert findings == [("The file", NOT_UTF8)]


def test_marks_may_be_told_as_papers_do() -> None:
    text, findings = read("stem,marks,points\nWhy?,2 marks,rain\nWho?,[3],ice\nHow?,(1 Mark),snow\n")
    assert [scheme.marks for scheme in parse_all(text)[0].schemes] == [2, 3, 1]
    assert findings == []


def test_points_stand_in_one_cell_or_in_several() -> None:
    rows = 'topic,stem,marks,points,point 2\nA,Why?,2,rain; snow,ice\n,How?,1,"fast\nslow",\n'
    text, findings = read(rows)
    schemes = parse_all(text)[0].schemes
    assert [[point_text(point) for point in scheme.points] for scheme in schemes] == [
        ["rain", "snow", "ice"],
        ["fast", "slow"],
    ]
    assert findings == [("Row 2", sheet.DIVIDED)]


def test_the_question_may_stand_in_the_column_named_question() -> None:
    text, _ = read("Question\tAnswer\tMarks\tGuidance\nWhy do rivers flood?\train\t1\tnot drizzle\n")
    assert "Why do rivers flood?" in text
    text, findings = read("Question\tAnswer\tMarks\tGuidance\nWhy?\t- rain\t1\t\n")
    assert parse(text).schemes[0].stem == "Why?"
    assert findings == [("The table", "The columns guidance do not come along.")]


def test_rows_that_cannot_be_questions_are_named_with_the_reason() -> None:
    rows = (
        "topic,question,stem,marks,scheme\nA,1,Why?,two,- x\nA,2,,2,- x\nA,3,How?,2,\nA,4,So?,1,- x\nA,4,Then?,1,- x\n"
    )
    text, findings = read(f"{rows}A,first,When?,1,- x\n")
    assert [scheme.number for scheme in parse_all(text)[0].schemes] == [4, 5, 6]
    assert findings == [
        ("Row 2", "Not carried: “two” is no number of marks."),
        ("Row 3", sheet.NO_STEM),
        ("Row 4", sheet.NO_SCHEME),
        ("Row 6", "“4” is no question number; it has number 5 here."),
        ("Row 7", "“first” is no question number; it has number 6 here."),
    ]


def test_a_line_of_the_question_that_looks_like_a_sign_is_none() -> None:
    text, _ = read('stem,marks,scheme\n"Why?\nMark scheme:\nQuestion 2 (3 marks)",1,- x\n')
    assert parse(text).schemes[0].stem == "Why?\nMark scheme:\nQuestion 2 (3 marks)"


def test_only_a_column_that_is_read_may_not_be_there_twice() -> None:
    table = "topic,stem,marks,scheme,note,{0}\nRivers,Why?,1,- rain,a,b\n"
    assert read(table.format("Note"))[1] == [("The table", sheet.NOT_TAKEN.format("note"))]
    with pytest.raises(Refused, match="two columns are named scheme"):
        read(table.format("Scheme"))


def test_a_quotation_mark_that_is_never_closed_is_named_with_its_row() -> None:
    table = 'topic,question,stem,marks,scheme\nRivers,1,"Why do rivers flood?,2,- rain\nRivers,2,Why?,1,- snow\n'
    with pytest.raises(Refused, match="Row 2: a quotation mark is opened here and never closed"):
        sheet.read(table.encode())


def test_a_table_of_sample_answers_is_not_taken_for_questions() -> None:
    with pytest.raises(Refused, match="sample answers, not questions"):
        read("topic,question,answer,mark,level,why\nA,1,rain fell,1,,\nA,2,snow,0,,\n")


def test_nothing_that_goes_out_is_a_formula() -> None:
    document = parse("Topic: =1+1\n\nQuestion 1 (1 mark)\n@sum\n\nMark scheme:\n- x")
    rows = list(csv.reader(io.StringIO(sheet.write([document]))))
    assert rows[1] == ["'=1+1", "1", "'@sum", "1", "Acceptable answers include:\n- x"]
