"""Which attempts return to the review queue: those where a later automatic mark differs from the teacher's."""

from __future__ import annotations

import pytest

from questions import marking
from questions.models import Attempt, Mark, MarkedBy, Role, User
from questions.services.moderation import moderate
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> User:
    return factories.user("ruth", Role.TEACHER)


@pytest.fixture
def attempt() -> Attempt:
    """Marked 1 out of 2 by the marker."""
    return factories.marked(factories.user("amira"), factories.bank()[0])[0]


def teachers_mark(attempt: Attempt, teacher: User, mark: int) -> Mark:
    newest = attempt.marks.newest_first().first()
    assert newest is not None
    return moderate(
        attempt=attempt, teacher=teacher, credited=[0], mark=mark, reason="Looked again", seen=newest.pk, stages={}
    )


def automatic_mark(attempt: Attempt, mark: int, max_mark: int = 2) -> Mark:
    return Mark.objects.create(
        attempt=attempt,
        mark_scheme=attempt.mark_scheme,
        marked_by=MarkedBy.MARKER,
        mark=mark,
        max_mark=max_mark,
        confidence=0.9,
        marker_version=marking.MARKER_VERSION,
    )


def test_an_automatic_mark_that_a_teacher_changed_is_no_disagreement(attempt: Attempt, ruth: User) -> None:
    teachers_mark(attempt, ruth, 2)
    assert not Attempt.objects.disagreeing().exists()


def test_a_later_automatic_mark_that_differs_is_one_until_a_teacher_decides_again(attempt: Attempt, ruth: User) -> None:
    teachers_mark(attempt, ruth, 2)
    automatic_mark(attempt, 0)
    found = Attempt.objects.disagreeing().with_counting_mark().get()
    assert (found, found.counting_mark, found.automatic_mark) == (attempt, 2, 0)
    teachers_mark(attempt, ruth, 2)
    assert not Attempt.objects.disagreeing().exists()


def test_a_later_automatic_mark_that_is_the_same_is_none(attempt: Attempt, ruth: User) -> None:
    teachers_mark(attempt, ruth, 2)
    automatic_mark(attempt, 2)
    assert not Attempt.objects.disagreeing().exists()


def test_a_later_automatic_mark_like_the_one_that_the_teacher_saw_is_none(attempt: Attempt, ruth: User) -> None:
    teachers_mark(attempt, ruth, 2)
    automatic_mark(attempt, 1)
    assert not Attempt.objects.disagreeing().exists()
    automatic_mark(attempt, 0)
    assert Attempt.objects.disagreeing().get() == attempt


def test_the_same_number_out_of_another_maximum_is_one(attempt: Attempt, ruth: User) -> None:
    teachers_mark(attempt, ruth, 2)
    automatic_mark(attempt, 2, max_mark=3)
    assert Attempt.objects.disagreeing().get() == attempt


def test_without_a_teachers_mark_there_is_none(attempt: Attempt) -> None:
    automatic_mark(attempt, 0)
    assert not Attempt.objects.disagreeing().exists()
