"""Re-marking: stored answers marked again under another text of their scheme, first as a preview, then for good."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from questions import marking
from questions.models.attempts import Attempt
from questions.models.bank import MarkScheme, Question, compiled
from questions.models.guards import NeverChanges
from questions.models.marks import Mark


class Remarking(models.Model):
    """One re-mark of the stored answers to a question: who asked for it, under which text, and how far it is.

    ``text`` is the whole question in notation, ``point_keys`` are the keys that its points have, ``mark_scheme`` is
    the version of that text (empty while it is not saved), ``base`` the newest version when the preview began.
    ``done`` of ``total`` answers are through in the present state; ``last`` is the id of the last of them. The
    counts are those of the preview: marks that go ``up``, go ``down`` and stay the ``same``, the last including
    those that are ``moved`` (other points or another level), and teachers' marks that ``disagree``; these stay too.
    ``added`` marks were added when it was applied, ``told`` of them worth another than the one that counted, which
    students are told; ``leaves_out`` says that answers to another wording or tariff of the question are not among them;
    ``former`` is the version by which most answers were marked before.
    """

    class State(models.TextChoices):
        PREVIEWING = "previewing", "being previewed"
        PREVIEWED = "previewed", "previewed"
        APPLYING = "applying", "being applied"
        APPLIED = "applied", "applied"
        STOPPED = "stopped", "stopped"

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="remarkings")
    text = models.TextField()
    point_keys = models.JSONField(default=list)
    base = models.PositiveIntegerField()
    mark_scheme = models.ForeignKey(MarkScheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    former = models.ForeignKey(MarkScheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    origin = models.ForeignKey(
        Attempt,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The answer with the phrase that was accepted, where the text came about so.",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    marker_version = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWING)
    leaves_out = models.BooleanField(default=False)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    up = models.PositiveIntegerField(default=0)
    down = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    disagree = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    progress_at = models.DateTimeField(auto_now=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["previewing", "previewed"], applied_at__isnull=True)
                | Q(state__in=["applying", "stopped"], applied_at__isnull=True, mark_scheme__isnull=False)
                | Q(state="applied", applied_at__isnull=False, mark_scheme__isnull=False),
                name="remarking_state_is_known",
            ),
        ]
        indexes = [models.Index(fields=["question", "-created_at"], name="remarking_newest")]

    def __str__(self) -> str:
        return f"Re-mark {self.pk} of question {self.question_id}"

    @property
    def scheme(self) -> marking.Scheme:
        return compiled(self.text)

    @property
    def version(self) -> MarkScheme:
        """The version that the text is; while it is not saved, one that is not stored either."""
        return self.mark_scheme or trial_version(self.question, self.scheme, self.text, self.point_keys)

    @property
    def is_running(self) -> bool:
        return self.state in (self.State.PREVIEWING, self.State.APPLYING)

    @property
    def is_preview(self) -> bool:
        """Whether nothing was done yet: such a run may be thrown away."""
        return self.state in (self.State.PREVIEWING, self.State.PREVIEWED)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def trial_version(question: Question, scheme: marking.Scheme, text: str, point_keys: list[str]) -> MarkScheme:
    """A version to try on answers, never to be saved."""
    return MarkScheme(
        question=question,
        version=0,
        text=text,
        stem=scheme.stem,
        tariff=scheme.marks,
        is_levels=bool(scheme.levels),
        point_keys=point_keys,
    )


class RemarkedAnswer(models.Model):
    """What a re-mark's preview says of one stored answer whose mark, level or points it changes.

    ``before`` is the mark that counted, with its own wording; the columns after it are the new one. ``gained`` and
    ``lost`` are keys of points.
    """

    class Change(models.TextChoices):
        UP = "up", "up"
        DOWN = "down", "down"
        MOVED = "moved", "same mark, other points"
        DISAGREES = "disagrees", "differs from a teacher's mark"

    remarking = models.ForeignKey(Remarking, on_delete=models.CASCADE, related_name="answers")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(Mark, on_delete=models.PROTECT, related_name="+")
    change = models.CharField(max_length=10, choices=Change)
    mark = models.PositiveSmallIntegerField()
    max_mark = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.TextField(blank=True)
    gained = models.JSONField(default=list, blank=True)
    lost = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["remarking", "attempt"], name="remarked_answer_once"),
            models.CheckConstraint(
                condition=Q(change__in=["up", "down", "moved", "disagrees"]), name="remarked_answer_change_is_known"
            ),
        ]
        indexes = [models.Index(fields=["remarking", "change", "id"], name="remarked_answer_by_change")]

    def __str__(self) -> str:
        return f"Attempt {self.attempt_id}: {self.before_id} to {self.mark} of {self.max_mark}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanges("what a preview says of an answer never changes")
        super().save(*args, **kwargs)
