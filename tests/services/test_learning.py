"""Rulings in the app: what a teacher settled moves the marks of other answers, and taking it back moves them back."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from questions import marking
from questions.models import Attempt, Mark, Question, Relearning, Role, User
from questions.services import learning
from questions.services.authoring import edit_question
from questions.services.grading import mark_attempt
from questions.services.learning import Learnt, is_unfinished, relearn
from questions.services.moderation import moderate
from questions.services.rulings import NotARuling, rulings_for, withdraw
from tests import factories

pytestmark = pytest.mark.django_db

UNLISTED = "Beavers build too many lodges across the stream"
LIKE_IT = "beavers build many lodges across the stream"
OTHER = "The council forgot about it"


@pytest.fixture
def teacher() -> User:
    return factories.user("ruth", Role.TEACHER)


def settle(attempt: Attempt, teacher: User, credited: list[int], mark: int) -> Mark:
    newest = attempt.marks.newest_first().first()
    assert newest is not None
    return moderate(attempt=attempt, teacher=teacher, credited=credited, mark=mark, reason="Same idea", seen=newest.pk)


def now(attempt: Attempt) -> Mark:
    mark = attempt.marks.counting()
    assert mark is not None
    return mark


def test_a_ruling_moves_answers_like_it_and_leaves_the_others(question: Question, teacher: User, amira: User) -> None:
    settled, same, like, other = (
        factories.marked(amira, question, answer)[0] for answer in (UNLISTED, UNLISTED.lower(), LIKE_IT, OTHER)
    )
    ruling = settle(settled, teacher, [0], 1)
    assert relearn(question_id=question.pk).finished
    for moved in (same, like):
        mark = now(moved)
        assert (mark.mark, mark.credited, mark.by_teacher) == (1, {0}, False)
        assert (mark.rulings, mark.followed) == ([ruling.pk], ruling)
        assert moved.marks.count() == 2
    assert now(same).confidence == 0.99
    assert (now(other).mark, now(other).followed) == (0, None)
    assert now(settled) == ruling


def test_learning_twice_adds_nothing(question: Question, teacher: User, amira: User) -> None:
    settled = factories.marked(amira, question, UNLISTED)[0]
    factories.marked(amira, question, LIKE_IT)
    settle(settled, teacher, [0], 1)
    assert relearn(question_id=question.pk).changed == 1
    assert relearn(question_id=question.pk).changed == 0


def test_an_answer_that_comes_later_is_marked_with_the_rulings(question: Question, teacher: User, amira: User) -> None:
    settled = factories.marked(amira, question, UNLISTED)[0]
    ruling = settle(settled, teacher, [0], 1)
    later, mark = factories.marked(amira, question, LIKE_IT)
    assert (mark.mark, mark.followed, mark.rulings) == (1, ruling, [ruling.pk])
    assert later.answer == LIKE_IT
    assert UNLISTED not in mark.why
    assert "your teacher settled on" in mark.points[0]["reason"]


def test_a_past_mark_can_be_made_again_from_what_it_records(question: Question, teacher: User, amira: User) -> None:
    settle(factories.marked(amira, question, UNLISTED)[0], teacher, [0], 1)
    mark = factories.marked(amira, question, LIKE_IT)[1]
    settle(factories.marked(amira, question, OTHER)[0], teacher, [1], 1)
    by_key = {ruling.key: ruling for ruling in rulings_for(mark.mark_scheme)}
    again = marking.mark(
        mark.mark_scheme.scheme, mark.attempt.answer, rulings=[by_key[number] for number in mark.rulings]
    )
    assert (again.mark, again.confidence, again.why) == (mark.mark, mark.confidence, mark.why)


def test_withdrawing_a_ruling_takes_back_what_followed_it(question: Question, teacher: User, amira: User) -> None:
    settled, like = (factories.marked(amira, question, answer)[0] for answer in (UNLISTED, LIKE_IT))
    ruling = settle(settled, teacher, [0], 1)
    relearn(question_id=question.pk)
    withdraw(mark=ruling, teacher=teacher)
    withdraw(mark=ruling, teacher=teacher)
    assert relearn(question_id=question.pk) == Learnt(1, finished=True)
    for attempt in (settled, like):
        assert (now(attempt).mark, now(attempt).followed, now(attempt).by_teacher) == (0, None, False)
    assert [mark.mark for mark in like.marks.newest_first()] == [0, 1, 0]


def test_only_a_teachers_mark_can_be_withdrawn(question: Question, teacher: User, amira: User) -> None:
    with pytest.raises(NotARuling):
        withdraw(mark=factories.marked(amira, question)[1], teacher=teacher)


def test_the_newest_ruling_on_an_answer_is_the_one_that_teaches(question: Question, teacher: User, amira: User) -> None:
    settled = factories.marked(amira, question, UNLISTED)[0]
    settle(settled, teacher, [0], 1)
    second = settle(settled, teacher, [], 0)
    assert [(ruling.key, ruling.mark) for ruling in rulings_for(second.mark_scheme)] == [(second.pk, 0)]
    withdraw(mark=second, teacher=teacher)
    assert [ruling.mark for ruling in rulings_for(second.mark_scheme)] == [1]


def test_an_answer_is_not_taught_by_its_own_ruling(question: Question, teacher: User, amira: User) -> None:
    attempt = factories.marked(amira, question, UNLISTED)[0]
    settle(attempt, teacher, [0], 1)
    assert mark_attempt(attempt).mark == 0
    assert now(attempt).by_teacher


def test_rulings_carry_over_to_a_new_version_by_the_keys_of_points(
    question: Question, teacher: User, amira: User
) -> None:
    settle(factories.marked(amira, question, UNLISTED)[0], teacher, [1], 1)
    text = factories.POINTS.replace("- heavy rain over several days\n", "- a burst dam\n")
    version = edit_question(question=question, text=text, author=None)
    assert version.point_keys == ["p4", "p2", "p3"]
    (ruling,) = rulings_for(version)
    assert (ruling.mark, ruling.points) == (1, (None, True, False))


def test_under_another_tariff_the_points_make_the_mark(question: Question, teacher: User, amira: User) -> None:
    settle(factories.marked(amira, question, UNLISTED)[0], teacher, [0, 1], 2)
    text = factories.POINTS.replace("(2 marks)", "(1 mark)").replace("(maximum 2 marks)", "(maximum 1 mark)")
    version = edit_question(question=question, text=text, author=None)
    assert [ruling.mark for ruling in rulings_for(version)] == [1]


def test_under_another_tariff_points_that_the_scheme_lacks_count_too(
    question: Question, teacher: User, amira: User
) -> None:
    attempt, mark = factories.marked(amira, question, UNLISTED)
    moderate(
        attempt=attempt, teacher=teacher, credited=[0], mark=2, reason="Both", seen=mark.pk, other_points=["beavers"]
    )
    text = factories.POINTS.replace("2 marks", "3 marks")
    factories.new_version(question, text)
    factories.new_version(question, f"{text}- beavers\n")
    newest, lacking = question.versions.all()[:2]
    assert [(ruling.mark, ruling.points) for ruling in rulings_for(lacking)] == [(2, (True, False, False))]
    assert [(ruling.mark, ruling.points) for ruling in rulings_for(newest)] == [(2, (True, False, False, True))]


def test_what_was_said_of_marks_may_be_forgotten_by_another_thread(
    question: Question, teacher: User, amira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = factories.marked(amira, question, UNLISTED)[1]
    key = (mark.pk, mark.created_at)
    known = learning._said([key])

    class Forgetful(dict[Any, Any]):
        def get(self, key: Any, default: Any = None) -> Any:
            value = super().get(key, default)
            self.clear()
            return value

    monkeypatch.setattr(learning, "_known", Forgetful(known))
    assert learning._said([key]) == known


def test_time_is_bounded_and_the_rest_is_done_by_the_next_call(question: Question, teacher: User, amira: User) -> None:
    settle(factories.marked(amira, question, UNLISTED)[0], teacher, [0], 1)
    like = factories.attempt(amira, question, LIKE_IT)
    Mark.objects.create(
        attempt=like,
        mark_scheme=question.current,
        marked_by=0,
        mark=0,
        max_mark=2,
        confidence=0.5,
        marker_version="1",
    )
    assert relearn(question_id=question.pk, seconds=-1) == Learnt(0, finished=False)
    assert relearn(question_id=question.pk) == Learnt(1, finished=True)


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each call has time for one answer."""
    monkeypatch.setattr(learning, "AT_ONCE", 1)
    clock = count()
    monkeypatch.setattr(learning, "monotonic", lambda: next(clock))


def test_what_was_left_is_gone_on_with_and_not_begun_anew(
    question: Question, teacher: User, amira: User, one_by_one: None
) -> None:
    settled = factories.marked(amira, question, UNLISTED)[0]
    likes = [factories.marked(amira, question, LIKE_IT + " " * number)[0] for number in range(3)]
    settle(settled, teacher, [0], 1)
    for left in (2, 1):
        assert relearn(question_id=question.pk, seconds=1) == Learnt(1, finished=False)
        run = Relearning.objects.get()
        assert (len(run.waiting), run.done, run.total, is_unfinished(question.pk)) == (left, 3 - left, 3, True)
    assert relearn(question_id=question.pk, seconds=10) == Learnt(1, finished=True)
    assert [now(like).mark for like in likes] == [1, 1, 1]
    assert not is_unfinished(question.pk)


def test_a_further_ruling_begins_anew(question: Question, teacher: User, amira: User, one_by_one: None) -> None:
    first, second, *_ = [factories.marked(amira, question, answer)[0] for answer in (UNLISTED, OTHER, LIKE_IT, OTHER)]
    settle(first, teacher, [0], 1)
    relearn(question_id=question.pk, seconds=1)
    settle(second, teacher, [1], 1)
    relearn(question_id=question.pk, seconds=1)
    run = Relearning.objects.get()
    assert (run.done, run.total) == (1, 2)


def test_marks_that_a_withdrawn_ruling_made_come_first(
    question: Question, teacher: User, amira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled, unsure, like = (factories.marked(amira, question, answer)[0] for answer in (UNLISTED, OTHER, LIKE_IT))
    ruling = settle(settled, teacher, [0], 1)
    relearn(question_id=question.pk)
    monkeypatch.setattr(learning, "AT_ONCE", 1)
    withdraw(mark=ruling, teacher=teacher)
    assert relearn(question_id=question.pk, seconds=-1) == Learnt(0, finished=False)
    order = Relearning.objects.get().waiting
    assert order[0] == like.pk
    assert now(unsure).confidence is not None
    assert set(order) == {settled.pk, unsure.pk, like.pk}
    relearn(question_id=question.pk)
    assert now(like).mark == 0
    # What was put right once is not put first for ever.
    relearn(question_id=question.pk, seconds=-1)
    sure = [now(attempt).confidence for attempt in (settled, unsure, like)]
    by_confidence = sorted(zip(sure, (settled.pk, unsure.pk, like.pk), strict=True))
    assert now(Attempt.objects.get(pk=Relearning.objects.get().waiting[0])).confidence == by_confidence[0][0]


def test_an_answer_that_a_teacher_settles_meanwhile_waits_no_longer(
    question: Question, teacher: User, amira: User
) -> None:
    settled, like = (factories.marked(amira, question, answer)[0] for answer in (UNLISTED, LIKE_IT))
    settle(settled, teacher, [0], 1)
    relearn(question_id=question.pk, seconds=-1)
    settle(like, teacher, [0], 1)
    assert relearn(question_id=question.pk) == Learnt(0, finished=True)


def test_an_answer_that_the_marker_fails_on_stops_no_other(
    question: Question, teacher: User, amira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled, bad, like = (factories.marked(amira, question, answer)[0] for answer in (UNLISTED, OTHER, LIKE_IT))
    settle(settled, teacher, [0], 1)
    monkeypatch.setattr(marking, "mark_all", factories.failing_on(OTHER))
    assert relearn(question_id=question.pk) == Learnt(1, finished=True)
    assert not is_unfinished(question.pk)
    assert (now(like).mark, bad.marks.count()) == (1, 1)


def test_a_ruling_that_lands_while_an_answer_is_marked_teaches_it(
    question: Question, teacher: User, amira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = factories.marked(amira, question, UNLISTED)[0]
    attempt = factories.attempt(amira, question, LIKE_IT)
    mark = marking.mark

    def meanwhile(*arguments: Any, **more: Any) -> Any:
        given = mark(*arguments, **more)
        if not more["rulings"]:
            settle(settled, teacher, [0], 1)
            relearn(question_id=question.pk)
        return given

    monkeypatch.setattr(marking, "mark", meanwhile)
    assert mark_attempt(attempt).mark == 1
