"""What is recorded around a teacher's rulings: that one was withdrawn, and that somebody looked whose answer it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from questions.models.attempts import Attempt, AttemptQuerySet
from questions.models.bank import Question
from questions.models.guards import AppendOnlyQuerySet, ImmutableRow
from questions.models.marks import Mark, MarkedBy
from questions.models.people import User


class Withdrawal(ImmutableRow):
    """A teacher's mark taken back: it counts no longer and teaches no longer, and stays in the history.

    Whoever takes back what one gave oneself need give no ``reason`` (services/rulings.py).
    """

    mark = models.OneToOneField(Mark, on_delete=models.PROTECT, related_name="withdrawal")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Mark {self.mark_id} withdrawn"


class Relearning(models.Model):
    """How far the answers to a question are marked again with its rulings as they are now.

    ``rulings`` stands for those rulings; ``waiting`` are the ids of the attempts, of ``total``, that have not had their
    turn yet, in the order in which they will. None waits once all had it.
    """

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="relearning")
    rulings = models.CharField(max_length=64)
    waiting = models.JSONField(default=list, blank=True)
    total = models.PositiveIntegerField(default=0)
    progress_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Question {self.question_id}: {len(self.waiting)} of {self.total} wait"

    @property
    def done(self) -> int:
        return self.total - len(self.waiting)


class NameSeen(ImmutableRow):
    """Somebody who reviews asked whose answer an attempt is."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="names_seen")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "name seen"
        verbose_name_plural = "names seen"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["attempt", "user"], name="nameseen_once")]

    def __str__(self) -> str:
        return f"Name of attempt {self.attempt_id} seen"


def with_name_seen(attempts: AttemptQuerySet, user: User) -> AttemptQuerySet:
    """Annotate each attempt with ``name_seen``: whether ``user`` has asked whose it is."""
    return attempts.annotate(name_seen=Exists(NameSeen.objects.filter(attempt=OuterRef("pk"), user=user)))


def ruling_marks(question_id: int) -> list[Mark]:
    """The rulings of a question, the oldest first: of each attempt the newest teacher's mark that stands."""
    given = (
        Mark.objects.standing()
        .filter(attempt__question=question_id, marked_by=MarkedBy.TEACHER)
        .select_related("attempt", "mark_scheme", "teacher")
        .order_by("pk")
    )
    newest = {mark.attempt_id: mark for mark in given}
    return sorted(newest.values(), key=lambda mark: mark.pk)
