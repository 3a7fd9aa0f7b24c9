"""Assignments: questions that a class is to answer, in order, perhaps until a time.

Which attempts belong to one is derived (docs/decisions/0015-answers-belong-to-assignments-by-time.md).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, When
from django.utils import timezone

from questions.models.bank import Question
from questions.models.guards import AppendOnlyQuerySet, ImmutableRow
from questions.models.people import ClassChange, SchoolClass, User

LONGEST_TITLE = 120
MINUTE = timedelta(minutes=1)


class SchemeFrom(models.TextChoices):
    """From when students may read the mark schemes of an assignment's questions."""

    ANSWERED = "answered", "as soon as they have answered"
    OVER = "over", "once the assignment is over"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def taught_by(self, user: User) -> AssignmentQuerySet:
        """The assignments of the classes that ``user`` teaches; all for an admin."""
        return self.filter(school_class__in=SchoolClass.objects.taught_by(user))

    def set_for(self, student: User) -> AssignmentQuerySet:
        """The assignments of the classes in which ``student`` learns."""
        return self.filter(school_class__students=student)

    def once_set_for(self, student: User) -> AssignmentQuerySet:
        """Those set for ``student``, also by a class that the student was taken out of since."""
        taken_out = ClassChange.objects.taking_out(student, student.username).filter(
            school_class=OuterRef("school_class"), created_at__gt=OuterRef("set_at")
        )
        return self.filter(Q(school_class__in=student.classes.all()) | Exists(taken_out))

    def open(self) -> AssignmentQuerySet:
        return self.filter(closed_at__isnull=True)

    def closed(self) -> AssignmentQuerySet:
        """Those that are closed, the last one first."""
        return self.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")

    def holding_schemes(self) -> AssignmentQuerySet:
        """Those of which ``Assignment.holds_schemes`` is true."""
        not_over = Q(due_at__isnull=True) | Q(due_at__gt=timezone.now() - MINUTE)
        return self.open().filter(not_over, scheme_from=SchemeFrom.OVER)

    def asking(self, questions: Iterable[Question]) -> AssignmentQuerySet:
        """The assignments that ask one of the ``questions`` at least."""
        return self.filter(pk__in=AssignedQuestion.objects.filter(question__in=questions).values("assignment"))

    def first_due(self) -> AssignmentQuerySet:
        """What is due first before the others, then what is due at no time, and what is past due last."""
        is_past_due = Case(When(due_at__lte=timezone.now() - MINUTE, then=True), default=False)
        return self.order_by(is_past_due, F("due_at").asc(nulls_last=True), "set_at", "pk")

    def with_questions(self) -> AssignmentQuerySet:
        """With all that ``Assignment.asked`` reads, in a number of queries that does not grow with them."""
        asked: Any = Prefetch(
            "assigned", AssignedQuestion.objects.select_related("question__topic", "question__current")
        )
        return self.select_related("school_class").prefetch_related(asked)


class Assignment(models.Model):
    """Questions that a class is to answer.

    ``due_at`` is the last minute that is not late; empty: none is. ``closed_at`` ends it: what is submitted later does
    not belong to it, and students are no longer asked. ``key`` comes from the page that set it, so that a repeated
    request finds its assignment; ``revision`` counts the changes, so that none overwrites another one unseen.
    """

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="assignments")
    title = models.CharField(max_length=LONGEST_TITLE)
    questions: models.ManyToManyField[Question, AssignedQuestion] = models.ManyToManyField(
        Question, through="AssignedQuestion", related_name="assignments"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    scheme_from = models.CharField(max_length=10, choices=SchemeFrom, default=SchemeFrom.ANSWERED)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    revision = models.PositiveIntegerField(default=0)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="assignment_has_title"),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(due_at__gt=F("set_at")), name="assignment_due_after_set"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("set_at")), name="assignment_closed_after_set"
            ),
            models.CheckConstraint(
                condition=Q(scheme_from__in=["answered", "over"]), name="assignment_scheme_from_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_past_due(self) -> bool:
        """Whether an answer submitted now would be late."""
        return self.is_late(timezone.now())

    def is_late(self, submitted_at: datetime) -> bool:
        """Whether an answer of that time is late. Pages show minutes, so all of the due minute is in time."""
        return self.due_at is not None and submitted_at - MINUTE >= self.due_at

    @property
    def holds_schemes(self) -> bool:
        """Whether students may not read the mark schemes of its questions yet."""
        return self.scheme_from == SchemeFrom.OVER and not self.is_closed and not self.is_past_due

    def takes(self, submitted_at: datetime) -> bool:
        """Whether an answer of that time can belong to it; ``AttemptQuerySet.belonging_to`` says the same in SQL."""
        return self.set_at <= submitted_at and (self.closed_at is None or submitted_at <= self.closed_at)

    @property
    def asked(self) -> list[Question]:
        """Its questions in order (of ``with_questions``)."""
        return [each.question for each in self.assigned.all()]


class AssignedQuestion(models.Model):
    """A question's place in an assignment, from 1 on."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="assigned")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "question"], name="assigned_question_once"),
            models.UniqueConstraint(fields=["assignment", "position"], name="assigned_position_once"),
            models.CheckConstraint(condition=Q(position__gt=0), name="assigned_position_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.question}"


class AssignmentChange(ImmutableRow):
    """Somebody set, changed, closed or reopened an assignment; the title, due time, questions (their ids, in order) and
    from when the mark scheme may be read are as they were from then on."""

    class What(models.TextChoices):
        SET = "set", "set"
        CHANGED = "changed", "changed"
        CLOSED = "closed", "closed"
        REOPENED = "reopened", "reopened"

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=10, choices=What)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    due_at = models.DateTimeField(null=True, blank=True)
    questions = models.JSONField(default=list)
    scheme_from = models.CharField(max_length=10, choices=SchemeFrom, default=SchemeFrom.ANSWERED)
    created_at = models.DateTimeField(default=timezone.now)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=["set", "changed", "closed", "reopened"]), name="assignment_change_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.what}"
