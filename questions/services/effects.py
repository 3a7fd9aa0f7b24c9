"""What another text of a scheme would do to stored answers: each answer marked under it beside the mark that counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from questions import marking
from questions.models import Attempt, Mark, Question, RemarkedAnswer
from questions.models.attempts import AttemptQuerySet
from questions.models.marks import COUNTING_ORDER

Kind = RemarkedAnswer.Change


class Markings:
    """Marks answers under one scheme, each text once; kept as long as this object is."""

    def __init__(self, scheme: marking.Scheme) -> None:
        self.scheme = scheme
        self._known: dict[str, marking.Marking] = {}

    def read(self, answers: Iterable[str]) -> None:
        """Mark those of ``answers`` that are not known yet."""
        for answer in answers:
            if answer not in self._known:
                self._known[answer] = marking.mark(self.scheme, answer)

    def __getitem__(self, answer: str) -> marking.Marking:
        return self._known[answer]


@dataclass(frozen=True, slots=True)
class Change:
    """How one answer would be marked otherwise. ``gained`` and ``lost`` are keys of points."""

    attempt: Attempt
    before: Mark
    result: marking.Marking
    kind: Kind
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(slots=True)
class Counts:
    """Marks that go up, go down and stay; of those that stay ``moved`` have other points or another level.
    ``disagree`` are teachers' marks, which stay whatever the marker says."""

    total: int = 0
    up: int = 0
    down: int = 0
    same: int = 0
    moved: int = 0
    disagree: int = 0

    def add(self, kind: Kind | None) -> None:
        self.total += 1
        self.up += kind == Kind.UP
        self.down += kind == Kind.DOWN
        self.moved += kind == Kind.MOVED
        self.disagree += kind == Kind.DISAGREES
        self.same += kind in (None, Kind.MOVED)


def stored_answers(question: Question) -> AttemptQuerySet:
    """The submitted answers that have a mark, in the order they were begun, with ``counting_id``."""
    counting = Mark.objects.filter(attempt=OuterRef("pk")).order_by(*COUNTING_ORDER)
    return (
        Attempt.objects.submitted()
        .filter(question=question)
        .annotate(counting_id=Subquery(counting.values("pk")[:1]))
        .filter(counting_id__isnull=False)
        .order_by("pk")
    )


def counting_marks(attempts: Iterable[Attempt]) -> dict[int, Mark]:
    """The marks that count, by attempt (``stored_answers``), in one query."""
    ids = [attempt.counting_id for attempt in attempts]  # type: ignore[attr-defined]  # annotated
    marks = Mark.objects.filter(pk__in=ids).select_related("mark_scheme").defer("mark_scheme__text", "why", "next_step")
    return {mark.attempt_id: mark for mark in marks}


def compare(attempts: Sequence[Attempt], markings: Markings, keys: Sequence[str]) -> tuple[list[Change], Counts]:
    """What changes for ``attempts`` (``stored_answers``), and how many of each kind; ``keys`` are the new points'."""
    markings.read(attempt.answer for attempt in attempts)
    before = counting_marks(attempts)
    changes, counts = [], Counts()
    for attempt in attempts:
        change = _change(attempt, before[attempt.pk], markings[attempt.answer], keys)
        counts.add(change.kind if change else None)
        if change is not None:
            changes.append(change)
    return changes, counts


def _change(attempt: Attempt, before: Mark, result: marking.Marking, keys: Sequence[str]) -> Change | None:
    old = credited_keys(before.credited, before.mark_scheme.point_keys)
    new = credited_keys((point.point for point in result.points if point.credited), keys)
    kind = _kind(before, result, other_points=set(old) != set(new))
    if kind is None:
        return None
    gained = tuple(key for key in new if key not in old)
    lost = tuple(key for key in old if key not in new)
    return Change(attempt, before, result, kind, gained, lost)


def credited_keys(credited: Iterable[int], keys: Sequence[str]) -> list[str]:
    return [keys[index] for index in sorted(credited)]


def _kind(before: Mark, result: marking.Marking, *, other_points: bool) -> Kind | None:
    same_mark = (before.mark, before.max_mark) == (result.mark, result.max_mark)
    if before.by_teacher:
        return None if same_mark else Kind.DISAGREES
    # Where the maximum is another one, shares of it are compared: 2 of 3 is less than 2 of 2.
    old, new = before.mark * result.max_mark, result.mark * before.max_mark
    if old != new:
        return Kind.UP if new > old else Kind.DOWN
    return None if same_mark and before.level == result.level and not other_points else Kind.MOVED


def points_of(scheme: marking.Scheme, keys: Sequence[str], wanted: Collection[str]) -> list[str]:
    """The lines of the points that ``wanted`` names, in the scheme's order."""
    return [marking.point_text(point) for point, key in zip(scheme.points, keys, strict=True) if key in wanted]
