"""Sample answers: answers with an agreed mark that test a mark scheme."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from questions.models.bank import Question


def digest(answer: str) -> str:
    """Names the text of an answer, case and spacing apart."""
    return hashlib.sha256(" ".join(answer.casefold().split()).encode()).hexdigest()


class SampleAnswerQuerySet(models.QuerySet["SampleAnswer"]):
    def in_use(self) -> SampleAnswerQuerySet:
        """The samples that schemes are tested on: those not retired."""
        return self.filter(retired_at__isnull=True)


class SampleAnswer(models.Model):
    """An answer to ``question`` with the mark that teachers agree on.

    Written once: only its retirement is added later (the database refuses the rest, questions/triggers.py),
    so that a figure of agreement can be worked out again. A correction retires the row and adds another.
    ``level`` is stated only for a level-of-response question, ``why`` is the teachers' note on the mark.
    One that was taken from an attempt keeps no way back to it: authors do not learn whose it was.
    """

    class Origin(models.TextChoices):
        TYPED = "typed", "typed"
        PASTED = "pasted", "pasted from a spreadsheet"
        FILE = "file", "from a file"
        ATTEMPT = "attempt", "from a student's attempt"

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="samples")
    answer = models.TextField()
    digest = models.CharField(max_length=64, editable=False)
    mark = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=Origin)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SampleAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "digest"], condition=Q(retired_at__isnull=True), name="sample_text_once"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["typed", "pasted", "file", "attempt"]), name="sample_origin"
            ),
        ]

    def __str__(self) -> str:
        return f"Sample answer {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.digest = digest(self.answer)
        super().save(*args, **kwargs)
