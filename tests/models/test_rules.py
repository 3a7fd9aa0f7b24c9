"""Rows that are written once (docs/decisions/0003-rows-written-once-have-triggers.md) are refused any change, by the
models, and by the database behind their back."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from questions.models import (
    Attempt,
    BlindMark,
    Challenge,
    ChallengeAnswer,
    Mark,
    MarkedBy,
    MarkScheme,
    NameSeen,
    NeverChanges,
    Question,
    Role,
    User,
    Withdrawal,
)
from questions.services.assignments import set_assignment
from questions.services.authoring import edit_question
from questions.services.classes import change_settings
from questions.services.moderation import moderate
from questions.services.rulings import withdraw
from questions.services.standardisation import mark_answer, resolve
from questions.triggers import GUARDED, install_triggers
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher() -> User:
    return factories.user("ruth", Role.TEACHER)


def raw(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE questions_mark SET mark = 0",
        "DELETE FROM questions_mark",
        "UPDATE questions_markscheme SET text = 'other'",
        "DELETE FROM questions_markscheme",
        "UPDATE questions_attempt SET answer = 'other'",
        "DELETE FROM questions_attempt",
        "UPDATE questions_challenge SET text = 'other'",
        "DELETE FROM questions_challenge",
        "UPDATE questions_challengeanswer SET reason = 'other'",
        "DELETE FROM questions_challengeanswer",
        "UPDATE questions_blindmark SET mark = 0",
        "DELETE FROM questions_blindmark",
        "UPDATE questions_resolution SET reason = 'other'",
        "DELETE FROM questions_resolution",
        "UPDATE questions_withdrawal SET created_at = '2020-01-01'",
        "DELETE FROM questions_withdrawal",
        "UPDATE questions_nameseen SET created_at = '2020-01-01'",
        "DELETE FROM questions_nameseen",
        "UPDATE questions_classchange SET after = 'other'",
        "DELETE FROM questions_classchange",
        "UPDATE questions_assignmentchange SET title = 'other'",
        "DELETE FROM questions_assignmentchange",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_written_once(
    student: User, teacher: User, question: Question, sql: str
) -> None:
    attempt, mark = factories.marked(student, question)
    challenge = Challenge.objects.create(attempt=attempt, mark=mark, target="p2", text="I wrote of snow")
    ChallengeAnswer.objects.create(challenge=challenge, teacher=teacher, upheld=False, reason="No")
    moderate(attempt=attempt, teacher=teacher, credited=[], mark=0, reason="No", seen=mark.pk)
    blind = mark_answer(attempt=attempt, teacher=teacher, purpose=BlindMark.Purpose.CHECK, credited=[0], mark=1)
    resolve(blind_mark=blind, lead=teacher, take=False, reason="It stands")
    Withdrawal.objects.create(mark=mark, teacher=teacher)
    NameSeen.objects.create(attempt=attempt, user=teacher)
    school_class = factories.school_class("12A", teacher=teacher, students=[student])
    change_settings(school_class=school_class, by=teacher, settings={"challenge_limit": 1})
    set_assignment(school_class=school_class, teacher=teacher, title="Rivers", questions=[question], key=uuid.uuid4())
    with pytest.raises(IntegrityError, match="never changes"):
        raw(sql)


def test_a_guard_takes_the_place_of_what_it_was_before(
    student: User, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as former:
        former.setitem(GUARDED, "questions_mark", ("OLD.mark = 99", "a mark of 99 never changes"))
        install_triggers("default")
    install_triggers("default")
    factories.marked(student, question)
    with pytest.raises(IntegrityError, match="a mark never changes"):
        raw("UPDATE questions_mark SET mark = 0")


def columns_of(model: type[Model]) -> str:
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's")
@pytest.mark.parametrize("statement", ["REPLACE", "INSERT OR REPLACE"])
def test_what_is_written_once_is_not_replaced_either(student: User, question: Question, statement: str) -> None:
    """Neither by its number nor by what else is there once, such as the number of a question's version."""
    factories.marked(student, question)
    for model, other in ((Mark, "id"), (Attempt, "id"), (MarkScheme, "id"), (MarkScheme, "1000 + id")):
        table, columns = model._meta.db_table, columns_of(model)
        changed = columns.replace('"id"', other)
        with pytest.raises(IntegrityError, match="never changes"):
            raw(f"{statement} INTO {table} ({columns}) SELECT {changed} FROM {table}")  # noqa: S608 (our own names)
    with pytest.raises(IntegrityError, match="never changes"):
        raw("UPDATE OR REPLACE questions_markscheme SET id = 1000 + id")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", GUARDED)
def test_what_is_written_once_is_not_emptied_either(table: str) -> None:
    with pytest.raises(IntegrityError, match="never changes"):
        raw(f"TRUNCATE {table} CASCADE")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["questions_user", "questions_topic", "questions_question"])
def test_what_stands_behind_it_is_not_emptied_with_all_that_names_it(table: str) -> None:
    with pytest.raises(IntegrityError, match="never changes"):
        raw(f"TRUNCATE {table} CASCADE")


def test_a_draft_may_change_and_go(student: User, question: Question) -> None:
    draft = Attempt.objects.create(student=student, question=question, answer="Rai")
    draft.answer = "Rain"
    draft.save()
    assert Attempt.objects.get().answer == "Rain"
    draft.delete()
    assert not Attempt.objects.exists()


def test_the_models_refuse_to_change_or_delete_marks_versions_and_submitted_answers(
    student: User, question: Question
) -> None:
    attempt, mark = factories.marked(student, question)
    challenge = Challenge.objects.create(attempt=attempt, mark=mark, target="p2", text="I wrote of snow")
    for row in (attempt, mark, question.current, challenge):
        assert row is not None
        with pytest.raises(NeverChanges):
            row.save()
        with pytest.raises(NeverChanges):
            row.delete()
    for rows in (Mark.objects.all(), MarkScheme.objects.all(), Challenge.objects.all(), ChallengeAnswer.objects.all()):
        with pytest.raises(NeverChanges):
            rows.update(version=9)
        with pytest.raises(NeverChanges):
            rows.delete()


def test_a_student_has_one_draft_for_a_question(student: User, question: Question) -> None:
    Attempt.objects.create(student=student, question=question)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(student=student, question=question)


def test_a_submitted_attempt_names_its_mark_scheme(student: User, question: Question) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(student=student, question=question, submitted_at=timezone.now())


def test_a_mark_above_the_maximum_is_refused(student: User, question: Question) -> None:
    attempt = factories.attempt(student, question)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(
            attempt=attempt,
            mark_scheme=question.current,
            marked_by=MarkedBy.MARKER,
            mark=3,
            max_mark=2,
            confidence=1,
            marker_version="1",
        )


def test_a_mark_is_the_markers_or_a_teachers_never_both(student: User, teacher: User, question: Question) -> None:
    attempt = factories.attempt(student, question)
    fields = {"attempt": attempt, "mark_scheme": question.current, "mark": 1, "max_mark": 2}
    wrong = (
        {"marked_by": MarkedBy.MARKER, "teacher": teacher, "confidence": 1, "marker_version": "1"},
        {"marked_by": MarkedBy.MARKER, "confidence": 1},
        {"marked_by": MarkedBy.MARKER, "confidence": 1.5, "marker_version": "1"},
        {"marked_by": MarkedBy.TEACHER},
        {"marked_by": MarkedBy.TEACHER, "teacher": teacher, "marker_version": "1"},
    )
    for given in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Mark.objects.create(**fields, **given)


def test_a_question_is_published_only_with_a_scheme(question: Question) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(current=None)


def test_only_admins_are_staff(student: User) -> None:
    assert (student.is_staff, student.is_superuser) == (False, False)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=student.pk).update(is_staff=True)
    boss = User.objects.create_superuser("boss", password="correct-horse-battery")
    assert (boss.role, boss.is_staff, boss.is_superuser) == (Role.ADMIN, True, True)


def counted(attempt: Attempt) -> tuple[int, bool]:
    """The mark that counts, as a list of attempts gives it and as the attempt's own marks give it."""
    row = Attempt.objects.with_counting_mark().get(pk=attempt.pk)
    mark = attempt.marks.counting()
    assert mark is not None
    assert (row.counting_mark, row.counting_by_teacher) == (mark.mark, mark.by_teacher)
    return mark.mark, mark.by_teacher


def test_a_teachers_mark_counts_over_later_automatic_marks(student: User, teacher: User, question: Question) -> None:
    attempt, automatic = factories.marked(student, question)
    assert counted(attempt) == (1, False)
    moderate(attempt=attempt, teacher=teacher, credited=[0, 1], mark=2, reason="Both", seen=automatic.pk)
    assert counted(attempt) == (2, True)
    later = Mark(
        attempt=attempt,
        mark_scheme=question.current,
        marked_by=MarkedBy.MARKER,
        mark=0,
        max_mark=2,
        confidence=0.5,
        marker_version="later",
    )
    later.save()
    assert attempt.marks.newest_first().first() == later
    assert counted(attempt) == (2, True)


def test_the_newest_teacher_mark_counts(student: User, teacher: User, question: Question) -> None:
    attempt, automatic = factories.marked(student, question)
    first = moderate(attempt=attempt, teacher=teacher, credited=[0, 1], mark=2, reason="Both", seen=automatic.pk)
    moderate(attempt=attempt, teacher=teacher, credited=[], mark=0, reason="On reflection, none", seen=first.pk)
    assert counted(attempt) == (0, True)


def test_a_withdrawn_mark_does_not_count_and_the_one_before_does(
    student: User, teacher: User, question: Question
) -> None:
    attempt, automatic = factories.marked(student, question)
    first = moderate(attempt=attempt, teacher=teacher, credited=[0, 1], mark=2, reason="Both", seen=automatic.pk)
    second = moderate(attempt=attempt, teacher=teacher, credited=[], mark=0, reason="None", seen=first.pk)
    assert counted(attempt) == (0, True)
    withdraw(mark=second, teacher=teacher)
    assert counted(attempt) == (2, True)
    withdraw(mark=first, teacher=teacher)
    assert counted(attempt) == (1, False)
    assert attempt.marks.count() == 3


def test_marks_that_count_come_in_one_query(
    student: User, question: Question, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        factories.marked(student, question)
    with django_assert_num_queries(1):  # type: ignore[operator]
        rows = [attempt.counting_mark for attempt in Attempt.objects.with_counting_mark()]
    assert rows == [1, 1, 1]


def test_an_edited_point_keeps_its_key_and_a_new_one_gets_a_fresh_one(question: Question) -> None:
    assert question.current is not None
    assert question.current.point_keys == ["p1", "p2", "p3"]
    edited = factories.POINTS.replace("heavy rain over several days", "heavy rain over some days")
    edited = edited.replace("- snow melting in spring\n", "") + "- a dam bursting\n"
    version = edit_question(question=question, text=edited, author=None)
    assert version.version == 2
    assert version.point_keys == ["p1", "p3", "p4"]
