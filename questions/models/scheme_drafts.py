"""What an author is typing: a text that autosaves and that nobody else sees until it becomes a version."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from questions.models.bank import Question, Topic


class SchemeDraft(models.Model):
    """The unsaved text of one author for one question, or for a new one (``question`` empty).

    ``base`` is the version that the text goes on from. ``page``, ``revision`` and ``sequence`` are as in Attempt:
    who saved last, how often, and the number of the save within its page. An empty ``text`` is no draft; the row
    stays, so that a save that arrives late, after its page became a version, is known as one.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scheme_drafts")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    base = models.PositiveIntegerField(default=0)
    page = models.CharField(max_length=36, blank=True)
    revision = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "question"], name="scheme_draft_once"),
            models.UniqueConstraint(
                fields=["author"], condition=Q(question__isnull=True), name="scheme_draft_of_new_question_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Draft {self.pk}"
