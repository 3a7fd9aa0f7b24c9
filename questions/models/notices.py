"""What students know of their marks: the one they read last, what changed since, and which challenges were answered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from questions.models.attempts import Attempt
from questions.models.challenges import ChallengeAnswer
from questions.models.marks import Mark
from questions.models.people import User


class Cause(models.TextChoices):
    """Why another mark counts than before."""

    SCHEME = "scheme", "the mark scheme was changed"
    MARKER = "marker", "the marker was improved"
    RULING = "ruling", "teachers decided on answers like it"
    WITHDRAWN = "withdrawn", "a teacher's mark was taken back"
    TEACHER = "teacher", "a teacher looked at the answer"


class MarkNoticeQuerySet(models.QuerySet["MarkNotice"]):
    def unseen(self) -> MarkNoticeQuerySet:
        """At most one of each attempt; a teacher's mark given since may count instead of its ``after``."""
        related = ("attempt__question__topic", "before__mark_scheme", "before__withdrawal", "after__mark_scheme")
        return self.filter(seen_at__isnull=True).select_related(*related)

    def unseen_by(self, student: User) -> MarkNoticeQuerySet:
        """What ``student`` is still to be told: notices of marks that count now."""
        counting = Mark.objects.filter(attempt=OuterRef("attempt")).counting_first()
        return self.unseen().filter(attempt__student=student, after=Subquery(counting.values("pk")[:1]))


class MarkNotice(models.Model):
    """That another mark of an attempt counts now, for its student to see once.

    Unseen, it goes from the mark that the student knows to the one that counts now, however many were between;
    ``causes`` (values of Cause) are those of each step that changed what it is worth, the first first.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="notices")
    before = models.ForeignKey(Mark, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Mark, on_delete=models.PROTECT, related_name="+")
    causes = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = MarkNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt"], condition=Q(seen_at__isnull=True), name="notice_one_unseen_for_attempt"
            ),
            models.CheckConstraint(condition=~Q(before=F("after")), name="notice_of_a_change"),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.attempt_id}: {self.before_id} to {self.after_id}"


class MarkRead(models.Model):
    """The mark that counted when an attempt's student last opened its result."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="read")
    mark = models.ForeignKey(Mark, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "mark read"
        verbose_name_plural = "marks read"

    def __str__(self) -> str:
        return f"Mark {self.mark_id} read"


class AnswerNoticeQuerySet(models.QuerySet["AnswerNotice"]):
    def unseen_by(self, student: User) -> AnswerNoticeQuerySet:
        """The answers to their challenges that ``student`` is still to be told of."""
        related = ("challenge__attempt__question__topic", "challenge__mark__mark_scheme", "mark__withdrawal")
        own = self.filter(seen_at__isnull=True, answer__challenge__attempt__student=student)
        return own.select_related(*(f"answer__{name}" for name in related))


class AnswerNotice(models.Model):
    """That a challenge was answered, for its student to see once; what became of the mark, MarkNotice tells."""

    answer = models.OneToOneField(ChallengeAnswer, on_delete=models.PROTECT, related_name="notice")
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Answer {self.answer_id}"
