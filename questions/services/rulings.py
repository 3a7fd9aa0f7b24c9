"""Rulings: what teachers settled on a question, put to the marker, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from questions import marking
from questions.models import Attempt, Cause, ChallengeAnswer, Mark, MarkScheme, Resolution, User, Withdrawal
from questions.models.rulings import ruling_marks
from questions.services import notices
from questions.services.attempts import storable

UNDO = timedelta(minutes=10)
"""For so long, taking back one's own mark is part of giving it: a student who has not read it is told nothing."""


class NotARuling(Exception):
    """The mark is not a teacher's."""


class ReasonNeeded(Exception):
    """The mark is not taken back without a reason."""


def rulings_for(version: MarkScheme, *, without: int | None = None) -> tuple[marking.Ruling, ...]:
    """The rulings of the version's question as the marker takes them under that version, the oldest first.

    A ruling given under another version is carried over by the keys of its points. ``without`` is the id of an
    attempt whose own ruling is left out: an attempt that a teacher marked is not taught by that mark, so that a
    re-mark shows what the marker says of it.
    """
    return put(ruling_marks(version.question_id), version, without=without)


def put(marks: Sequence[Mark], version: MarkScheme, *, without: int | None = None) -> tuple[marking.Ruling, ...]:
    """Teachers' marks (``ruling_marks``) as rulings under ``version``, in their order."""
    rulings = (_ruling(mark, version) for mark in marks if mark.attempt_id != without)
    return tuple(ruling for ruling in rulings if ruling is not None)


def _ruling(mark: Mark, version: MarkScheme) -> marking.Ruling | None:
    """The mark as a ruling under ``version``; None where the two award marks in ways that cannot be compared."""
    given_under = mark.mark_scheme
    credited, ruled = mark.credited_in(version), set(given_under.point_keys)
    points = tuple(
        index in credited if key in ruled or index in credited else None for index, key in enumerate(version.point_keys)
    )
    total = mark.mark
    if (given_under.tariff, given_under.is_levels) != (version.tariff, version.is_levels):
        if given_under.is_levels or version.is_levels:
            return None
        total = marking.award(version.scheme, credited, others=len(mark.others_in(version)))
    return marking.Ruling(mark.attempt.answer, total, points, mark.pk, day(mark))


def day(mark: Mark) -> str:
    """The day of a mark in the school's time zone, as students read it: "3 May"; with the year where it is another."""
    given = timezone.localtime(mark.created_at)
    text = f"{given.day} {given:%B}"
    return text if given.year == timezone.localtime().year else f"{text} {given.year}"


def needs_reason(mark: Mark, teacher: User) -> bool:
    """Whether ``teacher`` must say why to take ``mark`` back: somebody else's mark, or one that answered a challenge
    or settled a difference. What one gave oneself is taken back with one key."""
    if mark.teacher_id != teacher.pk:
        return True
    return ChallengeAnswer.objects.filter(mark=mark).exists() or Resolution.objects.filter(mark=mark).exists()


@transaction.atomic
def withdraw(*, mark: Mark, teacher: User, reason: str = "") -> Withdrawal:
    """Take a teacher's mark back: the mark that stood before counts again, and the marker is taught by it no longer.

    The student is told. Withdrawn already, it stays so. What followed the ruling is marked again by
    ``learning.relearn``. Raises NotARuling, or ReasonNeeded.
    """
    if not mark.by_teacher:
        raise NotARuling
    attempt = Attempt.objects.select_for_update().get(pk=mark.attempt_id)
    there = Withdrawal.objects.filter(mark=mark).first()
    if there is not None:
        return there
    reason = " ".join(storable(reason).split())
    needed = needs_reason(mark, teacher)
    if needed and not reason:
        raise ReasonNeeded
    before = attempt.marks.counting()
    if before == mark and not needed and timezone.now() - mark.created_at < UNDO and not notices.has_read(mark):
        # Nobody has read it: to the student it never was.
        before = attempt.marks.filter(pk__lt=mark.pk).counting()
    withdrawal = Withdrawal.objects.create(mark=mark, teacher=teacher, reason=reason)
    after = attempt.marks.counting()
    if before != mark:
        notices.undone(mark, after)
    if before is not None and after is not None:
        notices.tell([(before, after)], None if before != mark else Cause.WITHDRAWN)
    return withdrawal
