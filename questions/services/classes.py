"""Classes: who learns and who teaches where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from django.db import transaction

from questions.models import ClassChange, SchoolClass, User

Shown = dict[ClassChange.Setting, str]
"""The settings of a class as pages show them."""


@transaction.atomic
def open_class(*, name: str, teachers: Iterable[User], students: Iterable[User]) -> SchoolClass:
    """The class of that name, made where there is none, with these people added to it."""
    school_class, _ = SchoolClass.objects.get_or_create(name=name)
    school_class.teachers.add(*teachers)
    school_class.students.add(*students)
    return school_class


OF_THE_LEAD = ("lead", "check_every", "tolerance")
"""The settings that the lead of a class decides."""


class ChangedMeanwhile(Exception):
    """What is to be changed is not what it was when the page was held against it, or not for this person to change."""


class Settings(TypedDict, total=False):
    """What is decided for a class: how many challenges a student has in a week, 0 for none; and by its lead, who leads,
    after how many marks a check comes, and how far apart two marks of a longer question may be."""

    challenge_limit: int
    lead: User | None
    check_every: int
    tolerance: int


def shown(school_class: SchoolClass) -> Shown:
    setting = ClassChange.Setting
    return {
        setting.CHALLENGES: str(school_class.challenge_limit),
        setting.LEAD: school_class.lead.name if school_class.lead else "",
        setting.CHECKS: str(school_class.check_every),
        setting.TOLERANCE: str(school_class.tolerance),
    }


def record_changes(*, school_class: SchoolClass, before: Shown, by: User) -> None:
    """Record each setting of the class that is not as it was ``before``."""
    after = shown(school_class)
    ClassChange.objects.bulk_create(
        ClassChange(school_class=school_class, by=by, setting=setting, before=before[setting], after=after[setting])
        for setting in before
        if before[setting] != after[setting]
    )


@transaction.atomic
def change_settings(*, school_class: SchoolClass, by: User, settings: Settings, seen: Settings | None = None) -> None:
    """Change these settings of the class and no others, which somebody else may have changed since. Changes are
    recorded.

    ``seen`` is what settings were that somebody has looked at. Raises ChangedMeanwhile where one of those to be changed
    is another by now, or ``by`` does not teach the class or, for what its lead decides, lead it: then none is changed.
    """
    held = SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    if any(name in settings and getattr(held, name) != value for name, value in (seen or {}).items()):
        raise ChangedMeanwhile
    classes = SchoolClass.objects
    theirs = classes.taught_by(by) if settings.keys().isdisjoint(OF_THE_LEAD) else classes.led_by(by)
    if not theirs.filter(pk=held.pk).exists():
        raise ChangedMeanwhile
    before = shown(held)
    for name, value in settings.items():
        setattr(held, name, value)
    held.save(update_fields=settings)
    record_changes(school_class=held, before=before, by=by)
