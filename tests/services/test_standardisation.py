"""Standardisation: blind marks, checks that come due, second marking, and differences that a lead settles."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from questions.models import Attempt, BlindMark, Mark, MarkedBy, Question, Resolution, Role, SchoolClass, User
from questions.services.moderation import MarkedMeanwhile, moderate
from questions.services.rulings import withdraw
from questions.services.samples import add_sample
from questions.services.standardisation import (
    NoDifference,
    NotSettled,
    SettledMeanwhile,
    check_due,
    for_second_marking,
    lead_of,
    mark_answer,
    mark_sample,
    resolve,
    samples_left,
    tolerance_for,
)
from tests import factories

pytestmark = pytest.mark.django_db

CHECK, SECOND = BlindMark.Purpose.CHECK, BlindMark.Purpose.SECOND


@pytest.fixture
def tom(ruth: User) -> User:
    """A second teacher of the class."""
    teacher = factories.user("tom", Role.TEACHER)
    SchoolClass.objects.get().teachers.add(teacher)
    return teacher


def settled(student: User, question: Question, teacher: User, mark: int = 1) -> Attempt:
    """An answer on which the teacher's mark counts."""
    attempt, automatic = factories.marked(student, question)
    moderate(attempt=attempt, teacher=teacher, credited=[0], mark=mark, reason="So", seen=automatic.pk)
    return attempt


def test_samples_come_one_by_one_and_the_first_mark_on_each_stands(points: Question, ruth: User) -> None:
    first = add_sample(question=points, answer="Rain", mark=1, author=None)
    second = add_sample(question=points, answer="Snow and rain", mark=2, author=None)
    assert samples_left(ruth, points).first() == first
    blind = mark_sample(sample=first, teacher=ruth, credited=[0, 2], mark=2)
    assert (blind.mark, blind.max_mark, blind.reference, blind.tolerance) == (2, 2, 1, 0)
    assert (blind.credited, blind.is_beyond_tolerance) == (["p1", "p3"], True)
    assert mark_sample(sample=first, teacher=ruth, credited=[0], mark=1) == blind
    assert samples_left(ruth, points).first() == second
    mark_sample(sample=second, teacher=ruth, credited=[0, 1], mark=2)
    assert samples_left(ruth, points).first() is None
    assert not Mark.objects.exists()


def test_a_sample_of_another_tariff_is_not_marked(points: Question, ruth: User) -> None:
    sample = add_sample(question=points, answer="Rain and snow", mark=2, author=None)
    factories.new_version(points, factories.POINTS.replace("(2 marks)", "(1 mark)").replace("maximum 2", "maximum 1"))
    points.refresh_from_db()
    sample.refresh_from_db()
    assert samples_left(ruth, points).first() is None
    with pytest.raises(ValueError, match="agreed mark"):
        mark_sample(sample=sample, teacher=ruth, credited=[0], mark=1)


def test_a_blind_mark_is_held_against_the_mark_that_counts_and_never_counts(
    amira: User, levels: Question, ruth: User, tom: User
) -> None:
    attempt = settled(amira, levels, ruth, mark=3)
    blind = mark_answer(attempt=attempt, teacher=tom, purpose=SECOND, credited=[0], mark=5)
    counting = attempt.marks.counting()
    assert counting is not None
    assert (counting.mark, counting.teacher) == (3, ruth)
    assert (blind.reference, blind.settled, blind.level, blind.tolerance) == (3, counting, 3, 1)
    assert blind.is_beyond_tolerance
    assert mark_answer(attempt=attempt, teacher=tom, purpose=CHECK, credited=[], mark=0) == blind
    with pytest.raises(ValueError, match="from 0 to 6"):
        mark_answer(attempt=attempt, teacher=ruth, purpose=SECOND, credited=[], mark=7)


def test_only_what_a_teacher_settled_is_marked_blind(amira: User, points: Question, tom: User) -> None:
    attempt, _ = factories.marked(amira, points)
    with pytest.raises(NotSettled):
        mark_answer(attempt=attempt, teacher=tom, purpose=SECOND, credited=[0], mark=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": "sample"},
        {"purpose": "check", "attempt": None},
        {"purpose": "check", "settled": None},
        {"mark": 7},
        {"reference": 7},
    ],
)
def test_the_database_refuses_a_blind_mark_that_makes_no_sense(
    amira: User, levels: Question, ruth: User, tom: User, wrong: dict[str, Any]
) -> None:
    attempt = settled(amira, levels, ruth, mark=3)
    right = {
        "teacher": tom,
        "purpose": "check",
        "attempt": attempt,
        "settled": attempt.marks.counting(),
        "mark_scheme": levels.current,
        "mark": 3,
        "max_mark": 6,
        "reference": 3,
        "tolerance": 1,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        BlindMark.objects.create(**{**right, **wrong})
    BlindMark.objects.create(**right)
    with pytest.raises(IntegrityError), transaction.atomic():
        BlindMark.objects.create(**right)


def test_short_questions_allow_no_difference_and_others_what_the_class_tolerates(
    points: Question, levels: Question
) -> None:
    assert points.current is not None
    assert levels.current is not None
    assert [tolerance_for(points.current, 2), tolerance_for(levels.current, 2)] == [0, 2]


def test_a_check_comes_due_after_as_many_marks_as_the_lead_set(amira: User, points: Question, ruth: User) -> None:
    first = settled(amira, points, ruth)
    second = settled(amira, points, ruth)
    assert check_due(teacher=ruth, after=second) is None
    SchoolClass.objects.update(check_every=2)
    assert check_due(teacher=ruth, after=second) == first
    mark_answer(attempt=first, teacher=ruth, purpose=CHECK, credited=[0], mark=1)
    third = settled(amira, points, ruth)
    assert check_due(teacher=ruth, after=third) is None
    fourth = settled(amira, points, ruth)
    assert check_due(teacher=ruth, after=fourth) == second


def test_a_check_is_an_answer_to_the_same_question_where_there_is_one(
    amira: User, points: Question, levels: Question, ruth: User
) -> None:
    SchoolClass.objects.update(check_every=1)
    other = settled(amira, levels, ruth)
    after = settled(amira, points, ruth)
    assert check_due(teacher=ruth, after=after) == other
    same = settled(amira, points, ruth)
    assert check_due(teacher=ruth, after=after) == same


def test_no_check_is_of_another_class_or_of_an_unsettled_answer(amira: User, points: Question, ruth: User) -> None:
    SchoolClass.objects.update(check_every=1)
    zoe = factories.user("zoe")
    factories.school_class("12C", teacher=ruth, students=[zoe])
    settled(zoe, points, ruth)
    factories.marked(amira, points)
    after = settled(amira, points, ruth)
    assert check_due(teacher=ruth, after=after) is None


def test_a_second_teacher_gets_what_others_settled_and_each_answer_once(
    amira: User, points: Question, ruth: User, tom: User
) -> None:
    school_class = SchoolClass.objects.get()
    attempts = {settled(amira, points, ruth).pk for _ in range(3)}
    own = settled(amira, points, tom)
    factories.marked(amira, points)
    waiting = for_second_marking(tom, school_class)
    assert {attempt.pk for attempt in waiting} == attempts
    assert [attempt.pk for attempt in for_second_marking(ruth, school_class)] == [own.pk]
    first = waiting.first()
    assert first is not None
    mark_answer(attempt=first, teacher=tom, purpose=SECOND, credited=[0], mark=1)
    assert {attempt.pk for attempt in for_second_marking(tom, school_class)} == attempts - {first.pk}
    third = factories.user("una", Role.TEACHER)
    assert first.pk not in {attempt.pk for attempt in for_second_marking(third, school_class)}


def test_the_lead_is_who_is_named_while_teaching_the_class_else_the_first_teacher(ruth: User, tom: User) -> None:
    school_class = SchoolClass.objects.get()
    assert lead_of(school_class) == ruth
    school_class.lead = tom
    school_class.save()
    assert lead_of(school_class) == tom
    assert list(SchoolClass.objects.led_by(tom)) == [school_class]
    assert not SchoolClass.objects.led_by(ruth).exists()
    school_class.teachers.remove(tom)
    assert lead_of(school_class) == ruth
    school_class.teachers.clear()
    assert lead_of(school_class) is None


@pytest.mark.parametrize("changed", [{"is_active": False}, {"role": Role.AUTHOR}])
def test_who_can_settle_nothing_any_more_leads_no_class(ruth: User, tom: User, changed: dict[str, Any]) -> None:
    school_class = SchoolClass.objects.get()
    for name, value in changed.items():
        setattr(ruth, name, value)
    ruth.save()
    assert lead_of(school_class) == tom
    school_class.lead = ruth
    school_class.save()
    assert lead_of(school_class) == tom
    assert list(SchoolClass.objects.led_by(tom)) == [school_class]


@pytest.fixture
def difference(amira: User, levels: Question, ruth: User, tom: User) -> BlindMark:
    """Ruth, who leads the class, gave 1; Tom, blind, 5."""
    attempt = settled(amira, levels, ruth, mark=1)
    return mark_answer(attempt=attempt, teacher=tom, purpose=SECOND, credited=[0, 1], mark=5)


def newest(blind: BlindMark) -> Mark:
    assert blind.attempt is not None
    mark = blind.attempt.marks.newest_first().first()
    assert mark is not None
    return mark


def test_only_what_is_beyond_tolerance_goes_to_the_lead(
    amira: User, levels: Question, ruth: User, tom: User, difference: BlindMark
) -> None:
    near = settled(amira, levels, ruth, mark=4)
    mark_answer(attempt=near, teacher=tom, purpose=SECOND, credited=[0], mark=5)
    below = mark_answer(attempt=settled(amira, levels, ruth, mark=6), teacher=tom, purpose=SECOND, credited=[], mark=1)
    sample = add_sample(question=levels, answer="Villages", mark=6, author=None)
    mark_sample(sample=sample, teacher=tom, credited=[], mark=0)
    assert set(BlindMark.objects.unsettled()) == {difference, below}
    assert set(BlindMark.objects.for_lead(ruth)) == set(BlindMark.objects.of_answers())
    assert not BlindMark.objects.for_lead(tom).exists()


def test_a_lead_takes_the_blind_mark_as_a_ruling(difference: BlindMark, ruth: User) -> None:
    decision = resolve(blind_mark=difference, lead=ruth, take=True, reason="It explains", seen=newest(difference).pk)
    counting = difference.attempt.marks.counting() if difference.attempt else None
    assert counting is not None
    assert decision.mark == counting
    assert (counting.mark, counting.level, counting.credited, counting.teacher) == (5, 3, {0, 1}, ruth)
    assert (counting.marked_by, counting.reason) == (MarkedBy.TEACHER, "It explains")
    assert not BlindMark.objects.unsettled().exists()


def test_a_lead_lets_the_mark_stand(difference: BlindMark, ruth: User) -> None:
    before = newest(difference)
    for _ in range(2):
        decision = resolve(blind_mark=difference, lead=ruth, take=False, reason="It only names")
    assert decision.mark is None
    assert Resolution.objects.count() == 1
    assert newest(difference) == before
    with pytest.raises(SettledMeanwhile) as told:
        resolve(blind_mark=difference, lead=ruth, take=True, reason="It explains", seen=before.pk)
    assert told.value.resolution == decision


def test_nothing_is_decided_over_a_mark_that_the_lead_has_not_seen(
    difference: BlindMark, ruth: User, tom: User
) -> None:
    seen = newest(difference)
    assert difference.attempt is not None
    moderate(attempt=difference.attempt, teacher=tom, credited=[0], mark=3, reason="Between", seen=seen.pk)
    with pytest.raises(MarkedMeanwhile):
        resolve(blind_mark=difference, lead=ruth, take=True, reason="It explains", seen=seen.pk)
    assert not Resolution.objects.exists()


def test_a_difference_is_settled_once_a_mark_within_tolerance_counts_and_waits_again_with_another(
    difference: BlindMark, ruth: User
) -> None:
    attempt = difference.attempt
    assert attempt is not None
    near = moderate(attempt=attempt, teacher=ruth, credited=[0], mark=4, reason="So", seen=newest(difference).pk)
    assert not BlindMark.objects.unsettled().exists()
    assert BlindMark.objects.settled().get() == difference
    for take in (True, False):
        with pytest.raises(NoDifference):
            resolve(blind_mark=difference, lead=ruth, take=take, reason="It explains", seen=near.pk)
    moderate(attempt=attempt, teacher=ruth, credited=[0], mark=3, reason="No", seen=near.pk)
    assert BlindMark.objects.unsettled().get() == difference
    assert not BlindMark.objects.settled().exists()


def test_a_decision_that_was_taken_back_is_made_again(difference: BlindMark, ruth: User) -> None:
    first = resolve(blind_mark=difference, lead=ruth, take=True, reason="It explains", seen=newest(difference).pk)
    assert first.mark is not None
    withdraw(mark=first.mark, teacher=ruth, reason="It does not")
    assert BlindMark.objects.unsettled().get() == difference
    for _ in range(2):
        again = resolve(blind_mark=difference, lead=ruth, take=False, reason="It only names")
    assert (again.renews, again.mark, difference.resolution) == (first, None, again)
    assert not BlindMark.objects.unsettled().exists()
    with pytest.raises(SettledMeanwhile):
        resolve(blind_mark=difference, lead=ruth, take=True, reason="It explains", seen=newest(difference).pk)
    for renews in (None, first):
        with pytest.raises(IntegrityError), transaction.atomic():
            Resolution.objects.create(blind_mark=difference, lead=ruth, reason="So", renews=renews)


def test_a_mark_under_another_tariff_cannot_be_taken(difference: BlindMark, ruth: User) -> None:
    assert difference.attempt is not None
    question = difference.attempt.question
    text = factories.LEVELS.replace("(6 marks)", "(4 marks)").replace("5–6 marks: Clear", "4 marks: Clear")
    factories.new_version(question, text.replace("3–4 marks", "3 marks"))
    question.refresh_from_db()
    mark = factories.marked_again(difference.attempt)
    with pytest.raises(ValueError, match="other marks"):
        resolve(blind_mark=difference, lead=ruth, take=True, reason="It explains", seen=mark.pk)
