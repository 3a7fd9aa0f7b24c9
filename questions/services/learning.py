"""Learning from rulings: what teachers settled moves the automatic marks of the other answers to the question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from time import monotonic
from typing import Any

from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from questions.models import Attempt, Mark, MarkScheme, Relearning, Withdrawal
from questions.models.attempts import AttemptQuerySet
from questions.models.rulings import ruling_marks
from questions.services.crew import mark_each
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
    Stays within about ``seconds``. What is left then waits (``Relearning``): the next call goes on with it, or, where
    the rulings are others by then, begins anew.
    """
    until = monotonic() + seconds
    changed = 0
    run = None
    for _ in range(TRIES):
        run, marks = _run(question_id, again=run is None)
        looked_at, made, in_time = _new_marks(question_id, marks, run.waiting, until)
        added = _add(made)
        changed += len(added)
        # Where another request added a mark meanwhile, maybe with fewer rulings, the answer waits for another look.
        missed = {mark.attempt_id for mark in made.values()} - added
        left = _write_down(run, looked_at - missed)
        if not left or not in_time:
            return Learnt(changed, finished=not left)
    return Learnt(changed, finished=False)


@transaction.atomic
def _run(question_id: int, *, again: bool) -> tuple[Relearning, list[Mark]]:
    """The run to go on with, and its rulings: the one that is not finished, while these stand; else a new one of all
    answers. What is finished begins anew only ``again``."""
    Relearning.objects.get_or_create(question_id=question_id)
    # Read behind the lock: of two at once, the later one knows at least as many rulings.
    run = Relearning.objects.select_for_update().get(question=question_id)
    marks = ruling_marks(question_id)
    rulings = sha256(" ".join(str(mark.pk) for mark in marks).encode()).hexdigest()
    if run.rulings != rulings or (again and not run.waiting):
        run.waiting = _order(question_id, since=run.finished_at)
        run.total = len(run.waiting)
        run.rulings = rulings
        run.save()
    return run, marks


def _order(question_id: int, *, since: datetime | None) -> list[int]:
    """The attempts to look at: first those whose marks name or were made with a ruling that was withdrawn ``since``
    then, of each the least sure first."""
    open_marks = _open_marks(question_id)
    taken_back = Withdrawal.objects.filter(mark__attempt__question=question_id)
    withdrawn = set((taken_back.filter(created_at__gte=since) if since else taken_back).values_list("mark", flat=True))
    if withdrawn:
        marks = Mark.objects.filter(pk__in=_unsettled(Attempt.objects.submitted().filter(question=question_id)))
        taught_by = dict(marks.values_list("pk", "rulings"))
        open_marks.sort(
            key=lambda last: (
                withdrawn.isdisjoint(last.said.named),
                withdrawn.isdisjoint(taught_by.get(last.mark_id, ())),
            )
        )
    return [last.attempt_id for last in open_marks]


@transaction.atomic
def _write_down(run: Relearning, done: Collection[int]) -> int:
    """Take ``done`` from what waits, and say how many are left."""
    held = Relearning.objects.select_for_update().get(pk=run.pk)
    if held.rulings == run.rulings:
        held.waiting = [attempt for attempt in held.waiting if attempt not in done]
        if not held.waiting:
            held.finished_at = timezone.now()
        held.save()
    return len(held.waiting)


def is_unfinished(question_id: int) -> bool:
    """Whether answers to the question wait to be marked again with its rulings."""
    run = Relearning.objects.filter(question=question_id).first()
    return run is not None and bool(run.waiting)


def _unsettled(attempts: AttemptQuerySet) -> models.QuerySet[Any, Any]:
    """The ids of the newest automatic marks of those attempts that no teacher has settled."""
    newest = Mark.objects.automatic_of(OuterRef("pk"))
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
    # Looked up once: another thread may clear what is kept at any time.
    kept = {key: what for key in keys if (what := _known.get(key)) is not None}
    unknown = [key[0] for key in keys if key not in kept]
    columns = ("pk", "created_at", "mark", "points", "confidence", "followed_id")
    marks = Mark.objects.only(*columns).in_bulk(unknown)
    new = {(mark.pk, mark.created_at): said(mark) for mark in marks.values()}
    if len(_known) + len(new) > _MOST_KNOWN:
        _known.clear()
    _known.update(new)
    return kept | new


def _new_marks(
    question_id: int, marks: Sequence[Mark], waiting: Sequence[int], until: float
) -> tuple[set[int], dict[int, Mark], bool]:
    """The attempts of ``waiting`` that were looked at until then; marks that would say something new of them, by the
    id of the mark they come after; and whether time sufficed."""
    open_marks = {last.attempt_id: last for last in _open_marks(question_id)}
    # A teacher may have settled one since.
    looked_at = {attempt for attempt in waiting if attempt not in open_marks}
    left = [open_marks[attempt] for attempt in waiting if attempt in open_marks]
    versions = MarkScheme.objects.in_bulk({last.version_id for last in left})
    rulings = {pk: put(marks, version) for pk, version in versions.items()}
    made: dict[int, Mark] = {}
    for start in range(0, len(left), AT_ONCE):
        if monotonic() > until:
            return looked_at, made, False
        some = left[start : start + AT_ONCE]
        by_version: dict[int, list[_Open]] = defaultdict(list)
        for last in some:
            by_version[last.version_id].append(last)
        for pk, same in by_version.items():
            version, taught_by = versions[pk], rulings[pk]
            results = mark_each(version.scheme, [last.answer for last in same], rulings=taught_by)
            for last, result in zip(same, results, strict=True):
                # One on which the marker fails keeps its mark.
                if result is not None and differs(last.said, result, taught_by):
                    made[last.mark_id] = automatic_mark(Attempt(pk=last.attempt_id), version, result, taught_by)
        looked_at |= {last.attempt_id for last in some}
    return looked_at, made, True


@transaction.atomic
def _add(made: dict[int, Mark]) -> set[int]:
    """Add each mark whose attempt still has the mark it comes after as its newest; the ids of these attempts."""
    if not made:
        return set()
    attempts = Attempt.objects.filter(pk__in=[mark.attempt_id for mark in made.values()]).order_by("pk")
    list(attempts.select_for_update().values_list("pk", flat=True))
    before = Mark.objects.in_bulk(set(_unsettled(attempts)) & made.keys())
    current = {last: mark for last, mark in made.items() if last in before}
    Mark.objects.bulk_create(current.values())
    tell([(before[last], mark) for last, mark in current.items()])
    return {mark.attempt_id for mark in current.values()}
