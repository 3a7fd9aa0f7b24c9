"""The page that teaches authors: its schemes are read, and its answers get the marks that it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from questions.marking import mark, parse

pytestmark = pytest.mark.marking

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
TAUGHT = PAGE.partition("## Sample answers")[0]
LESSONS = re.findall(r"^```\n(.*?)^```$(.*?)(?=^```|\Z)", TAUGHT, flags=re.MULTILINE | re.DOTALL)
ANSWERS = [
    (number, answer, int(marks))
    for number, (_, text) in enumerate(LESSONS)
    for answer, marks in re.findall(r"^\| (.*?) \| (\d) \|$", text, flags=re.MULTILINE)
]


def test_the_page_teaches_by_three_schemes_and_their_answers() -> None:
    assert len(LESSONS) == 3
    assert [sum(number == lesson for lesson, _, _ in ANSWERS) for number in range(3)] == [6, 5, 3]


@pytest.mark.parametrize(("lesson", "answer", "marks"), ANSWERS, ids=[answer[:40] for _, answer, _ in ANSWERS])
def test_an_answer_gets_the_mark_that_the_page_says(lesson: int, answer: str, marks: int) -> None:
    assert mark(parse(LESSONS[lesson][0]).schemes[0], answer).mark == marks
