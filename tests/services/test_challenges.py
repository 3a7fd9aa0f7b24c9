"""Challenges: what may be doubted and how often, and what an answer changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from questions.explanation import explain
from questions.models import (
    LEVEL,
    OTHER,
    Attempt,
    Challenge,
    ChallengeAnswer,
    Mark,
    MarkNotice,
    Question,
    Role,
    SchoolClass,
    User,
)
from questions.services import challenges, notices
from questions.services.challenges import (
    AnsweredMeanwhile,
    NoneLeft,
    NothingToChallenge,
    OpenAlready,
    allowance,
    answer_challenge,
    is_granted,
    raise_challenge,
    targets,
)
from questions.services.moderation import MarkedMeanwhile, moderate
from questions.services.rulings import withdraw
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(student: User) -> User:
    teacher = factories.user("ruth", Role.TEACHER)
    factories.school_class("12A", teacher=teacher, students=[student])
    return teacher


@pytest.fixture
def half(student: User, teacher: User) -> tuple[Attempt, Mark]:
    """An answer with the first of three points credited: 1 of 2."""
    return factories.marked(student, factories.bank()[0])


@pytest.fixture
def levelled(student: User, teacher: User) -> tuple[Attempt, Mark]:
    """An answer in level 1 of a level-of-response question."""
    return factories.marked(student, factories.bank()[1], "The villages were drowned.")


def raised(attempt: Attempt, target: str = "p2") -> Challenge:
    return raise_challenge(attempt=attempt, target=target, text="I wrote of snow")


def test_only_what_could_earn_more_is_offered_and_no_text_of_a_missed_point(
    student: User, half: tuple[Attempt, Mark]
) -> None:
    levelled = factories.marked(student, Question.objects.get(number=2), "The villages were drowned.")
    assert [(target.key, target.label) for target in targets(half[1], [])] == [
        ("p2", "Point 2, not credited"),
        ("p3", "Point 3, not credited"),
        (OTHER, "A good point that the mark scheme does not list"),
    ]
    assert [(target.key, target.label) for target in targets(levelled[1], [])] == [
        (LEVEL, "The level"),
        ("p1", "Point 1, identified: “The villages were drowned”"),
        ("p2", "Point 2, not credited"),
        ("p3", "Point 3, not credited"),
        (OTHER, "A good point that the mark scheme does not list"),
    ]


def test_a_full_mark_and_a_credited_point_cannot_be_challenged(student: User, half: tuple[Attempt, Mark]) -> None:
    full, _ = factories.marked(student, half[0].question, factories.GOOD_ANSWER)
    for attempt, target in ((full, "p3"), (half[0], "p1"), (half[0], LEVEL), (half[0], "p9")):
        with pytest.raises(NothingToChallenge):
            raised(attempt, target)
    unmarked = factories.attempt(student, half[0].question)
    with pytest.raises(NothingToChallenge):
        raised(unmarked)


def test_a_challenge_names_the_mark_it_doubts_and_is_kept_as_one_line(half: tuple[Attempt, Mark]) -> None:
    attempt, mark = half
    challenge = raise_challenge(attempt=attempt, target="p2", text=" See\r\nthe end\0 ")
    assert (challenge.mark, challenge.about, challenge.text) == (
        mark,
        "Point 2",
        "See the end\N{REPLACEMENT CHARACTER}",
    )


def test_the_same_challenge_sent_twice_is_one(half: tuple[Attempt, Mark]) -> None:
    assert raised(half[0]) == raised(half[0])
    assert Challenge.objects.count() == 1


def test_one_challenge_is_open_at_a_time_and_each_point_is_challenged_once(
    half: tuple[Attempt, Mark], teacher: User
) -> None:
    attempt, _ = half
    first = raised(attempt, "p2")
    with pytest.raises(OpenAlready) as told:
        raised(attempt, "p3")
    assert told.value.challenge == first
    answer = answer_challenge(challenge=first, teacher=teacher, upheld=False, reason="No snow there")
    with pytest.raises(NothingToChallenge):
        raise_challenge(attempt=attempt, target="p2", text="But I did")
    assert raised(attempt, "p3").follows == answer


def test_the_database_refuses_a_second_open_challenge_and_a_second_answer(
    half: tuple[Attempt, Mark], teacher: User
) -> None:
    attempt, mark = half
    challenge = raised(attempt)
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.create(attempt=attempt, mark=mark, target="p3", text="And trees")
    answer = ChallengeAnswer.objects.create(challenge=challenge, teacher=teacher, upheld=False, reason="No")
    with pytest.raises(IntegrityError), transaction.atomic():
        ChallengeAnswer.objects.create(challenge=challenge, teacher=teacher, upheld=False, reason="No")
    Challenge.objects.create(attempt=attempt, mark=mark, target="p3", text="And trees", follows=answer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.create(attempt=attempt, mark=mark, target=LEVEL, text="And the level", follows=answer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"upheld": True, "reason": "Yes", "mark": None},
        {"upheld": False, "reason": ""},
    ],
)
def test_the_database_refuses_an_answer_without_its_mark_or_reason(
    half: tuple[Attempt, Mark], teacher: User, wrong: dict[str, Any]
) -> None:
    challenge = raised(half[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        ChallengeAnswer.objects.create(challenge=challenge, teacher=teacher, **wrong)


def test_a_challenge_that_stands_has_no_mark(half: tuple[Attempt, Mark], teacher: User) -> None:
    attempt, mark = half
    challenge = raised(attempt)
    answer_challenge(challenge=challenge, teacher=teacher, upheld=False, reason="No snow there")
    assert attempt.marks.counting() == mark
    with pytest.raises(IntegrityError), transaction.atomic():
        ChallengeAnswer.objects.create(challenge=challenge, teacher=teacher, upheld=False, reason="No", mark=mark)


def test_upholding_credits_the_point_and_is_the_teachers_mark(half: tuple[Attempt, Mark], teacher: User) -> None:
    attempt, before = half
    challenge = raised(attempt)
    after = challenges.upheld_mark(challenge, before, before)
    assert after == 2
    answer = answer_challenge(
        challenge=challenge, teacher=teacher, upheld=True, reason="The thaw is snow", mark=after, seen=before.pk
    )
    counting = attempt.marks.counting()
    assert counting is not None
    assert answer.mark == counting
    assert (counting.mark, counting.credited, counting.teacher) == (2, {0, 1}, teacher)
    assert counting.reason == "The thaw is snow"


def test_an_upheld_level_moves_the_mark_and_an_upheld_stage_the_point(
    levelled: tuple[Attempt, Mark], teacher: User
) -> None:
    attempt, before = levelled
    answer = answer_challenge(
        challenge=raised(attempt, LEVEL), teacher=teacher, upheld=True, reason="Explained", mark=3, seen=before.pk
    )
    assert answer.mark is not None
    assert (answer.mark.mark, answer.mark.level, answer.mark.credited) == (3, 2, {0})
    answer = answer_challenge(
        challenge=raised(attempt, "p1"),
        teacher=teacher,
        upheld=True,
        reason="It says how",
        mark=4,
        stage="explained",
        seen=answer.mark.pk,
    )
    assert answer.mark is not None
    assert (answer.mark.mark, answer.mark.points[0]["stage"]) == (4, "explained")


def test_a_valid_point_that_the_scheme_lacks_can_be_claimed_and_credited(
    half: tuple[Attempt, Mark], teacher: User
) -> None:
    attempt, mark = half
    assert targets(mark, [])[-1].key == OTHER
    challenge = raised(attempt, OTHER)
    assert challenge.about == "A point that the mark scheme lacks"
    assert challenges.upheld_mark(challenge, mark, mark) == 2
    answer = answer_challenge(
        challenge=challenge, teacher=teacher, upheld=True, reason="True", mark=2, other_point="a dam broke"
    )
    assert answer.mark is not None
    assert (answer.mark.mark, answer.mark.credited, answer.mark.other_points) == (2, mark.credited, ["a dam broke"])
    assert not targets(answer.mark, list(attempt.challenges.all()))


def test_what_a_teacher_credited_beyond_the_scheme_stays(half: tuple[Attempt, Mark], teacher: User) -> None:
    attempt, before = half
    own = moderate(
        attempt=attempt,
        teacher=teacher,
        credited=[],
        mark=1,
        reason="Dam",
        seen=before.pk,
        other_points=["A dam broke"],
    )
    challenge = raised(attempt)
    assert challenges.upheld_mark(challenge, own, own) == 2
    answer = answer_challenge(challenge=challenge, teacher=teacher, upheld=True, reason="Yes", mark=2, seen=own.pk)
    assert answer.mark is not None
    assert answer.mark.other_points == ["A dam broke"]


def test_a_claimed_point_stands_beside_those_that_were_credited_before(
    half: tuple[Attempt, Mark], teacher: User
) -> None:
    attempt, _ = half
    factories.new_version(attempt.question, factories.POINTS.replace("2 marks", "4 marks"))
    attempt.question.refresh_from_db()
    again = factories.marked_again(attempt)
    own = moderate(
        attempt=attempt,
        teacher=teacher,
        credited=[0],
        mark=3,
        reason="Dams",
        seen=again.pk,
        other_points=["a dam broke", "so did another"],
    )
    challenge = raised(attempt, OTHER)
    assert challenges.upheld_mark(challenge, own, own) == 4
    answer = answer_challenge(
        challenge=challenge, teacher=teacher, upheld=True, reason="Yes", mark=4, other_point=" ice ", seen=own.pk
    )
    assert answer.mark is not None
    assert answer.mark.other_points == ["a dam broke", "so did another", "ice"]
    assert not explain(attempt, answer.mark, to_student=True).apart


def test_what_became_a_point_of_the_scheme_counts_once(half: tuple[Attempt, Mark], teacher: User) -> None:
    attempt, before = half
    own = {"credited": [], "mark": 1, "reason": "Dam", "other_points": ["A dam broke"]}
    moderate(attempt=attempt, teacher=teacher, seen=before.pk, **own)
    challenge = raised(attempt, OTHER)
    factories.new_version(attempt.question, factories.POINTS.replace("2 marks)", "3 marks)") + "- a dam broke\n")
    attempt.question.refresh_from_db()
    newest = factories.marked_again(attempt)
    counting = attempt.marks.counting()
    assert counting is not None
    assert challenges.upheld_mark(challenge, counting, newest) == 2
    answer = answer_challenge(
        challenge=challenge, teacher=teacher, upheld=True, reason="Yes", mark=2, other_point="ice", seen=newest.pk
    )
    assert answer.mark is not None
    assert (answer.mark.credited, answer.mark.other_points) == ({3}, ["ice"])


def test_after_a_re_mark_the_point_is_credited_where_it_stands_now(half: tuple[Attempt, Mark], teacher: User) -> None:
    attempt, _ = half
    challenge = raised(attempt)
    factories.new_version(
        attempt.question, factories.POINTS.replace("- heavy rain", "- a dam bursting above the town\n- heavy rain")
    )
    attempt.question.refresh_from_db()
    newest = factories.marked_again(attempt)
    assert newest.mark_scheme.point_keys == ["p4", "p1", "p2", "p3"]
    answer = answer_challenge(challenge=challenge, teacher=teacher, upheld=True, reason="Yes", mark=2, seen=newest.pk)
    assert answer.mark is not None
    assert (answer.mark.mark_scheme, answer.mark.credited) == (newest.mark_scheme, {1, 2})


def test_nothing_is_recorded_where_another_mark_arrived_unseen(half: tuple[Attempt, Mark], teacher: User) -> None:
    attempt, before = half
    challenge = raised(attempt)
    moderate(attempt=attempt, teacher=teacher, credited=[0], mark=1, reason="", seen=before.pk)
    with pytest.raises(MarkedMeanwhile):
        answer_challenge(challenge=challenge, teacher=teacher, upheld=True, reason="Yes", mark=2, seen=before.pk)
    assert not ChallengeAnswer.objects.exists()
    assert attempt.marks.count() == 2


def test_the_first_answer_stands_and_the_same_one_again_is_the_same(half: tuple[Attempt, Mark], teacher: User) -> None:
    attempt, before = half
    challenge = raised(attempt)
    other = factories.user("tom", Role.TEACHER)
    first = answer_challenge(challenge=challenge, teacher=teacher, upheld=True, reason="Yes", mark=2, seen=before.pk)
    again = answer_challenge(challenge=challenge, teacher=teacher, upheld=True, reason="Yes", mark=2, seen=before.pk)
    assert again == first
    with pytest.raises(AnsweredMeanwhile) as told:
        answer_challenge(challenge=challenge, teacher=other, upheld=False, reason="No")
    assert told.value.answer == first
    assert attempt.marks.count() == 2


def test_the_limit_of_the_class_holds_for_a_week_and_upheld_challenges_are_given_back(
    student: User, half: tuple[Attempt, Mark], teacher: User
) -> None:
    SchoolClass.objects.update(challenge_limit=1)
    attempt, before = half
    challenge = raised(attempt)
    other, _ = factories.marked(student, attempt.question)
    with pytest.raises(NoneLeft):
        raised(other)
    answer_challenge(challenge=challenge, teacher=teacher, upheld=True, reason="Yes", mark=2, seen=before.pk)
    assert allowance(student.pk).left == 1
    lost = raised(other)
    answer_challenge(challenge=lost, teacher=teacher, upheld=False, reason="No")
    assert (allowance(student.pk).used, allowance(student.pk).left) == (1, 0)


def test_a_week_begins_on_monday_in_the_schools_time(
    student: User, half: tuple[Attempt, Mark], monkeypatch: pytest.MonkeyPatch
) -> None:
    raised(half[0])
    now = timezone.localtime()
    assert allowance(student.pk).used == 1
    again = timezone.localtime(allowance(student.pk).again)
    assert (again.weekday(), again.hour, again.minute) == (0, 0, 0)
    assert now < again <= now + timedelta(days=7)
    monkeypatch.setattr(challenges.timezone, "localtime", lambda: now + timedelta(days=7))
    assert allowance(student.pk).used == 0


def test_of_two_classes_the_more_generous_counts_and_without_a_class_nothing_can_be_challenged(
    student: User, half: tuple[Attempt, Mark], teacher: User
) -> None:
    SchoolClass.objects.update(challenge_limit=0)
    with pytest.raises(NoneLeft):
        raised(half[0])
    factories.school_class("12C", teacher=teacher, students=[student])
    assert allowance(student.pk).limit == 3
    student.classes.clear()
    assert allowance(student.pk).limit == 0


def test_what_was_upheld_and_taken_back_can_be_challenged_once_more(
    half: tuple[Attempt, Mark], student: User, teacher: User
) -> None:
    attempt, before = half
    first = raised(attempt)
    upheld = answer_challenge(challenge=first, teacher=teacher, upheld=True, reason="Yes", mark=2, seen=before.pk)
    assert upheld.taken_back is None
    assert upheld.mark is not None
    notices.read(attempt=attempt, mark=upheld.mark, notice=MarkNotice.objects.unseen_by(student).get())
    withdraw(mark=upheld.mark, teacher=teacher, reason="No snow there")
    (notice,) = MarkNotice.objects.unseen_by(student)
    assert (notice.before, notice.after) == (upheld.mark, before)
    again = raised(attempt)
    assert (again.pk != first.pk, again.renews, again.follows) == (True, upheld, upheld)
    assert raised(attempt) == again
    answer_challenge(challenge=again, teacher=teacher, upheld=False, reason="Still no snow there")
    with pytest.raises(NothingToChallenge):
        raise_challenge(attempt=attempt, target="p2", text="But I did")
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.create(
            attempt=attempt, mark=before, target="p2", text="But I did", follows=again.answer, renews=upheld
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.create(attempt=attempt, mark=before, target="p2", text="But I did", follows=again.answer)


def test_what_a_later_mark_grants_is_known(half: tuple[Attempt, Mark], student: User, teacher: User) -> None:
    def given(attempt: Attempt, credited: list[int], mark: int, **more: Any) -> Mark:
        seen = attempt.marks.newest_first()[0].pk
        return moderate(attempt=attempt, teacher=teacher, credited=credited, mark=mark, reason="So", seen=seen, **more)

    attempt, doubted = half
    point = raised(attempt)
    assert not is_granted(point, doubted)
    assert not is_granted(point, given(attempt, [0, 2], 2))
    assert is_granted(point, given(attempt, [1], 1))
    claimed = Challenge(attempt=attempt, mark=doubted, target=OTHER)
    assert not is_granted(claimed, given(attempt, [0, 1], 2))
    assert is_granted(claimed, given(attempt, [0], 2, other_points=["A dam broke"]))
    attempt, doubted = factories.marked(
        student, factories.topic().questions.get(number=2), "The villages were drowned."
    )
    level = Challenge(attempt=attempt, mark=doubted, target=LEVEL)
    stage = Challenge(attempt=attempt, mark=doubted, target="p1")
    assert not is_granted(level, doubted)
    further = given(attempt, [0], doubted.mark, stages={0: "explained"})
    assert (is_granted(level, further), is_granted(stage, further), is_granted(stage, doubted)) == (False, True, False)
    assert is_granted(level, given(attempt, [0], doubted.mark + 1))
