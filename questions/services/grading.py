"""Automatic marks: one marker, one answer, one mark with the breakdown that explains it."""

from __future__ import annotations

from django.db import transaction

from questions import marking
from questions.models import Attempt, Mark, MarkedBy, MarkScheme
from questions.models.marks import breakdown


def mark_attempt(attempt: Attempt) -> Mark:
    """Mark a submitted attempt under the scheme version it answered, and return the mark.

    Marked already under that version by this version of the marker, the attempt keeps that mark.
    """
    version = attempt.mark_scheme
    if version is None:
        raise ValueError("a draft is not marked")
    result = marking.mark(version.scheme, attempt.answer)
    with transaction.atomic():
        # Holding the attempt's row makes two markers at once give one mark.
        Attempt.objects.select_for_update().get(pk=attempt.pk)
        same = attempt.marks.filter(
            marked_by=MarkedBy.MARKER, mark_scheme=version, marker_version=marking.MARKER_VERSION
        ).first()
        if same is not None:
            return same
        mark = automatic_mark(attempt, version, result)
        mark.save()
        return mark


def automatic_mark(attempt: Attempt, version: MarkScheme, result: marking.Marking) -> Mark:
    """The row, not yet saved, for what the marker says of ``attempt`` under ``version``."""
    return Mark(
        attempt=attempt,
        mark_scheme=version,
        marked_by=MarkedBy.MARKER,
        mark=result.mark,
        max_mark=result.max_mark,
        level=result.level,
        points=breakdown(result.points),
        flags=list(result.flags),
        why=result.why,
        next_step=result.next_step,
        confidence=result.confidence,
        marker_version=marking.MARKER_VERSION,
    )
