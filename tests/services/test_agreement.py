"""The figures of agreement: who is held against whom, and what the figures are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from questions.models import BlindMark, Question, Role, SchoolClass, User
from questions.services.agreement import (
    Figures,
    Kind,
    Pair,
    Wanted,
    by_month,
    by_people,
    by_question,
    figures,
    pairs,
)
from questions.services.moderation import moderate
from questions.services.rulings import withdraw
from questions.services.samples import add_sample
from questions.services.standardisation import mark_answer, mark_sample
from tests import factories

MAY = datetime(2026, 5, 3, 12, tzinfo=UTC)


def pair(ours: int, theirs: int, question: int = 1, at: datetime = MAY, tolerance: int = 1) -> Pair:
    return Pair(question, at, ours, theirs, tolerance, (1, 2))


def test_figures_of_a_few_pairs() -> None:
    found = figures([pair(0, 0), pair(1, 1), pair(2, 2), pair(2, 3), pair(0, 3)])
    assert (found.count, found.exact, found.adjacent, found.within) == (5, 0.6, 0.8, 0.8)
    assert figures([]) == Figures(0, 0.0, 0.0, None, 0.0)


def test_kappa_is_taken_within_questions() -> None:
    """Two questions, on each of which agreement is no better than chance; pooled it would look like .8."""
    chance = [pair(a, b, 1) for a in (0, 1) for b in (0, 1)] + [pair(a, b, 2) for a in (5, 6) for b in (5, 6)]
    assert figures(chance).kappa == 0.0
    one_good = [pair(0, 0, 1), pair(1, 1, 1), *(pair(a, b, 2) for a in (5, 6) for b in (5, 6))]
    assert figures(one_good).kappa == pytest.approx(2 / 6)


def test_a_single_answer_to_a_question_has_no_kappa() -> None:
    assert figures([pair(1, 1, 1), pair(0, 2, 2)]).kappa is None
    assert figures([pair(1, 1, 1), pair(2, 2, 1), pair(0, 2, 2)]).kappa == 1.0


def test_figures_by_question_month_and_people() -> None:
    june = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)  # 1 June in London
    rows = [pair(1, 1), pair(1, 2, question=2), pair(2, 2, at=june)]
    assert {key: found.exact for key, found in by_question(rows).items()} == {1: 1.0, 2: 0.0}
    months = by_month(rows)
    assert [(month.month, found.count) for month, found in months.items()] == [(6, 1), (5, 2)]
    assert {people: found.count for people, found in by_people(rows).items()} == {(1, 2): 3}


@pytest.fixture
def tom(ruth: User) -> User:
    teacher = factories.user("tom", Role.TEACHER)
    SchoolClass.objects.get().teachers.add(teacher)
    return teacher


def values(kind: Kind, wanted: Wanted) -> list[tuple[int, int, int]]:
    return [(found.ours, found.theirs, found.tolerance) for found in pairs(kind, wanted)]


@pytest.mark.django_db
def test_the_marker_is_held_against_the_teachers_last_standing_mark(amira: User, ruth: User, points: Question) -> None:
    attempt, automatic = factories.marked(amira, points)
    first = moderate(attempt=attempt, teacher=ruth, credited=[], mark=0, reason="No", seen=automatic.pk)
    second = moderate(attempt=attempt, teacher=ruth, credited=[0, 1], mark=2, reason="Yes", seen=first.pk)
    factories.marked(amira, points)
    factories.marked_again(attempt)
    assert values(Kind.MARKER, Wanted(ruth)) == [(2, 1, 0)]
    withdraw(mark=second, teacher=ruth)
    assert values(Kind.MARKER, Wanted(ruth)) == [(0, 1, 0)]


@pytest.mark.django_db
def test_blind_marks_are_held_against_the_marker_another_teacher_or_oneself(
    amira: User, ruth: User, tom: User, points: Question
) -> None:
    attempt, automatic = factories.marked(amira, points)
    moderate(attempt=attempt, teacher=ruth, credited=[], mark=0, reason="No", seen=automatic.pk)
    mark_answer(attempt=attempt, teacher=tom, purpose=BlindMark.Purpose.SECOND, credited=[0, 1], mark=2)
    mark_answer(attempt=attempt, teacher=ruth, purpose=BlindMark.Purpose.CHECK, credited=[0], mark=1)
    assert sorted(values(Kind.BLIND, Wanted(ruth))) == [(1, 1, 0), (2, 1, 0)]
    assert values(Kind.TEACHERS, Wanted(ruth)) == [(2, 0, 0)]
    assert pairs(Kind.TEACHERS, Wanted(ruth))[0].people == (tom.pk, ruth.pk)
    assert values(Kind.SELF, Wanted(ruth)) == [(1, 0, 0)]


@pytest.mark.django_db
def test_marks_on_samples_are_seen_by_who_gave_them_and_by_the_lead(ruth: User, tom: User, points: Question) -> None:
    sample = add_sample(question=points, answer="Rain", mark=1, author=None)
    mark_sample(sample=sample, teacher=tom, credited=[0, 1], mark=2)
    mark_sample(sample=sample, teacher=ruth, credited=[0], mark=1)
    una = factories.user("una", Role.TEACHER)
    assert sorted(values(Kind.AGREED, Wanted(ruth))) == [(1, 1, 0), (2, 1, 0)]
    assert values(Kind.AGREED, Wanted(tom)) == [(2, 1, 0)]
    assert values(Kind.AGREED, Wanted(una)) == []


@pytest.mark.django_db
def test_figures_keep_to_what_one_may_see_and_what_was_chosen(amira: User, ruth: User, points: Question) -> None:
    for student in (amira, factories.user("stranger")):
        attempt, automatic = factories.marked(student, points)
        moderate(attempt=attempt, teacher=ruth, credited=[0], mark=1, reason="", seen=automatic.pk)
    zoe = factories.user("zoe")
    other_class = factories.school_class("12C", teacher=ruth, students=[zoe])
    levels = Question.objects.get(number=2)
    attempt, automatic = factories.marked(zoe, levels)
    moderate(attempt=attempt, teacher=ruth, credited=[0], mark=3, reason="Yes", seen=automatic.pk)
    now = timezone.now()
    assert len(pairs(Kind.MARKER, Wanted(ruth))) == 2
    assert len(pairs(Kind.MARKER, Wanted(factories.user("una", Role.TEACHER)))) == 0
    assert [p.question_id for p in pairs(Kind.MARKER, Wanted(ruth, school_class=other_class))] == [levels.pk]
    assert [p.question_id for p in pairs(Kind.MARKER, Wanted(ruth, question=points))] == [points.pk]
    assert pairs(Kind.MARKER, Wanted(ruth, first=now + timedelta(hours=1))) == []
    assert len(pairs(Kind.MARKER, Wanted(ruth, end=now + timedelta(hours=1)))) == 2
