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


@transaction.atomic
def change_settings(*, school_class: SchoolClass, challenge_limit: int) -> SchoolClass:
    """What the class's teachers decide for it: how many challenges a student has in a week, 0 for none."""
    school_class.challenge_limit = challenge_limit
    school_class.save(update_fields=["challenge_limit"])
    return school_class
