"""Telling students, once, that another mark of theirs counts than the one they know, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from questions.models import AnswerNotice, Attempt, Cause, Mark, MarkNotice, MarkRead, User
from questions.models.marks import worth_the_same


def differ(before: Mark, after: Mark) -> bool:
    """Whether a student who knows the one mark is told of the other."""
    return not worth_the_same((before.mark, before.max_mark), (after.mark, after.max_mark))


@transaction.atomic
def tell(changed: Sequence[tuple[Mark, Mark]], cause: Cause | None = None) -> int:
    """Leave a notice for each (mark that counted, mark that counts now) that ``differ``, and say how many do.

    Without ``cause`` each pair says itself why. A student who has not seen the last notice gets one for all changes
    since, from the mark of the first; none where they cancel out.
    """
    changed = [(before, after) for before, after in changed if before.pk != after.pk]
    attempts = [before.attempt_id for before, _ in changed]
    waiting = {
        notice.attempt_id: notice
        for notice in MarkNotice.objects.filter(attempt__in=attempts, seen_at__isnull=True).select_related("before")
    }
    new = []
    for before, after in changed:
        notice = waiting.get(before.attempt_id)
        knows, causes = (notice.before, list(notice.causes)) if notice else (before, [])
        if differ(before, after):
            causes.append(cause or _cause(before, after))
        if differ(knows, after):
            new.append(
                MarkNotice(
                    attempt_id=after.attempt_id, before=knows, after=after, causes=list(dict.fromkeys(map(str, causes)))
                )
            )
    MarkNotice.objects.filter(pk__in=[notice.pk for notice in waiting.values()]).delete()
    MarkNotice.objects.bulk_create(new)
    return sum(differ(before, after) for before, after in changed)


def _cause(before: Mark, after: Mark) -> Cause:
    """Why the marker gave ``after`` where ``before``, its own mark, counted."""
    if before.mark_scheme_id != after.mark_scheme_id:
        return Cause.SCHEME
    return Cause.RULING if before.marker_version == after.marker_version else Cause.MARKER


@transaction.atomic
def seen(*, student: User, notices: Iterable[MarkNotice]) -> None:
    """Remember that ``student`` has read these."""
    own = MarkNotice.objects.filter(attempt__student=student, pk__in=[notice.pk for notice in notices])
    own.filter(seen_at__isnull=True).update(seen_at=timezone.now())


@transaction.atomic
def undone(mark: Mark, counts: Mark | None) -> None:
    """To the student a teacher's ``mark``, taken back unread, never was: ``counts`` is what counts again."""
    notice = MarkNotice.objects.filter(after=mark, seen_at__isnull=True).select_related("before").first()
    if notice is None:
        return
    notice.delete()
    if counts is not None and differ(notice.before, counts):
        causes = notice.causes if counts.by_teacher else [each for each in notice.causes if each != Cause.TEACHER]
        MarkNotice.objects.create(attempt=notice.attempt, before=notice.before, after=counts, causes=causes)


@transaction.atomic
def read(*, attempt: Attempt, mark: Mark, notice: MarkNotice | None, answers: Iterable[AnswerNotice] = ()) -> None:
    """Remember that the attempt's student has read ``mark``, which counts, and so ``notice``, unseen until now, and
    the ``answers`` to challenges. Where the notice tells of another mark, it is too old to be told."""
    unread = AnswerNotice.objects.filter(pk__in=[answer.pk for answer in answers], seen_at__isnull=True)
    unread.update(seen_at=timezone.now())
    MarkRead.objects.update_or_create(attempt=attempt, defaults={"mark": mark})
    if notice is not None:
        seen(student=attempt.student, notices=[notice])


def has_read(mark: Mark) -> bool:
    """Whether ``mark`` is the one that its attempt's student read last."""
    return MarkRead.objects.filter(attempt=mark.attempt_id, mark=mark).exists()
