"""Telling students, once, that a re-mark changed a mark of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from questions.models import Mark, MarkNotice, User

Award = tuple[int, int, int | None]


def award(mark: Mark) -> Award:
    """What a student reads of a mark first."""
    return mark.mark, mark.max_mark, mark.level


@transaction.atomic
def tell(changed: Sequence[tuple[Mark, Mark]]) -> int:
    """Leave a notice for each (mark that counted, mark that counts now), and say how many students' answers have one.

    A student who has not seen the last notice gets one for both changes; none where they cancel out.
    """
    attempts = [before.attempt_id for before, _ in changed]
    waiting = {
        notice.attempt_id: notice
        for notice in MarkNotice.objects.filter(attempt__in=attempts, seen_at__isnull=True).select_related("before")
    }
    knows = {before.attempt_id: before for before, _ in changed}
    knows |= {attempt: notice.before for attempt, notice in waiting.items()}
    new = [
        MarkNotice(attempt_id=after.attempt_id, before=knows[after.attempt_id], after=after)
        for _, after in changed
        if award(knows[after.attempt_id]) != award(after)
    ]
    MarkNotice.objects.filter(pk__in=[notice.pk for notice in waiting.values()]).delete()
    MarkNotice.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def seen(*, student: User, notices: Iterable[MarkNotice]) -> None:
    """Remember that ``student`` has read these."""
    own = MarkNotice.objects.filter(attempt__student=student, pk__in=[notice.pk for notice in notices])
    own.filter(seen_at__isnull=True).update(seen_at=timezone.now())
