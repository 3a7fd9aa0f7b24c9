"""Automatic marks: one marker, one answer, the rulings of its question, and the breakdown that explains the mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from questions import marking
from questions.explanation import UNSURE, UNSURE_OF_LEVEL
from questions.models import Attempt, Mark, MarkedBy, MarkScheme, Relearning
from questions.models.marks import breakdown
from questions.services.rulings import rulings_for

TRIES = 3
"""Times that an answer is marked at most where rulings on its question keep coming meanwhile."""

SAME_CONFIDENCE = 0.1
"""A change of confidence below this is none worth a new mark, unless it decides whether a teacher should look."""


def mark_attempt(attempt: Attempt) -> Mark:
    """Mark a submitted attempt under the scheme version it answered, and return the mark.

    Marked again already under a later version, it stays with that one. Teachers' rulings on other answers to the
    question teach the marker. An attempt whose newest automatic mark, by this version of the marker, says the same
    keeps that mark.
    """
    last = _newest_automatic(attempt)
    version = last.mark_scheme if last else attempt.mark_scheme
    if version is None:
        raise ValueError("a draft is not marked")
    tries = TRIES
    while True:
        tries -= 1
        rulings = rulings_for(version, without=attempt.pk)
        result = marking.mark(version.scheme, attempt.answer, rulings=rulings)
        with transaction.atomic():
            # Holding the attempt's row makes two markers at once give one mark.
            Attempt.objects.select_for_update().get(pk=attempt.pk)
            # A ruling that lands meanwhile moves the marks that are there (services/learning.py). Behind the lock of
            # that run, either it sees this mark, or its ruling is seen here. Made here where none ran before: only what
            # is there can be locked.
            Relearning.objects.select_for_update().get_or_create(question_id=version.question_id)
            if tries and rulings_for(version, without=attempt.pk) != rulings:
                continue
            last = _newest_automatic(attempt)
            if last is not None and last.mark_scheme_id != version.pk:
                return last
            current = last is not None and last.marker_version == marking.MARKER_VERSION
            if last is not None and current and not differs(said(last), result, rulings):
                return last
            mark = automatic_mark(attempt, version, result, rulings)
            mark.save()
            return mark


def _newest_automatic(attempt: Attempt) -> Mark | None:
    return Mark.objects.automatic_of(attempt).select_related("mark_scheme").first()


def automatic_mark(
    attempt: Attempt, version: MarkScheme, result: marking.Marking, rulings: Sequence[marking.Ruling] = ()
) -> Mark:
    """The row, not yet saved, for what the marker says of ``attempt`` under ``version``, taught by ``rulings``."""
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
        rulings=[ruling.key for ruling in rulings],
        followed_id=result.followed,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What an automatic mark says, as far as a later one could say otherwise. ``named`` are the rulings it names."""

    mark: int
    credited: frozenset[int]
    confidence: float
    named: frozenset[int]


def said(mark: Mark) -> Said:
    """What a stored automatic mark says."""
    followed = (mark.followed_id, *(point.get("followed") for point in mark.points))
    named = frozenset(ruling for ruling in followed if ruling is not None)
    return Said(mark.mark, mark.credited, mark.confidence or 0.0, named)


def differs(last: Said, result: marking.Marking, rulings: Sequence[marking.Ruling]) -> bool:
    """Whether ``result`` says something else than the attempt's last automatic mark, under the same version of the
    scheme: another mark or other points, another confidence, or an explanation that no longer holds."""
    credited = frozenset(point.point for point in result.points if point.credited)
    if (last.mark, last.credited) != (result.mark, credited):
        return True
    before, now = last.confidence, result.confidence
    crossed = any((before < edge) != (now < edge) for edge in (UNSURE, UNSURE_OF_LEVEL))
    if abs(before - now) >= SAME_CONFIDENCE or crossed:
        return True
    return bool(last.named) and not last.named <= {ruling.key for ruling in rulings}
