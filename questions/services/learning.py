"""Learning from rulings: what teachers settled moves the automatic marks of the other answers to the question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from django.db import models, transaction
from django.db.models import OuterRef, Subquery

from questions import marking
from questions.models import Attempt, Mark, MarkedBy, MarkScheme
from questions.models.attempts import AttemptQuerySet
from questions.models.rulings import ruling_marks
from questions.services.grading import Said, automatic_mark, differs, said
from questions.services.notices import tell
from questions.services.rulings import put

SECONDS = 1.5
"""The longest that one request spends on learning; after a start of the server, answers are read for the first time."""

AT_ONCE = 100
"""Answers between two looks at the clock."""

TRIES = 3


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came of it: how many answers have a new automatic mark, and whether all answers were looked at."""

    changed: int
    finished: bool


def relearn(*, question_id: int, seconds: float = SECONDS) -> Learnt:
    """Mark the answers that no teacher has settled again, with the rulings of their question as they are now.

    A new mark is added only where it says something else than the last; students whose mark changes are told.
    Stays within about ``seconds``; what is left then has its turn with the next ruling, or with the next call.
    """
    until = monotonic() + seconds
    changed = 0
    for _ in range(TRIES):
        made, finished = _new_marks(question_id, until)
        added = _add(made)
        changed += added
        # Less than all: another request added marks meanwhile, maybe with fewer rulings. Look again.
        if added == len(made) or not finished:
            return Learnt(changed, finished)
    return Learnt(changed, finished=False)


def _unsettled(attempts: AttemptQuerySet) -> models.QuerySet[Any, Any]:
    """The ids of the newest automatic marks of those attempts that no teacher has settled."""
    newest = Mark.objects.filter(attempt=OuterRef("pk"), marked_by=MarkedBy.MARKER).order_by("-created_at", "-pk")
    # The stubs see no annotation that another method makes.
    unsettled = attempts.with_counting_mark().filter(counting_by_teacher=False)  # type: ignore[misc]
    return unsettled.values_list(Subquery(newest.values("pk")[:1]), flat=True)


@dataclass(frozen=True, slots=True)
class _Open:
    """The newest automatic mark of an attempt that no teacher has settled."""

    mark_id: int
    attempt_id: int
    answer: str
    version_id: int
    said: Said


_known: dict[tuple[int, datetime], Said] = {}
_MOST_KNOWN = 20_000


def _open_marks(question_id: int) -> list[_Open]:
    """The open answers to the question, the least sure first."""
    unsettled = _unsettled(Attempt.objects.submitted().filter(question=question_id))
    marks = Mark.objects.filter(pk__in=unsettled).order_by("confidence", "pk")
    rows = list(marks.values_list("pk", "created_at", "attempt_id", "attempt__answer", "mark_scheme_id"))
    says = _said([(pk, created_at) for pk, created_at, *_ in rows])
    return [
        _Open(pk, attempt, answer, version, says[pk, created_at]) for pk, created_at, attempt, answer, version in rows
    ]


def _said(keys: Sequence[tuple[int, datetime]]) -> dict[tuple[int, datetime], Said]:
    """What the marks say. A mark never changes, so what was read of it once is kept; the time tells marks of one
    number apart, as after a database was put back."""
    unknown = [pk for pk, created_at in keys if (pk, created_at) not in _known]
    columns = ("pk", "created_at", "mark", "points", "confidence", "followed_id")
    marks = Mark.objects.only(*columns).in_bulk(unknown)
    new = {(mark.pk, mark.created_at): said(mark) for mark in marks.values()}
    found = {key: new[key] if key in new else _known[key] for key in keys}
    if len(_known) + len(new) > _MOST_KNOWN:
        _known.clear()
    _known.update(new)
    return found


def _new_marks(question_id: int, until: float) -> tuple[dict[int, Mark], bool]:
    """Marks that would say something new, by the id of the mark they come after; and whether time sufficed."""
    marks = ruling_marks(question_id)
    by_version: dict[int, list[_Open]] = defaultdict(list)
    for last in _open_marks(question_id):
        by_version[last.version_id].append(last)
    made: dict[int, Mark] = {}
    for version in MarkScheme.objects.filter(pk__in=by_version):
        rulings = put(marks, version)
        waiting = by_version[version.pk]
        for start in range(0, len(waiting), AT_ONCE):
            if monotonic() > until:
                return made, False
            some = waiting[start : start + AT_ONCE]
            results = marking.mark_all(version.scheme, [last.answer for last in some], rulings=rulings)
            for last, result in zip(some, results, strict=True):
                if differs(last.said, result, rulings):
                    made[last.mark_id] = automatic_mark(Attempt(pk=last.attempt_id), version, result, rulings)
    return made, True


@transaction.atomic
def _add(made: dict[int, Mark]) -> int:
    """Add each mark whose attempt still has the mark it comes after as its newest, and say how many."""
    if not made:
        return 0
    attempts = Attempt.objects.filter(pk__in=[mark.attempt_id for mark in made.values()]).order_by("pk")
    list(attempts.select_for_update().values_list("pk", flat=True))
    before = Mark.objects.in_bulk(set(_unsettled(attempts)) & made.keys())
    current = {last: mark for last, mark in made.items() if last in before}
    Mark.objects.bulk_create(current.values())
    tell([(before[last], mark) for last, mark in current.items()])
    return len(current)
