"""The sample bank keeps its promise: forty questions, each with notes, sample answers and its publishing minimum."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from questions import marking
from questions.marking import agreement
from questions.marking.scheme import Scheme
from questions.models import PublishingMinimum
from questions.notes import LONGEST, rendered
from questions.services.topics import printed, read

SAMPLES = Path(__file__).resolve().parent.parent / "questions" / "samples"
FILES = sorted(SAMPLES.glob("*.txt"))
SCHEMES = [(file, scheme) for file in FILES for scheme in marking.parse(file.read_text(encoding="utf-8")).schemes]
EACH_QUESTION = pytest.mark.parametrize(
    ("file", "scheme"), SCHEMES, ids=[f"{file.stem}-{scheme.number}" for file, scheme in SCHEMES]
)


def sample_answers(file: Path, number: int) -> list[dict[str, str]]:
    with file.with_suffix(".samples.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["question"] == str(number)]


def test_there_are_forty_questions_of_both_kinds_in_each_topic() -> None:
    assert len(SCHEMES) == 40
    for file in FILES:
        kinds = {(scheme.marks, bool(scheme.levels)) for other, scheme in SCHEMES if other == file}
        assert kinds == {(2, False), (6, True)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_is_read_as_it_is_printed(file: Path) -> None:
    document = marking.parse(file.read_text(encoding="utf-8"))
    assert marking.parse(marking.to_text(document)) == document


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_topic_has_notes_with_key_terms_and_frequent_questions(file: Path) -> None:
    text = file.with_suffix(".notes.md").read_text(encoding="utf-8")
    topic = read(text)
    assert printed(topic) == text
    assert topic.title == marking.parse(file.read_text(encoding="utf-8")).topic
    assert topic.focus
    assert 400 <= len(topic.notes.split()) <= 1000
    assert len(topic.notes) <= LONGEST
    assert {"Key terms", "Frequent questions"} <= {heading.text for heading in rendered(topic.notes).contents}


@EACH_QUESTION
def test_every_section_that_a_point_names_is_in_the_notes(file: Path, scheme: Scheme) -> None:
    notes = rendered(read(file.with_suffix(".notes.md").read_text(encoding="utf-8")).notes)
    assert [point.see for point in scheme.points if point.see and notes.section(point.see) is None] == []


@EACH_QUESTION
def test_sample_answers_cover_the_marks_and_say_why(file: Path, scheme: Scheme) -> None:
    rows = sample_answers(file, scheme.number)
    assert len(rows) >= 8
    assert len({" ".join(row["answer"].casefold().split()) for row in rows}) == len(rows)
    assert all(row["why"] for row in rows)
    marks = {int(row["mark"]) for row in rows}
    assert {0, 1, scheme.marks} <= marks <= set(range(scheme.marks + 1))
    assert len(marks) >= min(scheme.marks + 1, 6)


@EACH_QUESTION
def test_a_question_meets_its_publishing_minimum(file: Path, scheme: Scheme) -> None:
    rows = sample_answers(file, scheme.number)
    agreed = [int(row["mark"]) for row in rows]
    given = [marking.mark(scheme, row["answer"]).mark for row in rows]
    minimum = PublishingMinimum()
    assert len(rows) >= minimum.samples
    if scheme.levels:
        assert 100 * agreement.adjacent(given, agreed) >= minimum.within_one
    else:
        assert 100 * agreement.exact(given, agreed) >= minimum.exact
