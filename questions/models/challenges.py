"""Challenges: a student doubts one marking point or the level, a teacher answers. Both are written once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from questions.models.attempts import Attempt
from questions.models.guards import AppendOnlyQuerySet, ImmutableRow
from questions.models.marks import Mark
from questions.models.people import User
from questions.models.rulings import Withdrawal

LEVEL = "level"
"""The target of a challenge that doubts the level as a whole. Marking points are named by their keys (p1, p2 ...)."""

OTHER = "other"
"""The target of a challenge that claims a valid point which the scheme lacks."""

ABOUT = {LEVEL: "The level", OTHER: "A point that the mark scheme lacks"}
"""What pages call those targets that are no points."""


class ChallengeQuerySet(AppendOnlyQuerySet["Challenge"]):
    def open(self) -> ChallengeQuerySet:
        return self.filter(answer__isnull=True)

    def answered(self) -> ChallengeQuerySet:
        return self.filter(answer__isnull=False)

    def answerable_by(self, user: User) -> ChallengeQuerySet:
        """The challenges to marks that ``user`` may review."""
        return self.filter(attempt__in=Attempt.objects.reviewable_by(user).values("pk"))


class Challenge(ImmutableRow):
    """What a student doubts in a mark, in one sentence.

    ``target`` is the key of a marking point, LEVEL or OTHER; each is challenged once in an attempt, and once more where
    what was upheld is taken back: ``renews`` is that answer. ``follows`` is the answer to the attempt's challenge
    before this one, empty for its first: so the database itself allows a further challenge only after an answer, one
    at a time.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="challenges")
    mark = models.ForeignKey(Mark, on_delete=models.PROTECT, related_name="+", help_text="The mark that is doubted.")
    target = models.CharField(max_length=20)
    text = models.TextField()
    follows = models.OneToOneField(
        "ChallengeAnswer", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    renews = models.OneToOneField(
        "ChallengeAnswer", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt"], condition=Q(follows__isnull=True), name="challenge_one_first_in_attempt"
            ),
            models.UniqueConstraint(
                fields=["attempt", "target"],
                condition=Q(renews__isnull=True),
                name="challenge_target_once_in_attempt",
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(target=""), name="challenge_says_what"),
        ]

    def __str__(self) -> str:
        return f"Challenge {self.pk}"

    @property
    def index(self) -> int | None:
        """Where the doubted point stands in the scheme of the doubted mark, from 0; None where it is no point of it."""
        return None if self.target in ABOUT else self.mark.mark_scheme.point_keys.index(self.target)

    @property
    def about(self) -> str:
        """What is doubted, as pages call it: "Point 3" or "The level"."""
        return ABOUT[self.target] if self.index is None else f"Point {self.index + 1}"


class ChallengeAnswer(ImmutableRow):
    """A teacher's answer: upheld, with the mark that follows from it, or stands."""

    challenge = models.OneToOneField(Challenge, on_delete=models.PROTECT, related_name="answer")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    upheld = models.BooleanField()
    reason = models.TextField()
    mark = models.ForeignKey(
        Mark, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="The mark it led to."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="challenge_answer_gives_reason"),
            models.CheckConstraint(
                condition=Q(upheld=True, mark__isnull=False) | Q(upheld=False, mark__isnull=True),
                name="challenge_upheld_has_mark",
            ),
        ]

    def __str__(self) -> str:
        return "Upheld" if self.upheld else "Stands"

    @property
    def taken_back(self) -> Withdrawal | None:
        """The withdrawal of the mark that it led to; None while that mark stands."""
        return getattr(self.mark, "withdrawal", None)
