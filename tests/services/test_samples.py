"""Sample answers: added, corrected, retired, and never changed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from questions.models import Question, SampleAnswer, User
from questions.services.samples import (
    BadSamples,
    SampleRow,
    add_sample,
    add_samples,
    read_table,
    replace_sample,
    retire_sample,
    take_sample,
)
from tests import factories

pytestmark = pytest.mark.django_db


def in_use(question: Question) -> list[tuple[str, int, int | None, str]]:
    return list(question.samples.in_use().values_list("answer", "mark", "level", "why"))


def messages(refused: pytest.ExceptionInfo[BadSamples]) -> list[tuple[int, str]]:
    return [(error.row, error.message) for error in refused.value.errors]


def test_an_answer_with_its_agreed_mark_is_kept(points: Question, author: User) -> None:
    sample = add_sample(question=points, answer=" Snow\r\nmelts ", mark=1, why="One  reason", author=author)
    assert (sample.answer, sample.mark, sample.why, sample.origin) == ("Snow\nmelts", 1, "One reason", "typed")
    assert (sample.author, sample.question, sample.level) == (author, points, None)


def test_the_second_click_adds_nothing(points: Question, author: User) -> None:
    first = add_sample(question=points, answer="Snow melts", mark=1, why="One reason", author=author)
    assert add_sample(question=points, answer="snow  melts", mark=1, author=author) == first
    assert SampleAnswer.objects.count() == 1


def test_another_mark_for_the_same_answer_replaces_it_and_both_rows_stay(points: Question, author: User) -> None:
    old = add_sample(question=points, answer="Snow melts", mark=0, author=author)
    new = add_sample(question=points, answer="Snow melts", mark=1, author=author)
    old.refresh_from_db()
    assert in_use(points) == [("Snow melts", 1, None, "")]
    assert (old.mark, old.retired_by, new.retired_at) == (0, author, None)
    assert old.retired_at is not None


def test_a_table_is_read_with_and_without_names() -> None:
    named = "Mark;Answer;Level;Why\n5;Because, and so;3;Both sides\n"
    assert read_table(named) == [SampleRow("Because, and so", 5, 3, "Both sides", 2)]
    pasted = 'It rained, a lot\t1\n\n"Two\nlines\tand a tab"\t2.0\tBoth\n'
    assert read_table(pasted) == [
        SampleRow("It rained, a lot", 1, None, "", 1),
        SampleRow("Two\nlines\tand a tab", 2, None, "Both", 3),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("answer,mark\nRain,two\nSnow,1\n,", [(2, "“two” is not a mark.")]),
        ("answer,mark\nRain, \n", [(2, "it has no mark.")]),
        ("answer,mark,level\nRain,2,top\n", [(2, "“top” is not a level.")]),
        ("Rain\t1\nSnow\n", [(2, "1 cell, but there may be 3.")]),
        ("answer,comment\nRain,good\n", [(0, "no column named mark; the first row has answer, comment.")]),
        ("  \n", [(0, "There is no answer in this text.")]),
    ],
)
def test_what_cannot_be_read_is_named_by_row(text: str, expected: list[tuple[int, str]]) -> None:
    with pytest.raises(BadSamples) as refused:
        read_table(text)
    assert messages(refused) == expected


def test_rows_are_added_all_or_none(points: Question, author: User) -> None:
    rows = [
        SampleRow("Rain", 1, number=1),
        SampleRow("Snow", 3, number=2),
        SampleRow(" ", 0, number=3),
        SampleRow("Dams", 1, level=2, number=4),
        SampleRow("rain", 0, number=5),
    ]
    with pytest.raises(BadSamples) as refused:
        add_samples(question=points, rows=rows, author=author, origin=SampleAnswer.Origin.PASTED)
    assert messages(refused) == [
        (2, "the mark is 3, but the question has 2."),
        (3, "the answer is empty."),
        (4, "level 2 is given, but the question has no levels."),
        (5, "the same answer as in row 1, with another mark."),
    ]
    assert not SampleAnswer.objects.exists()


def test_a_level_must_hold_its_mark(levels: Question, author: User) -> None:
    text = "Villages went under."
    with pytest.raises(BadSamples) as refused:
        add_samples(question=levels, rows=[SampleRow(text, 2, 3)], author=author, origin="typed")
    assert messages(refused) == [(1, "level 3 is given, but 2 marks belong to level 1.")]
    add_samples(question=levels, rows=[SampleRow(text, 2, 1)], author=author, origin="typed")
    assert in_use(levels) == [(text, 2, 1, "")]


def test_a_students_answer_is_taken_without_the_student(points: Question, author: User) -> None:
    attempt = factories.attempt(factories.user("amira"), points, "It rained for days.")
    sample = take_sample(attempt=attempt, mark=1, author=author, why="One reason")
    assert (sample.answer, sample.mark, sample.origin) == ("It rained for days.", 1, "attempt")
    names = {field.name for field in SampleAnswer._meta.get_fields()}
    assert names.isdisjoint({"attempt", "student"})


def test_a_correction_retires_the_sample_and_adds_another(points: Question, author: User) -> None:
    old = add_sample(question=points, answer="Snow melts", mark=2, author=author)
    replace_sample(sample=old, row=SampleRow("Snow melts in spring", 1), author=author)
    assert in_use(points) == [("Snow melts in spring", 1, None, "")]
    assert SampleAnswer.objects.count() == 2


def test_of_two_who_retire_a_sample_the_first_is_named(points: Question, author: User, ruth: User) -> None:
    add_sample(question=points, answer="Snow melts", mark=2, author=author)
    seen = [SampleAnswer.objects.get(), SampleAnswer.objects.get()]
    retire_sample(sample=seen[0], by=author)
    retired_at = SampleAnswer.objects.get().retired_at
    retire_sample(sample=seen[1], by=ruth)
    sample = SampleAnswer.objects.get()
    assert (sample.retired_by, sample.retired_at) == (author, retired_at)


def test_a_correction_that_is_none_leaves_the_sample(points: Question, author: User) -> None:
    old = add_sample(question=points, answer="Snow melts", mark=2, author=author)
    with pytest.raises(BadSamples):
        replace_sample(sample=old, row=SampleRow("Snow melts", 9), author=author)
    assert in_use(points) == [("Snow melts", 2, None, "")]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE questions_sampleanswer SET mark = 0",
        "UPDATE questions_sampleanswer SET answer = 'other'",
        "DELETE FROM questions_sampleanswer",
    ],
)
def test_the_database_refuses_to_change_a_sample(points: Question, author: User, sql: str) -> None:
    retire_sample(sample=add_sample(question=points, answer="Snow", mark=1, author=author), by=author)
    with (
        pytest.raises(IntegrityError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
