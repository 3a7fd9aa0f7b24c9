"""Marks: awards on an attempt, only ever added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from questions import marking
from questions.models.bank import MarkScheme, Question
from questions.models.guards import AppendOnlyQuerySet, ImmutableRow


class MarkedBy(models.IntegerChoices):
    """Who awarded a mark. The greater value counts: a teacher's mark stands over every automatic one."""

    MARKER = 0, "marker"
    TEACHER = 1, "teacher"


COUNTING_ORDER = ("-marked_by", "-pk")
"""Orders the standing marks of an attempt so that the one that counts comes first: the one place where that is
decided. The marks of an attempt are added one by one, so that their ids are in their order whatever a clock says."""


MOST_OTHER_POINTS = 5
"""Valid points that one mark credits beyond its scheme."""

LONGEST_OTHER_POINT = 500
"""Characters of one of them."""

PARTED_BY = ";"
"""Stood between several points in one text, as marks were written at first
(docs/decisions/0023-other-valid-points-are-a-list.md). No text of a point holds it any more."""


def other_points_in(texts: Iterable[str]) -> list[str]:
    """The single points of ``Mark.other_points``, as forms take and authors adopt them."""
    return [point for text in texts for part in text.split(PARTED_BY) if (point := part.strip())]


def placed_in(version: MarkScheme, texts: Iterable[str]) -> list[tuple[str, int | None]]:
    """The single points of ``Mark.other_points`` with their places in ``version``; None for what it still lacks."""
    return [(text, version.place_saying(text)) for text in other_points_in(texts)]


class MarkQuerySet(AppendOnlyQuerySet["Mark"]):
    def standing(self) -> MarkQuerySet:
        """The marks that nobody has withdrawn."""
        return self.filter(withdrawal__isnull=True)

    def counting_first(self) -> MarkQuerySet:
        """The standing marks of one attempt, the one that counts before the others."""
        return self.standing().order_by(*COUNTING_ORDER)

    def counting(self) -> Mark | None:
        """The mark that counts, of the marks of one attempt; None where there is none."""
        return self.counting_first().first()

    def other_points(self, question: Question) -> list[str]:
        """The valid points that teachers credited on answers to ``question`` and its scheme lacked, most frequent
        first; those that are points of its newest version by now are left out."""
        given = self.standing().filter(attempt__question=question, marked_by=MarkedBy.TEACHER).exclude(other_points=[])
        counts: Counter[str] = Counter()
        for texts in given.values_list("other_points", flat=True):
            counts.update(other_points_in(texts))
        newest = question.newest()
        return [text for text, _ in counts.most_common() if newest is None or newest.place_saying(text) is None]

    def newest_first(self) -> MarkQuerySet:
        return self.order_by("-pk")

    def automatic_of(self, attempt: Any) -> MarkQuerySet:
        """The marks that the marker gave an attempt, or one that ``OuterRef`` names, the newest first."""
        return self.filter(attempt=attempt, marked_by=MarkedBy.MARKER).newest_first()


class Mark(ImmutableRow):
    """One award on an attempt under one version of the mark scheme.

    ``points`` is the breakdown: the fields of ``marking.PointMark`` for each marking point, in
    order. A teacher's mark keeps the evidence of the automatic one and says which points the
    teacher decided; ``other_points`` are valid points that the scheme lacks, in the teacher's
    words, each of which counts like one of the scheme. ``flags`` are codes of ``marking.FLAGS``.
    ``rulings`` are the ids of the teachers' marks on other answers that an automatic mark was made
    with, in the order the marker had them, so that it can be made again; ``followed`` is the one
    among them whose answer is the same or very like and got this mark (flag ``ruling``), or the one
    that weighed most in it.
    """

    attempt = models.ForeignKey("Attempt", on_delete=models.PROTECT, related_name="marks")
    mark_scheme = models.ForeignKey(MarkScheme, on_delete=models.PROTECT, related_name="+")
    marked_by = models.PositiveSmallIntegerField(choices=MarkedBy)
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="marks_given"
    )
    mark = models.PositiveSmallIntegerField()
    max_mark = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    points = models.JSONField(default=list)
    other_points = models.JSONField(default=list, blank=True)
    flags = models.JSONField(default=list, blank=True)
    why = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    confidence = models.FloatField(null=True, blank=True)
    marker_version = models.CharField(max_length=20, blank=True)
    rulings = models.JSONField(default=list, blank=True)
    followed = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(mark__lte=F("max_mark")), name="mark_at_most_maximum"),
            models.CheckConstraint(
                condition=Q(marked_by=MarkedBy.MARKER, teacher__isnull=True, confidence__gte=0, confidence__lte=1)
                & ~Q(marker_version="")
                | Q(marked_by=MarkedBy.TEACHER, teacher__isnull=False, confidence__isnull=True, marker_version=""),
                name="mark_by_marker_or_teacher",
            ),
        ]
        indexes = [models.Index(fields=["attempt", "-marked_by", "-id"], name="mark_counting")]

    def __str__(self) -> str:
        return f"{self.mark} of {self.max_mark}"

    @property
    def follows_closely(self) -> bool:
        """Whether the answer of ``followed`` is the same, or very like, and got this mark."""
        return "ruling" in self.flags

    @property
    def by_teacher(self) -> bool:
        return self.marked_by == MarkedBy.TEACHER

    @property
    def credited(self) -> frozenset[int]:
        """The indexes of the points credited."""
        return frozenset(point["point"] for point in self.points if point["credited"])

    def credited_in(self, version: MarkScheme) -> frozenset[int]:
        """The places in ``version`` of the points credited, also of those that were other points when they were."""
        known = {index for index, point in self.points_in(version).items() if point["credited"]}
        return frozenset(known | {place for _, place in placed_in(version, self.other_points) if place is not None})

    def others_in(self, version: MarkScheme) -> list[str]:
        """The other points that ``version`` still lacks."""
        return [text for text, place in placed_in(version, self.other_points) if place is None]

    def points_in(self, version: MarkScheme) -> dict[int, dict[str, Any]]:
        """The breakdown by the indexes that the points have in ``version``; what it lacks is left out."""
        known = {self.mark_scheme.point_keys[point["point"]]: point for point in self.points}
        return {index: known[key] for index, key in enumerate(version.point_keys) if key in known}


def worth_the_same(before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether two marks, each with what it is out of, are the same share of it: only another one is news to a student,
    and goes up or down in the preview of a re-mark. 2 of 3 is less than 2 of 2."""
    return before[0] * after[1] == after[0] * before[1]


def counting_of(marks: Iterable[Mark]) -> Mark | None:
    """``MarkQuerySet.counting`` for all marks of one attempt, fetched with their ``withdrawal``."""
    standing = [mark for mark in marks if not hasattr(mark, "withdrawal")]
    return max(standing, key=lambda mark: (mark.marked_by, mark.pk), default=None)


def disputing(marks: Iterable[Mark]) -> Mark | None:
    """``AttemptQuerySet.disagreeing`` for all marks of one attempt, fetched with their ``withdrawal``: the automatic
    mark that the teacher is to look at; None where there is none."""
    standing = [mark for mark in marks if not hasattr(mark, "withdrawal")]
    teachers = counting_of(standing)
    automatic = sorted((mark for mark in standing if not mark.by_teacher), key=lambda mark: mark.pk)
    if teachers is None or not teachers.by_teacher or not automatic:
        return None
    known = {(mark.mark, mark.max_mark) for mark in (teachers, *[m for m in automatic if m.pk < teachers.pk][-1:])}
    newest = automatic[-1]
    return None if (newest.mark, newest.max_mark) in known else newest


FIELDS = tuple(field.name for field in fields(marking.PointMark))


def breakdown(marks: tuple[marking.PointMark, ...]) -> list[dict[str, Any]]:
    """The breakdown as ``Mark.points`` stores it."""
    return [{name: getattr(mark, name) for name in FIELDS} for mark in marks]
