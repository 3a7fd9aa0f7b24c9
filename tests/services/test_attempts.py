"""Drafts and submissions: nothing lost, nothing twice."""

from __future__ import annotations

import uuid

import pytest

from questions.models import Attempt, Question, User
from questions.services.attempts import (
    AlreadySubmitted,
    DraftChanged,
    QuestionChanged,
    TooLong,
    Writing,
    save_draft,
    storable,
    submit,
)
from tests import factories

pytestmark = pytest.mark.django_db

KEY = uuid.UUID(int=1)


def test_a_draft_is_kept_and_counts_its_saves(student: User, question: Question) -> None:
    save_draft(student=student, question=question, writing=Writing("Rain", KEY, "a", 0))
    draft = save_draft(student=student, question=question, writing=Writing("Rain and snow", KEY, "a", 1))
    assert (draft.answer, draft.revision, draft.is_submitted) == ("Rain and snow", 2, False)
    assert Attempt.objects.count() == 1


def test_a_page_that_missed_its_own_reply_saves_on(student: User, question: Question) -> None:
    save_draft(student=student, question=question, writing=Writing("Rain", KEY, "a", 0))
    draft = save_draft(student=student, question=question, writing=Writing("Rain falls", KEY, "a", 0))
    assert draft.answer == "Rain falls"


def test_another_device_that_has_not_seen_the_newest_text_is_told(student: User, question: Question) -> None:
    save_draft(student=student, question=question, writing=Writing("From the phone", KEY, "phone", 0))
    with pytest.raises(DraftChanged) as told:
        save_draft(student=student, question=question, writing=Writing("From the laptop", KEY, "laptop", 0))
    assert told.value.attempt.answer == "From the phone"
    assert Attempt.objects.get().answer == "From the phone"


def test_another_device_that_has_seen_it_goes_on(student: User, question: Question) -> None:
    save_draft(student=student, question=question, writing=Writing("Rain", KEY, "phone", 0))
    draft = save_draft(student=student, question=question, writing=Writing("Rain and snow", KEY, "laptop", 1))
    assert draft.answer == "Rain and snow"


def test_submitting_twice_makes_one_attempt(student: User, question: Question) -> None:
    first = submit(student=student, question=question, writing=Writing("Rain", KEY, "a", 0))
    again = submit(student=student, question=question, writing=Writing("Rain", KEY, "a", 0))
    assert first.pk == again.pk
    assert Attempt.objects.count() == 1


def test_a_late_autosave_does_not_touch_what_was_submitted(student: User, question: Question) -> None:
    submit(student=student, question=question, writing=Writing("Rain", KEY, "a", 0))
    late = save_draft(student=student, question=question, writing=Writing("Rai", KEY, "a", 0))
    assert (late.answer, late.is_submitted, Attempt.objects.count()) == ("Rain", True, 1)


def test_a_submission_records_the_version_in_force(student: User, question: Question) -> None:
    done = submit(student=student, question=question, writing=Writing("Rain", KEY, "a", 0))
    assert done.mark_scheme == question.current


def test_a_new_key_after_submitting_is_a_new_attempt(student: User, question: Question) -> None:
    submit(student=student, question=question, writing=Writing("Rain", KEY, "a", 0))
    submit(student=student, question=question, writing=Writing("Snow", uuid.uuid4(), "b", 0))
    assert Attempt.objects.of(student).submitted().count() == 2


def test_one_students_key_means_nothing_for_another(student: User, question: Question) -> None:
    other = factories.user("ben")
    submit(student=student, question=question, writing=Writing("Rain", KEY, "a", 0))
    assert submit(student=other, question=question, writing=Writing("Snow", KEY, "a", 0)).student == other


def test_one_questions_key_means_nothing_for_another(student: User, question: Question) -> None:
    other = factories.bank(topic="Lakes")[0]
    for asked in (question, other):
        submit(student=student, question=asked, writing=Writing("Rain", KEY, "a", 0))
    assert Attempt.objects.submitted().count() == 2


def test_an_answer_over_the_limit_is_refused_with_both_figures(student: User, question: Question) -> None:
    with pytest.raises(TooLong) as refused:
        submit(student=student, question=question, writing=Writing("x" * 2001, KEY, "a", 0))
    assert (refused.value.length, refused.value.limit) == (2001, 2000)
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("line\r\nline\rline", "line\nline\nline"),
        ("  caf\u00e9 \U0001f30a  ", "  caf\u00e9 \U0001f30a  "),
    ],
)
def test_text_that_a_database_refuses_is_stored_as_text(
    student: User, question: Question, typed: str, stored: str
) -> None:
    assert storable(typed) == stored
    submit(student=student, question=question, writing=Writing(typed, KEY, "a", 0))
    assert Attempt.objects.get().answer == stored


def test_a_save_that_a_later_one_of_its_page_overtook_changes_nothing(student: User, question: Question) -> None:
    save_draft(student=student, question=question, writing=Writing("Rain and snow", KEY, "a", 0, sequence=2))
    late = save_draft(student=student, question=question, writing=Writing("Rain", KEY, "a", 0, sequence=1))
    assert late.answer == Attempt.objects.get().answer == "Rain and snow"


def test_another_text_under_a_key_that_is_submitted_is_told_not_thrown_away(student: User, question: Question) -> None:
    first = submit(student=student, question=question, writing=Writing("Rain", KEY, "tab 1"))
    with pytest.raises(AlreadySubmitted) as told:
        submit(student=student, question=question, writing=Writing("Snow", KEY, "tab 2"))
    assert told.value.attempt == first


def test_a_wording_that_changed_after_the_question_was_read_is_told_and_known_from_then_on(
    student: User, question: Question
) -> None:
    read = Question.objects.select_related("current").get(pk=question.pk)
    factories.new_version(question, factories.POINTS.replace("rivers flood", "lakes freeze"))
    with pytest.raises(QuestionChanged):
        submit(student=student, question=read, writing=Writing("Rain", KEY, version=read.current_id))
    assert read.stem == "Give two reasons why lakes freeze."
    assert not Attempt.objects.submitted().exists()


def test_a_version_that_came_after_the_question_was_read_is_the_one_that_is_answered(
    student: User, question: Question
) -> None:
    read = Question.objects.select_related("current").get(pk=question.pk)
    factories.new_version(question, factories.POINTS + "- a dam bursting\n")
    attempt = submit(student=student, question=read, writing=Writing("Rain", KEY, version=read.current_id))
    question.refresh_from_db()
    assert attempt.mark_scheme == question.current


def test_an_answer_to_another_wording_is_not_submitted(student: User, question: Question) -> None:
    shown = question.current_id
    factories.new_version(question, factories.POINTS.replace("rivers flood", "lakes freeze"))
    question.refresh_from_db()
    with pytest.raises(QuestionChanged):
        submit(student=student, question=question, writing=Writing("Rain", KEY, version=shown))
    assert not Attempt.objects.submitted().exists()


def test_a_new_version_with_the_same_wording_does_not_disturb(student: User, question: Question) -> None:
    shown = question.current_id
    factories.new_version(question, factories.POINTS + "- a dam bursting\n")
    question.refresh_from_db()
    done = submit(student=student, question=question, writing=Writing("Rain", KEY, version=shown))
    assert done.mark_scheme == question.current
    assert done.mark_scheme_id != shown
