"""Challenges: what a student may doubt, how often, and what a teacher's answer changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from questions.explanation import bridged, idea, own_words
from questions.models import (
    LEVEL,
    OTHER,
    AnswerNotice,
    Attempt,
    Challenge,
    ChallengeAnswer,
    Mark,
    SchoolClass,
    User,
)
from questions.models.marks import other_points_in
from questions.services.attempts import storable
from questions.services.moderation import STAGES, mark_from_points, moderate

LONGEST = 600
"""Characters of a challenge: a sentence, not an essay. An answer has as many."""


class NotChallenged(Exception):
    """A challenge was not taken; which kind says why."""


class OpenAlready(NotChallenged):
    """Another challenge of this attempt waits for its answer: ``challenge``."""

    def __init__(self, challenge: Challenge) -> None:
        super().__init__(str(challenge))
        self.challenge = challenge


class NoneLeft(NotChallenged):
    """The student has no challenge left this week."""


class NothingToChallenge(NotChallenged):
    """The attempt has no mark, or that point or level is not, or no longer, open to a challenge."""


class AnsweredMeanwhile(Exception):
    """Somebody else answered the challenge first: ``answer``."""

    def __init__(self, answer: ChallengeAnswer) -> None:
        super().__init__(str(answer))
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a student may challenge. ``label`` holds no more of the scheme than the result page shows;
    ``idea`` is what a missed point says, for who may read the mark scheme."""

    key: str
    label: str
    idea: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """The challenges of a student this week: ``limit`` in all, ``used`` of them; ``again`` is when the next begins.

    A challenge that a teacher upheld is given back.
    """

    limit: int
    used: int
    again: datetime

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)


def allowance(student_id: int) -> Allowance:
    """What is left of a student's challenges. Of several classes the most generous limit holds; weeks begin on
    Monday in the school's time zone."""
    classes = SchoolClass.objects.filter(students=student_id)
    limit = classes.aggregate(limit=Max("challenge_limit"))["limit"] or 0
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    raised = Challenge.objects.filter(attempt__student=student_id, created_at__gte=monday)
    return Allowance(limit, raised.exclude(answer__upheld=True).count(), monday + timedelta(days=7))


def targets(mark: Mark, challenges: list[Challenge]) -> list[Target]:
    """What can be challenged in ``mark``: whatever might earn more and was not challenged before in ``challenges``, or
    was upheld there and taken back.

    In a points-based scheme a point that is not credited; in a level-of-response scheme also one
    that could go further, and the level; in both a valid point that the scheme lacks.
    """
    if mark.mark >= mark.max_mark:
        return []
    scheme = mark.mark_scheme.scheme
    done = {challenge.target for challenge in challenges if not _taken_back(challenge)}
    offered = [Target(LEVEL, "The level")] if scheme.levels else []
    for given, key in zip(mark.points, mark.mark_scheme.point_keys, strict=True):
        number = given["point"] + 1
        if not given["credited"]:
            missed = idea(scheme.points[given["point"]], "")
            offered.append(Target(key, f"Point {number}, not credited", missed))
        elif scheme.levels and given["stage"] != "supported":
            answer = mark.attempt.answer
            said = " ".join(answer[start:end] for start, end in bridged(answer, given["evidence"]))
            told = own_words(given, answer) or idea(scheme.points[given["point"]], said, given.get("wording"))
            offered.append(Target(key, f"Point {number}, {given['stage']}: {told}"))
    offered.append(Target(OTHER, "A good point that the mark scheme does not list"))
    return [target for target in offered if target.key not in done]


def _taken_back(challenge: Challenge) -> bool:
    """Whether it was upheld and the mark that it led to was taken back."""
    answer = answer_to(challenge)
    return answer is not None and answer.taken_back is not None


@dataclass(frozen=True, slots=True)
class ChallengeState:
    """Where an attempt stands: its challenges in order, and what its student may challenge now."""

    challenges: list[Challenge]
    targets: list[Target]
    allowance: Allowance

    @property
    def waiting(self) -> Challenge | None:
        """The challenge that no teacher has answered yet."""
        return next((challenge for challenge in self.challenges if answer_to(challenge) is None), None)

    @property
    def unread(self) -> list[AnswerNotice]:
        """The answers that the student is still to be told of."""
        answers = [answer for challenge in self.challenges if (answer := answer_to(challenge))]
        return [answer.notice for answer in answers if hasattr(answer, "notice") and answer.notice.seen_at is None]

    @property
    def may_raise(self) -> bool:
        return bool(self.targets) and self.allowance.left > 0 and self.waiting is None


def challenge_state(attempt: Attempt, mark: Mark | None) -> ChallengeState:
    """Where the attempt with the counting mark ``mark`` stands."""
    related = ("mark__mark_scheme", "answer__teacher", "answer__notice", "answer__mark__withdrawal__teacher")
    challenges = list(attempt.challenges.select_related(*related))
    offered = targets(mark, challenges) if mark else []
    return ChallengeState(challenges, offered, allowance(attempt.student_id))


@transaction.atomic
def raise_challenge(*, attempt: Attempt, target: str, text: str) -> Challenge:
    """Record that the student doubts ``target`` in the attempt's mark, and why.

    The same challenge sent again is the one that is there. Raises a kind of NotChallenged.
    """
    # Holding the student's row makes two challenges at once count one after the other.
    User.objects.select_for_update().get(pk=attempt.student_id)
    text = " ".join(storable(text).split())[:LONGEST]
    earlier = list(attempt.challenges.select_related("answer__mark__withdrawal"))
    for challenge in earlier:
        if (challenge.target, challenge.text) == (target, text) and not _taken_back(challenge):
            return challenge
    last = earlier[-1] if earlier else None
    answer = answer_to(last) if last else None
    if last is not None and answer is None:
        raise OpenAlready(last)
    mark = attempt.marks.select_related("mark_scheme").counting()
    if mark is None or target not in {offered.key for offered in targets(mark, earlier)}:
        raise NothingToChallenge
    if not allowance(attempt.student_id).left:
        raise NoneLeft
    before = [challenge for challenge in earlier if challenge.target == target]
    renews = answer_to(before[-1]) if before else None
    return Challenge.objects.create(attempt=attempt, mark=mark, target=target, text=text, follows=answer, renews=renews)


def answer_to(challenge: Challenge) -> ChallengeAnswer | None:
    """The teacher's answer; None while the challenge is open."""
    try:
        return challenge.answer
    except ChallengeAnswer.DoesNotExist:
        return None


def is_granted(challenge: Challenge, counting: Mark) -> bool:
    """Whether ``counting``, the mark that counts by now, grants what is challenged and the doubted mark did not: the
    point, or a further stage of it, one more point beyond the scheme, or a better mark."""
    doubted = challenge.mark
    if challenge.target == LEVEL:
        return counting.mark * doubted.max_mark > doubted.mark * counting.max_mark
    if challenge.target == OTHER:
        return len(other_points_in(counting.other_points)) > len(other_points_in(doubted.other_points))
    return _stage(challenge, counting) > _stage(challenge, doubted)


def _stage(challenge: Challenge, mark: Mark) -> int:
    """How far the doubted point goes in ``mark``: -1 where it is not credited, 0 where it is and has no stage."""
    place = place_in(challenge, mark)
    point = next((each for each in mark.points if each["point"] == place), None)
    if point is None or not point["credited"]:
        return -1
    return STAGES.index(point["stage"]) if point["stage"] else 0


def upheld_mark(challenge: Challenge, before: Mark, newest: Mark, *, named: bool = False) -> int:
    """The mark that upholding makes where ticks make marks; for a level-of-response scheme the mark as it is, since
    a level is a teacher's best fit. Never less than ``before``, the mark that counts.

    ``named`` says that a point beyond the scheme is named though ``before`` grants one, which is another then.
    """
    scheme = newest.mark_scheme.scheme
    if scheme.levels:
        return before.mark
    claimed = challenge.target == OTHER and (named or not is_granted(challenge, before))
    others = len(before.others_in(newest.mark_scheme)) + claimed
    return max(before.mark, mark_from_points(scheme, credited_after(challenge, before, newest), others=others))


def credited_after(challenge: Challenge, before: Mark, newest: Mark) -> frozenset[int]:
    """The points credited once the challenge is upheld: those of ``before``, the mark that counts, and the doubted one.

    They are places in the scheme of ``newest``, under which a teacher decides (services/moderation.py).
    """
    place = place_in(challenge, newest)
    credited = before.credited_in(newest.mark_scheme)
    return credited if place is None else credited | {place}


def place_in(challenge: Challenge, mark: Mark) -> int | None:
    """The doubted point's place in the scheme of ``mark``; None where it is no point, or that scheme has it no
    more."""
    keys = mark.mark_scheme.point_keys
    return keys.index(challenge.target) if challenge.target in keys else None


def is_sent_again(
    answer: ChallengeAnswer, *, teacher: User, upheld: bool, reason: str, mark: int | None, other_point: str
) -> bool:
    """Whether what is sent is the answer that is there. ``mark`` is None where none was chosen."""
    if (answer.teacher_id, answer.upheld, answer.reason.split()) != (teacher.pk, upheld, storable(reason).split()):
        return False
    given = answer.mark
    if given is None:
        return True
    sent = other_points_in([storable(other_point)])
    return mark in (None, given.mark) and set(sent) <= set(other_points_in(given.other_points))


@transaction.atomic
def answer_challenge(
    *,
    challenge: Challenge,
    teacher: User,
    upheld: bool,
    reason: str,
    mark: int | None = None,
    stage: str = "",
    other_point: str = "",
    seen: int | None = None,
) -> ChallengeAnswer:
    """Record the teacher's answer and tell the student; upholding credits the doubted point and gives ``mark`` in the
    same transaction.

    ``stage`` is how far the doubted point goes (level-of-response), ``other_point`` the valid one that the scheme
    lacks, which stands beside those credited before, ``seen`` the newest mark that the teacher was shown. The same
    answer sent again by the same teacher is the one that is there. Raises AnsweredMeanwhile, or
    moderation.MarkedMeanwhile.
    """
    attempt = Attempt.objects.select_for_update().get(pk=challenge.attempt_id)
    reason = storable(reason).strip()
    there = ChallengeAnswer.objects.filter(challenge=challenge).select_related("teacher", "mark").first()
    if there is not None:
        if is_sent_again(there, teacher=teacher, upheld=upheld, reason=reason, mark=mark, other_point=other_point):
            return there
        raise AnsweredMeanwhile(there)
    given = None
    if upheld:
        marks = attempt.marks.select_related("mark_scheme")
        before, newest = marks.counting(), marks.newest_first().first()
        if before is None or newest is None or mark is None:
            raise ValueError("an upheld challenge needs a mark, before and after")
        index = place_in(challenge, newest)
        given = moderate(
            attempt=attempt,
            teacher=teacher,
            credited=credited_after(challenge, before, newest),
            mark=mark,
            reason=reason,
            seen=seen,
            stages={index: stage} if stage and index is not None else None,
            other_points=[*before.others_in(newest.mark_scheme), other_point],
        )
    answer = ChallengeAnswer.objects.create(
        challenge=challenge, teacher=teacher, upheld=upheld, reason=reason, mark=given
    )
    AnswerNotice.objects.create(answer=answer)
    return answer
