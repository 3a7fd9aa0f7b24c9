"""Tags: an author's own words for questions, across topics."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

LONGEST_TAG = 40


class Tag(models.Model):
    """A word or two for questions that belong together. Kept in small letters, so that each is there once."""

    name = models.CharField(max_length=LONGEST_TAG, unique=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(name=Lower("name")) & ~Q(name=""), name="tag_name_is_small"),
        ]

    def __str__(self) -> str:
        return self.name
