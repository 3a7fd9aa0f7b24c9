"""Drafts and submissions: nothing lost, nothing twice."""

from __future__ import annotations

import uuid

import pytest

from questions.models import Attempt, Question, User
from questions.services.attempts import DraftChanged, TooLong, save_draft, storable, submit
from tests import factories

pytestmark = pytest.mark.django_db

KEY = uuid.UUID(int=1)


@pytest.fixture
def student() -> User:
    return factories.user("amira")


@pytest.fixture
def question() -> Question:
    return factories.bank()[0]


def test_a_draft_is_kept_and_counts_its_saves(student: User, question: Question) -> None:
    save_draft(student=student, question=question, key=KEY, page="a", revision=0, answer="Rain")
    draft = save_draft(student=student, question=question, key=KEY, page="a", revision=1, answer="Rain and snow")
    assert (draft.answer, draft.revision, draft.is_submitted) == ("Rain and snow", 2, False)
    assert Attempt.objects.count() == 1


def test_a_page_that_missed_its_own_reply_saves_on(student: User, question: Question) -> None:
    save_draft(student=student, question=question, key=KEY, page="a", revision=0, answer="Rain")
    draft = save_draft(student=student, question=question, key=KEY, page="a", revision=0, answer="Rain falls")
    assert draft.answer == "Rain falls"


def test_another_device_that_has_not_seen_the_newest_text_is_told(student: User, question: Question) -> None:
    save_draft(student=student, question=question, key=KEY, page="phone", revision=0, answer="From the phone")
    with pytest.raises(DraftChanged) as told:
        save_draft(student=student, question=question, key=KEY, page="laptop", revision=0, answer="From the laptop")
    assert told.value.attempt.answer == "From the phone"
    assert Attempt.objects.get().answer == "From the phone"


def test_another_device_that_has_seen_it_goes_on(student: User, question: Question) -> None:
    save_draft(student=student, question=question, key=KEY, page="phone", revision=0, answer="Rain")
    draft = save_draft(student=student, question=question, key=KEY, page="laptop", revision=1, answer="Rain and snow")
    assert draft.answer == "Rain and snow"


def test_submitting_twice_makes_one_attempt(student: User, question: Question) -> None:
    first = submit(student=student, question=question, key=KEY, page="a", revision=0, answer="Rain")
    again = submit(student=student, question=question, key=KEY, page="a", revision=0, answer="Rain")
    assert first.pk == again.pk
    assert Attempt.objects.count() == 1


def test_a_late_autosave_does_not_touch_what_was_submitted(student: User, question: Question) -> None:
    submit(student=student, question=question, key=KEY, page="a", revision=0, answer="Rain")
    late = save_draft(student=student, question=question, key=KEY, page="a", revision=0, answer="Rai")
    assert (late.answer, late.is_submitted, Attempt.objects.count()) == ("Rain", True, 1)


def test_a_submission_records_the_version_in_force(student: User, question: Question) -> None:
    done = submit(student=student, question=question, key=KEY, page="a", revision=0, answer="Rain")
    assert done.mark_scheme == question.current


def test_a_new_key_after_submitting_is_a_new_attempt(student: User, question: Question) -> None:
    submit(student=student, question=question, key=KEY, page="a", revision=0, answer="Rain")
    submit(student=student, question=question, key=uuid.uuid4(), page="b", revision=0, answer="Snow")
    assert Attempt.objects.of(student).submitted().count() == 2


def test_one_students_key_means_nothing_for_another(student: User, question: Question) -> None:
    other = factories.user("ben")
    submit(student=student, question=question, key=KEY, page="a", revision=0, answer="Rain")
    assert submit(student=other, question=question, key=KEY, page="a", revision=0, answer="Snow").student == other


def test_one_questions_key_means_nothing_for_another(student: User, question: Question) -> None:
    other = factories.bank(topic="Lakes")[0]
    for asked in (question, other):
        submit(student=student, question=asked, key=KEY, page="a", revision=0, answer="Rain")
    assert Attempt.objects.submitted().count() == 2


def test_an_answer_over_the_limit_is_refused_with_both_figures(student: User, question: Question) -> None:
    with pytest.raises(TooLong) as refused:
        submit(student=student, question=question, key=KEY, page="a", revision=0, answer="x" * 2001)
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
    submit(student=student, question=question, key=KEY, page="a", revision=0, answer=typed)
    assert Attempt.objects.get().answer == stored
