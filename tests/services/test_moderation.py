"""A teacher's mark: recorded by point, never over somebody else's unseen."""

from __future__ import annotations

import pytest

from questions.explanation import explain
from questions.models import Attempt, Mark, MarkedBy, Role, User
from questions.services.moderation import MarkedMeanwhile, moderate
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher() -> User:
    return factories.user("ruth", Role.TEACHER)


@pytest.fixture
def half(teacher: User) -> tuple[Attempt, Mark]:
    """An answer with the first point credited by the marker."""
    return factories.marked(factories.user("amira"), factories.bank()[0])


def test_the_teachers_ticks_are_recorded_and_evidence_stays(teacher: User, half: tuple[Attempt, Mark]) -> None:
    attempt, automatic = half
    mark = moderate(attempt=attempt, teacher=teacher, credited=[0, 2], mark=2, reason=" It says so ", seen=automatic.pk)
    assert (mark.mark, mark.max_mark, mark.level, mark.by_teacher, mark.reason) == (2, 2, None, True, "It says so")
    assert mark.credited == {0, 2}
    automatic.refresh_from_db()
    assert mark.points[0] == automatic.points[0]
    assert mark.points[2]["reason"] == "Credited by your teacher."


def test_a_level_follows_from_the_mark(teacher: User) -> None:
    attempt, automatic = factories.marked(factories.user("amira"), factories.bank()[1])
    mark = moderate(attempt=attempt, teacher=teacher, credited=[0], mark=4, reason="Developed", seen=automatic.pk)
    assert (mark.mark, mark.level) == (4, 2)


def test_a_stage_and_a_point_that_the_scheme_lacks_are_recorded(teacher: User) -> None:
    attempt, automatic = factories.marked(factories.user("amira"), factories.bank()[1], "The villages were drowned.")
    mark = moderate(
        attempt=attempt,
        teacher=teacher,
        credited=[0, 1],
        mark=4,
        reason="Developed",
        seen=automatic.pk,
        stages={0: "explained", 1: "identified"},
        other_points=[" tourists  came ", "", "so did  trains"],
    )
    mark.refresh_from_db()
    assert [point["stage"] for point in mark.points] == ["explained", "identified", ""]
    automatic.refresh_from_db()
    assert mark.points[0]["evidence"] == automatic.points[0]["evidence"] != []
    assert mark.points[0]["reason"] == "Your teacher sees this as explained."
    assert mark.other_points == ["tourists came", "so did trains"]


@pytest.mark.parametrize("others", [["a", "b", "c", "d", "e", "f"], ["a; b"], ["x" * 501]])
def test_a_mark_holds_five_single_points_at_most(teacher: User, half: tuple[Attempt, Mark], others: list[str]) -> None:
    attempt, automatic = half
    with pytest.raises(ValueError, match="other valid point"):
        moderate(
            attempt=attempt,
            teacher=teacher,
            credited=[],
            mark=1,
            reason="Yes",
            seen=automatic.pk,
            other_points=others,
        )
    assert attempt.marks.count() == 1


def test_an_old_mark_that_holds_several_points_in_one_text_is_read_by_its_points(
    teacher: User, half: tuple[Attempt, Mark]
) -> None:
    attempt, automatic = half
    version = automatic.mark_scheme
    old = Mark.objects.create(
        attempt=attempt,
        mark_scheme=version,
        marked_by=MarkedBy.TEACHER,
        teacher=teacher,
        mark=2,
        max_mark=2,
        points=automatic.points,
        other_points=["a dam broke; snow melting in spring; "],
    )
    assert old.others_in(version) == ["a dam broke"]
    assert old.credited_in(version) == {0, 1}
    assert Mark.objects.other_points(attempt.question) == ["a dam broke"]
    assert explain(attempt, old, to_student=True).other_points == ("a dam broke; snow melting in spring; ",)


def test_a_mark_outside_the_tariff_is_refused(teacher: User, half: tuple[Attempt, Mark]) -> None:
    attempt, automatic = half
    with pytest.raises(ValueError, match="from 0 to 2"):
        moderate(attempt=attempt, teacher=teacher, credited=[], mark=3, reason="", seen=automatic.pk)


def test_a_second_teacher_is_told_of_the_firsts_mark(teacher: User, half: tuple[Attempt, Mark]) -> None:
    attempt, automatic = half
    other = factories.user("tom", Role.TEACHER)
    first = moderate(attempt=attempt, teacher=teacher, credited=[0, 1], mark=2, reason="Both", seen=automatic.pk)
    with pytest.raises(MarkedMeanwhile) as told:
        moderate(attempt=attempt, teacher=other, credited=[], mark=0, reason="None", seen=automatic.pk)
    assert told.value.mark == first
    assert attempt.marks.counting() == first


def test_the_same_decision_sent_twice_is_one_mark(teacher: User, half: tuple[Attempt, Mark]) -> None:
    attempt, automatic = half
    marks = {
        moderate(attempt=attempt, teacher=teacher, credited=[0], mark=1, reason="", seen=automatic.pk).pk
        for _ in range(2)
    }
    assert len(marks) == 1
    assert attempt.marks.count() == 2
