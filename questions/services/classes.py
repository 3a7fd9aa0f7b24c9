"""Classes: who learns and who teaches where."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from questions.models import SchoolClass, User


@transaction.atomic
def open_class(*, name: str, teachers: Iterable[User], students: Iterable[User]) -> SchoolClass:
    """The class of that name, made where there is none, with these people added to it."""
    school_class, _ = SchoolClass.objects.get_or_create(name=name)
    school_class.teachers.add(*teachers)
    school_class.students.add(*students)
    return school_class
