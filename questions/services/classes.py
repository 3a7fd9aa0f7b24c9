"""Classes: who learns and who teaches where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from questions.models import SchoolClass, User


@transaction.atomic
def open_class(*, name: str, teachers: Iterable[User], students: Iterable[User]) -> SchoolClass:
    """The class of that name, made where there is none, with these people added to it."""
    school_class, _ = SchoolClass.objects.get_or_create(name=name)
    school_class.teachers.add(*teachers)
    school_class.students.add(*students)
    return school_class


@dataclass(frozen=True, slots=True)
class Standard:
    """What the lead of a class decides: who leads, after how many marks a check comes, and how far apart two marks of
    a longer question may be."""

    lead: User | None
    check_every: int
    tolerance: int


@transaction.atomic
def change_settings(
    *, school_class: SchoolClass, challenge_limit: int, standard: Standard | None = None
) -> SchoolClass:
    """What the class's teachers decide for it: how many challenges a student has in a week, 0 for none. ``standard``
    is for its lead to change (``SchoolClass.objects.led_by``); None leaves that as it is."""
    school_class.challenge_limit = challenge_limit
    changed = ["challenge_limit"]
    if standard is not None:
        school_class.lead = standard.lead
        school_class.check_every = standard.check_every
        school_class.tolerance = standard.tolerance
        changed += ["lead", "check_every", "tolerance"]
    school_class.save(update_fields=changed)
    return school_class
