"""Our own text as a file: characters, and questions that are left out."""

from __future__ import annotations

import pytest

from questions.exchange import text
from questions.exchange.converted import Refused
from questions.marking import parse_all
from questions.spreadsheets import NOT_UTF8

pytestmark = pytest.mark.marking

GOOD = "Question {} (1 mark)\nWhy?\n\nMark scheme:\n- fear\n"
BAD = "Question {} (1 mark)\nHow?\n\nMark scheme:\n- by (sea\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_any_usual_encoding_is_read(encoding: str) -> None:
    assert text.read("Topic: Café".encode(encoding)) == text.Converted("Topic: Café")


def test_a_file_of_windows_is_read_and_says_so() -> None:
    converted = text.read("Café – “x”".encode("cp1252"))
    assert converted.text == "Café – “x”"
    assert [finding.message for finding in converted.findings] == [NOT_UTF8]


@pytest.mark.parametrize("data", [b"a\x00b", b"\x81\x8d", b"\xff\xfea"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="This is not text"):
        text.read(data)


def test_questions_that_cannot_be_read_are_left_out_and_shown_whole() -> None:
    second = f"Topic: B\nNotes:\n| Read on.\n\n{BAD.format(1)}\n{GOOD.format(2)}"
    bank = f"Topic: A\n\n{GOOD.format(1)}\n{BAD.format(2)}\n{second}"
    left = text.without_unreadable(bank)
    documents = parse_all(left.text)
    assert [(found.topic, found.notes, [scheme.number for scheme in found.schemes]) for found in documents] == [
        ("A", "", [1]),
        ("B", "Read on.", [2]),
    ]
    assert [(finding.where, finding.message) for finding in left.findings] == [
        ("Lines 9 to 14", "Left out:\n" + BAD.format(2).strip()),
        ("Lines 19 to 24", "Left out:\n" + BAD.format(1).strip()),
    ]


def test_where_all_can_be_read_nothing_is_left_out() -> None:
    assert text.without_unreadable(GOOD.format(1)) == text.Converted(GOOD.format(1))


def test_a_number_used_twice_leaves_the_second_out() -> None:
    left = text.without_unreadable(GOOD.format(1) + BAD.format(1).replace("(sea", "sea"))
    assert [scheme.stem for scheme in parse_all(left.text)[0].schemes] == ["Why?"]
