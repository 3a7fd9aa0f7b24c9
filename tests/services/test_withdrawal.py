"""A teacher's mark taken back: why, and what its student is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from questions.models import Attempt, BlindMark, Mark, MarkNotice, Question, Role, User, Withdrawal
from questions.services import notices, rulings
from questions.services.challenges import answer_challenge, raise_challenge
from questions.services.learning import relearn
from questions.services.moderation import moderate
from questions.services.rulings import ReasonNeeded, withdraw
from questions.services.standardisation import mark_answer, resolve
from tests import factories

pytestmark = pytest.mark.django_db

UNLISTED = "Beavers build too many lodges across the stream"


@pytest.fixture
def tom() -> User:
    return factories.user("tom", Role.TEACHER)


@pytest.fixture
def attempt(amira: User, question: Question) -> Attempt:
    """An answer that the marker gives 0."""
    return factories.marked(amira, question, UNLISTED)[0]


def given(attempt: Attempt, teacher: User, mark: int = 1) -> Mark:
    newest = attempt.marks.newest_first().first()
    assert newest is not None
    credited = [0] if mark else []
    return moderate(attempt=attempt, teacher=teacher, credited=credited, mark=mark, reason="Floods too", seen=newest.pk)


def read(attempt: Attempt) -> None:
    """The student opens the result."""
    mark = attempt.marks.counting()
    assert mark is not None
    notices.read(attempt=attempt, mark=mark, notice=MarkNotice.objects.unseen().filter(attempt=attempt).first())


def told(student: User) -> list[tuple[int, int, list[str]]]:
    return [(notice.before.mark, notice.after.mark, notice.causes) for notice in MarkNotice.objects.unseen_by(student)]


def test_the_student_is_told_that_a_teachers_mark_counts_no_longer(
    attempt: Attempt, amira: User, ruth: User, tom: User
) -> None:
    mark = given(attempt, ruth)
    read(attempt)
    withdraw(mark=mark, teacher=tom, reason="Not the\r\nsame idea\0")
    assert told(amira) == [(1, 0, ["withdrawn"])]
    assert mark.withdrawal.reason == "Not the same idea\N{REPLACEMENT CHARACTER}"
    withdraw(mark=mark, teacher=tom)
    assert told(amira) == [(1, 0, ["withdrawn"])]
    assert Withdrawal.objects.count() == 1


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_colleagues_mark_is_not_taken_back_without_a_reason(
    attempt: Attempt, ruth: User, tom: User, reason: str
) -> None:
    mark = given(attempt, ruth)
    with pytest.raises(ReasonNeeded):
        withdraw(mark=mark, teacher=tom, reason=reason)
    assert attempt.marks.counting() == mark


def test_ones_own_answer_to_a_challenge_or_decision_as_lead_needs_a_reason(
    attempt: Attempt, ruth: User, tom: User
) -> None:
    seen = attempt.marks.get().pk
    challenge = raise_challenge(attempt=attempt, target="p1", text="I wrote of rain")
    upheld = answer_challenge(challenge=challenge, teacher=ruth, upheld=True, reason="Yes", mark=1, seen=seen).mark
    assert upheld is not None
    blind = mark_answer(attempt=attempt, teacher=tom, purpose=BlindMark.Purpose.SECOND, credited=[], mark=0)
    taken = resolve(blind_mark=blind, lead=ruth, take=True, reason="No rain there", seen=upheld.pk).mark
    assert taken is not None
    for mark in (taken, upheld):
        with pytest.raises(ReasonNeeded):
            withdraw(mark=mark, teacher=ruth)
        withdraw(mark=mark, teacher=ruth, reason="Read again")


def test_undo_of_a_mark_that_nobody_read_yet_is_told_to_nobody(attempt: Attempt, ruth: User) -> None:
    read(attempt)
    withdraw(mark=given(attempt, ruth), teacher=ruth)
    assert not MarkNotice.objects.exists()


def test_undo_of_a_mark_that_was_read_is_told(attempt: Attempt, amira: User, ruth: User) -> None:
    mark = given(attempt, ruth)
    read(attempt)
    withdraw(mark=mark, teacher=ruth)
    assert told(amira) == [(1, 0, ["withdrawn"])]


def test_undo_after_long_of_a_mark_that_was_never_read_cancels_out(
    attempt: Attempt, amira: User, ruth: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = given(attempt, ruth)
    assert told(amira) == [(0, 1, ["teacher"])]
    later = timezone.now() + rulings.UNDO + timedelta(seconds=1)
    monkeypatch.setattr("questions.services.rulings.timezone.now", lambda: later)
    withdraw(mark=mark, teacher=ruth)
    assert not MarkNotice.objects.exists()


def test_undo_leaves_what_was_to_be_told_before_it(
    attempt: Attempt, question: Question, amira: User, ruth: User
) -> None:
    like = factories.marked(factories.user("bela"), question, UNLISTED.lower())[0]
    given(like, ruth)
    relearn(question_id=question.pk)
    mark = given(attempt, ruth, mark=2)
    assert told(amira) == [(0, 2, ["ruling", "teacher"])]
    withdraw(mark=mark, teacher=ruth)
    assert told(amira) == [(0, 1, ["ruling"])]


def test_a_student_whose_mark_is_the_same_as_ever_is_told_nothing(
    attempt: Attempt, question: Question, ruth: User, tom: User
) -> None:
    like = factories.marked(factories.user("bela"), question, UNLISTED.lower())[0]
    mark = given(attempt, ruth)
    read(attempt)
    given(like, ruth)
    withdraw(mark=mark, teacher=tom, reason="Decided on the other one")
    relearn(question_id=question.pk)
    now = attempt.marks.counting()
    assert now is not None
    assert (now.mark, now.by_teacher) == (1, False)
    assert not MarkNotice.objects.filter(attempt=attempt, seen_at__isnull=True).exists()


def test_a_notice_that_was_overtaken_before_it_was_read_does_not_come_back(
    attempt: Attempt, question: Question, amira: User, ruth: User, tom: User
) -> None:
    like = factories.marked(factories.user("bela"), question, UNLISTED.lower())[0]
    given(like, ruth)
    relearn(question_id=question.pk)
    assert told(amira) == [(0, 1, ["ruling"])]
    mark = given(attempt, ruth, mark=2)
    read(attempt)
    withdraw(mark=mark, teacher=tom, reason="One reason only")
    assert told(amira) == [(2, 1, ["withdrawn"])]


def test_many_moves_in_one_sitting_are_told_as_one_or_not_at_all(
    attempt: Attempt, question: Question, amira: User, ruth: User, tom: User
) -> None:
    first = given(attempt, ruth, mark=2)
    second = given(attempt, ruth, mark=1)
    read(attempt)
    withdraw(mark=second, teacher=tom, reason="Two reasons")
    assert told(amira) == [(1, 2, ["withdrawn"])]
    withdraw(mark=first, teacher=tom, reason="No reason at all")
    assert told(amira) == [(1, 0, ["withdrawn"])]
    like = factories.marked(factories.user("bela"), question, UNLISTED.lower())[0]
    given(like, ruth)
    relearn(question_id=question.pk)
    assert told(amira) == []
