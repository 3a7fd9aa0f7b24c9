"""What a school asks of a question before students meet it, and the record of each time somebody published one.

What a command publishes, an import say, is not in it.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from questions.models.bank import MarkScheme, Question
from questions.models.guards import AppendOnlyQuerySet, ImmutableRow


class PublishingMinimum(models.Model):
    """The school's one row: how many sample answers, and what share of them marked as agreed, in per cent.

    ``exact`` holds for short points-based questions, ``within_one`` for levels and for more marks.
    """

    samples = models.PositiveSmallIntegerField(
        "sample answers",
        default=6,
        validators=[MaxValueValidator(200)],
        help_text="For each question; 0 asks for none.",
    )
    exact = models.PositiveSmallIntegerField(
        "same mark, %",
        default=80,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Questions of up to 3 marks without levels: share of samples that get exactly the agreed mark.",
    )
    within_one = models.PositiveSmallIntegerField(
        "within one mark, %",
        default=80,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Level-of-response questions and those of more marks: share at most one mark from the agreed one.",
    )

    class Meta:
        verbose_name = "minimum for publishing"
        verbose_name_plural = "minimum for publishing"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="publishing_minimum_is_one_row"),
            models.CheckConstraint(
                condition=Q(exact__lte=100, within_one__lte=100), name="publishing_minimum_is_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.samples} sample answers, {self.exact}% exact, {self.within_one}% within one mark"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def of_the_school(cls) -> PublishingMinimum:
        """The row, or the defaults where no admin has set any."""
        return cls.objects.first() or cls()


class Publication(ImmutableRow):
    """A version was put in force, by whom, and how far the marker agreed with the sample answers then.

    ``marks`` lists (sample's id, agreed mark, marker's mark). ``lacks`` says what was short of the school's minimum;
    then ``reason`` is why it was published all the same.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="publications")
    mark_scheme = models.ForeignKey(MarkScheme, on_delete=models.PROTECT, related_name="+")
    publisher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marks = models.JSONField(default=list)
    marker_version = models.CharField(max_length=20)
    lacks = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(lacks=[]) | ~Q(reason=""), name="publication_overruled_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.question}, {self.mark_scheme}"
