"""Rows that are written once: what the models refuse. The database refuses the same (questions/triggers.py)."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models


class NeverChanges(TypeError):
    """A row that is written once was about to be changed or deleted: an error of the program, not of its user."""


Row = TypeVar("Row", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Rows that are added and read."""

    def update(self, **kwargs: Any) -> int:
        raise NeverChanges(f"{self.model.__name__} rows are never changed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise NeverChanges(f"{self.model.__name__} rows are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise NeverChanges(f"{self.model.__name__} rows are never deleted")


class ImmutableRow(models.Model):
    """A row that is inserted once; saving it again or deleting it is refused."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanges(f"{type(self).__name__} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise NeverChanges(f"{type(self).__name__} rows are never deleted")
