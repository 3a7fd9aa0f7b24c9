"""Attempts: a draft that autosaves, then a submitted answer that never changes."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from questions.models.assignments import AssignedQuestion, AssignmentQuerySet
from questions.models.bank import MarkScheme, Question, QuestionQuerySet, Topic
from questions.models.guards import NeverChanges
from questions.models.marks import COUNTING_ORDER, Mark, MarkedBy
from questions.models.people import Role, User

LEFT = timedelta(minutes=1)
"""An answer without a mark for so long was left by a process that was stopped."""

NO_MARK = -1
"""Stands for the mark of an automatic mark that there is not; no mark is below 0."""


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def submitted(self) -> AttemptQuerySet:
        return self.filter(submitted_at__isnull=False)

    def drafts(self) -> AttemptQuerySet:
        return self.filter(submitted_at__isnull=True)

    def with_text(self) -> AttemptQuerySet:
        """Those that are not blank: a draft stays after its text was deleted."""
        return self.filter(answer__regex=r"\S")

    def of(self, student: User) -> AttemptQuerySet:
        """The attempts that ``student`` made."""
        return self.filter(student=student)

    def reviewable_by(self, user: User) -> AttemptQuerySet:
        """The submitted answers that ``user`` may review: a teacher's classes', all for an admin, else none."""
        submitted = self.submitted()
        if user.role == Role.ADMIN:
            return submitted
        if user.role != Role.TEACHER:
            return submitted.none()
        taught = User.objects.filter(pk=OuterRef("student_id"), classes__teachers=user)
        return submitted.filter(Exists(taught))

    def belonging_to(self, assignments: AssignmentQuerySet) -> AttemptQuerySet:
        """The answers that belong to one of the ``assignments``: at its questions, of students of its class, submitted
        from when it was set until it was closed."""
        at = OuterRef("submitted_at")
        places = AssignedQuestion.objects.filter(
            Q(assignment__closed_at__isnull=True) | Q(assignment__closed_at__gte=at),
            assignment__in=assignments.order_by().values("pk"),
            assignment__set_at__lte=at,
            assignment__school_class__students=OuterRef("student_id"),
            question=OuterRef("question_id"),
        )
        return self.submitted().filter(Exists(places))

    def left_unmarked(self) -> AttemptQuerySet:
        """The answers that should have a mark by now and have none, the newest first: on an old one the marker may have
        failed before."""
        unmarked = self.submitted().filter(~Exists(Mark.objects.filter(attempt=OuterRef("pk"))))
        return unmarked.filter(submitted_at__lt=timezone.now() - LEFT).order_by("-submitted_at", "-pk")

    def with_counting_mark(self) -> AttemptQuerySet:
        """Annotate each attempt with the mark that counts: ``counting_mark`` out of ``counting_max_mark``,
        ``counting_level``, ``counting_confidence`` (None for a teacher's) and ``counting_by_teacher``; all None where
        there is no mark."""
        standing = Mark.objects.standing().filter(attempt=OuterRef("pk"))
        counting = standing.order_by(*COUNTING_ORDER)
        return self.annotate(
            counting_mark=Subquery(counting.values("mark")[:1]),
            counting_max_mark=Subquery(counting.values("max_mark")[:1]),
            counting_level=Subquery(counting.values("level")[:1]),
            counting_confidence=Subquery(counting.values("confidence")[:1]),
            counting_by_teacher=Exists(standing.filter(marked_by=MarkedBy.TEACHER)),
        )

    def best_first(self) -> AttemptQuerySet:
        """``with_counting_mark``, and which answer is the best: the one with the greatest share of the marks that it is
        out of, since a question may be worth others by now; of equal ones the first; those without a mark at last."""
        share = Cast("counting_mark", models.FloatField()) / F("counting_max_mark")
        marked = self.with_counting_mark().annotate(counting_share=share)
        return marked.order_by(F("counting_share").desc(nulls_last=True), "submitted_at", "pk")

    def with_settled(self) -> AttemptQuerySet:
        """Annotate ``settled``: whether a teacher's mark counts, and no re-mark has brought the attempt back since
        (``disagreeing``)."""
        given = Mark.objects.standing().filter(attempt=OuterRef("pk"), marked_by=MarkedBy.TEACHER)
        back = Attempt.objects.filter(pk=OuterRef("pk")).disagreeing()
        return self.annotate(settled=Exists(given) & ~Exists(back))

    def disagreeing(self) -> AttemptQuerySet:
        """The attempts whose teacher's mark counts and was followed by an automatic mark that differs from it and from
        the one that the teacher saw, as after a re-mark; annotated with that mark as ``automatic_mark`` and
        ``automatic_max_mark``. The teacher's next mark settles it."""
        given = Mark.objects.standing().filter(attempt=OuterRef("pk"))
        teachers = given.filter(marked_by=MarkedBy.TEACHER).order_by(*COUNTING_ORDER)
        automatic = given.filter(marked_by=MarkedBy.MARKER).order_by(*COUNTING_ORDER)
        seen = automatic.filter(pk__lt=OuterRef("teachers_id"))
        # The marks of an attempt are added one by one, so that their ids are in their order.
        ours = self.annotate(
            teachers_id=Subquery(teachers.values("pk")[:1]),
            teachers_mark=Subquery(teachers.values("mark")[:1]),
            teachers_max_mark=Subquery(teachers.values("max_mark")[:1]),
            automatic_id=Subquery(automatic.values("pk")[:1]),
            automatic_mark=Subquery(automatic.values("mark")[:1]),
            automatic_max_mark=Subquery(automatic.values("max_mark")[:1]),
        )
        ours = ours.annotate(
            seen_mark=Coalesce(Subquery(seen.values("mark")[:1]), NO_MARK),
            seen_max_mark=Coalesce(Subquery(seen.values("max_mark")[:1]), NO_MARK),
        )
        return ours.filter(
            ~Q(teachers_mark=F("automatic_mark"), teachers_max_mark=F("automatic_max_mark")),
            ~Q(seen_mark=F("automatic_mark"), seen_max_mark=F("automatic_max_mark")),
            automatic_id__gt=F("teachers_id"),
        )


class Attempt(models.Model):
    """One student's go at one question.

    While ``submitted_at`` is empty it is a draft, at most one for a student and question.
    ``key`` comes from the page that wrote it, so that a repeated submission finds its attempt.
    ``revision`` counts the saves and ``page`` is the page that made the last one, so that another
    page, on another device, that has not seen the newest text is told before it overwrites it;
    ``sequence`` is the number of that save within its page.
    """

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="attempts")
    mark_scheme = models.ForeignKey(
        MarkScheme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attempts",
        help_text="The version the student answered; empty while a draft.",
    )
    key = models.UUIDField(default=uuid.uuid4)
    answer = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    page = models.CharField(max_length=36, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["student", "question", "key"], name="attempt_key_once"),
            models.UniqueConstraint(
                fields=["student", "question"],
                condition=Q(submitted_at__isnull=True),
                name="attempt_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, mark_scheme__isnull=True)
                | Q(submitted_at__isnull=False, mark_scheme__isnull=False),
                name="attempt_submitted_has_scheme",
            ),
        ]
        indexes = [
            models.Index(fields=["question", "-submitted_at"], name="attempt_question_newest"),
            models.Index(fields=["-submitted_at", "-id"], name="attempt_newest"),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.is_stored_as_submitted():
            raise NeverChanges("a submitted answer never changes")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.is_stored_as_submitted():
            raise NeverChanges("a submitted answer is never deleted")
        return super().delete(*args, **kwargs)

    def is_stored_as_submitted(self) -> bool:
        """Whether the row in the database is a submitted answer, whatever this instance says."""
        return not self._state.adding and Attempt.objects.submitted().filter(pk=self.pk).exists()

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None


def questions_with_best_mark(questions: QuestionQuerySet, student: User) -> QuestionQuerySet:
    """``questions`` with ``best_mark`` of ``student`` and the ``best_max_mark`` it is out of (None where none is
    marked)."""
    best = Attempt.objects.of(student).submitted().filter(question=OuterRef("pk")).best_first()
    # The stubs see no annotation that another method makes.
    return questions.annotate(
        best_mark=Subquery(best.values("counting_mark")[:1]),  # type: ignore[misc]
        best_max_mark=Subquery(best.values("counting_max_mark")[:1]),  # type: ignore[misc]
    )


def questions_with_progress(questions: QuestionQuerySet, student: User) -> QuestionQuerySet:
    """``questions_with_best_mark`` with what else ``student`` did so far: ``attempt_count``, ``last_attempt_id`` and
    ``has_draft``, of a draft with text."""
    own = Attempt.objects.of(student).filter(question=OuterRef("pk"))
    return questions_with_best_mark(questions, student).annotate(
        attempt_count=Count("attempts", filter=Q(attempts__student=student, attempts__submitted_at__isnull=False)),
        last_attempt_id=Subquery(own.submitted().order_by("-submitted_at", "-pk").values("pk")[:1]),
        has_draft=Exists(own.drafts().with_text()),
    )


def questions_shown_to(student: User, topic: Topic) -> QuestionQuerySet:
    """The questions of ``topic`` that students are offered, and those that ``student`` has answered: a result stays
    where it was when its question is retired."""
    answered = Attempt.objects.of(student).submitted().order_by().values("question")
    return topic.questions.filter(Q(status=Question.Status.PUBLISHED) | Q(pk__in=answered))


def topics_open_to(student: User) -> models.QuerySet[Topic]:
    """The topics that offer questions, and those in which ``student`` has answered one: results lead to them."""
    offered = Question.objects.published().order_by().values("topic")
    answered = Attempt.objects.of(student).submitted().order_by().values("question__topic")
    return Topic.objects.filter(Q(pk__in=offered) | Q(pk__in=answered))


def topics_with_progress(student: User) -> models.QuerySet[Topic]:
    """The topics open to ``student``, with ``question_count``, those that are offered, ``answered_count``, how many of
    them ``student`` has answered, ``retired_count``, how many that are not set any more, and the sum of the best marks
    of all these, ``best_marks`` out of ``best_max_marks`` (None where none is marked)."""
    questions = Attempt.objects.of(student).submitted().order_by().values("question")
    published, answered = Q(questions__status=Question.Status.PUBLISHED), Q(questions__in=questions)
    own = Question.objects.filter(topic=OuterRef("pk"), pk__in=questions)
    best = questions_with_best_mark(own, student).order_by().values("topic")
    return (
        topics_open_to(student)
        .annotate(
            question_count=Count("questions", filter=published),
            answered_count=Count("questions", filter=published & answered),
            retired_count=Count("questions", filter=~published & answered),
            best_marks=Subquery(best.annotate(total=Sum("best_mark")).values("total")),
            best_max_marks=Subquery(best.annotate(total=Sum("best_max_mark")).values("total")),
        )
        .order_by("position", "title")
    )
