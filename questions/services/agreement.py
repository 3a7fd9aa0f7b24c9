"""How far markers agree: the marker and teachers, teachers among themselves, teachers and agreed marks."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from questions.marking.agreement import adjacent, exact, weighted_kappa
from questions.models import Attempt, BlindMark, Mark, MarkedBy, MarkScheme, Question, SchoolClass, User
from questions.services.standardisation import tolerance_for, tolerance_of


class Kind(models.TextChoices):
    """What is held against what."""

    MARKER = "marker", "Marker and teachers"
    BLIND = "blind", "Marker and teachers, blind"
    TEACHERS = "teachers", "Between teachers"
    SELF = "self", "A teacher and the same teacher later"
    AGREED = "agreed", "Teachers and agreed marks"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the figures: of what ``user`` may see, one class, one question, from ``first`` before ``end``."""

    user: User
    school_class: SchoolClass | None = None
    question: Question | None = None
    first: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks on one answer. ``people`` are the ids of the teachers who gave them, the first one's first; None is
    the marker or the agreed mark."""

    question_id: int
    at: datetime
    ours: int
    theirs: int
    tolerance: int
    people: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1 over ``count`` answers; ``kappa`` is the quadratic weighted kappa of each question, averaged
    over questions by their answers, so that differences between questions are no agreement. A single answer to a
    question has none; None where no question has two."""

    count: int
    exact: float
    adjacent: float
    kappa: float | None
    within: float


def figures(pairs: Sequence[Pair]) -> Figures:
    ours, theirs = [pair.ours for pair in pairs], [pair.theirs for pair in pairs]
    groups = [group for group in _grouped(pairs, lambda pair: pair.question_id).values() if len(group) > 1]
    kappas = [weighted_kappa([pair.ours for pair in group], [pair.theirs for pair in group]) for group in groups]
    sizes = [len(group) for group in groups]
    within = sum(abs(pair.ours - pair.theirs) <= pair.tolerance for pair in pairs)
    return Figures(
        count=len(pairs),
        exact=exact(ours, theirs),
        adjacent=adjacent(ours, theirs),
        kappa=sum(map(operator.mul, sizes, kappas)) / sum(sizes) if groups else None,
        within=within / len(pairs) if pairs else 0.0,
    )


Key = TypeVar("Key")


def _grouped(pairs: Iterable[Pair], key: Callable[[Pair], Key]) -> dict[Key, list[Pair]]:
    groups: dict[Key, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[key(pair)].append(pair)
    return groups


def by_question(pairs: Sequence[Pair]) -> dict[int, Figures]:
    """The figures of each question, by its id."""
    return {key: figures(group) for key, group in _grouped(pairs, lambda pair: pair.question_id).items()}


def by_month(pairs: Sequence[Pair]) -> dict[datetime, Figures]:
    """The figures of each month in the school's time zone, by its first moment, the newest first."""
    groups = _grouped(pairs, lambda pair: _month(pair.at))
    return {month: figures(groups[month]) for month in sorted(groups, reverse=True)}


def _month(at: datetime) -> datetime:
    return timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def by_people(pairs: Sequence[Pair]) -> dict[tuple[int | None, int | None], Figures]:
    """The figures of each pair of teachers, by their ids."""
    return {people: figures(group) for people, group in _grouped(pairs, lambda pair: pair.people).items()}


def pairs(kind: Kind, wanted: Wanted) -> list[Pair]:
    """The pairs of marks of one kind, of what the user may see."""
    if kind == Kind.MARKER:
        return _marker_pairs(wanted)
    if kind == Kind.AGREED:
        return [_blind_pair(blind, None) for blind in _within(_of_samples(wanted), wanted, "sample__question")]
    blind = _within(_of_answers(wanted), wanted, "attempt__question")
    if kind == Kind.BLIND:
        return [_blind_pair(row, None, row.automatic) for row in _with_automatic(blind)]
    own = Q(settled__teacher=F("teacher"))
    chosen = blind.filter(own if kind == Kind.SELF else ~own)
    return [_blind_pair(row, row.settled.teacher_id) for row in chosen if row.settled]


def _of_answers(wanted: Wanted) -> Any:
    attempts = Attempt.objects.reviewable_by(wanted.user)
    if wanted.school_class:
        attempts = attempts.filter(student__in=wanted.school_class.students.all())
    return BlindMark.objects.filter(attempt__in=attempts.values("pk")).select_related("mark_scheme", "settled")


def _of_samples(wanted: Wanted) -> Any:
    """The user's own marks on samples, and those of the teachers of the classes that the user leads."""
    led = SchoolClass.objects.led_by(wanted.user)
    if wanted.school_class:
        led = led.filter(pk=wanted.school_class.pk)
    whose = Q(teacher__in=User.objects.filter(taught_classes__in=led)) | Q(teacher=wanted.user)
    return BlindMark.objects.filter(whose, sample__isnull=False).select_related("mark_scheme")


def _within(rows: Any, wanted: Wanted, question: str) -> Any:
    if wanted.question:
        rows = rows.filter(**{question: wanted.question})
    if wanted.first:
        rows = rows.filter(created_at__gte=wanted.first)
    if wanted.end:
        rows = rows.filter(created_at__lt=wanted.end)
    return rows


def _with_automatic(rows: Any) -> Any:
    """Blind marks with the automatic mark that the marker had given under the same version."""
    given = Mark.objects.filter(
        attempt=OuterRef("attempt"),
        marked_by=MarkedBy.MARKER,
        mark_scheme=OuterRef("mark_scheme"),
        created_at__lt=OuterRef("created_at"),
    ).order_by("-created_at", "-pk")
    return rows.annotate(automatic=Subquery(given.values("mark")[:1])).filter(automatic__isnull=False)


def _blind_pair(blind: BlindMark, other: int | None, theirs: int | None = None) -> Pair:
    return Pair(
        question_id=blind.mark_scheme.question_id,
        at=blind.created_at,
        ours=blind.mark,
        theirs=blind.reference if theirs is None else theirs,
        tolerance=blind.tolerance,
        people=(blind.teacher_id, other),
    )


def _marker_pairs(wanted: Wanted) -> list[Pair]:
    """Each answer's newest standing mark by a teacher, with the automatic mark that stood before it."""
    attempts = Attempt.objects.reviewable_by(wanted.user)
    if wanted.school_class:
        attempts = attempts.filter(student__in=wanted.school_class.students.all())
    teachers = Mark.objects.standing().filter(marked_by=MarkedBy.TEACHER)
    before = Mark.objects.filter(
        attempt=OuterRef("attempt"), marked_by=MarkedBy.MARKER, max_mark=OuterRef("max_mark"), pk__lt=OuterRef("pk")
    ).order_by("-pk")
    later = teachers.filter(attempt=OuterRef("attempt"), pk__gt=OuterRef("pk"))
    decided = _within(teachers.filter(attempt__in=attempts.values("pk")), wanted, "attempt__question")
    decided = decided.filter(~Exists(later)).annotate(automatic=Subquery(before.values("mark")[:1]))
    rows = decided.filter(automatic__isnull=False).values_list(
        "mark_scheme", "created_at", "mark", "automatic", "teacher"
    )
    marks = wanted.school_class.tolerance if wanted.school_class else tolerance_of(wanted.user)
    versions = MarkScheme.objects.in_bulk({row[0] for row in rows})
    return [
        Pair(versions[pk].question_id, at, mark, automatic, tolerance_for(versions[pk], marks), (teacher, None))
        for pk, at, mark, automatic, teacher in rows
    ]
